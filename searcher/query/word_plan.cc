#include "searcher/query/word_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "common/text/characters.h"
#include "common/text/utf8.h"
#include "searcher/query/bonuses.h"
#include "searcher/query/expand.h"
#include "searcher/query/field_names.h"
#include "searcher/query/limits.h"
#include "searcher/query/other_writings.h"

namespace dateline::query {
namespace {

using text::Token;
using text::TokenKind;
using text::TokenList;

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

/// Made of bigrams, and not of letters or digits.
bool is_run(const text::QueryWord& word) { return word.term.empty(); }

std::string_view prefix_of(index::Field field) { return index::info(field).prefix; }

/// The last position of a text without the particles of its last Hangul word.
std::uint32_t position_without_particles(const TokenList& tokens) {
  if (tokens.empty() || tokens.back().kind != TokenKind::kHangulWord) return text::kEveryPosition;
  const Token& word = tokens.back();
  return word.position + static_cast<std::uint32_t>(code_points(word.stem).size()) - 1;
}

/// The terms of a text that stand one after the other where an article has it, as terms of a field.
std::vector<std::string> positional_terms(const TokenList& tokens, std::string_view prefix,
                                          std::uint32_t last_position) {
  std::vector<std::string> terms;
  for (const std::string_view term : text::phrase_terms(tokens, last_position))
    terms.push_back(std::string(prefix).append(term));
  return terms;
}

}  // namespace

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
      node.slots.back().push_back(field == index::Field::kTitle ? text::title_term(term) : term);
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

/// Articles that have all words of a part of the query, one after the other where they are written together.
QueryResult<PlanNode> WordPlanner::own_words(const PlainWord& word, const text::Recipe& recipe, Span span) {
  if (span.end - span.begin == 1)
    return this->word(recipe.words[span.begin], word.node->field, false, word.range);
  if (auto done = analyze(word.node->text, word.range); !done) return tl::unexpected(std::move(done.error()));
  const std::string_view prefix = prefix_of(word.node->field);
  PlanNode node = exact(positional_terms(tokens_, prefix, position_without_particles(tokens_)), word.range);
  node.filter = true;  // it weighs by the stems of its words
  return node;
}

PlanNode WordPlanner::other_spellings(const text::LexiconGroup& group, index::Field field,
                                      const std::vector<const text::QueryWord*>& own,
                                      SourceRange range) const {
  const auto is_own = [&](const std::string& term) {
    return std::any_of(own.begin(), own.end(), [&](const text::QueryWord* word) {
      return word->term == term ||
             std::any_of(word->required.begin(), word->required.end(),
                         [&](const text::TermGroup& part) { return part.terms.front() == term; });
    });
  };
  PlanNode others{.op = PlanNode::Op::kSynonym, .range = range};
  for (std::vector<std::string> terms : group.phrases) {
    if (std::all_of(terms.begin(), terms.end(), is_own)) continue;
    // "Vladimir Putin" finds nothing that "Putin" does not find.
    const bool holds_own = std::all_of(own.begin(), own.end(), [&](const text::QueryWord* word) {
      return std::find(terms.begin(), terms.end(), word->term) != terms.end();
    });
    if (holds_own) continue;
    for (std::string& term : terms) {
      if (field == index::Field::kTitle) term = text::title_term(term);
    }
    others.parts.push_back(exact(std::move(terms), range));
  }
  return others;
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
  SourceRange all = cover(words.front().range, words.back().range);
  if (auto done = analyze(text, all); !done) return tl::unexpected(std::move(done.error()));
  const std::vector<text::LexiconMatch> names =
      options_.lexicon ? options_.lexicon->find(tokens_) : std::vector<text::LexiconMatch>{};
  const text::Recipe recipe = text::ranking_recipe(text, options_.languages, analyzer_);

  std::vector<Span> spans;
  std::size_t next = 0;
  for (const std::size_t end : ends) {
    Span span{next, next};
    while (span.end < recipe.words.size() && recipe.words[span.end].offset < end) ++span.end;
    next = span.end;
    spans.push_back(span);
  }
  for (std::size_t i = 0; i < words.size();) {
    const Named named = name_at(names, spans, i, recipe);
    if (named.parts > 0) {
      auto part =
          name(options_.lexicon->group(named.group), words, spans, recipe, {i, i + named.parts}, loose);
      if (!part) return tl::unexpected(std::move(part.error()));
      out[i].push_back(std::move(*part));
      i += named.parts;
      continue;
    }
    const auto& [node, range] = words[i];
    const Span span = spans[i++];
    Parts& parts = out[i - 1];
    const bool together = !loose && span.end - span.begin > 1;
    if (together) {
      auto own = own_words(words[i - 1], recipe, span);
      if (!own) return tl::unexpected(std::move(own.error()));
      parts.push_back(std::move(*own));
    }
    for (std::size_t n = span.begin; n < span.end; ++n) {
      const text::QueryWord& found = recipe.words[n];
      if (found.stop_word) {
        if (!together) plan_.left_out.push_back(range);
        continue;
      }
      if (!together) parts.push_back(word(found, node->field, loose, range));
      score(found, node->field, range, !together);
      if (std::string said = stem_notice(found, database_); !said.empty())
        add_notice(plan_.notices, range, std::move(said));
    }
    if (!loose && parts.size() == 1) add_other_writing(recipe, span, node->field, range, parts.front());
  }
  if (main) {
    plan_.weighting = recipe.weighting;
    plan_.feedback = recipe.feedback;
    add_bonuses(recipe, options_.leads, plan_.boosts);
  }
  return out;
}

void WordPlanner::add_other_writing(const text::Recipe& recipe, Span span, index::Field field,
                                    SourceRange range, PlanNode& part) const {
  const std::span<const text::QueryWord> words(recipe.words.data() + span.begin, span.end - span.begin);
  auto other = other_writing(words, field, database_, range);
  if (!other) return;
  PlanNode either{.op = PlanNode::Op::kOr, .range = range};
  either.parts.push_back(std::move(part));
  either.parts.push_back(std::move(*other));
  part = std::move(either);
}

WordPlanner::Named WordPlanner::name_at(const std::vector<text::LexiconMatch>& names,
                                        const std::vector<Span>& spans, std::size_t i,
                                        const text::Recipe& recipe) {
  if (spans[i].begin == spans[i].end) return {};
  const std::uint32_t first = recipe.words[spans[i].begin].first_position;
  const auto match = std::find_if(names.begin(), names.end(), [&](const text::LexiconMatch& name) {
    return name.first_position == first;
  });
  if (match == names.end()) return {};
  const auto covered = [&](const Span& span) {
    return span.begin < span.end && recipe.words[span.end - 1].first_position <= match->last_position;
  };
  Named named{match->group, 0};
  while (i + named.parts < spans.size() && covered(spans[i + named.parts])) ++named.parts;
  // The name must end where a part of the query ends: "Pyongyang-based" is not Pyongyang.
  const bool ends_within = i + named.parts < spans.size() &&
                           spans[i + named.parts].begin < spans[i + named.parts].end &&
                           recipe.words[spans[i + named.parts].begin].first_position <= match->last_position;
  return ends_within ? Named{} : named;
}

QueryResult<PlanNode> WordPlanner::name(const text::LexiconGroup& group, const std::vector<PlainWord>& words,
                                        const std::vector<Span>& spans, const text::Recipe& recipe,
                                        Span place, bool loose) {
  const index::Field field = words[place.begin].node->field;
  const SourceRange range = cover(words[place.begin].range, words[place.end - 1].range);
  PlanNode own{.op = PlanNode::Op::kAnd, .range = range};
  std::vector<const text::QueryWord*> own_terms;
  // A single word and its other spellings count as one word. In a loose query the words of a longer name
  // weigh one by one, also in articles that have not all of them.
  const bool is_word = place.end - place.begin == 1 && spans[place.begin].end - spans[place.begin].begin == 1;
  const bool one_by_one = loose && !is_word;
  for (std::size_t i = place.begin; i < place.end; ++i) {
    const bool together = spans[i].end - spans[i].begin > 1;
    const bool stop_word = !together && recipe.words[spans[i].begin].stop_word;
    if (!stop_word) {
      auto part = own_words(words[i], recipe, spans[i]);
      if (!part) return part;
      own.parts.push_back(std::move(*part));
    }
    for (std::size_t n = spans[i].begin; n < spans[i].end; ++n) {
      own_terms.push_back(&recipe.words[n]);
      if (!recipe.words[n].stop_word) score(recipe.words[n], field, range, !together && !one_by_one);
    }
  }
  plan_.expansions.push_back({Expansion::Kind::kName, range, group.spellings});
  if (own.parts.empty()) own = {.op = PlanNode::Op::kNothing};
  own.filter = one_by_one || std::all_of(own.parts.begin(), own.parts.end(),
                                         [](const PlanNode& part) { return part.filter; });
  PlanNode others = other_spellings(group, field, own_terms, range);
  if (others.parts.empty()) return own;
  if (own.parts.size() == 1 && !own.filter) {  // one word: all spellings count as one
    others.parts.insert(others.parts.begin(), std::move(own.parts.front()));
    return others;
  }
  PlanNode either{.op = PlanNode::Op::kOr, .range = range};
  either.parts.push_back(std::move(own));
  either.parts.push_back(std::move(others));
  return either;
}

QueryResult<std::vector<std::string>> WordPlanner::expand(const WordNode& node, std::string_view prefix,
                                                          std::string_view term, SourceRange range) {
  if (auto counted = count_expansion(range); !counted) return tl::unexpected(std::move(counted.error()));
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
  if (node.match == WordMatch::kPattern || node.match == WordMatch::kRegex) {
    auto slots = pattern_slots(node, range);
    if (!slots) return tl::unexpected(std::move(slots.error()));
    if (slots->size() == 1) return group_node(slots->front(), index::Field::kBody, range);
    return PlanNode{.op = PlanNode::Op::kPhrase, .slots = std::move(*slots), .range = range};
  }
  const std::string_view prefix = prefix_of(node.field);
  if (auto done = analyze(node.text, range); !done) return tl::unexpected(std::move(done.error()));
  std::vector<std::string> terms = positional_terms(tokens_, prefix, text::kEveryPosition);
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
  if (!node.items.empty()) return phrase_of_items(node, range);
  if (auto done = analyze(node.text, range); !done) return tl::unexpected(std::move(done.error()));
  return exact(positional_terms(tokens_, prefix_of(node.field), text::kEveryPosition), range);
}

QueryResult<PlanNode> WordPlanner::near(const NearNode& node, SourceRange range) {
  const std::string_view prefix = prefix_of(node.field);
  PlanNode out{.op = node.ordered ? PlanNode::Op::kPhrase : PlanNode::Op::kNear,
               .window = node.window,
               .range = range};
  for (const WordNode& word : node.words) {
    if (word.match == WordMatch::kPattern || word.match == WordMatch::kRegex) {
      auto slots = pattern_slots(word, range);
      if (!slots) return tl::unexpected(std::move(slots.error()));
      std::move(slots->begin(), slots->end(), std::back_inserter(out.slots));
      continue;
    }
    if (auto done = analyze(word.text, range); !done) return tl::unexpected(std::move(done.error()));
    for (std::string& term : positional_terms(tokens_, prefix, text::kEveryPosition)) {
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
