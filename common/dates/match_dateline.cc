// Datelines: place, month and day, agency.

#include <string>

#include "common/dates/token_stream.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestPlace = 6;   // tokens of a dateline's place
constexpr std::uint32_t kPlaceBytes = 64;  // and its bytes: no dateline begins farther from its day
constexpr std::size_t kLongestAgency = 5;  // tokens between the parentheses of a dateline

class Dateline {
 public:
  Dateline(const TokenStream& s, std::size_t start, Match& best) : s_(s), start_(start), best_(best) {}

  void run() {
    const Token& t = s_.at(start_);
    if (t.is(WordClass::kXinhuaStyle)) {
      chinese_dateline();
    } else if (t.type == Token::Type::kWord) {
      alphabet_dateline();
    } else {
      korean_dateline(start_ + 1);
    }
  }

 private:
  void accept(std::size_t end, Kind kind, const DateParts& d) {
    Candidate c;
    c.kind = kind;
    c.last = d;
    best_.consider(end, c);
  }

  std::uint8_t small(std::size_t i) const { return static_cast<std::uint8_t>(s_.at(i).value); }
  bool near_start(std::size_t i) const { return s_.at(i).begin - s_.at(start_).begin <= kPlaceBytes; }
  bool near(std::size_t i) const { return s_.at(i).gap <= 2 && s_.same_line(i); }
  std::size_t skip_dot(std::size_t i) const { return s_.at(i).is(U'.') && s_.glued(i) ? i + 1 : i; }

  /// (BOL | 2 spaces) Place [","] mon-en day "(" agency ")", and day-first in the other languages. Pyongyang
  /// may also follow a sign that was left over from the page.
  void alphabet_dateline() {
    const bool left_over = start_ > 0 && s_.at(start_).is(WordClass::kPyongyang) && near(start_) &&
                           (s_.at(start_ - 1).is(U'.') || s_.at(start_ - 1).is(U';'));
    if (!s_.line_begins(start_) && s_.at(start_).gap < 2 && !left_over) return;
    for (std::size_t i = start_ + 1; i < start_ + 1 + kLongestPlace; ++i) {
      const Token& t = s_.at(i);
      if (t.lines > 0 || !near_start(i)) return;
      const bool comma = t.is(U',');
      if (dateline_date(comma ? i + 1 : i)) return;
      if (comma) return;
      const bool place_word = t.type == Token::Type::kWord && !t.cjk;
      if (!place_word && !t.is(U'-') && !t.is(U'.') && !t.is(U'\'')) return;
    }
  }

  bool dateline_date(std::size_t i) {
    DateParts d;
    bool misspelt = false;
    std::size_t end = 0;
    if (s_.is_day(i) || s_.at(i).is(WordClass::kFirst)) {
      end = day_first_dateline_date(i, d);
    } else if (s_.at(i).type == Token::Type::kWord && near(i)) {
      end = english_dateline_date(i, d, misspelt);
    }
    if (end == 0) return false;
    const std::size_t agency_end = agency(end);
    if (agency_end == 0) return bare_dash(end, d, misspelt);
    Candidate c;
    c.kind = Kind::kDateline;
    c.last = d;
    c.misspelt = misspelt;
    best_.consider(agency_end, c);
    return true;
  }

  /// "Pyongyang, October 8 -- …": the agency was left out.
  bool bare_dash(std::size_t end, const DateParts& d, bool misspelt) {
    if (misspelt || !s_.at(start_).is(WordClass::kPyongyang) || !s_.line_begins(start_)) return false;
    if (!s_.at(end).is(U'-') || !s_.at(end + 1).is(U'-') || !near(end) || !s_.glued(end + 1)) return false;
    accept(end, Kind::kDateline, d);
    return true;
  }

  std::size_t english_dateline_date(std::size_t i, DateParts& d, bool& misspelt) const {
    if (s_.is_month_name(i, kEnglish)) {
      d.month = s_.at(i).info.value;
    } else if (s_.at(i).is(WordClass::kMonth)) {
      if ((s_.at(i).info.languages & kEnglish) == 0) return 0;
      d.month = s_.at(i).info.value;  // "pyongyang, november 7 (kcna)"
    } else if (s_.at(i).is(WordClass::kNone) && small_day_follows(i)) {
      std::string lower(s_.raw(i).substr(0, 16));
      for (char& c : lower) c = static_cast<char>(c | 0x20);
      d.month = static_cast<std::uint8_t>(misspelt_month(lower));
      misspelt = true;
    }
    const std::size_t day = skip_dot(i + 1);
    if (d.month == 0 || !s_.is_day(day) || !near(day)) return 0;
    d.day = small(day);
    std::size_t end = day + 1;
    if (s_.word(end, WordClass::kOrdinal)) ++end;
    if (s_.sign(end, U',') || s_.sign(end, U'.')) ++end;
    return end;
  }

  bool small_day_follows(std::size_t i) const { return s_.is_day(skip_dot(i + 1)); }

  std::size_t day_first_dateline_date(std::size_t i, DateParts& d) const {
    if (!s_.soft(i)) return 0;
    d.day = s_.at(i).is(WordClass::kFirst) ? std::uint8_t{1} : small(i);
    std::size_t j = skip_dot(i + 1);
    if (s_.word(j, WordClass::kOrdinal)) ++j;
    if (s_.word(j, WordClass::kDe)) ++j;
    if (s_.sign(j, U'\'')) ++j;
    if (!s_.soft(j) || !s_.at(j).is(WordClass::kMonth)) return 0;
    d.month = s_.at(j).info.value;
    return skip_dot(j + 1);
  }

  /// "(" agency ")" or "/" agency "/"; before or behind the agency may stand who reports: "(KNS-KCNA)",
  /// "(KCNA Correspondent)", "(Corresponsal de ACNC)". A dash may close what was left open.
  std::size_t agency(std::size_t i) const {
    const char32_t close = s_.at(i).is(U'(') ? U')' : s_.at(i).is(U'/') ? U'/' : U'\0';
    if (close == U'\0' || s_.at(i).gap > 3 || !s_.same_line(i)) return 0;
    bool named = false;
    for (std::size_t j = i + 1; j <= i + kLongestAgency && near(j); ++j) {
      const Token& t = s_.at(j);
      if (t.begin - s_.at(i).begin > kPlaceBytes) return 0;
      if (t.is(close)) return named ? j + 1 : 0;
      if (t.is(U'-') && s_.at(j + 1).is(U'-')) return named ? j : 0;
      named = named || t.is(WordClass::kAgency);
      if (t.type != Token::Type::kWord && !t.is(U'-')) return 0;
    }
    return 0;
  }

  /// "(평양 1월 31일발 조선중앙통신)", "【平壌7月7日発朝鮮中央通信】"; `i` is behind the bracket
  void korean_dateline(std::size_t i) {
    const std::size_t place_end = i + 3;
    while (i < place_end && s_.at(i).type == Token::Type::kOther && near(i)) ++i;
    if (i == start_ + 1 || !near_start(i)) return;
    DateParts d;
    const std::size_t end = glued_month_day(s_, i, d, 2);
    if (end == 0 || !s_.word(end, WordClass::kSent)) return;
    std::size_t j = end + 1;
    if (!s_.at(j).is(WordClass::kKoreanAgency) || !near(j)) return;
    ++j;
    if (s_.at(j).type == Token::Type::kOther && s_.glued(j)) ++j;  // 통신사
    if (!near(j) || (!s_.at(j).is(U')') && !s_.at(j).is(U']') && !s_.at(j).is(char32_t{0x3011}))) return;
    accept(j + 1, Kind::kDateline, d);
  }

  /// 朝中社 place month 月 day 日电
  void chinese_dateline() {
    std::size_t i = start_ + 1;
    if (s_.at(i).type == Token::Type::kOther && near(i)) ++i;
    if (!near_start(i)) return;
    DateParts d;
    const std::size_t end = glued_month_day(s_, i, d, 2);
    if (end != 0 && s_.word(end, WordClass::kSent)) accept(end + 1, Kind::kDateline, d);
  }

  const TokenStream& s_;
  std::size_t start_;
  Match& best_;
};

}  // namespace

void match_dateline(const TokenStream& s, std::size_t i, Match& best) { Dateline(s, i, best).run(); }

}  // namespace dateline::dates
