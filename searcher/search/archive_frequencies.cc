#include "searcher/search/archive_frequencies.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/text/ranking_recipe.h"

namespace dateline::search {
namespace {

constexpr std::size_t kBetweenTellings = 16;  ///< articles

}  // namespace

std::uint64_t ArchiveFrequencies::of(std::string_view word, WordUnit::Kind kind) const {
  std::string term = kind == WordUnit::Kind::kHangul ? std::string(text::kStemPrefix) : std::string();
  term += word;
  // A word of the title counts kTitleWdf times among those of the body, and once among those of titles.
  const std::uint64_t all = terms_.collection_frequency(term);
  const std::uint64_t surplus = terms_.collection_frequency(text::title_term(term)) * (text::kTitleWdf - 1);
  return all > surplus ? all - surplus : 0;
}

std::uint64_t ArchiveFrequencies::of_phrase(std::span<const std::string> words,
                                            const std::function<bool(std::uint64_t)>& enough) const {
  if (words.empty()) return 0;
  std::vector<std::string> rarest(words.begin(), words.end());
  std::sort(rarest.begin(), rarest.end(), [&](const std::string& a, const std::string& b) {
    return terms_.max_document_frequency(a) < terms_.max_document_frequency(b);
  });
  std::vector<index::Docid> docids = terms_.docids(rarest.front());
  for (std::size_t i = 1; i < rarest.size() && !docids.empty(); ++i)
    docids = terms_.docids_among(rarest[i], docids);
  std::uint64_t found = 0;
  std::size_t read = 0;
  for (const index::Docid docid : docids) {
    if (++read % kBetweenTellings == 0 && enough(found)) break;
    // Titles stand before bodies with a gap, so no phrase reaches from one into the other.
    std::vector<std::uint32_t> at = terms_.positions(docid, words.front());
    for (std::uint32_t i = 1; i < words.size() && !at.empty(); ++i) {
      const std::vector<std::uint32_t> next = terms_.positions(docid, words[i]);
      std::erase_if(
          at, [&](std::uint32_t first) { return !std::binary_search(next.begin(), next.end(), first + i); });
    }
    found += at.size();
  }
  return found;
}

}  // namespace dateline::search
