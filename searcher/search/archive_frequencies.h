#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "common/index/terms.h"
#include "searcher/search/word_units.h"

namespace dateline::search {

/// How often words stand in the titles and bodies of all articles, exactly. Not thread-safe. May
/// throw index errors.
class ArchiveFrequencies {
 public:
  explicit ArchiveFrequencies(index::Terms terms) : terms_(std::move(terms)) {}

  std::uint64_t of(std::string_view word, WordUnit::Kind kind) const;

  /// How often words stand side by side: "kim", "jong", "un". Cost: O(articles that have all of them), whose
  /// positions are read. It ends early once `enough`, which is told the places so far now and then, says so.
  std::uint64_t of_phrase(std::span<const std::string> words,
                          const std::function<bool(std::uint64_t)>& enough) const;

 private:
  index::Terms terms_;
};

}  // namespace dateline::search
