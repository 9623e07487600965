#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/day.h"

namespace dateline::dates {

/// A part of a capture, as a byte range of its text.
struct Zone {
  enum class Kind : std::uint8_t { kCapture, kHeader, kTitle, kBody, kTeasers };
  Kind kind = Kind::kBody;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  bool operator==(const Zone&) const = default;
};

std::string_view name(Zone::Kind kind);

/// What the structure of a text capture says, before any date of its body is read.
struct CaptureLayout {
  std::vector<Zone> zones;         ///< in the order of the text, without overlap; blank space may lie between
  std::optional<Day> captured;     ///< day of the capture line
  std::optional<Day> header_date;  ///< KCNA Watch "Date: DD/MM/YYYY", day first
  bool header_date_impossible = false;  ///< a header with a day that does not exist
  std::string source_name;              ///< as printed after "Source:", trimmed; empty when there is none
};

/// Splits a text capture into its zones: capture line (first non-empty line that is one), header (up to and
/// including the "Date: … | Source: …" line, without the title), title, main body, teasers (from the first
/// line that starts with "More From ", "More Articles", "Top Headlines" … to the end). Linear time, never
/// fails.
///
/// The title is the line above the header line; without a header the first non-empty line, unless that is a
/// paragraph (longer than 300 bytes) or begins with a dateline, in which case there is none. Two exceptions:
/// - a first line that is nothing but a stamp or masthead stays with the body, so that its date counts, and
///   the title is the next line; the body then consists of two zones;
/// - where the first line names an occasion or section and the next non-empty line is a short heading wholly
///   in quotation marks, the title is that heading without its marks, and the occasion belongs to the body.
CaptureLayout split_zones(std::string_view text);

/// Where the teasers of `text` begin, as in `split_zones`; its size when it has none.
std::size_t teasers_begin(std::string_view text);

}  // namespace dateline::dates
