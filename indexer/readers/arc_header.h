#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/dates/day.h"

namespace dateline::indexer {

/// The line before a record of an ARC file, versions 1 and 2: address, IP address, time, type, (status,
/// checksum, location, offset, file), length. Views live as long as the bytes.
struct ArcHeader {
  std::size_t bytes = 0;     ///< of the line with its end
  std::uint64_t length = 0;  ///< of the block that follows
  std::string_view target;   ///< may hold blanks
  std::string_view content_type;
  std::optional<dates::Day> captured;
};

/// The longest line that is believed.
inline constexpr std::size_t kMaxArcLine = 16 * 1024;

/// Reads the line at the beginning of `bytes`; nullopt when it is none of a record, or not whole.
std::optional<ArcHeader> parse_arc_header(std::string_view bytes);

}  // namespace dateline::indexer
