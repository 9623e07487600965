#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/article.h"
#include "common/ledger/record.h"
#include "common/result.h"

namespace dateline::ledger {

KeptText kept_text(const Article& article);
std::string encode_text(const KeptText& text);
/// An Index error when the bytes are damaged.
Result<KeptText> decode_text(std::string_view bytes);

/// Packs texts of versions as frames of zstd with a checksum each. One per thread.
class TextPacker {
 public:
  TextPacker();
  ~TextPacker();
  TextPacker(const TextPacker&) = delete;
  TextPacker& operator=(const TextPacker&) = delete;

  static constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;  ///< of a text
  /// With `base`, which must be given for unpacking again, as what the text is nearly the same as; empty:
  /// none. An empty result: it is longer than `most`, or packing failed.
  std::string pack(std::string_view bytes, std::string_view base, std::uint64_t most = kMostBytes);
  /// What was packed, at most `most` bytes; an Index error when the frame is damaged or needs another base.
  Result<std::string> unpack(std::string_view frame, std::string_view base, std::uint64_t most = kMostBytes);

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
};

}  // namespace dateline::ledger
