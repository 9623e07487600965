#include "common/dates/candidates.h"

#include "common/dates/cue_words.h"
#include "common/dates/date_lists.h"
#include "common/dates/match_list.h"
#include "common/dates/token_stream.h"
#include "common/dates/year_tail.h"

namespace dateline::dates {
namespace {

/// Rule 4.6 c: how far a year reaches in its paragraph, in characters; 400 characters take at most 1600
/// bytes.
constexpr std::size_t kContextCharacters = 400;

bool same_paragraph(std::string_view text, std::size_t from, std::size_t to) {
  if (to - from > 4 * kContextCharacters) return false;
  std::size_t characters = 0;
  for (std::size_t i = from; i < to; ++i) {
    if (text[i] == '\n') return false;
    if ((static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u) ++characters;
  }
  return characters <= kContextCharacters;
}

/// Whether a date of the text can begin with this token; most are words that cannot.
bool can_begin_date(const Token& t) {
  switch (t.type) {
    case Token::Type::kNumber:
    case Token::Type::kYear:
      return true;
    case Token::Type::kPunct:
      return t.is(U'(');
    case Token::Type::kWord:
      return t.is(WordClass::kMonth) || t.is(WordClass::kFirst) || t.is(WordClass::kLunarWord) ||
             t.is(WordClass::kLunarCjk) || t.is(WordClass::kComing);
    case Token::Type::kEnd:
    case Token::Type::kBreak:
    case Token::Type::kOther:
    case Token::Type::kUrl:
      return false;
  }
  return false;
}

/// The same for a date of the document: what match_document() and match_dateline() ask for first.
bool can_begin_document_date(const Token& t) {
  const bool may_begin_line = t.lines > 0 || t.begin <= t.gap;
  switch (t.type) {
    case Token::Type::kYear:
    case Token::Type::kUrl:
      return true;
    case Token::Type::kPunct:
      return t.is(U'(') || t.is(U'[') || t.is(char32_t{0x3010});
    case Token::Type::kNumber:
      return has_year_size(t) && (may_begin_line || t.begin < kHeadBytes);
    case Token::Type::kWord:
      if (t.is(WordClass::kPyongyang) || t.is(WordClass::kXinhuaStyle) || t.is(WordClass::kCalendar))
        return true;
      if (t.is(WordClass::kDate)) return may_begin_line;
      // Else a line, or the place of a dateline, which is a capital word at a line's beginning or behind a
      // gap.
      return t.capital && (may_begin_line || t.gap >= 2);
    case Token::Type::kEnd:
    case Token::Type::kBreak:
    case Token::Type::kOther:
      return false;
  }
  return false;
}

/// A month and day, or a range of them, without a year.
bool lacks_year(const Candidate& c) {
  return c.kind == Kind::kBody && !c.last.has_year && !c.first.has_year && !c.day_only &&
         (c.precision == Precision::kDay || c.precision == Precision::kRange);
}

bool is_year_alone(const Candidate& c) {
  return c.kind == Kind::kBody && c.precision == Precision::kDay && c.last.has_year && c.last.month == 0;
}

}  // namespace

const std::vector<Candidate>& CandidateFinder::find(std::string_view text) {
  normal_.assign(text);
  tokenize(normal_.text(), coverage_, tokens_);
  fold_year_expressions(normal_.text(), tokens_, years_);
  candidates_.clear();
  document_.clear();
  find_document_dates();
  find_other_dates();
  relate();
  return candidates_;
}

void CandidateFinder::find_document_dates() {
  TokenStream stream(normal_.text(), tokens_, years_);
  for (std::size_t i = 0; i < tokens_.size();) {
    if (!can_begin_document_date(tokens_[i])) {
      ++i;
      continue;
    }
    stream.set_begin(i);
    const Match match = match_document(stream, i);
    if (match.end == 0) {
      ++i;
      continue;
    }
    document_.push_back({i, match.end, match.candidate});
    i = match.end;
  }
}

std::uint8_t CandidateFinder::languages_of(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens_[i].is(WordClass::kMonth)) return tokens_[i].info.languages;
  }
  return 0;
}

void CandidateFinder::find_other_dates() {
  TokenStream stream(normal_.text(), tokens_, years_);
  auto next = document_.begin();
  const auto emit = [this](std::size_t begin, std::size_t end, Candidate c) {
    c.begin = tokens_[begin].begin;
    c.end = tokens_[end - 1].end;
    if (lacks_year(c)) c.languages = languages_of(begin, end);
    if (c.two_days) {
      const auto [first, last] = split_days(c);
      candidates_.push_back(first);
      candidates_.push_back(last);
    } else {
      candidates_.push_back(c);
    }
  };
  std::size_t i = 0;
  while (i < tokens_.size()) {
    if (next != document_.end() && next->begin == i) {
      emit(next->begin, next->end, next->candidate);
      i = next->end;
      ++next;
      continue;
    }
    if (!can_begin_date(tokens_[i])) {
      ++i;
      continue;
    }
    // No other date may reach into one of the document.
    stream.set_end(next != document_.end() ? next->begin : tokens_.size());
    stream.set_begin(i);
    if (const std::vector<ListedDay> list = match_list(stream, i); !list.empty()) {
      for (const ListedDay& item : list) emit(item.begin, item.end, item.candidate);
      i = list.back().end;
      continue;
    }
    Match best;
    match_special(stream, i, best);
    match_year(stream, i, best);
    match_numeric(stream, i, best);
    match_cjk(stream, i, best);
    match_western(stream, i, best);
    if (best.end == 0) {
      ++i;
      continue;
    }
    const bool month_name = tokens_[i].is(WordClass::kMonth);
    const std::vector<ListedDay> listed =
        month_name ? match_day_list(stream, best.end, best.candidate) : std::vector<ListedDay>();
    if (listed.empty() && lacks_year(best.candidate))
      best.candidate.year_beside = year_beside(stream, i, best.end);
    emit(i - best.back, best.end, best.candidate);
    for (const ListedDay& day : listed) emit(day.begin, day.end, day.candidate);
    i = listed.empty() ? best.end : listed.back().end;
  }
}

void CandidateFinder::relate() {
  const std::string_view text = normal_.text();
  share_years(text, candidates_);
  std::int32_t year_alone = -1;
  std::int32_t with_year = -1;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    Candidate& c = candidates_[i];
    const bool yearless = lacks_year(c);
    if (yearless && c.with_previous) {
      const Candidate& before = candidates_[i - 1];
      c.cue = before.cue;
      c.previous = before.previous;
      c.context = before.context;
    } else if (yearless) {
      const std::size_t last = i + 1 < candidates_.size() && candidates_[i + 1].with_previous ? i + 1 : i;
      c.cue = find_cue(text, c.begin, candidates_[last].end, i > 0 ? candidates_[i - 1].end : 0, c.languages);
      c.previous = with_year;
      if (year_alone >= 0 &&
          same_paragraph(text, candidates_[static_cast<std::size_t>(year_alone)].end, c.begin)) {
        c.context = year_alone;
      }
    }
    if (c.last.has_year && c.kind == Kind::kBody) with_year = static_cast<std::int32_t>(i);
    if (is_year_alone(c)) year_alone = static_cast<std::int32_t>(i);
  }
}

}  // namespace dateline::dates
