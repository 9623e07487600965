#pragma once

#include <cstdint>
#include <cstring>

namespace dateline::indexer::glass {

/// Fills bytes from their least significant bit. Up to eight bytes behind the last one are overwritten.
class BitWriter {
 public:
  explicit BitWriter(char* out) : out_(out) {}

  /// The lower `count` bits, 0..57; those above are zeros.
  void put(std::uint64_t bits, unsigned count) {
    held_ |= bits << count_;
    count_ += count;
    std::memcpy(out_, &held_, sizeof held_);
    out_ += count_ / 8;
    held_ >>= count_ / 8 * 8;
    count_ %= 8;
  }

  /// Behind the last byte, which may be filled in part.
  char* end() const { return out_ + (count_ > 0 ? 1 : 0); }

 private:
  char* out_;
  std::uint64_t held_ = 0;
  unsigned count_ = 0;
};

}  // namespace dateline::indexer::glass
