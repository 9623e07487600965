#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/dates/candidate.h"
#include "common/dates/token.h"
#include "common/dates/year_expression.h"

namespace dateline::dates {

/// Reads folded tokens for the matchers. Positions are indexes; those beyond `end` are of type kEnd.
/// "Index behind it, 0 if it is none" is the convention of every function that returns a position.
class TokenStream {
 public:
  TokenStream(std::string_view text, const std::vector<Token>& tokens,
              const std::vector<YearExpression>& years)
      : text_(text), tokens_(tokens), years_(years), end_(tokens.size()) {}

  /// Hides the tokens from `end` on, which are already spoken for.
  void set_end(std::size_t end) { end_ = end; }
  std::size_t end() const { return end_; }
  /// Patterns begin at this token from now on.
  void set_begin(std::size_t begin) { begin_ = begin; }

  const Token& at(std::size_t i) const { return i < end_ ? tokens_[i] : kNone; }
  const YearExpression& year_of(const Token& t) const { return years_[t.value]; }
  std::string_view text() const { return text_; }
  std::string_view raw(std::size_t i) const { return text_.substr(at(i).begin, at(i).end - at(i).begin); }
  std::string_view after(std::size_t i) const { return text_.substr(at(i).end, 64); }
  char before(std::size_t i, std::size_t back = 1) const {
    return at(i).begin >= back ? text_[at(i).begin - back] : '\n';
  }

  bool glued(std::size_t i) const { return at(i).gap == 0; }
  bool same_line(std::size_t i) const { return at(i).lines == 0; }
  /// Part of the same sentence as the token before: some spaces, at most one line break.
  bool follows(std::size_t i) const { return at(i).gap <= 4 && at(i).lines <= 1; }
  /// The same for a token of a pattern; what stands before the first one does not matter.
  bool soft(std::size_t i) const { return i == begin_ || follows(i); }
  /// At most so many spaces and line breaks behind the token before it, of a pattern.
  bool within(std::size_t i, std::uint16_t gap) const { return i == begin_ || at(i).gap <= gap; }
  /// Beside the token before it, of a pattern.
  bool near(std::size_t i) const { return within(i, 2) && (i == begin_ || same_line(i)); }
  bool sign(std::size_t i, char32_t c) const { return at(i).is(c) && soft(i); }
  bool word(std::size_t i, WordClass c) const { return at(i).is(c) && soft(i); }

  bool line_begins(std::size_t i) const;
  bool line_ends_after(std::size_t i) const;

  /// A number of one or two digits, no part of a longer number or a decimal.
  bool small_number(std::size_t i) const;
  bool is_day(std::size_t i) const { return small_number(i) && at(i).value >= 1 && at(i).value <= 31; }
  bool is_month_number(std::size_t i) const {
    return small_number(i) && at(i).value >= 1 && at(i).value <= 12;
  }
  /// A month name of one of `languages`; English ones must begin with a capital.
  bool is_month_name(std::size_t i, unsigned languages) const;
  /// An English month name in small letters, which counts only where day and year stand beside it.
  bool is_small_month(std::size_t i) const {
    return at(i).is(WordClass::kMonth) && (at(i).info.languages & kEnglish) != 0 && !at(i).capital;
  }

  /// A year at `i`: a year expression, or a plain Gregorian year.
  std::size_t year(std::size_t i, DateParts& parts) const;
  /// As `year`, but a Gregorian year counts by its size alone ("06.06.2016").
  std::size_t year_by_size(std::size_t i, DateParts& parts) const;
  /// "to", "bis", "-", "--", "~" …
  std::size_t to(std::size_t i) const;

 private:
  std::size_t expression(std::size_t i, DateParts& parts) const;

  static constexpr Token kNone{};
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<YearExpression>& years_;
  std::size_t begin_ = 0;
  std::size_t end_;
};

/// Bytes of a text within which its head ends: title, subtitle, who published it and when.
inline constexpr std::size_t kHeadBytes = 600;

/// A weekday at `i`, in parentheses or behind a comma or as it is: the index behind it, `i` if there is none.
std::size_t skip_weekday(const TokenStream& s, std::size_t i);

/// month 월 day 일 (月, 日) at `i`, the units glued to their numbers, at most `gap` spaces before each.
std::size_t glued_month_day(const TokenStream& s, std::size_t i, DateParts& d, std::uint16_t gap);

/// The best match so far: the longest, and of equally long ones the first.
struct Match {
  std::size_t end = 0;
  std::size_t back = 0;  ///< tokens before the first that belong to it
  Candidate candidate;

  void consider(std::size_t new_end, const Candidate& c, std::size_t new_back = 0) {
    if (new_end > end) {
      end = new_end;
      back = new_back;
      candidate = c;
    }
  }
};

/// Each tries its forms on the tokens that begin at `i` and keeps the best match.
void match_western(const TokenStream& s, std::size_t i, Match& best);  ///< month names of alphabets
void match_cjk(const TokenStream& s, std::size_t i, Match& best);      ///< 년 월 일, 年 月 日
void match_numeric(const TokenStream& s, std::size_t i, Match& best);  ///< 2023-09-14, 14.09.2023
void match_year(const TokenStream& s, std::size_t i,
                Match& best);  ///< years, spans, decades, centuries, B.C.
void match_special(const TokenStream& s, std::size_t i, Match& best);  ///< lunar dates and names
/// Datelines, which begin with a place, a bracket or the name of the agency.
void match_dateline(const TokenStream& s, std::size_t i, Match& best);
/// Watch header, capture line, stamp or dateline at `i`; end 0 if there is none.
Match match_document(const TokenStream& s, std::size_t i);

}  // namespace dateline::dates
