#include "searcher/search/archive_frequencies.h"

#include <algorithm>

#include "common/text/ranking_recipe.h"

namespace dateline::search {

ArchiveFrequencies::ArchiveFrequencies(const Xapian::Database& database,
                                       std::span<const std::uint32_t> repeated)
    : database_(database) {
  for (const std::uint32_t docid : repeated) {
    const auto end = database_.termlist_end(docid);
    for (auto term = database_.termlist_begin(docid); term != end; ++term) {
      if (const Xapian::termcount wdf = term.get_wdf(); wdf > 0) repeated_[*term] += wdf;
    }
  }
}

std::uint64_t ArchiveFrequencies::occurrences(const std::string& term) const {
  const std::uint64_t all = database_.get_collection_freq(term);
  const auto repeated = repeated_.find(term);
  return repeated == repeated_.end() ? all : all - std::min(all, repeated->second);
}

std::uint64_t ArchiveFrequencies::of(std::string_view word, WordUnit::Kind kind) const {
  std::string term = kind == WordUnit::Kind::kHangul ? std::string(text::kStemPrefix) : std::string();
  term += word;
  // A word of the title counts kTitleWdf times among those of the body, and once among those of titles.
  const std::uint64_t all = occurrences(term);
  const std::uint64_t surplus = occurrences(text::title_term(term)) * (text::kTitleWdf - 1);
  return all > surplus ? all - surplus : 0;
}

}  // namespace dateline::search
