#include "common/dates/token_stream.h"

namespace dateline::dates {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool TokenStream::line_begins(std::size_t i) const {
  const Token& t = at(i);
  if (t.type == Token::Type::kEnd) return false;
  if (t.lines > 0 || t.begin == 0) return true;
  return i == 0 && tokens_[0].type != Token::Type::kBreak && t.begin == t.gap;
}

bool TokenStream::line_ends_after(std::size_t i) const {
  for (std::size_t p = at(i).end; p < text_.size(); ++p) {
    const char c = text_[p];
    if (c == '\n') return true;
    if (c != ' ' && c != '\t' && c != '\r') return false;
  }
  return true;
}

bool TokenStream::small_number(std::size_t i) const {
  const Token& t = at(i);
  if (!t.number() || t.digits > 2) return false;
  const char b = before(i);
  if ((b == '.' || b == ',') && is_digit(before(i, 2))) return false;
  const std::string_view tail = text_.substr(t.end, 5);
  if (tail.empty()) return true;
  if (tail[0] == '%') return false;
  if (tail[0] == '.' && tail.size() > 1 && is_digit(tail[1])) return false;
  // A thousands separator, unless four digits follow: "June 18,1997".
  if (tail[0] == ',' && tail.size() > 3 && is_digit(tail[1]) && is_digit(tail[2]) && is_digit(tail[3])) {
    return tail.size() > 4 && is_digit(tail[4]);
  }
  return true;
}

bool TokenStream::is_month_name(std::size_t i, unsigned languages) const {
  const Token& t = at(i);
  if (!t.is(WordClass::kMonth)) return false;
  if ((t.info.languages & languages) == 0) return false;
  return (t.info.languages & kEnglish) == 0 || t.capital;
}

std::size_t TokenStream::expression(std::size_t i, DateParts& parts) const {
  const YearExpression& y = years_[at(i).value];
  if (y.last_gregorian != 0 || y.decade) return 0;
  parts.has_year = true;
  parts.year = y.pair;
  return i + 1;
}

std::size_t TokenStream::year(std::size_t i, DateParts& parts) const {
  if (!soft(i)) return 0;
  if (at(i).type == Token::Type::kYear) return expression(i, parts);
  if (!at(i).number() || !is_plain_year(text_, at(i))) return 0;
  return year_by_size(i, parts);
}

std::size_t TokenStream::year_by_size(std::size_t i, DateParts& parts) const {
  if (!soft(i)) return 0;
  if (at(i).type == Token::Type::kYear) return expression(i, parts);
  if (!has_year_size(at(i))) return 0;
  const Token& number = at(i);
  parts.has_year = true;
  parts.year = YearPair{};
  parts.year.gregorian = static_cast<int>(number.value);
  // "September 21. 2018 Juche 107": the Juche year beside it, without parentheses.
  if (at(i + 1).type == Token::Type::kYear && at(i + 1).gap == 1 && same_line(i + 1)) {
    const YearExpression& y = years_[at(i + 1).value];
    if (y.bare && !y.unit && y.last_gregorian == 0 && !y.decade) {
      if (const auto pair = pair_years(y.pair.juche, parts.year.gregorian)) parts.year = *pair;
      return i + 2;
    }
  }
  return i + 1;
}

std::size_t TokenStream::to(std::size_t i) const {
  if (!soft(i)) return 0;
  const Token& t = at(i);
  if (t.is(WordClass::kTo) || t.is(U'~')) return i + 1;
  if (t.is(U'-')) return at(i + 1).is(U'-') && glued(i + 1) ? i + 2 : i + 1;
  return 0;
}

std::size_t skip_weekday(const TokenStream& s, std::size_t i) {
  std::size_t j = i;
  if (s.sign(j, U',')) ++j;
  const bool bracket = s.sign(j, U'(');
  if (bracket) ++j;
  // ", в понедельник,", ", am Montag,"
  if (!bracket && j > i && (s.raw(j) == "в" || s.raw(j) == "во" || s.raw(j) == "am") &&
      s.word(j + 1, WordClass::kWeekday)) {
    return j + 2;
  }
  if (s.word(j, WordClass::kWeekday)) {
    ++j;
    if (s.at(j).is(U'.') && s.glued(j)) ++j;
    if (!bracket) return j;
    return s.sign(j, U')') ? j + 1 : i;
  }
  // "(일)", "(월요일)", "(土)", "(星期三)"
  constexpr std::size_t kLongest = 3;
  const std::size_t first = j;
  const auto is_cjk = [&s](std::size_t at) { return s.at(at).cjk || s.at(at).type == Token::Type::kOther; };
  while (bracket && j < first + kLongest && s.soft(j) && is_cjk(j) && s.raw(j).size() <= 9) ++j;
  return j > first && s.sign(j, U')') ? j + 1 : i;
}

std::size_t glued_month_day(const TokenStream& s, std::size_t i, DateParts& d, std::uint16_t gap) {
  const auto numbered = [&](std::size_t at, WordClass unit) {
    const Token& t = s.at(at);
    return t.number() && t.digits <= 2 && t.gap <= gap && s.at(at + 1).is(unit) && s.glued(at + 1);
  };
  if (!numbered(i, WordClass::kMonthUnit) || !numbered(i + 2, WordClass::kDayUnit)) return 0;
  d.month = static_cast<std::uint8_t>(s.at(i).value);
  d.day = static_cast<std::uint8_t>(s.at(i + 2).value);
  return i + 4;
}

}  // namespace dateline::dates
