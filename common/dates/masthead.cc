#include "common/dates/masthead.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/dates/byline.h"
#include "common/dates/line_words.h"
#include "common/dates/masthead_words.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestLine = 160;        // bytes
constexpr std::size_t kShortestParagraph = 160;  // bytes; a longer line is text
constexpr int kLinesLookedAt = 4;                // filled ones: occasion, title, subtitle, masthead

/// "14" of "14:05", "10h20", "10시", "20分": figures of a time of day with what stands between and behind.
bool is_time(std::string_view word) {
  constexpr auto kUnits =
      std::to_array<std::string_view>({"h", "시", "분", "초", "時", "时", "点", "點", "分", "秒"});
  if (word[0] < '0' || word[0] > '9') return false;
  while (!word.empty()) {
    std::size_t figures = 0;
    while (figures < word.size() && word[figures] >= '0' && word[figures] <= '9') ++figures;
    if (figures == 0 || figures > 2) return false;
    word.remove_prefix(figures);
    const auto unit =
        std::ranges::find_if(kUnits, [word](std::string_view u) { return word.starts_with(u); });
    if (unit != kUnits.end()) word.remove_prefix(unit->size());
  }
  return true;
}

/// What may stand beside the day, and whether a paper is among it.
struct Rest {
  bool allowed = true;
  bool names_paper = false;
};

Rest read_rest(std::string_view rest) {
  Rest out;
  const bool valid = for_each_word(rest, {}, [&out](std::string_view word, bool) {
    const bool paper = std::ranges::binary_search(kPapers, word);
    out.names_paper = out.names_paper || paper;
    out.allowed = out.allowed && (paper || is_time(word) || std::ranges::binary_search(kMastheadWords, word));
  });
  return valid ? out : Rest{false, false};
}

/// The day of a candidate that is one day with its year; nullopt for all others.
std::optional<Day> day_of(const Candidate& c) {
  const bool single = c.kind == Kind::kBody || c.kind == Kind::kStamp || c.kind == Kind::kCapture;
  if (!single || c.precision != Precision::kDay || !c.last.has_year || c.last.day == 0 || c.last.month == 0 ||
      c.day_only || c.two_days || c.third != 0) {
    return std::nullopt;
  }
  return make_day(c.last.year.gregorian, c.last.month, c.last.day);
}

}  // namespace

std::optional<Masthead> masthead_of(std::string_view line, CandidateFinder& finder) {
  if (line.size() < 8 || line.size() > kLongestLine || line.find('\n') != std::string_view::npos ||
      std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  const std::vector<Candidate>& found = finder.find(line);
  std::optional<Masthead> head;
  for (const Candidate& candidate : found) {
    const std::optional<Day> day = day_of(candidate);
    if (!day || (head && head->day != *day)) return std::nullopt;
    head = Masthead{*day, false, 0, static_cast<std::uint32_t>(line.size())};
  }
  if (!head) return std::nullopt;
  const std::string_view text = finder.normal().text();
  std::string rest;
  std::size_t at = 0;
  for (const Candidate& candidate : found) {
    rest.append(text.substr(at, candidate.begin - at));
    rest += '|';
    at = candidate.end;
  }
  rest += text.substr(at);
  const Rest beside = read_rest(without_bylines(rest));
  if (!beside.allowed) return std::nullopt;
  head->names_paper = beside.names_paper;
  return head;
}

namespace {

/// Whether any line is long enough for a sentence: below a list of short lines a day signs nothing.
bool has_paragraph(std::string_view text) {
  constexpr std::size_t kSentence = 60;  // bytes
  while (text.size() >= kSentence) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end >= kSentence) return true;
    text.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::optional<Masthead> find_foot(std::string_view text, CandidateFinder& finder) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t last = text.find_last_not_of(kBlanks);
  if (last == std::string_view::npos) return std::nullopt;
  // Most texts end in a paragraph, which is not looked through.
  const std::size_t reach = last > kLongestLine ? last - kLongestLine : 0;
  const std::size_t feed = text.substr(reach, last - reach).rfind('\n');
  if (feed == std::string_view::npos) return std::nullopt;
  const std::size_t first = text.find_first_not_of(kBlanks, reach + feed);
  const std::string_view line = text.substr(first, last + 1 - first);
  if (std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; }) ||
      !has_paragraph(text.substr(0, reach + feed)))
    return std::nullopt;
  std::optional<Masthead> foot = masthead_of(line, finder);
  if (foot) {
    foot->begin = static_cast<std::uint32_t>(first);
    foot->end = static_cast<std::uint32_t>(last + 1);
  }
  return foot;
}

std::optional<Masthead> find_masthead(std::string_view text, CandidateFinder& finder) {
  int lines = 0;
  for (std::size_t at = 0; at < text.size() && lines < kLinesLookedAt;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t first = at;
    std::size_t last = end;
    const auto blank = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) <= ' '; };
    while (first < last && blank(first)) ++first;
    while (last > first && blank(last - 1)) --last;
    at = end + 1;
    if (first == last) continue;
    if (last - first > kShortestParagraph) return std::nullopt;
    ++lines;
    if (std::optional<Masthead> head = masthead_of(text.substr(first, last - first), finder)) {
      head->begin = static_cast<std::uint32_t>(first);
      head->end = static_cast<std::uint32_t>(last);
      return head;
    }
  }
  return std::nullopt;
}

}  // namespace dateline::dates
