#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline::text {

/// Tells of most words that they are none of a few thousand known ones, without a look-up: by their first two
/// bytes, their last one and their length.
class TermSieve {
 public:
  void add(std::string_view term) {
    const std::uint32_t place = place_of(term);
    bits_[place / kWordBits] |= std::uint64_t{1} << (place % kWordBits);
  }
  /// Always true of a term that was added.
  bool may_have(std::string_view term) const {
    const std::uint32_t place = place_of(term);
    return (bits_[place / kWordBits] >> (place % kWordBits) & 1U) != 0;
  }

 private:
  static constexpr std::size_t kWordBits = 64;

  static std::uint32_t place_of(std::string_view term) {
    const auto byte = [term](std::size_t i) -> std::uint32_t {
      return i < term.size() ? static_cast<unsigned char>(term[i]) : 0U;
    };
    const auto size = static_cast<std::uint32_t>(term.size());
    const std::uint32_t mark = byte(0) | byte(1) << 8U | byte(term.size() - 1) << 16U | size << 24U;
    return mark * 0x9E3779B1U >> 16U;
  }

  std::array<std::uint64_t, 65536 / kWordBits> bits_{};
};

}  // namespace dateline::text
