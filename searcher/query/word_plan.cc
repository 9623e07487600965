#include "searcher/query/word_plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "common/index/word_forms.h"
#include "common/text/characters.h"
#include "common/text/stop_words.h"
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

/// What the words of a name weigh again where a headline has them side by side.
constexpr double kTogether = 0.2;

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

/// Whether every word of a text is in capitals, and it has several.
bool is_shouted(const TokenList& tokens, std::string_view text) {
  std::size_t words = 0;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kWord) continue;
    ++words;
    const std::string_view written = text.substr(token.offset, token.length);
    if (std::any_of(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
      return false;
  }
  return words > 1;
}

PlanNode one_after_the_other(std::vector<std::string> terms, index::Field field, SourceRange range) {
  for (std::string& term : terms) {
    if (field == index::Field::kTitle) term = text::title_term(term);
  }
  if (terms.size() == 1) return {.op = PlanNode::Op::kTerm, .term = std::move(terms.front()), .range = range};
  PlanNode node{.op = PlanNode::Op::kPhrase, .range = range};
  for (std::string& term : terms) node.slots.push_back({std::move(term)});
  return node;
}

}  // namespace

class WordPlanner::IndexEvidence : public NameEvidence {
 public:
  IndexEvidence(const index::Terms& index_terms, const PlanOptions& options)
      : index_terms_(index_terms), options_(options) {}
  std::uint64_t articles(const std::string& term) const override {
    return index_terms_.document_frequency(term);
  }
  bool usually_together(std::span<const std::string> terms) const override {
    if (!options_.count || terms.size() < 2) return false;
    PlanNode all{.op = PlanNode::Op::kAnd, .filter = true};
    for (const std::string& term : terms) {
      if (term.empty()) return false;
      all.parts.push_back({.op = PlanNode::Op::kTerm, .filter = true, .term = term});
    }
    PlanNode phrase = one_after_the_other({terms.begin(), terms.end()}, index::Field::kBody, {});
    phrase.filter = true;
    const std::uint64_t together = options_.count(phrase);
    return together > 0 && together * 2 > options_.count(all);
  }

 private:
  const index::Terms& index_terms_;
  const PlanOptions& options_;
};

bool WordPlanner::is_abbreviation(const Token& token, std::string_view text) const {
  if (token.capitals != text::Capitals::kAll) return false;
  const std::string_view written = text.substr(token.offset, token.length);
  return query::is_abbreviation(std::string(token.term), written.find('.') != std::string_view::npos,
                                IndexEvidence(index_terms_, options_));
}

/// The terms of the text in tokens_ that stand one after the other where an article has it, as terms of a
/// field.
std::vector<std::string> WordPlanner::terms_as_written(std::string_view text, std::string_view prefix,
                                                       std::uint32_t last_position) const {
  std::vector<std::string> terms;
  for (const std::string_view term : text::phrase_terms(tokens_, last_position))
    terms.push_back(std::string(prefix).append(term));
  const bool plain = terms.size() == tokens_.size();  // of letters and digits alone
  for (std::size_t i = 0; plain && i < terms.size(); ++i) {
    const bool dotted = text.substr(tokens_[i].offset, tokens_[i].length).find('.') != std::string_view::npos;
    if ((dotted || !is_shouted(tokens_, text)) && is_abbreviation(tokens_[i], text))
      terms[i] = std::string(prefix).append(text::capitals_term(tokens_[i].term));
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
  PlanNode node =
      exact(terms_as_written(word.node->text, prefix, position_without_particles(tokens_)), word.range);
  node.filter = true;  // it weighs by the stems of its words
  return node;
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
  const text::Lexicon* lexicon = options_.lexicon;
  const std::vector<text::LexiconMatch> names =
      lexicon ? lexicon->find(tokens_, text::LexiconReading::kQuery) : std::vector<text::LexiconMatch>{};
  // Words in capitals that are no words in small letters, by their places in the text.
  std::vector<std::uint32_t> abbreviations;
  std::size_t named_bytes = 0;
  for (const text::LexiconMatch& match : names) named_bytes += match.length;
  const bool shouted = is_shouted(tokens_, text) && named_bytes + names.size() < text.size();
  if (!shouted) {
    for (const Token& token : tokens_) {
      if (is_abbreviation(token, text)) abbreviations.push_back(token.offset);
    }
  }
  const text::Recipe recipe = text::ranking_recipe(text, options_.languages, analyzer_);

  std::vector<Span> spans;
  std::size_t next = 0;
  for (const std::size_t end : ends) {
    Span span{next, next};
    while (span.end < recipe.words.size() && recipe.words[span.end].offset < end) ++span.end;
    next = span.end;
    spans.push_back(span);
  }
  std::vector<NameUnit> units;
  if (lexicon != nullptr) {
    const IndexEvidence evidence(index_terms_, options_);
    units = find_name_units(parts_of(words, spans, recipe), names, *lexicon, &evidence);
    for (NameUnit& unit : units) unit.shouted = shouted;
  }
  auto unit = units.begin();
  for (std::size_t i = 0; i < words.size();) {
    if (unit != units.end() && unit->begin == i) {
      auto part = name(*unit, words, spans, recipe, loose);
      if (!part) return tl::unexpected(std::move(part.error()));
      out[i].push_back(std::move(*part));
      i = unit++->end;
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
      const bool abbreviation =
          std::find(abbreviations.begin(), abbreviations.end(), found.offset) != abbreviations.end();
      if (abbreviation && !together) {
        PlanNode mark = one_after_the_other({text::capitals_term(found.term)}, node->field, range);
        mark.filter = true;  // it weighs as the word
        parts.push_back(std::move(mark));
        score(found, node->field, range, false);
        continue;
      }
      if (found.stop_word) {
        if (!together) plan_.left_out.push_back(range);
        continue;
      }
      if (!together) parts.push_back(word(found, node->field, loose, range));
      score(found, node->field, range, !together);
      if (std::string said = stem_notice(found, index_terms_); !said.empty())
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
  auto other = other_writing(words, field, index_terms_, range);
  if (!other) return;
  PlanNode either{.op = PlanNode::Op::kOr, .range = range};
  either.parts.push_back(std::move(part));
  either.parts.push_back(std::move(*other));
  part = std::move(either);
}

std::vector<QueryPart> WordPlanner::parts_of(const std::vector<PlainWord>& words,
                                             const std::vector<Span>& spans,
                                             const text::Recipe& recipe) const {
  std::vector<QueryPart> parts(words.size());
  std::size_t at = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    QueryPart& part = parts[i];
    const auto [begin, end] = spans[i];
    if (begin == end) continue;
    part.first_position = recipe.words[begin].first_position;
    part.last_position = recipe.words[end - 1].first_position;  // a word of Hangul may have endings behind it
    part.stop_word = true;
    for (std::size_t n = begin; n < end; ++n) {
      const text::QueryWord& word = recipe.words[n];
      part.terms.push_back(word.term);
      part.stop_word = part.stop_word && text::is_stop_word(word.term);
      while (at < tokens_.size() && tokens_[at].position < word.first_position) ++at;
      part.capitals.push_back(at < tokens_.size() ? tokens_[at].capitals : text::Capitals::kNone);
    }
  }
  return parts;
}

/// Adds the spellings that are made of one alternative of each slot, as far as the index has them.
void WordPlanner::add_regular(const std::vector<std::vector<std::string>>& slots, Spellings& out) const {
  constexpr std::size_t kMax = 64;
  std::vector<std::vector<std::string>> spellings{{}};
  for (const std::vector<std::string>& slot : slots) {
    std::vector<std::vector<std::string>> longer;
    for (const std::string& word : slot) {
      if (!index_terms_.has(word)) continue;
      for (const std::vector<std::string>& begin : spellings) {
        if (longer.size() == kMax) break;
        longer.push_back(begin);
        longer.back().push_back(word);
      }
    }
    spellings = std::move(longer);
  }
  for (std::vector<std::string>& spelling : spellings) {
    if (spelling == out.own || std::find(out.others.begin(), out.others.end(), spelling) != out.others.end())
      continue;
    out.others.push_back(std::move(spelling));
  }
}

WordPlanner::Spellings WordPlanner::spellings_of(const NameUnit& unit, const std::vector<std::string>& own,
                                                 text::Readings readings) const {
  Spellings out;
  out.own = own;
  if (options_.exact_names) return out;
  if (unit.kind == NameUnit::Kind::kKnown) {
    out.group = &options_.lexicon->group(unit.match.group);
    for (const std::vector<std::string>& phrase : out.group->phrases) {
      // "Vladimir Putin" finds nothing that "Putin" does not find.
      const bool holds_own =
          std::search(phrase.begin(), phrase.end(), own.begin(), own.end()) != phrase.end();
      if (!holds_own) out.others.push_back(phrase);
    }
    for (const auto& slots : options_.lexicon->regular_slots(*out.group)) add_regular(slots, out);
    return out;
  }
  if (unit.kind != NameUnit::Kind::kKorean) return out;
  std::vector<std::vector<std::string>> slots{options_.lexicon->surname_spellings(own.front())};
  const auto add_syllable = [&](const std::string& syllable) {
    slots.push_back(text::regular_spellings(syllable, readings));
  };
  const auto add_joined = [&] {
    if (slots.size() != 3) return;
    std::vector<std::string> joined;
    for (const std::string& second : slots[1]) {
      for (const std::string& third : slots[2]) joined.push_back(second + third);
    }
    add_regular({slots[0], joined}, out);
  };
  if (own.size() == 2) {
    add_syllable(own[1]);
    add_regular(slots, out);
    for (const auto& [second, third] : text::split_syllables(own[1])) {
      slots.resize(1);
      add_syllable(second);
      add_syllable(third);
      add_regular(slots, out);
      add_joined();
    }
    return out;
  }
  for (std::size_t i = 1; i < own.size(); ++i) add_syllable(own[i]);
  add_regular(slots, out);
  add_joined();
  return out;
}

PlanNode WordPlanner::other_spellings(const Spellings& spellings, index::Field field,
                                      SourceRange range) const {
  PlanNode others{.op = PlanNode::Op::kSynonym, .range = range};
  for (const std::vector<std::string>& terms : spellings.others)
    others.parts.push_back(one_after_the_other(terms, field, range));
  return others;
}

bool WordPlanner::is_found(const PlanNode& node) const { return !options_.count || options_.count(node) > 0; }

QueryResult<PlanNode> WordPlanner::together(const NameUnit& unit, const Spellings& spellings,
                                            const std::vector<PlainWord>& words,
                                            const std::vector<Span>& spans, const text::Recipe& recipe) {
  const index::Field field = words[unit.begin].node->field;
  const SourceRange range = cover(words[unit.begin].range, words[unit.end - 1].range);
  PlanNode own = one_after_the_other(spellings.own, field, range);
  for (std::size_t slot = 0; slot < own.slots.size() && field != index::Field::kTitle; ++slot) {
    if (static_cast<unsigned char>(spellings.own[slot][0]) < 0x80) continue;
    const text::QueryWord& word = recipe.words[spans[unit.begin].begin + slot];
    for (const std::string& form : index_terms_.forms(word.required.front().terms)) {
      if (form != spellings.own[slot]) own.slots[slot].push_back(form);
    }
  }
  PlanNode others = other_spellings(spellings, field, range);
  if (own.op == PlanNode::Op::kTerm) {  // all spellings count as one word
    if (others.parts.empty()) return own;
    others.parts.insert(others.parts.begin(), std::move(own));
    return others;
  }
  own.filter = true;  // it weighs by its words
  PlanNode either = std::move(own);
  if (!others.parts.empty()) {
    PlanNode any{.op = PlanNode::Op::kOr, .range = range};
    any.parts.push_back(std::move(either));
    any.parts.push_back(std::move(others));
    either = std::move(any);
  }
  if (!is_found(either)) return PlanNode{.op = PlanNode::Op::kNothing, .range = range};
  for (std::size_t i = unit.begin; i < unit.end; ++i) {
    for (std::size_t n = spans[i].begin; n < spans[i].end; ++n) {
      if (!recipe.words[n].stop_word) score(recipe.words[n], field, range, false);
    }
  }
  return either;
}

QueryResult<PlanNode> WordPlanner::name(const NameUnit& unit, const std::vector<PlainWord>& words,
                                        const std::vector<Span>& spans, const text::Recipe& recipe,
                                        bool loose) {
  const index::Field field = words[unit.begin].node->field;
  const SourceRange range = cover(words[unit.begin].range, words[unit.end - 1].range);
  std::string text;
  for (std::size_t i = unit.begin; i < unit.end; ++i) text += words[i].node->text + ' ';
  if (auto done = analyze(text, range); !done) return tl::unexpected(std::move(done.error()));
  const bool has_forms = std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
    return token.kind == TokenKind::kWord && static_cast<unsigned char>(token.term[0]) >= 0x80;
  });
  const bool is_letters = std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
    return token.kind == TokenKind::kNumber ||
           (token.kind == TokenKind::kWord && static_cast<unsigned char>(token.term[0]) < 0x80);
  });
  std::vector<std::string> own;
  for (const std::string_view term : text::phrase_terms(tokens_, position_without_particles(tokens_)))
    own.emplace_back(term);
  const bool is_word = tokens_.size() == 1;
  const bool is_mark =
      is_word && tokens_[0].capitals == text::Capitals::kAll && unit.kind == NameUnit::Kind::kKnown &&
      !unit.shouted &&
      is_found({.op = PlanNode::Op::kTerm, .filter = true, .term = text::capitals_term(own[0])});
  if (is_mark) own[0] = text::capitals_term(own[0]);
  Spellings spellings = spellings_of(unit, own, text::Readings::kNorthern);
  const auto told = [&] {
    if (spellings.group != nullptr) {
      Expansion expansion{Expansion::Kind::kName, range, spellings.group->spellings};
      for (const std::uint8_t list : spellings.group->lists)
        expansion.lists.push_back(options_.lexicon->list(list));
      plan_.expansions.push_back(std::move(expansion));
    } else if (!spellings.others.empty()) {
      Expansion expansion{Expansion::Kind::kName, range, {}};
      for (const std::vector<std::string>& other : spellings.others)
        expansion.values.push_back(fmt::format("{}", fmt::join(other, " ")));
      plan_.expansions.push_back(std::move(expansion));
    }
  };
  const bool several = own.size() > 1 && !(unit.end - unit.begin == 1 && !is_letters);
  const std::vector<std::string> korean =
      unit.kind == NameUnit::Kind::kKorean ? own : std::vector<std::string>{};
  // "labour" is a word, whose forms count.
  const bool is_name = spellings.group == nullptr || spellings.group->kind != text::LexiconGroup::Kind::kWord;
  // Names in Latin letters stand as they are, those in others (Russian) are declined.
  const bool stands = is_letters || (has_forms && several);
  if (unit.together && stands && (several ? !options_.scattered : is_name)) {
    auto node = together(unit, spellings, words, spans, recipe);
    if (node && node->op == PlanNode::Op::kNothing && unit.kind == NameUnit::Kind::kKorean) {
      spellings = spellings_of(unit, own, text::Readings::kAll);
      node = together(unit, spellings, words, spans, recipe);
    }
    if (!node || node->op != PlanNode::Op::kNothing) {
      if (several) plan_.names.push_back({range, false, korean});
      told();
      return node;
    }
  }
  if (unit.together && several && stands) plan_.names.push_back({range, true, korean});
  told();

  PlanNode scattered{.op = PlanNode::Op::kAnd, .range = range};
  // A single word and its other spellings count as one word. In a loose query the words of a longer name
  // weigh one by one, also in articles that have not all of them.
  const bool one_by_one =
      loose && !(unit.end - unit.begin == 1 && spans[unit.begin].end - spans[unit.begin].begin == 1);
  for (std::size_t i = unit.begin; i < unit.end; ++i) {
    const bool joined = spans[i].end - spans[i].begin > 1;
    const bool stop_word = !joined && recipe.words[spans[i].begin].stop_word;
    if (!stop_word) {
      auto part = own_words(words[i], recipe, spans[i]);
      if (!part) return part;
      scattered.parts.push_back(std::move(*part));
    }
    for (std::size_t n = spans[i].begin; n < spans[i].end; ++n) {
      if (!recipe.words[n].stop_word) score(recipe.words[n], field, range, !joined && !one_by_one);
    }
  }
  if (several && is_letters && !unit.together) {  // where they stand side by side, they count more
    PlanNode phrase = one_after_the_other(own, field, range);
    plan_.boosts.push_back({std::move(phrase), kTogether});
  }
  if (is_mark && !scattered.parts.empty()) {
    scattered.parts = {one_after_the_other(own, field, range)};
  }
  if (scattered.parts.empty()) scattered = {.op = PlanNode::Op::kNothing};
  scattered.filter = one_by_one || std::all_of(scattered.parts.begin(), scattered.parts.end(),
                                               [](const PlanNode& part) { return part.filter; });
  PlanNode others = other_spellings(spellings, field, range);
  if (others.parts.empty()) return scattered;
  if (scattered.parts.size() == 1 && !scattered.filter) {  // one word: all spellings count as one
    others.parts.insert(others.parts.begin(), std::move(scattered.parts.front()));
    return others;
  }
  PlanNode either{.op = PlanNode::Op::kOr, .range = range};
  either.parts.push_back(std::move(scattered));
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
      by_prefix ? terms_with_prefix(index_terms_, std::string(prefix).append(term), kMaxExpansion)
                : terms_spelt_like(index_terms_, prefix, term, node.distance, kMaxExpansion);
  if (!terms) {
    return fail_at(
        query_, range,
        fmt::format("{}{} matches more than {} words of this index", node.text, by_prefix ? "*" : "~",
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
  std::vector<std::string> terms = terms_as_written(node.text, prefix, text::kEveryPosition);
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
  return exact(terms_as_written(node.text, prefix_of(node.field), text::kEveryPosition), range);
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
    for (std::string& term : terms_as_written(word.text, prefix, text::kEveryPosition)) {
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
