#include "common/text/stream_safe.h"

#include <unicode/uchar.h>

#include "common/text/utf8.h"

namespace dateline::text {

std::size_t stream_safe_stretch(std::string_view text) {
  constexpr unsigned char kFirstLeadOfMarks = 0xCC;  // of U+0300, the first mark
  int marks = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < kFirstLeadOfMarks) {
      marks = 0;
      ++i;
      continue;
    }
    const std::size_t start = i;
    const UChar32 c = next_code_point(text, i);
    if (c < 0 || u_getCombiningClass(c) == 0) {
      marks = 0;
    } else if (++marks > kMaxMarksInARow) {
      return start;
    }
  }
  return text.size();
}

}  // namespace dateline::text
