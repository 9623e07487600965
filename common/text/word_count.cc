#include "common/text/word_count.h"

#include <algorithm>

#include "common/text/characters.h"
#include "common/text/utf8.h"

namespace dateline::text {

bool is_counted_word(const Token& token) {
  switch (token.kind) {
    case TokenKind::kWord:
    case TokenKind::kNumber:
    case TokenKind::kHangulWord:
      return true;
    case TokenKind::kBigram:
      return false;
    case TokenKind::kCharacter: {
      std::size_t i = 0;
      return !token.term.empty() && !is_hangul(next_code_point(token.term, i));
    }
  }
  return false;
}

std::uint32_t count_words(const TokenList& tokens) {
  return static_cast<std::uint32_t>(std::count_if(tokens.begin(), tokens.end(), is_counted_word));
}

}  // namespace dateline::text
