// Korean lunar dates, and names of declarations and holidays that hold a date: 6.15, 10·4, 9.19.

#include <algorithm>
#include <array>

#include "common/dates/day_suffix.h"
#include "common/dates/token_stream.h"

namespace dateline::dates {
namespace {

constexpr std::array<std::string_view, 24> kNamed = {
    "공동선언", "북남공동선언", "남북공동선언", "북남선언",     "판문점선언",   "선언",
    "시대",     "절",           "명절",         "문화회관",     "공동성명",     "성명",
    "합의",     "宣言",         "共同宣言",     "南北共同宣言", "北南共同宣言", "合意",
    "声明",     "共同声明",     "共同聲明",     "時代",         "时代",         "节"};
constexpr std::array<std::string_view, 6> kNamedInEnglish = {
    "joint declaration", "joint statement", "declaration", "north-south", "era", "statement"};

/// "음력" ["으로"] [Y [yr]] month "월" day "일"; the same words in Chinese and Japanese.
void lunar(const TokenStream& s, std::size_t i, Match& best) {
  if (!s.at(i).is(WordClass::kLunarCjk)) return;
  std::size_t j = i + 1;
  if (s.raw(j) == "으로" && s.glued(j)) ++j;
  DateParts unused;
  if (const std::size_t year = s.year(j, unused)) {
    j = year;
    if (s.word(j, WordClass::kYearUnit)) ++j;
  }
  if (!s.is_month_number(j) || !s.soft(j) || !s.word(j + 1, WordClass::kMonthUnit)) return;
  if (!s.is_day(j + 2) || !s.soft(j + 2) || !s.word(j + 3, WordClass::kDayUnit)) return;
  Candidate c;
  c.kind = Kind::kLunar;
  c.precision = Precision::kLunar;
  c.last.month = static_cast<std::uint8_t>(s.at(j).value);
  c.last.day = static_cast<std::uint8_t>(s.at(j + 2).value);
  best.consider(j + 4, c);
}

bool names(std::string_view after, bool space) {
  if (after.substr(0, 1) == " ") after.remove_prefix(1), space = true;
  const auto begins = [after](std::string_view noun) { return after.substr(0, noun.size()) == noun; };
  if (std::any_of(kNamed.begin(), kNamed.end(), begins)) return true;
  if (!space) return false;
  std::string lower(after.substr(0, 24));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return std::any_of(kNamedInEnglish.begin(), kNamedInEnglish.end(),
                     [&lower](std::string_view noun) { return lower.compare(0, noun.size(), noun) == 0; });
}

/// month ("." | "·") day before the noun that it names
void figures(const TokenStream& s, std::size_t i, Match& best) {
  const Token& m = s.at(i);
  const Token& d = s.at(i + 2);
  if (!m.number() || m.digits > 2 || m.value < 1 || m.value > 12) return;
  if (!s.at(i + 1).is(U'.') && !s.at(i + 1).is(char32_t{0xB7})) return;
  if (!s.glued(i + 1) || !d.number() || d.digits > 2 || d.gap > 1 || d.lines > 0) return;
  if (d.value < 1 || d.value > days_in_month(2024, m.value)) return;
  const char b = s.before(i);
  if (b == '.' || b == ',' || (b >= '0' && b <= '9')) return;
  if (!names(s.after(i + 2), false)) return;
  Candidate c;
  c.kind = Kind::kName;
  c.precision = Precision::kMonthDay;
  c.last.month = static_cast<std::uint8_t>(m.value);
  c.last.day = static_cast<std::uint8_t>(d.value);
  best.consider(i + 3, c);
}

}  // namespace

void match_special(const TokenStream& s, std::size_t i, Match& best) {
  lunar(s, i, best);
  figures(s, i, best);
}

}  // namespace dateline::dates
