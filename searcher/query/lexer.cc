#include "searcher/query/lexer.h"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "common/text/utf8.h"
#include "searcher/query/capitals.h"
#include "searcher/query/field_names.h"
#include "searcher/query/foreign_sign.h"
#include "searcher/query/lex_characters.h"
#include "searcher/query/limits.h"
#include "searcher/query/marked_word.h"

namespace dateline::query {
namespace {

using index::Field;
using index::FieldType;
using Sort = LexSort;

/// Fields whose values may end with a star.
bool takes_prefix(const index::FieldInfo& field) {
  return field.type == FieldType::kBoolean || field.type == FieldType::kTag;
}

class Lexer {
 public:
  Lexer(std::string_view query, const LexOptions& options) : query_(query), options_(options) {
    read_capitals();
    pair_of_dashes_ = last_opening_dash();
  }

  QueryResult<Lexed> run() {
    while (at_ < query_.size()) {
      if (Step done = step(); !done) return tl::unexpected(std::move(done.error()));
      if (parts_ > kMaxParts) {
        return fail_at(query_, out_.tokens.back().range,
                       fmt::format("the query has more than {} parts", kMaxParts), "leave some of them out");
      }
      if (expanded_ > kMaxExpanded) {
        return fail_at(query_, out_.tokens.back().range,
                       fmt::format("the query has more than {} words with * or ~", kMaxExpanded),
                       "write some of the words that they match, or ask several queries");
      }
    }
    small_operators();
    push({.kind = LexKind::kEnd, .range = {position(), 0}});
    return std::move(out_);
  }

 private:
  using Step = tl::expected<void, QueryError>;

  std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }
  SourceRange since(std::size_t begin) const {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_ - begin)};
  }
  /// The code point at `i`, 0 at the end; -1 where the bytes are not UTF-8.
  UChar32 peek(std::size_t i) const { return code_point_at(query_, i); }
  std::size_t after(std::size_t i) const {
    text::next_code_point(query_, i);
    return i;
  }
  bool word_at(std::size_t i) const { return word_character_at(query_, i); }
  bool space_or_end(std::size_t i) const { return i >= query_.size() || lex_sort(peek(i)) == Sort::kSpace; }

  void push(LexToken token) {
    if (token.match >= WordMatch::kPrefix) ++expanded_;
    switch (token.kind) {
      case LexKind::kWord:
      case LexKind::kPhrase:
      case LexKind::kField:
        ++parts_;
        break;
      case LexKind::kNear:
      case LexKind::kOpen:
      case LexKind::kClose:
      case LexKind::kAnd:
      case LexKind::kOr:
      case LexKind::kNot:
      case LexKind::kPlus:
      case LexKind::kEnd:
        break;
    }
    out_.tokens.push_back(std::move(token));
  }
  void notice(SourceRange range, std::string text) { add_notice(out_.notices, range, std::move(text)); }

  /// "kim or putin" asks for the word "or"; of a longer text nobody means an operator.
  void small_operators() {
    constexpr std::size_t kMost = 5;
    const std::vector<LexToken>& tokens = out_.tokens;
    if (options_.literal || tokens.size() < 3 || tokens.size() > kMost || tokens.size() % 2 == 0) return;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool plain = tokens[i].kind == LexKind::kWord && tokens[i].match == WordMatch::kStem;
      const bool joint = tokens[i].text == "or" || (tokens[i].text == "not" && tokens.size() == 3);
      if (!plain || joint != (i % 2 == 1) || (i > 1 && joint && tokens[i].text != tokens[1].text)) return;
    }
    const bool either = tokens[1].text == "or";
    notice(
        tokens[1].range,
        fmt::format("\"{}\" in small letters is a word; {} finds {}", tokens[1].text, either ? "OR" : "NOT",
                    either ? "articles with one of them" : "articles without the second one"));
  }

  /// Text in capitals alone, like many headlines: its AND, OR and NOT are words.
  void read_capitals() {
    if (options_.literal) return;
    const Capitals capitals = capitals_of(query_);
    operators_are_words_ = capitals.are_words || (capitals.all && options_.capitals_are_words);
    if (!operators_are_words_ || !capitals.operators) return;
    notice({0, static_cast<std::uint32_t>(query_.size())},
           "the query is all in capitals, so AND, OR and NOT are read as words");
  }

  /// Byte of the '-' in "… -comment by KCNA-" that opens what a '-' at the very end closes; npos for none.
  std::size_t last_opening_dash() const {
    std::size_t end = query_.size();
    while (end > 0 && query_[end - 1] == ' ') --end;
    if (end < 2 || query_[end - 1] != '-') return std::string_view::npos;
    for (std::size_t i = end - 1; i-- > 0;) {
      if (query_[i] == '-' && (i == 0 || query_[i - 1] == ' ') && word_at(i + 1)) return i;
    }
    return std::string_view::npos;
  }

  Step step() {
    const UChar32 c = peek(at_);
    if (options_.literal) return literal_word();
    switch (c) {
      case '(':
        return parenthesis(LexKind::kOpen);
      case ')':
        return parenthesis(LexKind::kClose);
      case '-':
        return sign(LexKind::kNot);
      case '+':
        return sign(LexKind::kPlus);
      default:
        break;
    }
    if (raw_field_ && lex_sort(c) != Sort::kSpace && !is_operator_here())
      return field_value(*raw_field_, at_);
    if (c == '=') return exact();
    if (closing_quote(c) != 0 && opens_quotation(at_)) return quotation(at_);
    if (c == '*' && word_at(at_ + 1)) return leading_star();
    if (lex_sort(c) == Sort::kWord) return word();
    if (c == '/' && starts_part(at_) && expression_end(query_, at_) != 0) return expression(at_);
    if (auto sign = foreign_sign_at(query_, at_, ends_part())) return take_foreign(std::move(*sign));
    at_ = after(at_);
    return {};
  }

  /// A part of the query is complete, so that an operator may follow.
  bool ends_part() const {
    if (out_.tokens.empty()) return false;
    switch (out_.tokens.back().kind) {
      case LexKind::kWord:
      case LexKind::kPhrase:
      case LexKind::kField:
      case LexKind::kClose:
        return true;
      case LexKind::kNear:
      case LexKind::kOpen:
      case LexKind::kAnd:
      case LexKind::kOr:
      case LexKind::kNot:
      case LexKind::kPlus:
      case LexKind::kEnd:
        return false;
    }
    return false;
  }

  Step take_foreign(ForeignSign sign) {
    at_ = sign.range.end();
    notice(sign.range, std::move(sign.notice));
    switch (sign.meaning) {
      case ForeignSign::Meaning::kAnd:
        push({.kind = LexKind::kAnd, .range = sign.range});
        break;
      case ForeignSign::Meaning::kOr:
        push({.kind = LexKind::kOr, .range = sign.range});
        break;
      case ForeignSign::Meaning::kNot:
        push({.kind = LexKind::kNot, .range = sign.range});
        break;
      case ForeignSign::Meaning::kNone:
        break;
    }
    return {};
  }

  /// /embank(ed|ment)/; `begin` is where its field name starts, at_ its first slash.
  Step expression(std::size_t begin) {
    const std::size_t inside = at_ + 1;
    at_ = expression_end(query_, at_);
    push({.kind = LexKind::kWord,
          .range = since(begin),
          .text = std::string(query_.substr(inside, at_ - 1 - inside)),
          .field = scope_,
          .match = WordMatch::kRegex});
    return {};
  }

  Step literal_word() {
    if (lex_sort(peek(at_)) != Sort::kWord) {
      at_ = after(at_);
      return {};
    }
    const std::size_t begin = at_;
    at_ = word_end(at_);
    push({.kind = LexKind::kWord,
          .range = since(begin),
          .text = std::string(query_.substr(begin, at_ - begin))});
    return {};
  }

  Step parenthesis(LexKind kind) {
    const std::size_t begin = at_++;
    if (options_.parentheses_are_punctuation) return {};
    push({.kind = kind, .range = since(begin)});
    if (kind == LexKind::kOpen) {
      ++depth_;
      if (depth_ > kMaxDepth) {
        return fail_at(query_, since(begin),
                       fmt::format("more than {} parentheses within each other", kMaxDepth),
                       "put the query in quotes to search for its words alone");
      }
    } else {
      if (depth_ > 0) --depth_;
      if (depth_ < scope_depth_) {
        scope_ = Field::kBody;
        raw_field_ = nullptr;
        scope_depth_ = 0;
      }
    }
    return {};
  }

  /// - and + are signs where a part begins at once and a blank or a parenthesis stands before.
  Step sign(LexKind kind) {
    const std::size_t begin = at_++;
    if (begin == pair_of_dashes_) {
      notice(since(begin), "the dash is read as punctuation, because another one closes the query");
      return {};
    }
    const bool starts = starts_part(begin);
    const UChar32 next = peek(at_);
    const bool part = word_at(at_) || next == '(' || next == '=' || closing_quote(next) != 0 ||
                      ((next == '*' || next == '/') && begins_pattern(at_));
    if (starts && part) push({.kind = kind, .range = since(begin)});
    return {};
  }

  bool begins_pattern(std::size_t i) const {
    if (peek(i) == '/') return expression_end(query_, i) != 0;
    return word_at(i + 1) && marked_word_at(query_, i).match == WordMatch::kPattern;
  }

  /// A part of the query may begin at `i`: a blank, a parenthesis or a sign stands before.
  bool starts_part(std::size_t i) const {
    if (i == 0 || query_[i - 1] == '(' || lex_sort(peek_before(i)) == Sort::kSpace) return true;
    if (out_.tokens.empty()) return false;
    const LexToken& last = out_.tokens.back();
    return (last.kind == LexKind::kNot || last.kind == LexKind::kPlus) && last.range.end() == i;
  }

  /// Right behind a word a quotation mark can only close.
  bool opens_quotation(std::size_t i) const { return i == 0 || lex_sort(peek_before(i)) != Sort::kWord; }

  UChar32 peek_before(std::size_t i) const {
    std::size_t start = i - 1;
    while (start > 0 && i - start < 4 && (static_cast<unsigned char>(query_[start]) & 0xC0) == 0x80) --start;
    return peek(start);
  }

  Step exact() {
    const std::size_t begin = at_++;
    if (!starts_part(begin)) return {};
    if (closing_quote(peek(at_)) != 0) return quotation(begin);
    if (!word_at(at_)) return {};
    return plain_word(begin, at_, scope_, WordMatch::kExact);
  }

  Step leading_star() {
    if (starts_part(at_) && marked_word_at(query_, at_).match == WordMatch::kPattern) {
      return plain_word(at_, at_, scope_, WordMatch::kStem);
    }
    ++at_;
    return {};
  }

  /// A quotation; `begin` is where its mark = or field name starts, at_ its opening quote.
  Step quotation(std::size_t begin) {
    const std::size_t open = at_;
    const bool verbatim = open > begin && query_[open - 1] == '=';
    const UChar32 quote = peek(open);
    const UChar32 closing = closing_quote(quote);
    at_ = after(open);
    if (options_.quotes_are_punctuation) return {};
    const std::size_t inside = at_;
    while (at_ < query_.size()) {
      const std::size_t here = at_;
      at_ = after(at_);
      if (peek(here) != closing) continue;
      if (quote == '"' && here > inside && doubled_quote_at(here)) {
        ++at_;
        continue;
      }
      LexToken phrase{.kind = LexKind::kPhrase,
                      .range = since(begin),
                      .text = std::string(query_.substr(inside, here - inside)),
                      .field = scope_,
                      .match = verbatim ? WordMatch::kExact : WordMatch::kStem};
      if (peek(at_) == '~') return slop(std::move(phrase));
      if (peek(at_) == '*' && !verbatim && space_or_end(at_ + 1)) {
        phrase.text += '*';
        phrase.range = {phrase.range.offset, phrase.range.length + 1};
        ++at_;
      }
      push(std::move(phrase));
      return {};
    }
    at_ = inside;
    if (quote != '"') return {};  // “ is not on keyboards: pasted, and cut off before its end
    return fail_at(query_, since(open), "this quotation mark is not closed", "close it, or leave it out");
  }

  /// "" within straight quotation marks stands for one of them, where another one closes the quotation.
  bool doubled_quote_at(std::size_t i) const {
    return query_.substr(i, 2) == "\"\"" && query_.find('"', i + 2) != std::string_view::npos;
  }

  /// "tree planting"~3 of other engines: the words with up to three others between them, in any order.
  Step slop(LexToken phrase) {
    std::size_t end = at_ + 1;
    unsigned others = 0;
    for (; end < query_.size() && query_[end] >= '0' && query_[end] <= '9'; ++end)
      others = std::min(others * 10 + static_cast<unsigned>(query_[end] - '0'), kMaxNear);
    const std::string sign(query_.substr(at_, end - at_));
    const SourceRange range = cover(phrase.range, {position(), static_cast<std::uint32_t>(end - at_)});
    std::vector<LexToken> words;
    for (std::size_t i = 0; i < phrase.text.size();) {
      if (!word_character_at(phrase.text, i)) {
        ++i;
        continue;
      }
      const std::size_t word = i;
      i = end_of_word(phrase.text, i);
      words.push_back({.kind = LexKind::kWord,
                       .range = range,
                       .text = phrase.text.substr(word, i - word),
                       .field = phrase.field,
                       .match = WordMatch::kExact});
    }
    const bool has_number = end > at_ + 1;
    at_ = end;
    if (words.size() < 2 || !has_number) {
      notice(
          range,
          fmt::format("{} is ignored: after a quotation it takes a number of words, as in \"a b\"~3", sign));
      push(std::move(phrase));
      return {};
    }
    const unsigned window = std::min(static_cast<unsigned>(words.size()) + others, kMaxNear);
    notice(range, fmt::format("\"{}\"{} is read as near/{}({})", phrase.text, sign, window, phrase.text));
    push({.kind = LexKind::kNear, .range = range, .field = phrase.field, .number = window});
    push({.kind = LexKind::kOpen, .range = range});
    for (LexToken& word : words) push(std::move(word));
    push({.kind = LexKind::kClose, .range = range});
    return {};
  }

  std::size_t word_end(std::size_t i) const { return end_of_word(query_, i); }

  bool is_operator_here() const { return operator_at(word_end(at_)) != LexKind::kWord; }

  /// AND, OR or NOT from at_ to `end`, standing alone; else kWord.
  LexKind operator_at(std::size_t end) const {
    if (options_.literal || operators_are_words_) return LexKind::kWord;
    const UChar32 next = peek(end);
    if (!space_or_end(end) && next != '(' && next != ')' && closing_quote(next) == 0) return LexKind::kWord;
    const std::string_view word = query_.substr(at_, end - at_);
    if (word == "AND") return LexKind::kAnd;
    if (word == "OR") return LexKind::kOr;
    if (word == "NOT") return LexKind::kNot;
    return LexKind::kWord;
  }

  Step word() {
    const std::size_t begin = at_;
    const std::size_t end = word_end(begin);
    if (!starts_part(begin)) return plain_word(begin, begin, scope_, WordMatch::kStem);
    if (const LexKind kind = operator_at(end); kind != LexKind::kWord) {
      at_ = end;
      push({.kind = kind, .range = since(begin)});
      return {};
    }
    if (const std::size_t near_end = near_word_end(begin); near_end != 0) return near(begin, near_end);
    if (!operators_are_words_) {
      if (auto sign = foreign_operator_at(query_, begin, ends_part())) return take_foreign(std::move(*sign));
    }
    if (end < query_.size() && query_[end] == ':') {
      const std::string_view name = query_.substr(begin, end - begin);
      const bool value_follows = !space_or_end(end + 1);
      if (const index::FieldInfo* field = field_of(name)) {
        if (value_follows) return field_prefix(*field, begin, end + 1);
        if (name == field->name) {
          notice(
              from_to(begin, end + 1),
              fmt::format(
                  "\"{0}:\" is read as a word; to search the field, write {0}: and its value without a blank",
                  name));
        }
      } else if (value_follows) {
        if (Step told = unknown_field(begin, end); !told) return told;
      }
    }
    return plain_word(begin, begin, scope_, WordMatch::kStem);
  }

  static SourceRange from_to(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
  }

  /// A name from `begin` to its colon at `end`, before a value, that is no field: an address and small
  /// letters are words, and said to be; a slip of the pen and a field of another engine are errors.
  Step unknown_field(std::size_t begin, std::size_t end) {
    const std::string_view name = query_.substr(begin, end - begin);
    if (query_.substr(end + 1, 2) == "//") {
      const std::size_t address_end = std::min(query_.find_first_of(" \t\n", begin), query_.size());
      notice(from_to(begin, address_end),
             fmt::format("an address is read as its words; for the article of that address write url:{}",
                         query_.substr(begin, address_end - begin)));
      return {};
    }
    const auto meant = near_miss(name);
    const ForeignField* foreign = foreign_field(name);
    if (meant || foreign != nullptr) {
      at_ = end + 1;
      const std::size_t value_end = std::min(query_.find_first_of(" ()\"", at_), query_.size());
      const std::string_view value = query_.substr(at_, value_end - at_);
      const std::string instead = foreign != nullptr
                                      ? fmt::format("{}{}{}", foreign->before, value, foreign->after)
                                      : fmt::format("{}:{}", *meant, value);
      return fail_at(query_, since(begin), fmt::format("there is no field \"{}\"", name),
                     fmt::format("did you mean {}? If these are words, put them in quotes", instead));
    }
    if (std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
      notice(from_to(begin, end + 1),
             fmt::format("\"{}:\" is read as a word, because there is no such field", name));
    }
    return {};
  }

  /// A word from `text_begin` on with its marks; `begin` is where the marks before it start.
  Step plain_word(std::size_t begin, std::size_t text_begin, Field field, WordMatch match) {
    // Within "https://a/b?c" nothing is a pattern.
    MarkedWord word = marked_word_at(query_, text_begin, starts_part(begin));
    at_ = word.end;
    LexToken token{.kind = LexKind::kWord,
                   .text = std::move(word.text),
                   .field = field,
                   .match = word.match == WordMatch::kStem ? match : word.match,
                   .number = word.distance};
    if (token.match == WordMatch::kSpelling && (token.number < 1 || token.number > 2)) {
      const std::size_t tilde = text_begin + token.text.size();
      return fail_at(query_, since(tilde),
                     fmt::format("a spelling may be 1 or 2 letters away, not {}",
                                 query_.substr(tilde + 1, at_ - tilde - 1)),
                     fmt::format("write {0}~ or {0}~2", token.text));
    }
    token.range = since(begin);
    push(std::move(token));
    return {};
  }

  /// The end of "near/5" or "before/5(" without its parenthesis at `begin`; 0 when neither stands there.
  std::size_t near_word_end(std::size_t begin) const {
    const std::string_view rest = query_.substr(begin);
    const bool ordered = rest.starts_with("before/") || rest.starts_with("BEFORE/");
    if (!ordered && !rest.starts_with("near/") && !rest.starts_with("NEAR/")) return 0;
    const std::size_t number = begin + rest.find('/') + 1;
    std::size_t end = number;
    while (end < query_.size() && query_[end] >= '0' && query_[end] <= '9') ++end;
    if (end == number || (ordered && peek(end) != '(')) return 0;
    return end;
  }

  Step near(std::size_t begin, std::size_t end) {
    at_ = end;
    const std::string_view name = query_.substr(begin, query_.find('/', begin) - begin);
    const bool ordered = name.size() > 4;
    unsigned window = 0;
    for (const char digit : query_.substr(begin + name.size() + 1, end - begin - name.size() - 1)) {
      window = std::min(window * 10 + static_cast<unsigned>(digit - '0'), kMaxNear + 1);
    }
    if (window < 1 || window > kMaxNear) {
      return fail_at(query_, since(begin),
                     fmt::format("{} takes 1 to {} words", ordered ? "before" : "near", kMaxNear),
                     "write for example near/5(kim putin)");
    }
    if (peek(at_) != '(') {
      return fail_at(query_, since(begin), "near needs its words in parentheses",
                     fmt::format("write for example {}(kim putin)", query_.substr(begin, end - begin)));
    }
    push({.kind = LexKind::kNear,
          .range = since(begin),
          .field = scope_,
          .match = ordered ? WordMatch::kExact : WordMatch::kStem,
          .number = window});
    return {};
  }

  /// A field name with its colon; `value` is where the value starts.
  Step field_prefix(const index::FieldInfo& field, std::size_t begin, std::size_t value) {
    at_ = value;
    if (scope_depth_ != 0) {
      return fail_at(query_, since(begin), "a field cannot stand in the parentheses of another field",
                     "close the parentheses first");
    }
    const bool text_field = field.type == FieldType::kText;
    if (peek(value) == '(') {
      if (Step done = parenthesis(LexKind::kOpen); !done) return done;
      if (options_.parentheses_are_punctuation) return {};
      scope_depth_ = depth_;
      scope_ = text_field ? field.field : Field::kBody;
      raw_field_ = text_field ? nullptr : &field;
      return {};
    }
    if (!text_field) return field_value(field, begin);
    const Field scope = std::exchange(scope_, field.field);
    Step done = text_value(begin);
    scope_ = scope;
    return done;
  }

  /// What follows "title:" at at_.
  Step text_value(std::size_t begin) {
    const UChar32 c = peek(at_);
    if (closing_quote(c) != 0) return quotation(begin);
    if (c == '=' && closing_quote(peek(at_ + 1)) != 0) {
      ++at_;
      return quotation(begin);
    }
    if (c == '=' && word_at(at_ + 1)) return plain_word(begin, at_ + 1, scope_, WordMatch::kExact);
    if (c == '/' && expression_end(query_, at_) != 0) return expression(begin);
    if (c == '*' && marked_word_at(query_, at_).match == WordMatch::kPattern)
      return plain_word(begin, at_, scope_, WordMatch::kStem);
    if (word_at(at_)) return plain_word(begin, at_, scope_, WordMatch::kStem);
    return fail_at(query_, since(begin),
                   fmt::format("{} needs a word after it", query_.substr(begin, at_ - begin)),
                   "write for example title:talks or title:\"summit talks\"");
  }

  /// A value from at_ on: to the next blank or a parenthesis that was not opened in it, or in quotes.
  Step field_value(const index::FieldInfo& field, std::size_t begin) {
    LexToken token{.kind = LexKind::kField, .field = field.field};
    if (peek(at_) == '=') {
      token.match = WordMatch::kExact;
      ++at_;
    }
    const std::size_t value = at_;
    if (const UChar32 closing = closing_quote(peek(value)); closing != 0) {
      const std::size_t inside = after(value);
      for (at_ = inside; at_ < query_.size(); at_ = after(at_)) {
        if (doubled_quote_at(at_) && closing == '"') {
          ++at_;  // "" stands for one of them
        } else if (peek(at_) == closing) {
          break;
        }
        token.text.append(query_, at_, after(at_) - at_);
      }
      if (at_ >= query_.size()) {
        at_ = inside;
        return fail_at(query_, since(value), "this quotation mark is not closed", "close it");
      }
      token.match = WordMatch::kExact;
      at_ = after(at_);
      if (takes_prefix(field) && peek(at_) == '*') {  // "Foreign Aff"*
        token.match = WordMatch::kPrefix;
        ++at_;
      }
    } else {
      std::size_t open = 0;
      while (at_ < query_.size()) {
        const UChar32 c = peek(at_);
        if (lex_sort(c) == Sort::kSpace || (c == ')' && open == 0)) break;
        if (c == '(') ++open;
        if (c == ')') --open;
        at_ = after(at_);
      }
      std::string_view text = query_.substr(value, at_ - value);
      while (!text.empty() && (text.back() == ',' || text.back() == ';')) text.remove_suffix(1);
      if (takes_prefix(field) && text.size() > 1 && text.back() == '*') {
        text.remove_suffix(1);
        token.match = WordMatch::kPrefix;
      }
      token.text = text;
    }
    if (token.text.empty()) {
      return fail_at(query_, since(begin), fmt::format("{}: needs a value after it", field.name),
                     fmt::format("{}: {}", field.name, field.help));
    }
    token.range = since(begin);
    push(std::move(token));
    return {};
  }

  std::string_view query_;
  LexOptions options_;
  Lexed out_;
  std::size_t at_ = 0;
  std::size_t parts_ = 0;
  std::size_t expanded_ = 0;  ///< words and values with a star or a tilde
  unsigned depth_ = 0;
  unsigned scope_depth_ = 0;                     ///< depth of the parentheses of a field, 0 outside
  Field scope_ = Field::kBody;                   ///< of words
  const index::FieldInfo* raw_field_ = nullptr;  ///< within source:( … )
  bool operators_are_words_ = false;
  std::size_t pair_of_dashes_ = std::string_view::npos;
};

}  // namespace

QueryResult<Lexed> lex(std::string_view query, const LexOptions& options) {
  if (query.size() > kMaxQueryBytes) {
    return fail_at(query, {kMaxQueryBytes, 0},
                   fmt::format("the query is {} bytes long; the limit is {}", query.size(), kMaxQueryBytes),
                   "search for a part of it, or run a list of queries with 'batch'");
  }
  return Lexer(query, options).run();
}

}  // namespace dateline::query
