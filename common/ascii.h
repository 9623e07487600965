#pragma once

#include <string_view>

#include "common/find_place.h"

namespace dateline {

/// Whether all bytes of a text are ASCII; looks at many at once.
inline bool is_ascii(std::string_view text) {
  return find_place<1>(text, 0, [](const char* c) { return static_cast<unsigned char>(*c) >= 0x80; }) ==
         std::string_view::npos;
}

}  // namespace dateline
