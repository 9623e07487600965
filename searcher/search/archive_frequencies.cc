#include "searcher/search/archive_frequencies.h"

#include <string>

#include "common/text/ranking_recipe.h"

namespace dateline::search {

std::uint64_t ArchiveFrequencies::of(std::string_view word, WordUnit::Kind kind) const {
  std::string term = kind == WordUnit::Kind::kHangul ? std::string(text::kStemPrefix) : std::string();
  term += word;
  // A word of the title counts kTitleWdf times among those of the body, and once among those of titles.
  const std::uint64_t all = terms_.collection_frequency(term);
  const std::uint64_t surplus = terms_.collection_frequency(text::title_term(term)) * (text::kTitleWdf - 1);
  return all > surplus ? all - surplus : 0;
}

}  // namespace dateline::search
