#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include <xapian.h>

#include "searcher/search/word_units.h"

namespace dateline::search {

/// How often words stand in the titles and bodies of all articles, exactly; an article that a second index
/// repeats counts once. Not thread-safe. May throw Xapian::Error.
class ArchiveFrequencies {
 public:
  /// Reads the words of the repeated articles (IndexReader::repeated). Cost and memory: O(their words).
  ArchiveFrequencies(const Xapian::Database& database, std::span<const std::uint32_t> repeated);

  std::uint64_t of(std::string_view word, WordUnit::Kind kind) const;

 private:
  /// Of a term of the index, in all articles that are not repeated.
  std::uint64_t occurrences(const std::string& term) const;

  Xapian::Database database_;
  std::unordered_map<std::string, std::uint64_t> repeated_;  ///< by term: occurrences in repeated articles
};

}  // namespace dateline::search
