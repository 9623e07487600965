#include "common/dates/year_tail.h"

#include <algorithm>
#include <array>

#include "common/dates/one_of.h"
#include "common/dates/year_words.h"

namespace dateline::dates {
namespace {

constexpr int kMaxSmallWords = 4;
constexpr std::array<std::string_view, 5> kIn = {"in", "en", "im", "в", "во"};

std::size_t skip_dot(const TokenStream& s, std::size_t i) {
  return s.at(i).is(U'.') && s.glued(i) ? i + 1 : i;
}

/// "2011 года", "2011 г.", "2011-го", "2011-го года"
std::size_t skip_russian(const TokenStream& s, std::size_t i) {
  i = skip_russian_ending(s, i);
  if (!s.word(i, WordClass::kRussianYear)) return i;
  return s.raw(i).size() == 2 ? skip_dot(s, i + 1) : i + 1;
}

/// What follows the figures of a year makes them something else: a decimal, a date of its own.
bool begins_other_date(const TokenStream& s, std::size_t year) {
  const Token& next = s.at(year + 1);
  if (next.is(WordClass::kMonthUnit)) return true;
  const bool sign = next.is(U'.') || next.is(U'-') || next.is(U'/');
  return sign && s.glued(year + 1) && s.at(year + 2).number() && s.glued(year + 2);
}

/// "… on May 5. 2018 was a dry year", "… on May 5. 2018 people came", "… 5 мая. 2018 год был сухим"
bool begins_sentence(const TokenStream& s, std::size_t year) {
  constexpr std::array<std::string_view, 11> kVerbs = {"is",  "was",   "were",   "has",       "had",  "will",
                                                       "saw", "marks", "marked", "witnessed", "would"};
  return counts_things(s, year) ||
         (s.soft(year + 1) && (one_of(s.raw(year + 1), kVerbs) || s.raw(year + 1) == "год"));
}

/// "(2012)", "(Juche 101)", "[2012 г.]": the index behind it.
std::size_t enclosed_year(const TokenStream& s, std::size_t i, DateParts& d) {
  const char32_t close = s.at(i).is(U'(') ? U')' : s.at(i).is(U'[') ? U']' : U'\0';
  if (close == U'\0' || !s.soft(i)) return 0;
  DateParts year = d;
  std::size_t j = s.year(i + 1, year);
  if (j == 0) return 0;
  j = skip_russian(s, j);
  if (s.at(j).is(U'.') && s.glued(j)) ++j;
  if (!s.sign(j, close)) return 0;
  d = year;
  return j + 1;
}

/// "11:00:09 KST", "11:00 p.m.", "08:00 +0900"
std::size_t skip_time(const TokenStream& s, std::size_t i) {
  std::size_t j = i;
  if (s.sign(j, U',')) ++j;
  if (s.at(j).type != Token::Type::kOther || !s.soft(j) || s.raw(j).find(':') == std::string_view::npos)
    return i;
  ++j;
  // "8:05 a.m.,"
  if ((s.raw(j) == "a" || s.raw(j) == "p") && s.soft(j) && s.at(j + 1).is(U'.') && s.raw(j + 2) == "m" &&
      s.glued(j + 2)) {
    j += 3;
    if (s.at(j).is(U'.') && s.glued(j)) ++j;
    return s.sign(j, U',') ? j + 1 : j;
  }
  if ((s.at(j).is(U'+') || s.at(j).is(U'-')) && s.glued(j + 1) &&
      (s.at(j + 1).number() || s.at(j + 1).type == Token::Type::kOther))
    return j + 2;
  constexpr std::size_t kLongestZone = 5;
  if (s.at(j).type == Token::Type::kWord && s.soft(j) && s.raw(j).size() <= kLongestZone &&
      (s.at(j).capital || s.raw(j) == "am" || s.raw(j) == "pm")) {
    return j + 1;
  }
  return j;
}

}  // namespace

std::size_t year_tail(const TokenStream& s, std::size_t i, DateParts& d, bool after_day) {
  if (!s.soft(i)) return 0;
  std::size_t j = i;
  bool apart = false;  // a weekday or a time of day stands between
  if (after_day) {
    j = skip_weekday(s, j);
    j = skip_time(s, j);
    apart = j > i;
  }
  const bool juche_next = s.at(j + 1).type == Token::Type::kYear;
  const bool stop =
      s.at(j).is(U'.') &&
      (juche_next || (has_year_size(s.at(j + 1)) &&
                      (s.at(j + 2).type == Token::Type::kYear ||
                       (after_day && s.soft(j + 1) && !s.glued(j + 1) && !begins_sentence(s, j + 1)))));
  // "October 3 - 2017", "November 30/1998"
  const bool dash = after_day && s.at(j).is(U'-') && !s.glued(j) && !s.glued(j + 1);
  const bool slash = after_day && s.at(j).is(U'/') && s.glued(j) && s.glued(j + 1) && !s.at(j + 2).is(U'/');
  const bool joined_by_sign = (dash || slash) && has_year_size(s.at(j + 1)) && !counts_things(s, j + 1) &&
                              !begins_other_date(s, j + 1) && !s.at(j + 2).is(WordClass::kMonth);
  const bool comma = s.sign(j, U',') || stop || joined_by_sign;
  if (comma) ++j;
  if (const std::size_t end = enclosed_year(s, j, d)) return end;
  bool joined = false;
  for (int words = 0; words < kMaxSmallWords && s.soft(j); ++words) {
    const Token& t = s.at(j);
    const bool in = after_day && !joined && t.type == Token::Type::kWord && one_of(s.raw(j), kIn);
    if (!in && !t.is(WordClass::kOf) && !t.is(WordClass::kDe) && !t.is(WordClass::kArticle) &&
        !t.is(WordClass::kYearWord) && !(t.is(U'\'') && s.glued(j)) &&
        !(t.is(WordClass::kThe) && s.at(j + 1).is(WordClass::kYearWord))) {
      break;
    }
    joined = true;
    if (in && s.at(j + 1).number() && counts_things(s, j + 1)) return 0;
    ++j;
    if (in && s.sign(j, U',')) ++j;  // "on October 10 in, 1980"
  }
  std::size_t end = s.year(j, d);
  // "June 18,1997" is a date for all that its year looks like decimals.
  if (end == 0 && comma && s.glued(j) && (s.at(j - 1).is(U',') || slash)) end = s.year_by_size(j, d);
  if (end == 0) return 0;
  if (end == j + 1 && s.at(j).number()) {
    if (!comma && !joined && counts_things(s, j)) return 0;
    if ((stop || apart) && begins_other_date(s, j)) return 0;
    if (j == i && i > 0 && s.at(i - 1).is(U'.') && s.raw(j + 1) == "год")
      return 0;  // "5 мая. 2018 год был …"
    end = skip_russian(s, end);
  }
  return end;
}

int year_beside(const TokenStream& s, std::size_t begin, std::size_t i) {
  constexpr std::size_t kReachTokens = 4;
  constexpr std::size_t kReachBytes = 64;  // long words: within kReach, where all of a text is tokens
  const auto year_at = [&s](std::size_t at) {
    const Token& t = s.at(at);
    if (t.type == Token::Type::kYear) return s.year_of(t).pair.gregorian;
    if (!has_year_size(t) || !is_plain_year(s.text(), t) || counts_things(s, at)) return 0;
    return static_cast<int>(t.value);
  };
  for (std::size_t j = i; j < i + kReachTokens; ++j) {
    const Token& t = s.at(j);
    if (!s.soft(j) || t.type == Token::Type::kEnd || t.type == Token::Type::kBreak) break;
    if (t.begin > s.at(i - 1).end + kReachBytes) break;
    if (t.is(U'!') || t.is(U'?') || t.is(WordClass::kMonth)) break;
    if ((t.is(U'.') || t.is(U';')) && !s.at(j + 1).number()) break;
    if (t.type == Token::Type::kWord && s.raw(j).ends_with("ed"))
      break;  // "on July 12 passed the 2012 budget"
    if (t.is(U'\'') && t.gap > 0 && s.at(j + 1).number() && s.at(j + 1).digits == 2 && s.glued(j + 1))
      return kUnclearYear;
    if (const int year = year_at(j))
      return begins_other_date(s, j) || s.at(j + 1).is(WordClass::kMonth) ? 0 : year;
  }
  if (begin == 0 || !s.follows(begin)) return 0;
  if (is_short_korean_year(s, begin)) return kUnclearYear;
  const bool sign =
      s.at(begin - 1).type == Token::Type::kPunct && !s.at(begin - 1).is(U'.') && !s.at(begin - 1).is(U')');
  const std::size_t before = sign && begin >= 2 ? begin - 2 : begin - 1;
  return year_at(before);
}

}  // namespace dateline::dates
