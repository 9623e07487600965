#pragma once

#include <cstddef>
#include <string_view>

namespace dateline::text {

/// So many marks in a row no language writes: UAX #15, Stream-Safe Text Format.
inline constexpr int kMaxMarksInARow = 30;

/// Bytes of `text`, from its start, that can be normalised at once: up to the place where kMaxMarksInARow
/// combining marks stand in a row and another follows, else all. Putting marks in order takes time by the
/// square of their number, so a text is normalised stretch by stretch. Bytes that are not UTF-8 are no marks.
/// At least 1 for a text that is not empty.
std::size_t stream_safe_stretch(std::string_view text);

}  // namespace dateline::text
