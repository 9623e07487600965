#pragma once

#include <cstdint>

#include "common/text/token_list.h"

namespace dateline::text {

/// Whether a token is a word as people count them: a word or number, a whole Hangul word, a single character
/// of Han or Kana. Every piece of a text is a word once or not at all.
bool is_counted_word(const Token& token);

std::uint32_t count_words(const TokenList& tokens);

}  // namespace dateline::text
