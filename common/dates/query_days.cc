#include "common/dates/query_days.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/dates/candidates.h"

namespace dateline::dates {
namespace {

template <class T>
using Read = tl::expected<T, QueryDateError>;

constexpr int kMaxUnits = 100'000;
constexpr std::string_view kYearlyForms = "write *-09-09 for that day of every year, *-09 for the month";
constexpr std::string_view kDistanceForms =
    "write a number and d, w, m or y: 2012-12-12..+7d, -7d..2012-12-12, -7d..";

tl::unexpected<QueryDateError> refuse(std::string what, std::size_t column, std::string_view hint) {
  QueryDateError error;
  error.kind = ErrorKind::kQuery;
  error.what = std::move(what);
  error.hint = hint;
  error.column = column;
  return tl::unexpected(std::move(error));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

/// A stretch of time with its direction: +7d, -2w.
struct Distance {
  int count = 0;  ///< below 0: back
  char unit = 'd';
};

/// nullopt where the text is no distance at all.
std::optional<Read<Distance>> distance_of(std::string_view text, std::size_t column) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-') || !is_digit(text[1])) return std::nullopt;
  int count = 0;
  std::size_t i = 1;
  for (; i < text.size() && is_digit(text[i]); ++i) count = std::min(count * 10 + (text[i] - '0'), kMaxUnits);
  const std::string unit = lower_ascii(trimmed(text.substr(i)));
  constexpr std::string_view kUnits = "dwmy";
  if (unit.size() != 1 || kUnits.find(unit[0]) == std::string_view::npos)
    return refuse("cannot read \"" + std::string(text) + "\" as a distance", column, kDistanceForms);
  return Distance{text[0] == '-' ? -count : count, unit[0]};
}

/// A month has no day 31 everywhere: then its last one.
std::optional<Day> moved(Day day, const Distance& by) {
  if (by.unit == 'd' || by.unit == 'w') {
    const Day at = day + std::chrono::days(by.count * (by.unit == 'w' ? 7 : 1));
    const int year = year_of(at);
    return year >= 1 && year <= 9999 ? std::optional(at) : std::nullopt;
  }
  const int months =
      year_of(day) * 12 + static_cast<int>(month_of(day)) - 1 + by.count * (by.unit == 'y' ? 12 : 1);
  if (months < 12 || months >= 10000 * 12) return std::nullopt;
  const int year = months / 12;
  const auto month = static_cast<unsigned>(months % 12 + 1);
  return make_day(year, month, std::min(day_of_month(day), days_in_month(year, month)));
}

Read<Day> moved_or_error(Day day, const Distance& by, std::size_t column) {
  if (const auto at = moved(day, by)) return *at;
  return refuse("this is too far away", column, kDistanceForms);
}

/// *-09-09, --09-09, *-09. nullopt where it is no yearly day.
std::optional<Read<YearlyDays>> yearly_figures(std::string_view text, std::size_t column) {
  const bool star = text.starts_with("*-");
  if (!star && !text.starts_with("--")) return std::nullopt;
  const std::string_view figures = text.substr(2);
  const bool has_day = figures.size() == 5;
  const auto digits_at = [&](std::size_t i) { return is_digit(figures[i]) && is_digit(figures[i + 1]); };
  if ((figures.size() != 2 && !has_day) || !digits_at(0) || (has_day && (figures[2] != '-' || !digits_at(3))))
    return refuse("cannot read \"" + std::string(text) + "\" as a day of every year", column, kYearlyForms);
  const auto number = [&](std::size_t i) {
    return static_cast<unsigned>((figures[i] - '0') * 10 + figures[i + 1] - '0');
  };
  constexpr int kLeapYear = 2000;
  const unsigned month = number(0);
  const unsigned length = days_in_month(kLeapYear, month);
  if (length == 0) return refuse("there is no month " + std::to_string(month), column + 2, kYearlyForms);
  if (!has_day) return YearlyDays{{month, 1}, {month, length}};
  const unsigned day = number(3);
  if (day < 1 || day > length)
    return refuse("no such month has a day " + std::to_string(day), column + 5, kYearlyForms);
  return YearlyDays{{month, day}, {month, day}};
}

/// "9 September" in any form that the scanner reads, all of the text.
std::optional<YearlyDays> yearly_words(std::string_view text) {
  CandidateFinder finder;
  const std::vector<Candidate>& found = finder.find(text);
  if (found.size() != 1) return std::nullopt;
  const Candidate& c = found[0];
  const bool all =
      finder.normal().original_begin(c.begin) == 0 && finder.normal().original_end(c.end) == text.size();
  const DateParts& d = c.last;
  const bool yearly = !c.first.has_year && !d.has_year && !c.day_only && c.cue == Cue::kNone &&
                      c.third == 0 && c.kind != Kind::kName && c.kind != Kind::kLunar;
  if (!all || !yearly || c.precision == Precision::kRange || d.day == 0) return std::nullopt;
  constexpr int kLeapYear = 2000;
  if (d.day > days_in_month(kLeapYear, d.month)) return std::nullopt;
  return YearlyDays{{d.month, d.day}, {d.month, d.day}};
}

class Reader {
 public:
  Reader(std::string_view value, std::optional<Day> today) : value_(value), today_(today) {}

  Read<QueryDays> run() {
    const std::size_t dots = value_.find("..");
    if (dots == std::string_view::npos) return single();
    Side left{trimmed(value_.substr(0, dots)), 0};
    Side right{trimmed(value_.substr(dots + 2)), dots + 2};
    if (auto yearly = yearly_range(left, right)) return std::move(*yearly);
    const auto left_distance = distance_of(left.text, left.column);
    const auto right_distance = distance_of(right.text, right.column);
    const bool words = is_word(left.text) || is_word(right.text);
    if (!left_distance && !right_distance && !words) return plain();
    return from_distances(left, left_distance, right, right_distance);
  }

 private:
  struct Side {
    std::string_view text;
    std::size_t column = 0;
  };

  static bool is_word(std::string_view text) {
    const std::string word = lower_ascii(text);
    return word == "today" || word == "yesterday";
  }

  Read<QueryDays> plain() const {
    auto range = parse_query_date(value_);
    if (!range) return tl::unexpected(std::move(range.error()));
    return QueryDays{*range, std::nullopt};
  }

  Read<Day> today(std::size_t column) const {
    if (today_) return *today_;
    return refuse("what day is today is not known here", column, "write the day itself");
  }

  Read<QueryDays> single() const {
    const std::string_view text = trimmed(value_);
    if (auto yearly = yearly_figures(text, 0)) {
      if (!*yearly) return tl::unexpected(std::move(yearly->error()));
      return QueryDays{{}, **yearly};
    }
    if (is_word(text)) {
      const auto range = days_of({text, 0});
      if (!range) return tl::unexpected(range.error());
      return QueryDays{*range, std::nullopt};
    }
    if (auto distance = distance_of(text, 0)) {
      if (!*distance) return tl::unexpected(std::move(distance->error()));
      return refuse(
          "a distance is one end of a range", 0,
          (*distance)->count < 0 ? "write for example -7d.. for all since seven days ago" : kDistanceForms);
    }
    auto read = plain();
    if (read) return read;
    if (const auto yearly = yearly_words(text)) return QueryDays{{}, *yearly};
    return read;
  }

  static std::optional<Read<QueryDays>> yearly_range(const Side& left, const Side& right) {
    auto from = yearly_figures(left.text, left.column);
    auto to = yearly_figures(right.text, right.column);
    if (!from && !to) return std::nullopt;
    if (from && !*from) return tl::unexpected(std::move(from->error()));
    if (to && !*to) return tl::unexpected(std::move(to->error()));
    if (!from || !to) {
      return refuse("both ends of such a range are days of every year", from ? right.column : left.column,
                    "write for example *-12-24..*-12-31");
    }
    return QueryDays{{}, YearlyDays{(*from)->from, (*to)->to}};
  }

  /// A side that is no distance.
  Read<DateRange> days_of(const Side& side) const {
    if (side.text.empty()) return DateRange{};
    if (is_word(side.text)) {
      const auto day = today(side.column);
      if (!day) return tl::unexpected(day.error());
      const Day at = lower_ascii(side.text) == "today" ? *day : *day - std::chrono::days(1);
      return DateRange{at, at};
    }
    auto range = parse_query_date(side.text);
    if (range) return *range;
    range.error().column += side.column;
    return tl::unexpected(std::move(range.error()));
  }

  Read<QueryDays> from_distances(const Side& left, const std::optional<Read<Distance>>& left_distance,
                                 const Side& right,
                                 const std::optional<Read<Distance>>& right_distance) const {
    for (const auto* distance : {&left_distance, &right_distance}) {
      if (*distance && !**distance) return tl::unexpected((*distance)->error());
    }
    QueryDays out;
    Read<DateRange> before = left_distance ? Read<DateRange>(DateRange{}) : days_of(left);
    if (!before) return tl::unexpected(before.error());
    Read<DateRange> behind = right_distance ? Read<DateRange>(DateRange{}) : days_of(right);
    if (!behind) return tl::unexpected(behind.error());
    out.range = {before->from, behind->to};
    // A distance counts from the day on the other side; where there is none, or another distance, from today.
    if (left_distance) {
      const Read<Day> base = behind->from ? Read<Day>(*behind->from) : today(left.column);
      if (!base) return tl::unexpected(base.error());
      const auto at = moved_or_error(*base, **left_distance, left.column);
      if (!at) return tl::unexpected(at.error());
      out.range.from = *at;
    }
    if (right_distance) {
      const Read<Day> base = before->to ? Read<Day>(*before->to) : today(right.column);
      if (!base) return tl::unexpected(base.error());
      const auto at = moved_or_error(*base, **right_distance, right.column);
      if (!at) return tl::unexpected(at.error());
      out.range.to = *at;
    }
    if (out.range.from && out.range.to && *out.range.to < *out.range.from)
      return refuse("the range ends before it begins", right.column, "write the earlier date first");
    return out;
  }

  std::string_view value_;
  std::optional<Day> today_;
};

}  // namespace

tl::expected<QueryDays, QueryDateError> parse_query_days(std::string_view value, std::optional<Day> today) {
  return Reader(value, today).run();
}

}  // namespace dateline::dates
