#pragma once

#include <string_view>

namespace dateline::text {

/// Whether a normal form (or the stem of a Hangul word) is too common to matter in a query next to other
/// words: English, Spanish and Russian function words, Korean question words and bound nouns. Documents keep
/// them all.
bool is_stop_word(std::string_view term);

}  // namespace dateline::text
