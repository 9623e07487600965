#pragma once

#include <cstddef>
#include <string_view>

#include "common/text/term_builder.h"

namespace dateline::text {

/// Finds the words of a chunk without ICU, where that is certain to give the same terms: in ASCII, and in
/// Hangul, Han and Kana with ASCII and common punctuation between. Bytes [begin, end) of `text` are one
/// chunk. False, with nothing added, when the chunk holds anything else.
bool add_fast(std::string_view text, std::size_t begin, std::size_t end, bool ascii, TermBuilder& builder);

}  // namespace dateline::text
