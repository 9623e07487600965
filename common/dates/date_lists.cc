#include "common/dates/date_lists.h"

#include <algorithm>
#include <array>

#include "common/dates/one_of.h"
#include "common/dates/year_tail.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

/// Between the last two dates of a list, in the languages that print the year last.
constexpr std::array<std::string_view, 15> kLastJoints = {"and",   "or",   "&",      "and on", "or on",
                                                          "y",     "y el", "y del",  "et",     "et le",
                                                          "et du", "und",  "und am", "oder",   "и"};
/// Between dates of a list that begins with its year.
constexpr std::array<std::string_view, 13> kCjkJoints = {",",  "、", "·",  "및",     "과",     "와",  "と",
                                                         "和", "及", "与", "그리고", "および", "及び"};

/// Words that can follow a list of days, and no number that counts something.
constexpr std::array<std::string_view, 29> kBehindDays = {
    "in",    "at",     "on",    "by",   "under", "with", "for",  "from", "when",         "where",
    "while", "during", "after", "amid", "as",    "to",   "and",  "or",   "respectively", "is",
    "are",   "was",    "were",  "will", "this",  "last", "next", "of",   "before"};
constexpr std::array<std::string_view, 8> kBetween = {"between",  "Between",  "entre", "Entre",
                                                      "zwischen", "Zwischen", "между", "Между"};

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

bool whole_day(const Candidate& c) {
  return c.kind == Kind::kBody && c.precision == Precision::kDay && c.last.month != 0 && c.last.day != 0 &&
         !c.day_only;
}

bool month_of_year(const Candidate& c) {
  return c.kind == Kind::kBody && c.precision == Precision::kDay && c.last.has_year && c.last.month != 0 &&
         c.last.day == 0;
}

/// whole_day() for a range of days.
bool whole_days(const Candidate& c) {
  return c.kind == Kind::kBody && c.precision == Precision::kRange && c.third == 0 && c.first.month != 0 &&
         c.first.day != 0 && c.last.month != 0 && c.last.day != 0;
}

bool is_cjk(std::string_view text, const Candidate& c) {
  const std::string_view printed = text.substr(c.begin, c.end - c.begin);
  return printed.ends_with("일") || printed.ends_with("日") || printed.ends_with("월") ||
         printed.ends_with("月");
}

/// The first of its days, with its year where that is known.
DateParts first_day(const Candidate& c) {
  if (c.precision != Precision::kRange) return c.last;
  DateParts first = c.first;
  // The only year printed is that of the last day; over New Year the first one lies before it.
  if (!first.has_year && c.first.month <= c.last.month) {
    first.has_year = c.last.has_year;
    first.year = c.last.year;
  }
  return first;
}

/// The year of what follows, which begins with `later`, for the date or range before it.
void take_later_year(Candidate& c, const DateParts& later) {
  c.last.has_year = true;
  c.last.year = later.year;
  c.flags.set(Flag::kContextYear);
  if (c.last.month == 12 && later.month == 1) {
    c.last.year = YearPair{};
    c.last.year.gregorian = later.year.gregorian - 1;
    c.flags.set(Flag::kYearWrap);
  }
}

bool joint(const TokenStream& s, std::size_t i) {
  return s.word(i, WordClass::kAnd) || (s.soft(i) && s.raw(i) == "or") || s.sign(i, U'&');
}

}  // namespace

std::vector<ListedDay> match_day_list(const TokenStream& s, std::size_t i, Candidate& first) {
  std::vector<ListedDay> days;
  if (!whole_day(first) || first.last.has_year) return days;
  Candidate day = first;
  bool joined = false;
  while (!joined) {
    std::size_t j = i;
    if (s.sign(j, U',')) ++j;
    joined = joint(s, j);
    if (joined) ++j;
    if (j == i) return {};
    if (s.word(j, WordClass::kThe)) ++j;
    if (!s.soft(j) || !s.is_day(j) || s.at(j).value <= day.last.day) return {};
    day.last.day = static_cast<std::uint8_t>(s.at(j).value);
    const bool ordinal = s.at(j + 1).is(WordClass::kOrdinal) && s.glued(j + 1);
    i = ordinal ? j + 2 : j + 1;
    days.push_back({j, i, day});
  }
  DateParts parts;
  const std::size_t end = year_tail(s, i, parts, true);
  if (end == 0) {
    if (days.size() < 2 || !ends_day_list(s, days.back().begin, days.back().end)) return {};
    for (ListedDay& listed : days) listed.candidate.with_previous = true;
    return days;
  }
  days.back().end = end;
  days.back().candidate.last.year = parts.year;
  days.back().candidate.last.has_year = true;
  const Candidate last = days.back().candidate;
  for (std::size_t k = 0; k + 1 < days.size(); ++k) take_later_year(days[k].candidate, last.last);
  take_later_year(first, last.last);
  return days;
}

bool ends_day_list(const TokenStream& s, std::size_t day, std::size_t end) {
  const Token& next = s.at(end);
  if (next.type == Token::Type::kEnd || next.lines > 0) return true;
  if (next.type == Token::Type::kPunct) {
    constexpr std::string_view kSigns = ",.;:()[]\"!?";
    return next.value < 0x80 && kSigns.find(static_cast<char>(next.value)) != std::string_view::npos;
  }
  return next.type == Token::Type::kWord && next.gap > 0 && one_of(s.raw(end), kBehindDays) &&
         !counts_things(s, day);
}

bool says_between(std::string_view word) { return one_of(word, kBetween); }

std::pair<Candidate, Candidate> split_days(const Candidate& pair) {
  std::pair<Candidate, Candidate> days{pair, pair};
  for (Candidate* day : {&days.first, &days.second}) {
    day->precision = Precision::kDay;
    day->two_days = false;
    day->first = {};
  }
  days.first.last = pair.first;
  days.first.end = pair.first_end;
  days.second.begin = pair.last_begin;
  days.second.with_previous = !pair.last.has_year;
  if (pair.last.has_year) take_later_year(days.first, pair.last);
  return days;
}

void share_years(std::string_view text, std::vector<Candidate>& candidates) {
  const auto between = [text](const Candidate& a, const Candidate& b) {
    return trimmed(text.substr(a.end, b.begin - a.end));
  };
  // From the right: the last two dates of a list are joined by a word, those before them by commas.
  bool in_list = false;
  for (std::size_t i = candidates.size(); i-- > 1;) {
    const Candidate& later = candidates[i];
    Candidate& c = candidates[i - 1];
    const DateParts with = first_day(later);
    const bool open = (whole_day(c) || whole_days(c)) && !c.last.has_year && !c.first.has_year &&
                      (whole_day(later) || whole_days(later)) && with.has_year && !is_cjk(text, c);
    std::string_view words = open ? between(c, later) : std::string_view();
    const bool comma = words.starts_with(',');
    if (comma) words = trimmed(words.substr(1));
    in_list = open && (one_of(words, kLastJoints) || (in_list && comma && words.empty()));
    if (in_list) take_later_year(c, with);
  }
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    const Candidate& earlier = candidates[i - 1];
    Candidate& c = candidates[i];
    if ((!whole_day(earlier) && !month_of_year(earlier)) || c.last.has_year) continue;
    const bool day_alone = c.day_only && c.cue == Cue::kNone && earlier.last.day != 0;
    if (!whole_day(c) && !day_alone) continue;
    if (!is_cjk(text, earlier) || !is_cjk(text, c) || !one_of(between(earlier, c), kCjkJoints)) continue;
    if (!earlier.last.has_year && !day_alone) continue;
    if (day_alone) {
      c.last.month = earlier.last.month;
      c.day_only = false;
    }
    if (!earlier.last.has_year) {
      c.with_previous = true;
      continue;
    }
    c.last.has_year = true;
    c.last.year = earlier.last.year;
    c.flags.set(Flag::kContextYear);
  }
}

}  // namespace dateline::dates
