#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::indexer {

/// What came of undoing one content coding of HTTP.
struct Decoded {
  enum class Outcome : std::uint8_t {
    kWhole,
    kCut,      ///< it ends early or is damaged: `bytes` is what stood before
    kTooLong,  ///< it unpacks to more than the limit
    kNotSo,    ///< the bytes have not this form at all
    kUnknown,  ///< a coding that nobody here knows
  };
  Outcome outcome = Outcome::kWhole;
  std::string bytes;
};

/// Undoes "gzip" (or "x-gzip"), "deflate" (with or without the head of zlib: servers send both), "br" or
/// "zstd". At most `limit` bytes of memory for the result.
Decoded decode_content(std::string_view bytes, std::string_view coding, std::size_t limit);

}  // namespace dateline::indexer
