#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "searcher/ledger/version_diff.h"

namespace dateline::search {

/// A piece of text that both versions have, or one of them.
struct DiffPiece {
  enum class Of : std::uint8_t { kBoth, kOlder, kNewer };
  Of of = Of::kBoth;
  std::string_view text;
};

/// The newer title with what was removed at its place. The pieces are parts of the texts of `diff`. Pure.
std::vector<DiffPiece> title_pieces(const VersionDiff& diff);
/// The same of one of its sentences.
std::vector<DiffPiece> sentence_pieces(const VersionDiff& diff, const ledger::ComparedSentences& sentence);

/// What was removed there and the text that both have behind it would run together as one word.
bool runs_together(const std::vector<DiffPiece>& pieces, std::size_t removed);

}  // namespace dateline::search
