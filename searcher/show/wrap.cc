#include "searcher/show/wrap.h"

#include <algorithm>
#include <string_view>

#include "searcher/show/printable.h"

namespace dateline::show {
namespace {

constexpr std::size_t kMinRoom = 10;  ///< columns of text, however narrow the terminal is

/// Puts words side by side until a line is full. Escape sequences are our own and take no columns.
class Lines {
 public:
  Lines(const Style& style, std::size_t indent)
      : style_(style),
        margin_(indent, ' '),
        room_(style.width == 0 ? static_cast<std::size_t>(-1)
                               : std::max(style.width, indent + kMinRoom) - indent) {}

  /// A run of text without line ends; its blanks, and only they, part words.
  void add(std::string_view text, bool hit) {
    while (!text.empty()) {
      if (text.front() == ' ') {
        blank_ = true;
        text.remove_prefix(1);
        continue;
      }
      const std::size_t end = std::min(text.find(' '), text.size());
      std::string_view word = text.substr(0, end);
      while (!word.empty()) {  // a word wider than a line goes in pieces
        const std::string_view piece = word.substr(0, bytes_within(word, room_));
        const std::string_view put_now = piece.empty() ? word : piece;
        put(put_now, hit);
        word.remove_prefix(put_now.size());
      }
      text.remove_prefix(end);
    }
  }

  void end_line() {
    if (!line_.empty()) out_ += margin_ + line_;
    out_ += '\n';
    line_.clear();
    used_ = 0;
    blank_ = false;
  }

  std::string take() {
    if (used_ > 0) end_line();
    return std::move(out_);
  }

 private:
  void put(std::string_view word, bool hit) {
    const std::size_t width = display_width(word);
    const bool blank = blank_;
    blank_ = false;
    if (used_ > 0 && used_ + width + (blank ? 1 : 0) > room_) {
      end_line();
    } else if (used_ > 0 && blank) {
      line_ += ' ';
      ++used_;
    }
    line_ += hit ? marked(style_, word) : std::string(word);
    used_ += width;
  }

  const Style& style_;
  std::string margin_;
  std::size_t room_;
  std::string out_;
  std::string line_;
  std::size_t used_ = 0;
  bool blank_ = false;  ///< one is due before the next word
};

}  // namespace

std::string wrapped(std::string_view text, const Style& style, std::size_t indent) {
  search::Snippet plain;
  plain.parts.push_back({std::string(text), false});
  return wrapped(plain, style, indent);
}

std::string wrapped(const search::Snippet& snippet, const Style& style, std::size_t indent, bool keep_lines) {
  if (style.width == 0 && keep_lines) {
    std::string out;
    for (const search::SnippetPart& part : snippet.parts) {
      const std::string text = printable(part.text, true);
      out += part.hit ? marked(style, text) : text;
    }
    return out + "\n";
  }
  Lines lines(style, indent);
  if (snippet.cut_before) lines.add("… ", false);
  for (const search::SnippetPart& part : snippet.parts) {
    const std::string text = printable(part.text, keep_lines);
    std::string_view rest = text;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      lines.add(rest.substr(0, end), part.hit);
      lines.end_line();
      rest.remove_prefix(end + 1);
    }
    lines.add(rest, part.hit);
  }
  if (snippet.cut_after) lines.add(" …", false);
  return lines.take();
}

}  // namespace dateline::show
