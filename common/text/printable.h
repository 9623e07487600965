#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// Text that is safe on a terminal: control characters (C0 but LF, DEL, C1), bidirectional overrides and
/// bytes that are not UTF-8 are gone, so no escape sequence of a document reaches the screen. A tab becomes
/// a space; `keep_lines` keeps LF, otherwise it becomes a space too.
std::string printable(std::string_view text, bool keep_lines = false);

/// The same for names that must be known again, of files for example: what `printable` takes away stands
/// there as \xNN, byte by byte.
std::string visible(std::string_view text);

}  // namespace dateline::text
