#include "searcher/ledger/diff_pieces.h"

#include <algorithm>
#include <cctype>

namespace dateline::search {
namespace {

using ledger::ComparedSentences;
using ledger::Span;
using ledger::WordChange;

/// The newer text with what was removed at its place.
std::vector<DiffPiece> pieces_of(std::string_view older, Span in_older, std::string_view newer, Span in_newer,
                                 const std::vector<WordChange>& changes) {
  std::vector<DiffPiece> out;
  const auto add = [&out](DiffPiece::Of of, std::string_view text) {
    if (!text.empty()) out.push_back({of, text});
  };
  if (in_newer.empty()) {
    add(DiffPiece::Of::kOlder, ledger::cut(older, in_older));
    return out;
  }
  if (in_older.empty()) {
    add(DiffPiece::Of::kNewer, ledger::cut(newer, in_newer));
    return out;
  }
  std::uint32_t at = in_newer.begin;
  for (const WordChange& change : changes) {
    const std::uint32_t begin = std::max(change.newer.begin, at);
    add(DiffPiece::Of::kBoth, ledger::cut(newer, {at, begin}));
    add(DiffPiece::Of::kOlder, ledger::cut(older, change.older));
    add(DiffPiece::Of::kNewer, ledger::cut(newer, {begin, std::max(begin, change.newer.end)}));
    at = std::max(begin, change.newer.end);
  }
  add(DiffPiece::Of::kBoth, ledger::cut(newer, {at, in_newer.end}));
  return out;
}

}  // namespace

std::vector<DiffPiece> title_pieces(const VersionDiff& diff) {
  const auto whole = [](std::string_view text) { return Span{0, static_cast<std::uint32_t>(text.size())}; };
  return pieces_of(diff.older_text.title, whole(diff.older_text.title), diff.newer_text.title,
                   whole(diff.newer_text.title), diff.comparison.title);
}

std::vector<DiffPiece> sentence_pieces(const VersionDiff& diff, const ComparedSentences& sentence) {
  return pieces_of(diff.older_text.body, sentence.older, diff.newer_text.body, sentence.newer,
                   sentence.words);
}

bool runs_together(const std::vector<DiffPiece>& pieces, std::size_t removed) {
  if (pieces[removed].of != DiffPiece::Of::kOlder || removed + 1 >= pieces.size()) return false;
  const DiffPiece& next = pieces[removed + 1];
  const auto first = static_cast<unsigned char>(next.text.front());
  return next.of == DiffPiece::Of::kBoth && first < 0x80 && std::isalnum(first) != 0;
}

}  // namespace dateline::search
