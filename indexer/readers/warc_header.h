#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// The head of a record of a WARC file, versions 0.17 to 1.1. Views live as long as the bytes.
struct WarcHeader {
  std::size_t bytes = 0;     ///< of the head with its empty line
  std::uint64_t length = 0;  ///< of the block that follows
  std::string_view type;     ///< "response", "resource", "request" … as written
  std::string_view target;   ///< address, without the angle brackets that old crawlers put round it
  std::string_view date;     ///< "2008-04-30T20:48:25Z"
  std::string_view content_type;
  std::string_view same_as;  ///< of a "revisit": the time of the capture that has the page
};

/// The longest head that is believed.
inline constexpr std::size_t kMaxWarcHead = 64 * 1024;

/// Reads the head at the beginning of `bytes`; nullopt when there is no whole one, or when it has no length.
/// Names of fields are read in any case, and line ends with or without CR.
std::optional<WarcHeader> parse_warc_header(std::string_view bytes);

/// True when `bytes` begin with a version line such as "WARC/1.0" (at least its first 8 bytes).
bool begins_warc_record(std::string_view bytes);

}  // namespace dateline::indexer
