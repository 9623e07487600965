#include "common/dates/zones.h"

#include <algorithm>
#include <array>

#include "common/ascii.h"
#include "common/dates/candidates.h"
#include "common/dates/list_headings.h"
#include "common/dates/masthead.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestTitle = 300;          // bytes; a longer first line is a paragraph
constexpr std::size_t kLongestHeading = 160;        // bytes of a heading in quotation marks
constexpr std::size_t kLongestMarker = 80;          // bytes of a line that are looked at for a marker
constexpr std::size_t kLongestTeaserHeading = 120;  // bytes; a longer line with a marker is a paragraph

/// Beginnings of lines that open a list of other articles.
constexpr std::array<std::string_view, 13> kTeaserMarkers = {
    "More From ",      "More Articles",   "Top Headlines",          "Related Articles",
    "More from ",      "Más artículos",   "Artículos relacionados", "Articles connexes",
    "Autres articles", "Weitere Artikel", "Другие статьи",          "관련기사",
    "関連記事"};

constexpr std::string_view kMarkerLetters = "MTRAW";

bool is_blank(char c) { return c == ' ' || c == '\0' || (c >= '\t' && c <= '\r'); }

struct Line {
  std::size_t begin = 0;  ///< of the content
  std::size_t end = 0;
  bool empty() const { return begin == end; }
};

/// Lines of a text, without the blanks around them.
class Lines {
 public:
  explicit Lines(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  bool next(Line& line) {
    if (at_ >= text_.size()) return false;
    std::size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    line.begin = at_;
    line.end = end;
    at_ = end + 1;
    while (line.begin < line.end && is_blank(text_[line.begin])) ++line.begin;
    while (line.end > line.begin && is_blank(text_[line.end - 1])) --line.end;
    return true;
  }

  bool next_filled(Line& line) {
    while (next(line)) {
      if (!line.empty()) return true;
    }
    return false;
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::size_t teasers() {
    Lines lines(text_);
    for (Line line; lines.next(line);) {
      if (begins_with_marker(content(line))) return line.begin;
      if (header_.empty()) read_header(line);
    }
    return text_.size();
  }

  CaptureLayout run() {
    teasers_ = teasers();
    Lines lines(text_.substr(0, teasers_));
    Line line;
    bool more = lines.next_filled(line);
    if (more && is_capture(line, lines)) {
      add(Zone::Kind::kCapture, line.begin, line.end);
      more = lines.next_filled(line);
      if (more && header_.empty() && content(line).substr(0, 5) == "KCNA ") {
        add(Zone::Kind::kHeader, line.begin, line.end);
        more = lines.next_filled(line);
      }
    }
    if (more && !header_.empty()) {
      above_header(lines, line);
      body_from(header_.end);
    } else if (more) {
      first_lines(lines, line);
    }
    if (teasers_ < text_.size()) add(Zone::Kind::kTeasers, teasers_, text_.size());
    return std::move(layout_);
  }

 private:
  std::string_view content(const Line& line) const { return text_.substr(line.begin, line.end - line.begin); }

  void add(Zone::Kind kind, std::size_t begin, std::size_t end) {
    while (end > begin && is_blank(text_[end - 1])) --end;
    while (begin < end && is_blank(text_[begin])) ++begin;
    if (begin == end) return;
    layout_.zones.push_back(
        {kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)});
  }

  void body_from(std::size_t begin) { add(Zone::Kind::kBody, begin, teasers_); }

  /// The beginning of a line as it is matched.
  std::string_view normal(std::string_view line) {
    std::size_t size = std::min(line.size(), kLongestMarker);
    while (size < line.size() && size > 0 && (static_cast<unsigned char>(line[size]) & 0xC0u) == 0x80u)
      --size;
    line = line.substr(0, size);
    if (is_ascii(line)) return line;
    normal_.assign(line);
    std::string_view text = normal_.text();
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text;
  }

  bool begins_with_marker(std::string_view line) {
    if (is_list_heading(line)) return true;
    // Most lines begin with a letter that no marker begins with.
    if (line.empty() ||
        (is_ascii(line.substr(0, 1)) && kMarkerLetters.find(line[0]) == std::string_view::npos))
      return false;
    const auto begins = [](std::string_view text) {
      return std::any_of(kTeaserMarkers.begin(), kTeaserMarkers.end(),
                         [text](std::string_view m) { return text.substr(0, m.size()) == m; });
    };
    return is_heading(line) && begins(normal(line));
  }

  /// "More Articles were published than ever, said Kim." is a sentence of the article.
  static bool is_heading(std::string_view line) {
    if (line.size() > kLongestTeaserHeading) return false;
    constexpr std::array<std::string_view, 7> kSentenceEnds = {".", "!", "?", ",", ";", "。", "…"};
    return std::none_of(kSentenceEnds.begin(), kSentenceEnds.end(),
                        [line](std::string_view end) { return line.ends_with(end); });
  }

  const Candidate* first_date(std::string_view line) {
    if (line.size() > 2 * kLongestTitle) line = line.substr(0, 2 * kLongestTitle);
    const std::vector<Candidate>& found = finder_.find(line);
    return found.empty() ? nullptr : &found.front();
  }

  void read_header(const Line& line) {
    const std::string_view raw = content(line);
    if (raw.size() > kLongestTitle || raw.empty()) return;
    if (raw[0] != 'D' && is_ascii(raw.substr(0, 1))) return;
    if (normal(raw).substr(0, 4) != "Date") return;
    const Candidate* date = first_date(raw);
    if (date == nullptr || date->kind != Kind::kWatch) return;
    header_ = line;
    layout_.header_date = make_day(date->last.year.gregorian, date->last.month, date->last.day);
    layout_.header_date_impossible = !layout_.header_date;
    layout_.source_name = source_name(finder_.normal().text());
  }

  /// What stands between "Source:" and the next bar.
  static std::string source_name(std::string_view header) {
    std::size_t begin = header.find("Source");
    begin = begin == std::string_view::npos ? begin : header.find(':', begin);
    if (begin == std::string_view::npos) return {};
    std::size_t end = header.find('|', begin);
    if (end == std::string_view::npos) end = header.size();
    ++begin;
    while (begin < end && is_blank(header[begin])) ++begin;
    while (end > begin && is_blank(header[end - 1])) --end;
    return std::string(header.substr(begin, end - begin));
  }

  /// A day printed twice, or once above the line of the source or in a capture with a header: a day alone
  /// above anything else is of the document. `lines` continue behind the line.
  bool is_capture(const Line& line, Lines lines) {
    if (line.end - line.begin > kLongestTitle) return false;
    const Candidate* date = first_date(content(line));
    if (date == nullptr || date->kind != Kind::kCapture) return false;
    const std::string_view printed = finder_.normal().text().substr(date->begin, date->end - date->begin);
    const bool twice = std::count(printed.begin(), printed.end(), ',') == 2;
    Line next;
    if (!twice && header_.empty() && lines.next_filled(next) && content(next).substr(0, 5) != "KCNA ") {
      return false;
    }
    const auto day = make_day(date->last.year.gregorian, date->last.month, date->last.day);
    if (!day) return false;
    layout_.captured = day;
    return true;
  }

  /// Between capture line and header line: the title is the last line, what stands above it is header too.
  void above_header(Lines& lines, Line line) {
    Line title;
    while (line.begin < header_.begin) {
      if (!title.empty()) add(Zone::Kind::kHeader, title.begin, title.end);
      title = line;
      if (!lines.next_filled(line)) break;
    }
    if (!title.empty()) {
      const bool source = content(title) == "KCNA " + layout_.source_name;
      add(source ? Zone::Kind::kHeader : Zone::Kind::kTitle, title.begin, title.end);
    }
    add(Zone::Kind::kHeader, header_.begin, header_.end);
  }

  void first_lines(Lines& lines, Line line) {
    if (is_stamp_line(line)) {
      const Line stamp = line;
      if (!lines.next_filled(line)) return body_from(stamp.begin);
      add(Zone::Kind::kBody, stamp.begin, stamp.end);
    }
    if (!can_be_title(line)) return body_from(line.begin);
    Line second;
    if (lines.next_filled(second)) {
      const std::string_view heading = quoted_heading(content(second));
      if (!heading.empty()) {
        add(Zone::Kind::kBody, line.begin, line.end);  // the occasion
        const auto begin = static_cast<std::size_t>(heading.data() - text_.data());
        add(Zone::Kind::kTitle, begin, begin + heading.size());
        return body_from(second.end);
      }
    }
    add(Zone::Kind::kTitle, line.begin, line.end);
    body_from(line.end);
  }

  bool is_stamp_line(const Line& line) {
    if (line.end - line.begin > kLongestTitle) return false;
    const Candidate* date = first_date(content(line));
    if (date == nullptr || date->kind != Kind::kStamp) return masthead_of(content(line), finder_).has_value();
    // The Korean page head has a word before its date: 과거기사 달력>>2021년 4월 14일기사 목록
    return date->begin == 0 || normal(content(line)).starts_with("과거기사 달력");
  }

  bool can_be_title(const Line& line) {
    if (line.end - line.begin > kLongestTitle) return false;
    const Candidate* date = first_date(content(line));
    return date == nullptr || date->kind != Kind::kDateline || date->begin > 0;
  }

  /// What stands inside "…" or “…”, when that is the whole line and no sentence; else empty.
  static std::string_view quoted_heading(std::string_view line) {
    if (line.size() > kLongestHeading) return {};
    constexpr std::array<std::array<std::string_view, 2>, 4> kQuotes = {
        {{"\"", "\""}, {"“", "”"}, {"《", "》"}, {"「", "」"}}};
    for (const auto& [open, close] : kQuotes) {
      if (line.size() <= open.size() + close.size() || line.substr(0, open.size()) != open ||
          line.substr(line.size() - close.size()) != close) {
        continue;
      }
      const std::string_view inside = line.substr(open.size(), line.size() - open.size() - close.size());
      if (inside.find(open) != std::string_view::npos || inside.find(close) != std::string_view::npos)
        continue;
      const char last = inside.back();
      return last != '.' && last != '!' && last != '?' && last != ',' ? inside : std::string_view();
    }
    return {};
  }

  std::string_view text_;
  std::size_t teasers_ = 0;
  Line header_;
  CaptureLayout layout_;
  CandidateFinder finder_;
  NormalText normal_;
};

}  // namespace

std::string_view name(Zone::Kind kind) {
  switch (kind) {
    case Zone::Kind::kCapture:
      return "capture";
    case Zone::Kind::kHeader:
      return "header";
    case Zone::Kind::kTitle:
      return "title";
    case Zone::Kind::kBody:
      return "body";
    case Zone::Kind::kTeasers:
      return "teasers";
  }
  return {};
}

CaptureLayout split_zones(std::string_view text) { return Splitter(text).run(); }

std::size_t teasers_begin(std::string_view text) { return Splitter(text).teasers(); }

}  // namespace dateline::dates
