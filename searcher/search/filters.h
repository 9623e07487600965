#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/day.h"
#include "common/index/columns.h"
#include "common/index/schema.h"
#include "common/index/terms.h"
#include "common/result.h"
#include "searcher/query/outside_plan.h"
#include "searcher/query/plan.h"
#include "searcher/search/facets.h"

namespace dateline::search {

/// One value of a field that is no facet (has, group, id, key, url, tag), compared whole; of kGroup the id of
/// an article.
struct FieldFilter {
  index::Field field = index::Field::kHas;
  std::string value;
  bool operator==(const FieldFilter&) const = default;
};

/// What hits must have beside the query. Several values of one field are alternatives, different fields must
/// all hold; `from` and `to` are days of publication, both included.
struct Filters {
  std::vector<FacetFilter> facets = {};
  std::vector<FieldFilter> fields = {};
  std::optional<dates::Day> from = {};
  std::optional<dates::Day> to = {};
};

/// Adds "field=value" as a person writes it: any facet ("source=kcna.kp-en", "year=2023", "topic=" for
/// articles without one) or boolean field. The value is compared whole, as facets print it, or is a range of
/// numbers or months ("copies=1.."). A Query error names what fields there are, or what is wrong with a
/// range.
Status add_filter(Filters& filters, std::string_view text);

/// The part of the filters that is found in posting lists: fields and days. The facets are left to
/// `count_facets`. `columns` are those of the database, `tagged` as in PlanOptions. Everything where there is
/// nothing to filter. May throw index errors.
query::PlanNode filter_plan(const Filters& filters, const index::Terms& terms, const index::Columns& columns,
                            const query::Tagged& tagged = {});

}  // namespace dateline::search
