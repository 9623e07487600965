#include "searcher/query/word_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "common/text/characters.h"
#include "common/text/utf8.h"
#include "searcher/query/expand.h"
#include "searcher/query/field_names.h"
#include "searcher/query/limits.h"

namespace dateline::query {
namespace {

using text::Token;
using text::TokenKind;
using text::TokenList;

constexpr std::uint32_t kEveryPosition = std::numeric_limits<std::uint32_t>::max();

bool is_cjk(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord:
    case TokenKind::kNumber:
      return false;
    case TokenKind::kBigram:
    case TokenKind::kCharacter:
    case TokenKind::kHangulWord:
      return true;
  }
  return false;
}

std::string_view prefix_of(index::Field field) { return index::info(field).prefix; }

/// The last position of a text without the particles of its last Hangul word.
std::uint32_t position_without_particles(const TokenList& tokens) {
  if (tokens.empty() || tokens.back().kind != TokenKind::kHangulWord) return kEveryPosition;
  const Token& word = tokens.back();
  return word.position + static_cast<std::uint32_t>(code_points(word.stem).size()) - 1;
}

}  // namespace

std::vector<std::string> positional_terms(const TokenList& tokens, std::string_view prefix,
                                          std::uint32_t last_position) {
  std::vector<std::string> terms;
  const auto add = [&](std::string_view term) { terms.push_back(std::string(prefix).append(term)); };
  std::uint32_t end = 0;
  for (const Token& token : tokens) end = std::max(end, std::min(token.position, last_position));
  std::uint32_t covered = 0;  // position of the second character of the last bigram
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.position > end) continue;
    switch (token.kind) {
      case TokenKind::kWord:
      case TokenKind::kNumber:
        add(token.term);
        break;
      case TokenKind::kCharacter: {
        // The bigram that starts here comes right behind the character that ends it.
        const auto starts_here = [&](const Token& other) {
          return other.kind == TokenKind::kBigram && other.position == token.position;
        };
        const auto bigram = std::find_if(
            tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end(),
            [&](const Token& other) { return starts_here(other) || other.position > token.position; });
        if (bigram != tokens.end() && starts_here(*bigram) && token.position < end) {
          add(bigram->term);
          covered = token.position + 1;
        } else if (token.position < end || covered != token.position) {
          add(token.term);
        }
        break;
      }
      case TokenKind::kBigram:
      case TokenKind::kHangulWord:
        break;
    }
  }
  return terms;
}

void WordPlanner::analyze(std::string_view text) {
  text::AnalysisCounts counts;
  analyzer_.analyze(text, options_.languages.empty() ? text::Language{} : options_.languages.front(), tokens_,
                    counts);
}

PlanNode WordPlanner::exact(std::vector<std::string> terms, SourceRange range) const {
  if (terms.empty()) return {.op = PlanNode::Op::kNothing, .range = range};
  if (terms.size() == 1) return {.op = PlanNode::Op::kTerm, .term = std::move(terms.front()), .range = range};
  PlanNode node{.op = PlanNode::Op::kPhrase, .range = range};
  for (std::string& term : terms) node.slots.push_back({std::move(term)});
  return node;
}

PlanNode WordPlanner::stems(const Token& token, std::string_view prefix, SourceRange range) {
  if (token.stem.empty()) {
    return {.op = PlanNode::Op::kTerm, .term = std::string(prefix).append(token.term), .range = range};
  }
  std::vector<std::string> stems{std::string(token.stem)};
  const std::string term(token.term);
  for (const text::Language language : options_.languages) {
    std::string stem(analyzer_.stem(term, language));
    if (std::find(stems.begin(), stems.end(), stem) == stems.end()) stems.push_back(std::move(stem));
  }
  PlanNode node{.op = PlanNode::Op::kSynonym, .range = range};
  for (const std::string& stem : stems) {
    node.parts.push_back(
        {.op = PlanNode::Op::kTerm, .term = fmt::format("Z{}{}", prefix, stem), .range = range});
  }
  if (node.parts.size() > 1) return node;
  PlanNode only = std::move(node.parts.front());
  return only;
}

QueryResult<std::vector<std::string>> WordPlanner::expand(const WordNode& node, std::string_view prefix,
                                                          std::string_view term, SourceRange range) {
  const bool by_prefix = node.match == WordMatch::kPrefix;
  if (by_prefix && code_points(term).size() < kMinPrefixLetters) {
    return fail_at(
        query_, range,
        fmt::format("{}* is too short: {} letters are needed before the *", node.text, kMinPrefixLetters),
        "write more of the word");
  }
  std::optional<std::vector<std::string>> terms =
      by_prefix ? terms_with_prefix(database_, std::string(prefix).append(term), kMaxExpansion)
                : terms_spelt_like(database_, prefix, term, node.distance, kMaxExpansion);
  if (!terms) {
    return fail_at(
        query_, range,
        fmt::format("{}{} stands for more than {} words of this index", node.text, by_prefix ? "*" : "~",
                    kMaxExpansion),
        by_prefix ? "write more of the word" : "allow one slip only, or write the spellings with OR");
  }
  Expansion expansion{by_prefix ? Expansion::Kind::kPrefix : Expansion::Kind::kSpelling, range, {}};
  for (const std::string& found : *terms) expansion.values.push_back(found.substr(prefix.size()));
  plan_.expansions.push_back(std::move(expansion));
  // Nothing of the kind stands in the index: the word itself, which is not there either, is what is searched
  // for.
  if (terms->empty()) terms->push_back(std::string(prefix).append(term));
  return std::move(*terms);
}

QueryResult<std::vector<PlanNode>> WordPlanner::word(const WordNode& node, SourceRange range, bool loose) {
  const std::string_view prefix = prefix_of(node.field);
  analyze(node.text);
  std::vector<PlanNode> out;
  if (tokens_.empty()) return out;
  switch (node.match) {
    case WordMatch::kExact:
      out.push_back(exact(positional_terms(tokens_, prefix, kEveryPosition), range));
      return out;
    case WordMatch::kPrefix:
    case WordMatch::kSpelling: {
      std::vector<std::string> terms = positional_terms(tokens_, prefix, kEveryPosition);
      if (is_cjk(tokens_.back().kind)) {  // bigrams find the beginnings of words anyway
        out.push_back(exact(std::move(terms), range));
        return out;
      }
      auto last = expand(node, prefix, tokens_.back().term, range);
      if (!last) return tl::unexpected(std::move(last.error()));
      PlanNode words{.op = PlanNode::Op::kSynonym, .range = range};
      if (terms.size() > 1) {
        words.op = PlanNode::Op::kPhrase;
        for (std::string& term : terms) words.slots.push_back({std::move(term)});
        words.slots.back() = std::move(*last);
      } else {
        for (std::string& term : *last) {
          words.parts.push_back({.op = PlanNode::Op::kTerm, .term = std::move(term), .range = range});
        }
      }
      out.push_back(std::move(words));
      return out;
    }
    case WordMatch::kStem:
      break;
  }
  // Units: a word, a number, or a run of Hangul, Han and Kana.
  std::size_t units = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (!is_cjk(tokens_[i].kind) || i == 0 || !is_cjk(tokens_[i - 1].kind)) ++units;
  }
  if (units == 1 && !is_cjk(tokens_[0].kind)) {
    out.push_back(stems(tokens_[0], prefix, range));
  } else if (units == 1 || !loose) {
    out.push_back(exact(positional_terms(tokens_, prefix, position_without_particles(tokens_)), range));
  } else {
    for (std::size_t begin = 0; begin < tokens_.size();) {
      std::size_t end = begin + 1;
      if (!is_cjk(tokens_[begin].kind)) {
        out.push_back(stems(tokens_[begin], prefix, range));
      } else {
        TokenList run;
        while (end < tokens_.size() && is_cjk(tokens_[end].kind)) ++end;
        for (std::size_t i = begin; i < end; ++i) run.push_back(tokens_[i]);
        out.push_back(exact(positional_terms(run, prefix, position_without_particles(run)), range));
      }
      begin = end;
    }
  }
  return out;
}

PlanNode WordPlanner::phrase(const PhraseNode& node, SourceRange range) {
  analyze(node.text);
  return exact(positional_terms(tokens_, prefix_of(node.field), kEveryPosition), range);
}

QueryResult<PlanNode> WordPlanner::near(const NearNode& node, SourceRange range) {
  const std::string_view prefix = prefix_of(node.field);
  PlanNode out{.op = PlanNode::Op::kNear, .window = node.window, .range = range};
  for (const WordNode& word : node.words) {
    analyze(word.text);
    for (std::string& term : positional_terms(tokens_, prefix, kEveryPosition))
      out.slots.push_back({std::move(term)});
    const bool expands = word.match == WordMatch::kPrefix || word.match == WordMatch::kSpelling;
    if (expands && !tokens_.empty() && !is_cjk(tokens_.back().kind)) {
      auto terms = expand(word, prefix, tokens_.back().term, range);
      if (!terms) return tl::unexpected(std::move(terms.error()));
      out.slots.back() = std::move(*terms);
    }
  }
  if (out.slots.empty()) return PlanNode{.op = PlanNode::Op::kNothing, .range = range};
  if (out.slots.size() == 1) {
    PlanNode only{.op = PlanNode::Op::kSynonym, .range = range};
    for (std::string& term : out.slots.front()) {
      only.parts.push_back({.op = PlanNode::Op::kTerm, .term = std::move(term), .range = range});
    }
    return only;
  }
  out.window = std::max(out.window, static_cast<unsigned>(out.slots.size()));
  return out;
}

}  // namespace dateline::query
