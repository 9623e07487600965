#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dateline {

/// The first place at or after `at` for which `test` is true, npos when there is none. `test` is given a
/// pointer to `kLooksAt` bytes of the text and must not branch: then the compiler tests many places at a
/// time.
template <std::size_t kLooksAt, class Test>
std::size_t find_place(std::string_view text, std::size_t at, Test test) {
  constexpr std::size_t kBlock = 32;
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  static_assert(std::endian::native == std::endian::little, "the first place would be in the highest byte");
  const char* const bytes = text.data();
  std::array<unsigned char, kBlock> found;  // 1 for each place of a block at which the test is true
  const auto test_block = [&](std::size_t begin) {
    for (std::size_t i = 0; i < kBlock; ++i) found[i] = static_cast<unsigned char>(test(bytes + begin + i));
  };
  const auto word = [&found](std::size_t i) {
    std::uint64_t places = 0;
    std::memcpy(&places, found.data() + i, kWord);
    return places;
  };
  const auto first = [&word](std::size_t begin) {
    for (std::size_t i = 0; i < kBlock; i += kWord) {
      if (const std::uint64_t places = word(i); places != 0)
        return begin + i + static_cast<std::size_t>(std::countr_zero(places)) / 8;
    }
    return std::string_view::npos;
  };
  for (; at + kBlock + kLooksAt - 1 <= text.size(); at += kBlock) {
    test_block(at);
    if ((word(0) | word(8) | word(16) | word(24)) != 0) return first(at);
  }
  for (; at + kLooksAt <= text.size(); ++at) {
    if (test(bytes + at)) return at;
  }
  return std::string_view::npos;
}

}  // namespace dateline
