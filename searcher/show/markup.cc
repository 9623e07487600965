#include "searcher/show/markup.h"

#include <algorithm>

#include "searcher/show/printable.h"

namespace dateline::show {

namespace {

/// A character of ASCII that is printable and needs no escape.
bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"'; }

}  // namespace

std::string markup_escaped(std::string_view text) {
  std::string out;
  append_markup_escaped(text, out);
  return out;
}

void append_markup_escaped(std::string_view text, std::string& out) {
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    out += text;
    return;
  }
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
}

}  // namespace dateline::show
