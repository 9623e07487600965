#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/result.h"
#include "searcher/search/request.h"
#include "searcher/show/style.h"

namespace dateline::search {

/// What a session does the same way until it is told otherwise.
struct Settings {
  SearchRequest request;  ///< limit, sort, facets …; its query, filters and sets are not used
  show::Style style;      ///< the width is that of the screen
  bool json = false;
  bool pager = true;
  bool time = false;
};

/// One row of `:set`.
struct Setting {
  std::string_view name;
  std::string_view values;  ///< "on, off"
  std::string_view help;
  std::string (*get)(const Settings&);
  Status (*set)(Settings&, std::string_view value);
  bool changes_answer = true;  ///< the answer in sight is out of date when this changes
};

/// In alphabetical order. `set` leaves the settings as they were when it fails.
std::span<const Setting> all_settings();

/// Sets the facets of a request by their names, apart by blanks or commas, "year:value" with an order; "none"
/// for none. The request stays as it was when it fails.
Status set_facets(std::string_view names, SearchRequest& request);

}  // namespace dateline::search
