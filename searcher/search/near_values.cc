#include "searcher/search/near_values.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "common/article.h"
#include "searcher/query/field_names.h"

namespace dateline::search {
namespace {

constexpr std::size_t kLongest = 64;  ///< bytes of a value that is compared letter by letter

/// How far a known value is from what was written, less is nearer; nullopt when it is another one.
std::optional<unsigned> distance(std::string_view known, const std::string& written,
                                 const std::u32string& letters) {
  const std::string folded = slug_of(known);
  if (folded == written) return 0;
  if (written.empty()) return std::nullopt;
  if (folded.starts_with(written)) return 1;
  if (folded.find(written) != std::string::npos) return 2;
  if (folded.size() > kLongest || written.size() > kLongest) return std::nullopt;
  const unsigned slips = 1 + static_cast<unsigned>(letters.size()) / 4;
  // "Rodnog" is near the beginning of "rodong-sinmun".
  const std::u32string whole = query::code_points(folded);
  unsigned least = query::edit_distance(letters, whole, slips);
  if (whole.size() > letters.size()) {
    least = std::min(least, query::edit_distance(letters, whole.substr(0, letters.size()), slips));
  }
  if (least > slips) return std::nullopt;
  return 2 + least;
}

}  // namespace

std::vector<std::string> near_values(const index::Columns& columns, index::Facet facet,
                                     std::string_view value, std::size_t most) {
  const std::string written = slug_of(value);
  const std::u32string letters = query::code_points(written);
  std::vector<std::tuple<unsigned, std::size_t, std::string_view>> found;
  for (std::uint32_t ordinal = 1; ordinal <= columns.value_count(facet); ++ordinal) {
    const std::string_view known = columns.value(facet, ordinal);
    if (const auto away = distance(known, written, letters)) found.emplace_back(*away, known.size(), known);
  }
  const std::size_t kept = std::min(most, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kept; ++i) {
    // The same value written otherwise needs no others beside it.
    if (std::get<0>(found.front()) == 0 && std::get<0>(found[i]) > 0) break;
    out.emplace_back(std::get<2>(found[i]));
  }
  return out;
}

}  // namespace dateline::search
