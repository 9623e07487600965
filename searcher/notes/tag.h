#pragma once

#include <string>
#include <string_view>

#include "common/result.h"

namespace dateline::notes {

inline constexpr std::size_t kMaxTagBytes = 64;
inline constexpr std::size_t kMaxNoteBytes = 64 * 1024;
inline constexpr std::size_t kMaxNameBytes = 64;

/// A tag as it is kept and compared, in small letters. A Usage error says what a tag may be: letters, digits,
/// '-', '_', '.' and '/', at most kMaxTagBytes.
Result<std::string> tag_of(std::string_view written);

/// The name of a saved query, by the same rules, in the letters in which it was written.
Result<std::string> query_name_of(std::string_view written);

/// A note as it is kept: UTF-8 without control characters but for the end of a line, no blanks around it.
/// A Usage error when it is longer than kMaxNoteBytes.
Result<std::string> note_of(std::string_view written);

}  // namespace dateline::notes
