#include "searcher/search/word_units.h"

#include <algorithm>

#include "common/index/schema.h"
#include "common/text/ranking_recipe.h"
#include "common/text/stop_words.h"
#include "common/text/word_count.h"

namespace dateline::search {
namespace {

using text::Token;
using text::TokenKind;

WordUnit::Kind kind_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord:
      return WordUnit::Kind::kWord;
    case TokenKind::kNumber:
      return WordUnit::Kind::kNumber;
    case TokenKind::kHangulWord:
      return WordUnit::Kind::kHangul;
    case TokenKind::kBigram:
    case TokenKind::kCharacter:
      return WordUnit::Kind::kPair;
  }
  return WordUnit::Kind::kWord;
}

}  // namespace

void word_units(const text::TokenList& tokens, std::vector<WordUnit>& out) {
  out.clear();
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kBigram) {
      // It comes behind its first character, which has no other word to give.
      const auto first = std::find_if(out.rbegin(), out.rend(), [&](const WordUnit& unit) {
        return unit.begin <= token.offset && unit.kind == WordUnit::Kind::kPair;
      });
      if (first != out.rend() && first->begin == token.offset) first->word = token.term;
      continue;
    }
    if (!text::is_counted_word(token)) continue;
    WordUnit unit{{}, token.offset, token.offset + token.length, kind_of(token.kind)};
    if (token.kind == TokenKind::kHangulWord) unit.word = token.stem;
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kNumber) unit.word = token.term;
    // A Hangul word comes behind the character that ended it, which may be Han.
    const auto place = std::find_if(out.rbegin(), out.rend(),
                                    [&](const WordUnit& other) { return other.begin <= unit.begin; });
    out.insert(place.base(), unit);
  }
}

UnitRange units_at(std::span<const WordUnit> units, std::uint32_t begin, std::uint32_t end,
                   std::size_t from) {
  UnitRange out{from, from};
  while (out.begin < units.size() && units[out.begin].end <= begin) ++out.begin;
  out.end = out.begin;
  while (out.end < units.size() && units[out.end].begin < end) ++out.end;
  return out;
}

bool is_telling(const WordUnit& unit) {
  return !unit.word.empty() && unit.kind != WordUnit::Kind::kNumber && unit.word.size() > 1 &&
         !text::is_stop_word(unit.word);
}

}  // namespace dateline::search
