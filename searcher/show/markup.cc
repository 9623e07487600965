#include "searcher/show/markup.h"

#include "searcher/show/printable.h"

namespace dateline::show {

std::string markup_escaped(std::string_view text) {
  std::string out;
  const std::string safe = printable(text);
  for (std::size_t i = 0; i < safe.size(); ++i) {
    switch (safe[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\xEF':  // U+FFFE and U+FFFF
        if (safe.compare(i, 3, "\xEF\xBF\xBE") == 0 || safe.compare(i, 3, "\xEF\xBF\xBF") == 0) {
          i += 2;
          break;
        }
        [[fallthrough]];
      default:
        out += safe[i];
    }
  }
  return out;
}

}  // namespace dateline::show
