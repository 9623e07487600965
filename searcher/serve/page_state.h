#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/schema.h"
#include "searcher/search/kwic.h"
#include "searcher/search/periods.h"
#include "searcher/search/request.h"
#include "searcher/serve/parameters.h"
#include "searcher/show/timeline.h"

namespace dateline::serve {

/// Everything that the address of a page says. A plain value; the same state has one canonical address.
struct PageState {
  std::string query = {};
  std::string from = {};  ///< any form of a date, as typed
  std::string to = {};
  std::vector<std::string> filters = {};  ///< "source=kcna.kp-en", sorted, none twice
  std::vector<std::string> compare = {};  ///< further queries of the chart, kMaxCompared at most
  search::Sort sort = search::Sort::kRelevance;
  search::KwicSort line_sort = search::KwicSort::kOldest;
  bool any = false;
  bool copies = false;                        ///< "fold=0": "copies" is a facet
  bool table = false;                         ///< "view=table": hits as rows
  std::string hit = {};                       ///< id of the article that is shown beside the list
  std::size_t page = 1;                       ///< of hits, 1..kMaxPage
  std::optional<search::PeriodUnit> by = {};  ///< of the chart; else by what the days span
  show::TimelineMeasure measure = show::TimelineMeasure::kFound;

  bool operator==(const PageState&) const = default;
};

inline constexpr std::size_t kMaxCompared = 5;
inline constexpr std::size_t kMaxPage = 100;
inline constexpr std::size_t kHitsOfPage = 10;

/// Reads the parameters; those that are unknown or have no meaning are left out. Pure.
PageState read_state(const Parameters& parameters);

/// The parameters of a state without those that have their default: `read_state` reads them back. Pure.
Parameters parameters_of(const PageState& state);

/// "/search?q=…": the address of a state below a path.
std::string address(std::string_view path, const PageState& state);

/// The state with a filter added, or taken away when it is there. The page begins again with the first hits.
PageState toggled(PageState state, const std::string& filter);

/// What the engine is asked for: query, filters and paging, no facets.
search::SearchRequest request_of(const PageState& state);

}  // namespace dateline::serve
