#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/repl/completion.h"

namespace dateline::search {

/// True when `text` goes on from what was typed, small and capital letters of ASCII alike.
bool begins_with(std::string_view text, std::string_view typed);

/// What a completion has found so far, with what decides which candidates come first.
struct Offer {
  struct Found {
    Candidate candidate;
    std::uint64_t weight = 0;
  };
  static constexpr std::uint64_t kFirst = UINT64_MAX;  ///< a weight for what stands before all counts

  std::size_t start = 0;   ///< of the word to be completed, in the line
  std::string_view typed;  ///< this word
  std::vector<Found> found;
  bool goes_on = false;

  void add(std::string text, std::string note = {}, std::uint64_t weight = 0) {
    found.push_back({{std::move(text), std::move(note)}, weight});
  }

  /// The candidates by weight, the heaviest first and as found where equal, with the beginning that they
  /// share. Leaves nothing in `found`.
  Completion finish();
};

}  // namespace dateline::search
