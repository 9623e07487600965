#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

/// The first place at or after `at` for which `test` is true, npos when there is none. `test` is given a
/// pointer to `kLooksAt` bytes of the text and must not branch: then the compiler tests many places at a
/// time.
template <std::size_t kLooksAt, class Test>
std::size_t find_place(std::string_view text, std::size_t at, Test test) {
  constexpr std::size_t kBlock = 32;
  const char* const bytes = text.data();
  for (; at + kBlock + kLooksAt - 1 <= text.size(); at += kBlock) {
    unsigned char any = 0;
    for (std::size_t i = 0; i < kBlock; ++i) any |= static_cast<unsigned char>(test(bytes + at + i));
    if (any != 0) break;
  }
  for (; at + kLooksAt <= text.size(); ++at) {
    if (test(bytes + at)) return at;
  }
  return std::string_view::npos;
}

}  // namespace dateline
