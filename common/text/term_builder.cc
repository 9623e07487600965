#include "common/text/term_builder.h"

#include <algorithm>
#include <array>

#include "common/ascii.h"
#include "common/eight_bytes.h"
#include "common/text/russian_stem.h"
#include "common/text/utf8.h"
#include "common/text/word_shape.h"

namespace dateline::text {

namespace {

static_assert(eight_bytes::kBytes <= TokenList::kSlackBytes);

// Writes the first `size` bytes of `text`, which are letters of ASCII, and up to seven more behind them.
void to_lower(std::string_view text, std::size_t size, char* out) {
  std::size_t i = 0;
  for (; i < size && i + eight_bytes::kBytes <= text.size(); i += eight_bytes::kBytes) {
    eight_bytes::store(out + i, eight_bytes::load(text.data() + i) | eight_bytes::kCaseBits);
  }
  for (; i < size; ++i) out[i] = static_cast<char>(text[i] | 0x20);
}

constexpr std::size_t kGroupDigits = 3;

/// What stands between the groups of a number: a blank, also one that does not break or is narrow.
bool is_group_space(std::string_view gap) {
  return gap == " " || gap == "\u00A0" || gap == "\u2009" || gap == "\u202F" || gap == "\u2007";
}

/// English months and what else stands before a number that is whole.
bool precedes_day(std::string_view term) {
  static constexpr auto kTerms = std::to_array<std::string_view>(
      {"apr",     "april",    "aug", "august",  "dec", "december", "feb",      "february", "jan",
       "january", "juche",    "jul", "july",    "jun", "june",     "mar",      "march",    "may",
       "nov",     "november", "oct", "october", "sep", "sept",     "september"});
  static_assert(std::ranges::is_sorted(kTerms));
  return std::ranges::binary_search(kTerms, term);
}

/// Of a word of letters of ASCII.
Capitals ascii_capitals(std::string_view word) {
  constexpr char kSmall = 0x20;
  if ((word.front() & kSmall) != 0) return Capitals::kNone;
  if (word.size() < 2 || word.size() > kMaxCapitals) return Capitals::kInitial;
  char small = 0;
  for (const char c : word) small = static_cast<char>(small | (c & kSmall));
  return small == 0 ? Capitals::kAll : Capitals::kInitial;
}

/// Languages in which "12.500" is twelve thousand and a half is "12,5".
bool groups_with_dots(Language language) {
  constexpr auto kCodes = std::to_array<std::string_view>({"es", "de", "pt", "it", "nl", "id", "tr", "vi"});
  return std::ranges::find(kCodes, language.code()) != kCodes.end();
}

}  // namespace

void TermBuilder::start(std::string_view text, Language language, Analyzer::Stems stems, TokenList& out,
                        AnalysisCounts& counts) {
  text_ = text;
  language_ = language;
  out_ = &out;
  counts_ = &counts;
  latin_ = &stemmers_.get(stem_language(language, Script::kLatin));
  later_ = stems == Analyzer::Stems::kLater && latin_->language().known();
  position_ = 0;
  run_open_ = false;
  run_end_ = 0;
  hangul_word_.clear();
  stemless_.clear();
  katakana_ = 0;
  skip_until_ = 0;
  groupable_end_ = 0;
}

std::string_view TermBuilder::stem(std::string_view cased, Language document, Script script) {
  if (std::any_of(cased.begin(), cased.end(), [](char c) { return c >= '0' && c <= '9'; })) document = {};
  const Language language = stem_language(document, script);
  if (script == Script::kCyrillic && language.code() == "ru") {
    if (const std::string_view noun = russian_noun_stem(cased); !noun.empty()) return noun;
  }
  const std::string_view stem = stemmers_.get(language).stem(cased);
  if (is_ascii(stem)) return stem;
  stem_.clear();
  NormalForm::fold_diacritics(stem, stem_);
  return stem_;
}

std::string_view TermBuilder::bounded(std::string_view term) {
  const std::string_view kept = cut_at_character(term, kMaxTermBytes);
  if (kept.size() < term.size()) ++counts_->cut_terms;
  return kept;
}

void TermBuilder::push_word(std::size_t begin, std::size_t end, std::string_view cased, TokenKind kind,
                            Capitals capitals) {
  break_run();
  Token& token = out_->add();
  token.kind = kind;
  token.capitals = capitals;
  token.position = ++position_;
  token.offset = static_cast<std::uint32_t>(begin);
  token.length = static_cast<std::uint32_t>(end - begin);
  if (is_ascii(cased)) {
    token.term = out_->store(bounded(cased));
  } else {
    folded_.clear();
    NormalForm::fold_diacritics(cased, folded_);
    token.term = out_->store(bounded(folded_));
  }
  if (kind == TokenKind::kWord) {
    std::size_t i = 0;
    const std::string_view stemmed = stem(cased, language_, script_of(next_code_point(cased, i)));
    token.stem = token.term.starts_with(stemmed) ? token.term.substr(0, stemmed.size())
                                                 : out_->store(cut_at_character(stemmed, kMaxTermBytes));
  }
}

void TermBuilder::add_ascii_letters(std::size_t begin, std::size_t end) {
  break_run();
  const std::size_t size = end - begin;
  if (size == 1 && ends_decade(begin, end)) return;
  char* lower = out_->allocate(size);
  to_lower(text_.substr(begin), size, lower);
  Token& token = out_->add();
  token.term = {lower, size};
  token.position = ++position_;
  token.offset = static_cast<std::uint32_t>(begin);
  token.length = static_cast<std::uint32_t>(size);
  token.capitals = ascii_capitals(text_.substr(begin, size));
  if (later_) {
    token.stemmed_later = latin_->language();
    return;
  }
  // Known stems are kept in a table larger than the cache: many words are looked for at a time.
  stemless_.push_back({out_->size() - 1, latin_->find(token.term)});
  if (stemless_.size() == kMaxStemless) add_stems();
}

void TermBuilder::add_stems() {
  for (const Stemless& stemless : stemless_) {
    const std::string_view term = (*out_)[stemless.token].term;
    const std::string_view stem = latin_->stem(term, stemless.found);
    const bool begins = stem.data() == term.data() || term.starts_with(stem);
    out_->set_stem(stemless.token, begins ? term.substr(0, stem.size()) : out_->store(stem));
  }
  stemless_.clear();
}

void TermBuilder::finish() {
  break_run();
  add_stems();
}

bool TermBuilder::extends_number(std::size_t begin, std::size_t end, std::string_view digits) {
  if (groupable_end_ == 0 || begin <= groupable_end_ || out_->empty()) return false;
  Token& number = out_->last();
  if (number.kind != TokenKind::kNumber || number.offset + number.length != groupable_end_) return false;
  const std::string_view gap = text_.substr(groupable_end_, begin - groupable_end_);
  if (!is_group_space(gap)) return false;
  // "On April 22 182 people": there the blank groups nothing.
  if (gap == " " && out_->size() > 1 && precedes_day((*out_)[out_->size() - 2].term)) return false;
  const std::size_t size = number.term.size() + digits.size();
  if (size > kMaxTermBytes) return false;
  char* both = out_->allocate(size);
  std::copy(number.term.begin(), number.term.end(), both);
  std::copy(digits.begin(), digits.end(), both + number.term.size());
  number.term = {both, size};
  number.length = static_cast<std::uint32_t>(end - number.offset);
  groupable_end_ = end;
  return true;
}

bool TermBuilder::ends_decade(std::size_t begin, std::size_t end) {
  if (end != begin + 1 || (text_[begin] | 0x20) != 's' || out_->empty()) return false;
  Token& number = out_->last();
  const std::size_t digits_end = number.offset + number.length;
  if (number.kind != TokenKind::kNumber || digits_end >= begin) return false;
  const std::string_view gap = text_.substr(digits_end, begin - digits_end);
  if (apostrophe_bytes(gap) != gap.size() || number.term.size() >= kMaxTermBytes) return false;
  char* both = out_->allocate(number.term.size() + 1);
  *std::copy(number.term.begin(), number.term.end(), both) = 's';
  number.term = number.stem = {both, number.term.size() + 1};
  number.kind = TokenKind::kWord;
  number.length = static_cast<std::uint32_t>(end - number.offset);
  groupable_end_ = 0;
  return true;
}

void TermBuilder::add_ascii_digits(std::size_t begin, std::size_t end) {
  break_run();
  if (end - begin == kGroupDigits && extends_number(begin, end, text_.substr(begin, kGroupDigits))) return;
  groupable_end_ = end - begin <= kGroupDigits && text_[begin] != '0' ? end : 0;
  const std::string_view digits = out_->store(text_.substr(begin, end - begin));
  Token& token = out_->add();
  token.term = digits;
  token.kind = TokenKind::kNumber;
  token.position = ++position_;
  token.offset = static_cast<std::uint32_t>(begin);
  token.length = static_cast<std::uint32_t>(end - begin);
}

void TermBuilder::add_word(std::size_t begin, std::size_t end) {
  if (end == begin + 1 && ends_decade(begin, end)) return;
  std::string_view word = text_.substr(begin, end - begin);
  const std::string_view elided = without_elision(word);
  begin += word.size() - elided.size();
  word = without_possessive(elided);
  end -= elided.size() - word.size();
  const std::string_view head = cut_at_character(word, kMaxWordBytes);
  if (head.size() < word.size()) ++counts_->cut_terms;
  const std::string& cased = normal_form_.fold_case(head);
  if (cased.empty()) {
    ++counts_->dropped_terms;
    return;
  }
  const bool number = std::all_of(cased.begin(), cased.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number) {
    push_word(begin, end, cased, TokenKind::kNumber);
  } else {
    push_word(begin, end, cased, TokenKind::kWord, capitals_of(head));
  }
}

// Parts [first, last) are digits with dots, commas and apostrophes between. Those that group thousands
// vanish, other dots stay: "1,234.5", "1.234.567" and "10'000" are one number each, and so is "3.14"; "1,2"
// is two.
void TermBuilder::add_number(std::size_t first, std::size_t last) {
  const auto groups = [&](CharClass separator) {
    if (last - first < 2 || parts_[first].digits > kGroupDigits || text_[parts_[first].begin] == '0')
      return false;
    for (std::size_t i = first + 1; i < last; ++i) {
      if (parts_[i - 1].separator != separator || parts_[i].digits != kGroupDigits) return false;
    }
    return true;
  };
  const bool dots_group = groups(CharClass::kDot) &&
                          (last - first > 2 || text_.substr(parts_[last - 1].begin, kGroupDigits) == "000" ||
                           groups_with_dots(language_));
  std::size_t i = first;
  while (i < last) {
    joined_.clear();
    const std::size_t begin = parts_[i].begin;
    std::size_t end = parts_[i].end;
    joined_ = normal_form_.fold_case(text_.substr(begin, std::min(end - begin, kMaxWordBytes)));
    bool dotted = false;
    bool grouped = parts_[i].digits <= kGroupDigits;
    const bool is_group = parts_[i].digits == kGroupDigits;
    const bool starts_group = grouped && text_[begin] != '0';
    for (++i; i < last; ++i) {
      const CharClass separator = parts_[i - 1].separator;
      const Part& part = parts_[i];
      if (separator == CharClass::kDot) {
        dotted = dotted || !dots_group;
        if (!dots_group) joined_ += '.';
      } else if (dotted || !grouped || part.digits != kGroupDigits) {
        break;
      }
      joined_ +=
          normal_form_.fold_case(text_.substr(part.begin, std::min(part.end - part.begin, kMaxWordBytes)));
      end = part.end;
      if (joined_.size() > kMaxWordBytes) {
        ++i;
        break;
      }
    }
    if (is_group && extends_number(begin, end, joined_)) {
      if (dotted) groupable_end_ = 0;
      continue;
    }
    push_word(begin, end, joined_, TokenKind::kNumber);
    groupable_end_ = starts_group && !dotted && joined_.size() <= kGroupDigits ? end : 0;
  }
}

void TermBuilder::add_parts() {
  const auto single_letter = [this](std::size_t i) {
    return i < parts_.size() && parts_[i].letters == 1 && parts_[i].digits == 0;
  };
  const auto only_digits = [this](std::size_t i) {
    return i < parts_.size() && parts_[i].letters == 0 && parts_[i].digits > 0;
  };
  const auto dotted = [this](std::size_t i) { return parts_[i].separator == CharClass::kDot; };
  for (std::size_t i = 0; i < parts_.size();) {
    std::size_t last = i + 1;
    if (only_digits(i)) {
      while (only_digits(last) && (parts_[last - 1].separator == CharClass::kDot ||
                                   parts_[last - 1].separator == CharClass::kComma ||
                                   parts_[last - 1].separator == CharClass::kApostrophe)) {
        ++last;
      }
      add_number(i, last);
    } else if (single_letter(i) && dotted(i) && single_letter(last)) {
      while (dotted(last - 1) && single_letter(last)) ++last;
      add_word(parts_[i].begin, parts_[last - 1].end);
    } else {
      add_word(parts_[i].begin, parts_[i].end);
    }
    i = last;
  }
  parts_.clear();
}

void TermBuilder::add_segment(std::size_t begin, std::size_t end) {
  bool open = false;  // a part is being read
  const auto close = [&](std::size_t at, CharClass separator) {
    if (open) {
      parts_.back().end = at;
      parts_.back().separator = separator;
    } else if (!parts_.empty()) {
      parts_.back().separator = CharClass::kOther;  // two signs in a row join nothing
    }
    open = false;
  };
  const std::string_view text = text_.substr(0, end);
  for (std::size_t i = begin; i < end;) {
    const std::size_t start = i;
    const UChar32 c = next_code_point(text, i);
    const CharClass kind = char_class(c);
    switch (kind) {
      case CharClass::kLetter:
      case CharClass::kDigit:
        if (!open) parts_.push_back({.begin = start});
        open = true;
        ++(kind == CharClass::kLetter ? parts_.back().letters : parts_.back().digits);
        break;
      case CharClass::kCjk: {
        close(start, kind);
        add_parts();
        // Letters of a decomposed syllable and voicing marks belong to the character before.
        while (i < end) {
          std::size_t after = i;
          const UChar32 mark = next_code_point(text, after);
          if (char_class(mark) != CharClass::kMark && !(mark >= 0x1160 && mark <= 0x11FF)) break;
          i = after;
        }
        add_cjk(start, i, c);
        break;
      }
      case CharClass::kMark:
        break;
      case CharClass::kApostrophe:
        // Joins the letters of one word; a part neither begins nor ends with one.
        if (open && parts_.back().letters > 0 && i < end) {
          std::size_t after = i;
          if (char_class(next_code_point(text, after)) == CharClass::kLetter) break;
        }
        close(start, kind);
        break_run();
        break;
      case CharClass::kSpace:
        close(start, kind);
        add_parts();
        break;
      case CharClass::kOther:
      case CharClass::kDot:
      case CharClass::kComma:
        close(start, kind);
        break_run();
        break;
    }
  }
  close(end, CharClass::kOther);
  add_parts();
}

}  // namespace dateline::text
