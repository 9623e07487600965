#include "common/text/language.h"

namespace dateline::text {

Language Language::from_code(std::string_view code) {
  Language language;
  std::size_t n = 0;
  for (char c : code) {
    if (c == '-' || c == '_') break;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c < 'a' || c > 'z' || n == 3) return {};
    language.code_[n++] = c;
  }
  if (n < 2 || language.code_ == std::array<char, 3>{'u', 'n', 'd'}) return {};
  language.size_ = static_cast<unsigned char>(n);
  return language;
}

}  // namespace dateline::text
