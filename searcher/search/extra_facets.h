#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/index/index_reader.h"
#include "common/result.h"
#include "common/text/lexicon.h"
#include "searcher/notes/notes.h"
#include "searcher/search/facets.h"
#include "searcher/search/match_set.h"
#include "searcher/search/stop.h"

namespace dateline::search {

/// What articles are counted by that no column of the index holds. An article may have several values.
enum class ExtraFacet : std::uint8_t {
  kNames,     ///< persons and organisations that title or text name (text_names.h); those of the lexicon in
              ///< all their spellings as one
  kCaptured,  ///< month of the capture, as `captured:` finds it
  kAdded,     ///< day on which the article came into the index, as `added:` finds it
  kTag,       ///< tags of the reader
};
inline constexpr std::array<std::string_view, 4> kExtraFacetNames{"names", "captured", "added", "tag"};

constexpr std::string_view name(ExtraFacet facet) {
  return kExtraFacetNames[static_cast<std::size_t>(facet)];
}
std::optional<ExtraFacet> find_extra_facet(std::string_view name);

struct ExtraFacetRequest {
  ExtraFacet facet = ExtraFacet::kNames;
  std::size_t limit = 10;  ///< values to return; 0 = all
  FacetOrder order = FacetOrder::kCount;
  FacetUnit unit = FacetUnit::kArticles;
};

struct ExtraFacetResult {
  ExtraFacet facet = ExtraFacet::kNames;
  std::vector<FacetValue> values;  ///< in the order asked for
  std::uint64_t others = 0;        ///< sum of the counts of values that are not returned
  std::uint64_t other_values = 0;  ///< number of those values
  std::uint64_t none = 0;          ///< articles (or groups) without a value
  std::uint64_t articles = 0;      ///< over which it is counted
};

/// Counts the articles of a set exactly. kNames reads all of them, about 10,000 a second; kCaptured costs
/// O(captures of the index). `notes` are those of the reader. Throws Stopped once `stop` is raised, and may
/// throw index errors.
Result<ExtraFacetResult> count_extra_facet(const index::IndexReader& reader, const text::Lexicon& lexicon,
                                           const notes::Notes& notes, const MatchSet& matches,
                                           const ExtraFacetRequest& request, const StopFlag* stop);

}  // namespace dateline::search
