#pragma once

#include <optional>
#include <string_view>

#include "common/index/schema.h"
#include "common/result.h"

namespace dateline::search {

/// FIRST..LAST among the values of a facet of numbers (year, juche, copies) or of months, both included; an
/// end may be missing. A month ends a range of months with its year too: "2019..2020-06".
class FacetRange {
 public:
  /// nullopt when `written` is one value: it has no "..", or the facet's values have no such order. An error
  /// says what is wrong with a range.
  static Result<std::optional<FacetRange>> parse(index::Facet facet, std::string_view written);
  bool holds(std::string_view value) const;

 private:
  std::optional<long> first_;
  std::optional<long> last_;
};

}  // namespace dateline::search
