#include "common/text/printable.h"

#include <fmt/format.h>

#include <iterator>

#include "common/control_characters.h"
#include "common/text/utf8.h"

namespace dateline::text {
namespace {

bool is_harmful(UChar32 c) { return c < 0 || is_control_character(c); }

}  // namespace

std::string printable(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const UChar32 c = next_code_point(text, i);
    if (c == '\n') {
      out += keep_lines ? '\n' : ' ';
    } else if (c == '\t') {
      out += ' ';
    } else if (!is_harmful(c)) {
      out += text.substr(start, i - start);
    }
  }
  return out;
}

std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const bool harmful = is_harmful(next_code_point(text, i));
    const std::string_view bytes = text.substr(start, i - start);
    if (!harmful) {
      out += bytes;
      continue;
    }
    for (const char byte : bytes)
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(byte));
  }
  return out;
}

}  // namespace dateline::text
