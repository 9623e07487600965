#include "searcher/query/parser.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "common/dates/query_dates.h"
#include "common/text/utf8.h"
#include "searcher/query/field_values.h"
#include "searcher/query/lexer.h"
#include "searcher/query/limits.h"
#include "searcher/query/phrase_text.h"

namespace dateline::query {
namespace {

bool is_blank(std::string_view query) {
  for (std::size_t i = 0; i < query.size();) {
    const UChar32 c = text::next_code_point(query, i);
    if (c < 0 || !u_isUWhiteSpace(c)) return false;
  }
  return true;
}

/// A recursive descent over the tokens. The lexer has bounded the nesting of parentheses.
class Parser {
 public:
  Parser(std::string_view query, const std::vector<LexToken>& tokens, std::vector<Notice>& notices,
         std::optional<dates::Day> today)
      : query_(query), tokens_(tokens), notices_(notices), today_(today) {}

  QueryResult<Node> run() {
    if (here().kind == LexKind::kEnd) {
      const SourceRange all{0, static_cast<std::uint32_t>(query_.size())};
      return is_blank(query_) ? Node{EverythingNode{}, all} : Node{NothingNode{}, all};
    }
    QueryResult<Node> root = list();
    if (root && here().kind == LexKind::kClose) {
      return fail_at(query_, here().range, "this parenthesis closes nothing",
                     "leave it out, or open one before it");
    }
    return root;
  }

 private:
  const LexToken& here() const { return tokens_[at_]; }
  const LexToken& take() { return tokens_[at_++]; }
  bool starts_part() const {
    switch (here().kind) {
      case LexKind::kAnd:
      case LexKind::kOr:
      case LexKind::kClose:
      case LexKind::kEnd:
        return false;
      case LexKind::kWord:
      case LexKind::kPhrase:
      case LexKind::kField:
      case LexKind::kNear:
      case LexKind::kOpen:
      case LexKind::kNot:
      case LexKind::kPlus:
        return true;
    }
    return false;
  }

  template <class Joined>
  static Node join(std::vector<Node> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    const SourceRange range = cover(parts.front().range, parts.back().range);
    return Node{Joined{std::move(parts)}, range};
  }

  QueryResult<Node> list() {
    std::vector<Node> parts;
    do {
      QueryResult<Node> part = either();
      if (!part) return part;
      parts.push_back(std::move(*part));
    } while (starts_part());
    return join<ListNode>(std::move(parts));
  }

  QueryResult<Node> either() {
    std::vector<Node> parts;
    while (true) {
      QueryResult<Node> part = both();
      if (!part) return part;
      parts.push_back(std::move(*part));
      if (here().kind != LexKind::kOr) break;
      ++at_;
    }
    return join<OrNode>(std::move(parts));
  }

  QueryResult<Node> both() {
    std::vector<Node> parts;
    while (true) {
      QueryResult<Node> part = sign();
      if (!part) return part;
      parts.push_back(std::move(*part));
      if (here().kind != LexKind::kAnd) break;
      ++at_;
    }
    return join<AndNode>(std::move(parts));
  }

  /// NOT, - and + before a part; a chain of them is folded, so it costs no depth.
  QueryResult<Node> sign() {
    const std::size_t first = at_;
    bool negated = false;
    bool required = false;
    for (; here().kind == LexKind::kNot || here().kind == LexKind::kPlus; ++at_) {
      if (here().kind == LexKind::kNot) {
        negated = !negated;
      } else {
        required = true;
      }
    }
    QueryResult<Node> part = primary();
    if (!part || first == at_) return part;
    const SourceRange range = cover(tokens_[first].range, part->range);
    std::vector<Node> inner;
    inner.push_back(std::move(*part));
    if (negated) return Node{NotNode{std::move(inner)}, range};
    if (required) return Node{RequiredNode{std::move(inner)}, range};
    return std::move(inner.front());
  }

  QueryResult<Node> primary() {
    switch (here().kind) {
      case LexKind::kWord: {
        const LexToken& token = take();
        return Node{WordNode{token.text, token.match, token.number, token.field}, token.range};
      }
      case LexKind::kPhrase: {
        const LexToken& token = take();
        PhraseNode phrase{token.text, token.field};
        std::vector<std::string> said;
        if (token.match != WordMatch::kExact) phrase.items = phrase_items(token.text, said);
        for (std::string& text : said) add_notice(notices_, token.range, std::move(text));
        return Node{std::move(phrase), token.range};
      }
      case LexKind::kField:
        return field_node(query_, take(), today_);
      case LexKind::kNear:
        return near();
      case LexKind::kOpen:
        return group();
      case LexKind::kAnd:
      case LexKind::kOr:
      case LexKind::kClose:
      case LexKind::kEnd:
      case LexKind::kNot:
      case LexKind::kPlus:
        break;
    }
    return missing_part();
  }

  /// An operator misses a part beside it.
  tl::unexpected<QueryError> missing_part() const {
    const auto written = [this](const LexToken& token) {
      return query_.substr(token.range.offset, token.range.length);
    };
    const auto as_word = [&](const LexToken& token) {
      return fmt::format("to search for the word itself, write it in small letters: {}",
                         token.kind == LexKind::kAnd  ? "and"
                         : token.kind == LexKind::kOr ? "or"
                                                      : "not");
    };
    if (at_ > 0) {
      const LexToken& before = tokens_[at_ - 1];
      switch (before.kind) {
        case LexKind::kAnd:
        case LexKind::kOr:
        case LexKind::kNot:
          return fail_at(query_, before.range, fmt::format("nothing follows {}", written(before)),
                         as_word(before));
        case LexKind::kOpen:
          if (here().kind == LexKind::kClose) {
            return fail_at(query_, cover(before.range, here().range), "these parentheses are empty",
                           "leave them out, or write words into them");
          }
          break;
        case LexKind::kPlus:
        case LexKind::kWord:
        case LexKind::kPhrase:
        case LexKind::kField:
        case LexKind::kNear:
        case LexKind::kClose:
        case LexKind::kEnd:
          break;
      }
    }
    if (here().kind == LexKind::kAnd || here().kind == LexKind::kOr) {
      return fail_at(query_, here().range, fmt::format("nothing precedes {}", written(here())),
                     as_word(here()));
    }
    if (here().kind == LexKind::kClose) {
      return fail_at(query_, here().range, "this parenthesis closes nothing",
                     "leave it out, or open one before it");
    }
    return unclosed();
  }

  tl::unexpected<QueryError> unclosed() const {
    const auto open =
        std::find_if(tokens_.rbegin(), tokens_.rend(), [depth = 0](const LexToken& token) mutable {
          if (token.kind == LexKind::kClose) ++depth;
          return token.kind == LexKind::kOpen && depth-- == 0;
        });
    const SourceRange range = open == tokens_.rend() ? here().range : open->range;
    return fail_at(query_, range, "this parenthesis is not closed", "close it, or leave it out");
  }

  QueryResult<Node> group() {
    const SourceRange open = take().range;
    QueryResult<Node> inner = list();
    if (!inner) return inner;
    if (here().kind != LexKind::kClose) return unclosed();
    inner->range = cover(open, take().range);
    return inner;
  }

  QueryResult<Node> near() {
    const LexToken& near = take();
    NearNode node{near.number, {}, near.field, near.match == WordMatch::kExact};
    ++at_;  // the lexer saw the parenthesis
    while (here().kind == LexKind::kWord) {
      const LexToken& word = take();
      node.words.push_back({word.text, word.match, word.number, word.field});
    }
    if (here().kind == LexKind::kEnd) return unclosed();
    if (here().kind != LexKind::kClose) {
      return fail_at(query_, here().range, "near takes nothing but words",
                     "write for example near/5(kim putin)");
    }
    const SourceRange range = cover(near.range, take().range);
    if (node.words.size() < 2) {
      return fail_at(query_, range, "near needs at least two words", "write for example near/5(kim putin)");
    }
    return Node{std::move(node), range};
  }

  std::string_view query_;
  const std::vector<LexToken>& tokens_;
  std::vector<Notice>& notices_;
  std::optional<dates::Day> today_;
  std::size_t at_ = 0;
};

/// The query with blanks in place of what is no word or phrase of all the text, of the same length.
std::string words_alone(std::string_view query, const std::vector<LexToken>& tokens) {
  std::string out(query);
  for (const LexToken& token : tokens) {
    const bool words = (token.kind == LexKind::kWord || token.kind == LexKind::kPhrase) &&
                       token.field == index::Field::kBody && token.match != WordMatch::kRegex;
    if (!words && token.kind != LexKind::kEnd)
      std::fill_n(out.begin() + token.range.offset, token.range.length, ' ');
  }
  return out;
}

QueryResult<Parsed> parse_as(std::string_view query, const LexOptions& options,
                             std::optional<dates::Day> today) {
  QueryResult<Lexed> lexed = lex(query, options);
  if (!lexed) return tl::unexpected(std::move(lexed.error()));
  QueryResult<Node> root = Parser(query, lexed->tokens, lexed->notices, today).run();
  if (!root) return tl::unexpected(std::move(root.error()));
  const auto date = options.literal ? std::nullopt : dates::find_bare_date(words_alone(query, lexed->tokens));
  if (date) {
    add_notice(lexed->notices,
               {static_cast<std::uint32_t>(date->offset), static_cast<std::uint32_t>(date->length)},
               fmt::format("a date is searched for as words here; for the articles of that time write "
                           "date:{0}, for those that name it mentions:{0}",
                           date->value));
  }
  if (std::holds_alternative<NothingNode>(root->value)) {
    add_notice(lexed->notices, root->range, "there is no word in the query");
  }
  return Parsed{{std::move(*root), std::move(lexed->notices)}, std::move(lexed->tokens)};
}

/// Whether a query that is wrong as it stands reads like pasted text: many plain words, no sign of the query
/// language but quotation marks and parentheses.
bool reads_like_pasted_text(std::string_view query) {
  const QueryResult<Lexed> lexed =
      lex(query, {.quotes_are_punctuation = true, .parentheses_are_punctuation = true});
  if (!lexed) return false;
  const auto plain = [](const LexToken& token) {
    return token.kind == LexKind::kEnd || (token.kind == LexKind::kWord && token.match == WordMatch::kStem &&
                                           token.field == index::Field::kBody);
  };
  return lexed->tokens.size() > kPastedWords &&
         std::all_of(lexed->tokens.begin(), lexed->tokens.end(), plain);
}

}  // namespace

QueryResult<Parsed> parse_with_tokens(std::string_view query, const ParseOptions& options) {
  QueryResult<Parsed> parsed = parse_as(query, {.literal = options.literal}, options.today);
  if (parsed || options.literal) return parsed;
  if (QueryResult<Parsed> headline = parse_as(query, {.capitals_are_words = true}, options.today); headline)
    return headline;
  if (!reads_like_pasted_text(query)) return parsed;
  // First try to save what is sound: quotations where only the parentheses are wrong, and the other way
  // round.
  const LexOptions attempts[] = {{.parentheses_are_punctuation = true},
                                 {.quotes_are_punctuation = true},
                                 {.quotes_are_punctuation = true, .parentheses_are_punctuation = true}};
  for (const LexOptions& attempt : attempts) {
    QueryResult<Parsed> again = parse_as(query, attempt, options.today);
    if (!again) continue;
    const QueryError& error = parsed.error();
    add_notice(again->ast.notices, error.range,
               fmt::format("{}; the query is read as plain words", error.message));
    return again;
  }
  return parsed;
}

QueryResult<Ast> parse(std::string_view query, const ParseOptions& options) {
  QueryResult<Parsed> parsed = parse_with_tokens(query, options);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  return std::move(parsed->ast);
}

}  // namespace dateline::query
