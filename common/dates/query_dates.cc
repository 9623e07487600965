#include "common/dates/query_dates.h"

#include <algorithm>
#include <array>

#include "common/dates/candidates.h"
#include "common/dates/juche.h"
#include "common/dates/resolve.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestValue = 200;
constexpr std::string_view kForms =
    "write 2023, 2023-09, 2023-09-14, juche112.9.14 or \"14 September 2023\"; ranges as 2019..2023, "
    "2023-09-12.. or "
    "..2023-09-12";
constexpr std::string_view kJucheForms = "write 112, 112.9, 112.9.14, or a range as 86..113";

using Failure = tl::unexpected<QueryDateError>;

Failure refuse(std::string what, std::size_t column, std::string_view hint = {}) {
  QueryDateError error;
  error.kind = ErrorKind::kQuery;
  error.what = std::move(what);
  error.hint = hint;
  error.column = column;
  return Failure(std::move(error));
}

struct Interval {
  Day from{};
  Day to{};
};
using Checked = tl::expected<Interval, QueryDateError>;

/// A number of the value with its place; `digits` 0: not given.
struct Figure {
  int value = 0;
  std::size_t digits = 0;
  std::size_t column = 0;
};

Checked check(int year, const Figure& month, const Figure& day) {
  if (month.digits == 0) return Interval{*make_day(year, 1, 1), *make_day(year, 12, 31)};
  const auto m = static_cast<unsigned>(month.value);
  const unsigned length = days_in_month(year, m);
  if (length == 0) return refuse("there is no month " + std::to_string(month.value), month.column);
  if (day.digits == 0) return Interval{*make_day(year, m, 1), *make_day(year, m, length)};
  const auto found = make_day(year, m, static_cast<unsigned>(day.value));
  if (!found) {
    return refuse(std::string(english_month(m)) + " " + std::to_string(year) + " has " +
                      std::to_string(length) + " days",
                  day.column);
  }
  return Interval{*found, *found};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Figures with separators: 2023-09-14, 112.9.14, 2023/9/14. A full stop may end them.
class Figures {
 public:
  Figures(std::string_view text, std::size_t column) : text_(text), column_(column) {}

  /// Whether the text is one to three figures with the same separator between them.
  bool read() {
    if (!figure(0)) return false;
    if (at_ == text_.size()) return true;
    const char separator = text_[at_];
    if (separator != '-' && separator != '.' && separator != '/') return false;
    for (std::size_t n = 1; n < 3; ++n) {
      if (at_ == text_.size()) return true;
      if (text_[at_] != separator) return false;
      ++at_;
      if (at_ == text_.size()) return separator == '.' && n > 1;
      if (!figure(n) || parts[n].digits > 2) return false;
    }
    if (at_ < text_.size() && separator == '.' && text_[at_] == '.') ++at_;
    return at_ == text_.size();
  }

  std::array<Figure, 3> parts;

 private:
  bool figure(std::size_t n) {
    Figure& f = parts[n];
    f.column = column_ + at_;
    while (at_ < text_.size() && is_digit(text_[at_]) && f.digits < 5) {
      f.value = f.value * 10 + (text_[at_] - '0');
      ++at_;
      ++f.digits;
    }
    return f.digits > 0 && f.digits <= 4;
  }

  std::string_view text_;
  std::size_t column_;
  std::size_t at_ = 0;
};

/// The text behind a Juche word, or nothing when it does not begin with one.
std::optional<std::string_view> behind_juche_word(std::string_view text) {
  for (std::string_view word : {"주체", "主体", "主體", "チュチェ", "чучхе", "Чучхе"}) {
    if (text.substr(0, word.size()) == word) return text.substr(word.size());
  }
  constexpr std::string_view kWord = "juche";
  if (text.size() < kWord.size()) return std::nullopt;
  for (std::size_t i = 0; i < kWord.size(); ++i) {
    if ((text[i] | 0x20) != kWord[i]) return std::nullopt;
  }
  return text.substr(kWord.size());
}

tl::expected<int, QueryDateError> juche_to_year(const Figure& number) {
  const auto year = gregorian_year(number.value);
  if (!year || number.digits > 3) {
    return refuse(
        "there is no Juche year " + std::to_string(number.value) + ": they run from 1 (1912) to 200 (2111)",
        number.column);
  }
  return *year;
}

/// One date, no range of "..".
class Reader {
 public:
  Reader(std::string_view text, std::size_t column) : text_(text), column_(column) {}

  Checked read() {
    if (auto figures = plain_figures()) return *figures;
    if (auto juche = juche_figures()) return *juche;
    return any_form();
  }

 private:
  std::optional<Checked> plain_figures() {
    Figures f(text_, column_);
    if (!f.read()) return std::nullopt;
    const int year = f.parts[0].value;
    if (f.parts[0].digits != 4) return std::nullopt;
    if (year < 1000 || year > 2111) {
      return Checked(refuse("there is no date in the year " + std::to_string(year), f.parts[0].column,
                            "years run from 1000 to 2111"));
    }
    return check(year, f.parts[1], f.parts[2]);
  }

  std::optional<Checked> juche_figures() {
    const auto rest = behind_juche_word(text_);
    if (!rest) return std::nullopt;
    std::string_view figures_text = *rest;
    while (!figures_text.empty() && figures_text.front() == ' ') figures_text.remove_prefix(1);
    Figures f(figures_text, column_ + (text_.size() - figures_text.size()));
    if (!f.read()) return std::nullopt;
    const auto year = juche_to_year(f.parts[0]);
    if (!year) return Checked(Failure(year.error()));
    return check(*year, f.parts[1], f.parts[2]);
  }

  Checked any_form() {
    CandidateFinder finder;
    const std::vector<Candidate>& found = finder.find(text_);
    const NormalText& normal = finder.normal();
    if (found.size() != 1 || normal.original_begin(found[0].begin) != 0 || !ends_at_end(normal, found[0])) {
      return unreadable();
    }
    const Candidate& c = found[0];
    if (c.kind == Kind::kName || c.kind == Kind::kLunar) return unreadable();
    const bool has_year = c.last.has_year || c.first.has_year;
    if (!has_year || c.day_only) return refuse("the year is missing", column_ + text_.size(), kForms);
    if (const auto conflict = year_conflict(c)) return Failure(*conflict);
    std::vector<DateMention> mentions;
    resolve({c}, std::nullopt, mentions);
    if (!mentions.empty() && !mentions[0].flags.has(Flag::kImpossible)) {
      return Interval{mentions[0].from, mentions[0].to};
    }
    return why_impossible(c);
  }

  bool ends_at_end(const NormalText& normal, const Candidate& c) const {
    std::string_view rest = text_.substr(normal.original_end(c.end));
    return rest.empty() || rest == "." || rest == ")";
  }

  Checked unreadable() const {
    const bool slashes = std::count(text_.begin(), text_.end(), '/') == 2;
    if (slashes && is_digit(text_.front()) && is_digit(text_.back())) {
      return refuse("\"" + std::string(text_) + "\" may have the day or the month first", column_,
                    "write the date as 2022-11-07, or the month by its name");
    }
    return refuse("cannot read \"" + std::string(text_) + "\" as a date", column_, kForms);
  }

  std::optional<QueryDateError> year_conflict(const Candidate& c) const {
    for (const DateParts* d : {&c.first, &c.last}) {
      if (!d->has_year || !(d->year.conflict || d->year.invalid)) continue;
      const std::string number = std::to_string(d->year.gregorian);
      if (d->year.invalid) return refuse("there is no such Juche year beside " + number, column_).value();
      return refuse("Juche " + std::to_string(d->year.juche) + " is " +
                        std::to_string(d->year.juche + kJucheOffset) + ", not " + number,
                    column_of(number))
          .value();
    }
    return std::nullopt;
  }

  Checked why_impossible(const Candidate& c) const {
    for (const DateParts* d : {&c.last, &c.first}) {
      if (d->month == 0 && d->day == 0) continue;
      const int year = d->has_year       ? d->year.gregorian
                       : c.last.has_year ? c.last.year.gregorian
                                         : c.first.year.gregorian;
      const Figure month{d->month, 1, column_of(std::to_string(d->month))};
      const Figure day{d->day, d->day == 0 ? 0u : 1u, column_of(std::to_string(d->day))};
      const Checked checked = check(year, month, day);
      if (!checked) return checked;
    }
    return refuse("the range \"" + std::string(text_) + "\" ends before it begins", column_);
  }

  /// Where this number stands by itself; the beginning when it does not.
  std::size_t column_of(const std::string& number) const {
    for (std::size_t at = text_.find(number); at != std::string_view::npos; at = text_.find(number, at + 1)) {
      const bool starts = at == 0 || !is_digit(text_[at - 1]) || text_[at - 1] == '0';
      const std::size_t end = at + number.size();
      if (starts && (end == text_.size() || !is_digit(text_[end]))) return column_ + at;
    }
    return column_;
  }

  std::string_view text_;
  std::size_t column_;
};

struct Side {
  std::string_view text;
  std::size_t column = 0;
};

Side trimmed(std::string_view value, std::size_t begin, std::size_t end) {
  while (begin < end && value[begin] == ' ') ++begin;
  while (end > begin && value[end - 1] == ' ') --end;
  return {value.substr(begin, end - begin), begin};
}

/// Reads `value` as one date or a range of "..", each side with `read`.
template <class Read>
tl::expected<DateRange, QueryDateError> read_range(std::string_view value, Read read) {
  const std::size_t dots = value.find("..");
  if (dots == std::string_view::npos) {
    const Side only = trimmed(value, 0, value.size());
    if (only.text.empty()) return refuse("a date is missing", 0, kForms);
    const auto found = read(only);
    if (!found) return Failure(found.error());
    return DateRange{found->from, found->to};
  }
  const Side left = trimmed(value, 0, dots);
  const Side right = trimmed(value, dots + 2, value.size());
  if (left.text.empty() && right.text.empty()) return refuse("a range needs at least one end", dots, kForms);
  DateRange range;
  if (!left.text.empty()) {
    const auto found = read(left);
    if (!found) return Failure(found.error());
    range.from = found->from;
  }
  if (!right.text.empty()) {
    const auto found = read(right);
    if (!found) return Failure(found.error());
    range.to = found->to;
  }
  if (range.from && range.to && *range.to < *range.from) {
    return refuse("the range ends before it begins", right.column, "write the earlier date first");
  }
  return range;
}

Checked read_juche(const Side& side) {
  const std::string_view rest = behind_juche_word(side.text).value_or(side.text);
  const Side number = trimmed(side.text, side.text.size() - rest.size(), side.text.size());
  Figures f(number.text, side.column + number.column);
  if (!f.read())
    return refuse("cannot read \"" + std::string(side.text) + "\" as a Juche date", side.column, kJucheForms);
  if (f.parts[0].digits == 4) {
    return refuse(std::to_string(f.parts[0].value) + " is no Juche year", f.parts[0].column,
                  "for a Gregorian year write date:" + std::to_string(f.parts[0].value));
  }
  const auto year = juche_to_year(f.parts[0]);
  if (!year) return Failure(year.error());
  return check(*year, f.parts[1], f.parts[2]);
}

/// Reads the normal form of `value` ("２０２３" as 2023); columns of errors are those of `value` itself.
template <class Read>
tl::expected<DateRange, QueryDateError> in_normal_text(std::string_view value, Read read) {
  if (value.size() > kLongestValue) return refuse("a date is never this long", kLongestValue, kForms);
  NormalText normal;
  normal.assign(value);
  auto range = read(normal.text());
  if (range) return range;
  QueryDateError error = range.error();
  error.column = normal.original_begin(static_cast<std::uint32_t>(error.column));
  return Failure(std::move(error));
}

/// "9 September", without a year: the day of every year.
std::optional<BareDate> bare_yearly_day(std::string_view query, const std::vector<Candidate>& found,
                                        const NormalText& normal) {
  constexpr int kLeapYear = 2000;
  for (const Candidate& c : found) {
    const DateParts& d = c.last;
    const bool yearly = !c.first.has_year && !d.has_year && !c.day_only && c.precision != Precision::kRange &&
                        c.third == 0 && c.kind != Kind::kName && c.kind != Kind::kLunar;
    if (!yearly || d.day == 0 || d.day > days_in_month(kLeapYear, d.month)) continue;
    const std::size_t begin = normal.original_begin(c.begin);
    const std::size_t end = normal.original_end(c.end);
    const bool has_letters = std::any_of(
        query.begin() + static_cast<std::ptrdiff_t>(begin), query.begin() + static_cast<std::ptrdiff_t>(end),
        [](char letter) { return (letter & 0x80) != 0 || (letter | 0x20) >= 'a'; });
    if (!has_letters) continue;  // "9.9", "10/10"
    const auto two = [](unsigned n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
    return BareDate{begin, end - begin, "*-" + two(d.month) + "-" + two(d.day)};
  }
  return std::nullopt;
}

/// Four figures between blanks that may be a year of which articles speak.
std::optional<BareDate> bare_year(std::string_view query, const std::vector<Candidate>& found,
                                  const NormalText& normal) {
  constexpr int kFirst = 1900;
  constexpr int kLast = 2049;
  const auto is_blank = [&](std::size_t i) {
    return i >= query.size() || query[i] == ' ' || query[i] == '\t';
  };
  for (std::size_t begin = 0; begin + 4 <= query.size(); ++begin) {
    if (!is_digit(query[begin]) || (begin > 0 && !is_blank(begin - 1)) || !is_blank(begin + 4)) continue;
    const std::string_view figures = query.substr(begin, 4);
    if (!std::all_of(figures.begin(), figures.end(), is_digit)) continue;
    const bool of_a_day = std::any_of(found.begin(), found.end(), [&](const Candidate& c) {
      return c.last.month != 0 && normal.original_begin(c.begin) <= begin &&
             begin < normal.original_end(c.end);
    });
    if (of_a_day) continue;
    // "10 000" is one number, and so is "1995 200".
    const bool grouped = begin + 5 < query.size() && is_digit(query[begin + 5]);
    const int year = std::stoi(std::string(figures));
    if (!grouped && year >= kFirst && year <= kLast) return BareDate{begin, 4, std::string(figures)};
  }
  return std::nullopt;
}

std::string query_value(const DateMention& m) {
  std::string value = interval_text(m);
  if (const std::size_t slash = value.find('/'); slash != std::string::npos) value.replace(slash, 1, "..");
  return value;
}

}  // namespace

tl::expected<DateRange, QueryDateError> parse_query_date(std::string_view value) {
  return in_normal_text(value, [](std::string_view normal) {
    return read_range(normal, [](const Side& side) { return Reader(side.text, side.column).read(); });
  });
}

tl::expected<JucheRange, QueryDateError> parse_query_juche(std::string_view value) {
  const auto days =
      in_normal_text(value, [](std::string_view normal) { return read_range(normal, read_juche); });
  if (!days) return Failure(days.error());
  JucheRange range;
  range.days = *days;
  if (days->from) range.first_year = *juche_year(year_of(*days->from));
  if (days->to) range.last_year = *juche_year(year_of(*days->to));
  return range;
}

std::optional<BareDate> find_bare_date(std::string_view query) {
  CandidateFinder finder;
  const std::vector<Candidate>& found = finder.find(query);
  std::vector<DateMention> mentions;
  resolve(found, std::nullopt, mentions);
  for (const DateMention& m : mentions) {
    const bool exact = m.precision == Precision::kDay || m.precision == Precision::kMonth ||
                       (m.precision == Precision::kRange && m.unit != Precision::kYear);
    if (!exact || m.flags.has(Flag::kImpossible) || year_of(m.from) < 1000) continue;
    const std::size_t begin = finder.normal().original_begin(m.offset);
    const std::size_t end = finder.normal().original_end(m.offset + m.length);
    const std::size_t word = query.substr(0, begin).find_last_of(" (\t\n");
    const std::size_t word_begin = word == std::string_view::npos ? 0 : word + 1;
    if (query.substr(word_begin, begin - word_begin).find(':') != std::string_view::npos) continue;
    return BareDate{begin, end - begin, query_value(m)};
  }
  if (auto day = bare_yearly_day(query, found, finder.normal())) return day;
  return bare_year(query, found, finder.normal());
}

}  // namespace dateline::dates
