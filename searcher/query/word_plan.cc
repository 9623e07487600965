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

bool is_title(index::Field field) { return field == index::Field::kTitle; }

/// Any of the terms of a group, counting as one word.
PlanNode group_node(const std::vector<std::string>& terms, index::Field field, SourceRange range) {
  PlanNode node{.op = PlanNode::Op::kSynonym, .range = range};
  for (const std::string& term : terms) {
    node.parts.push_back(
        {.op = PlanNode::Op::kTerm, .term = is_title(field) ? text::title_term(term) : term, .range = range});
  }
  if (node.parts.size() > 1) return node;
  PlanNode only = std::move(node.parts.front());
  return only;
}

PlanNode all_of(std::vector<PlanNode> parts) {
  if (parts.size() > 1) return {.op = PlanNode::Op::kAnd, .parts = std::move(parts)};
  PlanNode only = std::move(parts.front());
  return only;
}

/// Made of bigrams, and not of letters or digits.
bool is_run(const text::QueryWord& word) { return word.term.empty(); }

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

tl::expected<void, QueryError> WordPlanner::analyze(std::string_view text, SourceRange range) {
  text::AnalysisCounts counts;
  analyzer_.analyze(text, {}, tokens_, counts);
  words_seen_ += tokens_.size();
  if (words_seen_ <= kMaxWords) return {};
  return fail_at(query_, range, fmt::format("the query has more than {} words", kMaxWords),
                 "leave some of them out");
}

PlanNode WordPlanner::exact(std::vector<std::string> terms, SourceRange range) const {
  if (terms.empty()) return {.op = PlanNode::Op::kNothing, .range = range};
  if (terms.size() == 1) return {.op = PlanNode::Op::kTerm, .term = std::move(terms.front()), .range = range};
  PlanNode node{.op = PlanNode::Op::kPhrase, .range = range};
  for (std::string& term : terms) node.slots.push_back({std::move(term)});
  return node;
}

/// The set of articles that have a word. A run of characters weighs by its parts, which `score` adds.
PlanNode WordPlanner::word(const text::QueryWord& word, index::Field field, bool loose,
                           SourceRange range) const {
  if (!is_run(word)) return group_node(word.required.front().terms, field, range);
  PlanNode node{.op = PlanNode::Op::kPhrase, .filter = true, .range = range};
  if (loose && word.required.size() > kMaxLoosePhrase) {
    node.op = PlanNode::Op::kAtLeast;
    node.minimum = static_cast<unsigned>(word.required.size() / 2 + 1);
    for (const text::TermGroup& bigram : word.required)
      node.parts.push_back(group_node(bigram.terms, field, range));
    return node;
  }
  if (word.required.size() == 1) {
    node = group_node(word.required.front().terms, field, range);
    node.filter = true;
    return node;
  }
  for (const text::TermGroup& bigram : word.required) {
    node.slots.emplace_back();
    for (const std::string& term : bigram.terms) {
      node.slots.back().push_back(is_title(field) ? text::title_term(term) : term);
    }
  }
  return node;
}

/// Adds the scoring of a word to the boosts; the first group of a word of letters weighs in the set already,
/// unless the set is a phrase of forms as written.
void WordPlanner::score(const text::QueryWord& word, index::Field field, SourceRange range,
                        bool weighs_already) {
  const std::size_t first = !is_run(word) && weighs_already ? 1 : 0;
  for (std::size_t i = first; i < word.scoring.size(); ++i) {
    plan_.boosts.push_back({group_node(word.scoring[i].group.terms, field, range), word.scoring[i].factor});
  }
}

void WordPlanner::reward_nearness(const text::Recipe& recipe) {
  std::vector<const text::QueryWord*> words;
  for (const text::QueryWord& word : recipe.words) {
    if (!word.stop_word) words.push_back(&word);
  }
  const auto stems_of = [](const text::QueryWord& word, std::string_view prefix) {
    std::vector<std::string> terms;
    for (const std::string& stem : word.stems) terms.push_back(std::string(prefix).append(stem));
    return group_node(terms, index::Field::kBody, {});
  };
  const auto in_lead = [&](const std::vector<const text::QueryWord*>& together) {
    PlanNode node{.op = PlanNode::Op::kAnd};
    for (const text::QueryWord* word : together) node.parts.push_back(stems_of(*word, text::kStemPrefix));
    for (const text::QueryWord* word : together) {
      node.parts.push_back(stems_of(*word, text::kLeadPrefix));
      node.parts.back().filter = true;
    }
    return node;
  };
  std::vector<PlanNode> titles;
  std::vector<const text::QueryWord*> stemmed;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const text::QueryWord& word = *words[i];
    for (const text::TermGroup& group : word.required) {
      titles.push_back(group_node(group.terms, index::Field::kTitle, {}));
    }
    if (!word.stems.empty()) stemmed.push_back(&word);
    if (i == 0) continue;
    const text::QueryWord& before = *words[i - 1];
    if (recipe.near_bonus > 0 && !word.term.empty() && !before.term.empty() && word.term != before.term) {
      plan_.boosts.push_back(
          {{.op = PlanNode::Op::kNear, .slots = {{before.term}, {word.term}}, .window = recipe.near_window},
           recipe.near_bonus});
    }
    if (recipe.lead_pair_bonus > 0 && !word.stems.empty() && !before.stems.empty()) {
      plan_.boosts.push_back({in_lead({&before, &word}), recipe.lead_pair_bonus});
    }
  }
  if (recipe.title_bonus > 0 && words.size() > 1)
    plan_.boosts.push_back({all_of(std::move(titles)), recipe.title_bonus});
  if (recipe.lead_bonus > 0 && stemmed.size() > 1)
    plan_.boosts.push_back({in_lead(stemmed), recipe.lead_bonus});
}

QueryResult<std::vector<WordPlanner::Parts>> WordPlanner::plain_words(const std::vector<PlainWord>& words,
                                                                      bool loose, bool main) {
  std::vector<Parts> out(words.size());
  if (words.empty()) return out;
  // The recipe sees the words as one text, so that it knows which of them stand beside each other.
  std::string text;
  std::vector<std::size_t> ends;
  for (const PlainWord& word : words) {
    text += word.node->text;
    text += ' ';
    ends.push_back(text.size());
  }
  const text::Recipe recipe = text::ranking_recipe(text, options_.languages, analyzer_);
  words_seen_ += recipe.words.size();
  if (words_seen_ > kMaxWords) {
    return fail_at(query_, words.back().range, fmt::format("the query has more than {} words", kMaxWords),
                   "leave some of them out");
  }
  std::size_t next = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& [node, range] = words[i];
    const std::size_t first = next;
    while (next < recipe.words.size() && recipe.words[next].offset < ends[i]) ++next;
    const bool together = !loose && next - first > 1;
    if (together) {
      if (auto done = analyze(node->text, range); !done) return tl::unexpected(std::move(done.error()));
      out[i].push_back(exact(
          positional_terms(tokens_, prefix_of(node->field), position_without_particles(tokens_)), range));
      out[i].back().filter = true;
    }
    for (std::size_t n = first; n < next; ++n) {
      const text::QueryWord& found = recipe.words[n];
      if (found.stop_word) {
        if (!together) plan_.left_out.push_back(range);
        continue;
      }
      if (!together) out[i].push_back(word(found, node->field, loose, range));
      score(found, node->field, range, !together);
    }
  }
  if (main) {
    plan_.weighting = recipe.weighting;
    if (!is_title(words.front().node->field)) reward_nearness(recipe);
  }
  return out;
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

QueryResult<PlanNode> WordPlanner::marked_word(const WordNode& node, SourceRange range) {
  const std::string_view prefix = prefix_of(node.field);
  if (auto done = analyze(node.text, range); !done) return tl::unexpected(std::move(done.error()));
  std::vector<std::string> terms = positional_terms(tokens_, prefix, kEveryPosition);
  const bool expands = node.match == WordMatch::kPrefix || node.match == WordMatch::kSpelling;
  // Bigrams find the beginnings of words of Hangul and Han anyway.
  if (!expands || tokens_.empty() || is_cjk(tokens_.back().kind)) return exact(std::move(terms), range);
  auto last = expand(node, prefix, tokens_.back().term, range);
  if (!last) return tl::unexpected(std::move(last.error()));
  if (terms.size() > 1) {
    PlanNode phrase = exact(std::move(terms), range);
    phrase.slots.back() = std::move(*last);
    return phrase;
  }
  PlanNode any{.op = PlanNode::Op::kSynonym, .range = range};
  for (std::string& term : *last) {
    any.parts.push_back({.op = PlanNode::Op::kTerm, .term = std::move(term), .range = range});
  }
  return any;
}

QueryResult<PlanNode> WordPlanner::phrase(const PhraseNode& node, SourceRange range) {
  if (auto done = analyze(node.text, range); !done) return tl::unexpected(std::move(done.error()));
  return exact(positional_terms(tokens_, prefix_of(node.field), kEveryPosition), range);
}

QueryResult<PlanNode> WordPlanner::near(const NearNode& node, SourceRange range) {
  const std::string_view prefix = prefix_of(node.field);
  PlanNode out{.op = PlanNode::Op::kNear, .window = node.window, .range = range};
  for (const WordNode& word : node.words) {
    if (auto done = analyze(word.text, range); !done) return tl::unexpected(std::move(done.error()));
    for (std::string& term : positional_terms(tokens_, prefix, kEveryPosition)) {
      out.slots.push_back({std::move(term)});
    }
    const bool expands = word.match == WordMatch::kPrefix || word.match == WordMatch::kSpelling;
    if (expands && !tokens_.empty() && !is_cjk(tokens_.back().kind)) {
      auto terms = expand(word, prefix, tokens_.back().term, range);
      if (!terms) return tl::unexpected(std::move(terms.error()));
      out.slots.back() = std::move(*terms);
    }
  }
  if (out.slots.empty()) return PlanNode{.op = PlanNode::Op::kNothing, .range = range};
  if (out.slots.size() == 1) return group_node(out.slots.front(), index::Field::kBody, range);
  out.window = std::max(out.window, static_cast<unsigned>(out.slots.size()));
  return out;
}

}  // namespace dateline::query
