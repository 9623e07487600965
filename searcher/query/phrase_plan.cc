#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/characters.h"
#include "common/text/normal_form.h"
#include "common/text/utf8.h"
#include "searcher/query/bonuses.h"
#include "searcher/query/field_names.h"
#include "searcher/query/lex_characters.h"
#include "searcher/query/limits.h"
#include "searcher/query/vocabulary_pattern.h"
#include "searcher/query/word_plan.h"

// Phrases with signs in them, and words that patterns and expressions stand for.

namespace dateline::query {
namespace {

using text::Token;
using text::TokenKind;

/// One slot a position: the bigram where the next character follows, else the word or the character.
std::vector<std::vector<std::string>> slots_of(const text::TokenList& tokens, std::string_view prefix) {
  std::vector<std::vector<std::string>> slots;
  std::uint32_t position = 0;
  for (const Token& token : tokens) {
    if (token.term.empty()) continue;
    std::string term = std::string(prefix).append(token.term);
    if (token.position != position) {
      slots.push_back({std::move(term)});
      position = token.position;
    } else if (token.kind == TokenKind::kBigram) {
      slots.back() = {std::move(term)};
    }
  }
  return slots;
}

bool holds_cjk(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text::char_class(text::next_code_point(text, i)) == text::CharClass::kCjk) return true;
  }
  return false;
}

/// Byte at which the last character of a text begins.
std::size_t last_character(std::string_view text) {
  std::size_t i = text.size() - 1;
  while (i > 0 && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) --i;
  return i;
}

std::string folded(std::string_view text) {
  text::NormalForm form;
  std::string out;
  text::NormalForm::fold_diacritics(form.fold_case(text), out);
  return out;
}

/// A pattern with its words in normal form; the signs stay.
std::string folded_pattern(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    if (pattern[i] == '*' || pattern[i] == '?') {
      out += pattern[i++];
      continue;
    }
    const std::size_t end = std::min(pattern.find_first_of("*?", i), pattern.size());
    out += folded(pattern.substr(i, end - i));
    i = end;
  }
  return out;
}

}  // namespace

/// Those within quotation marks have not been counted before.
tl::expected<void, QueryError> WordPlanner::count_expansion(SourceRange range) {
  if (++expanded_ <= kMaxExpanded) return {};
  return fail_at(query_, range, fmt::format("the query has more than {} words with * or ~", kMaxExpanded),
                 "write some of the words that they match, or ask several queries");
}

QueryResult<std::vector<std::string>> WordPlanner::matching(const WordNode& node, std::string_view expression,
                                                            SourceRange range) {
  if (auto counted = count_expansion(range); !counted) return tl::unexpected(std::move(counted.error()));
  const std::string_view prefix = index::info(node.field).prefix;
  auto terms = terms_matching(index_terms_, prefix, expression, kMaxExpansion);
  if (!terms) {
    return fail_at(query_, range, fmt::format("the expression cannot be read: {}", terms.error().what),
                   "put the text in quotation marks to search for its words");
  }
  if (!*terms) {
    return fail_at(query_, range,
                   fmt::format("{} matches more than {} words of this index", node.text, kMaxExpansion),
                   "write more of the word");
  }
  Expansion expansion{Expansion::Kind::kPattern, range, {}};
  for (const std::string& found : **terms) expansion.values.push_back(found.substr(prefix.size()));
  plan_.expansions.push_back(std::move(expansion));
  // Nothing of the kind stands in the index: a word that is not there either.
  if ((*terms)->empty()) (*terms)->push_back(std::string(prefix).append(node.text));
  return std::move(**terms);
}

/// A slot a word: "vis*t-tour" has two.
QueryResult<WordPlanner::Slots> WordPlanner::pattern_slots(const WordNode& node, SourceRange range) {
  Slots slots;
  const auto add = [&](QueryResult<std::vector<std::string>> terms) -> tl::expected<void, QueryError> {
    if (!terms) return tl::unexpected(std::move(terms.error()));
    slots.push_back(std::move(*terms));
    return {};
  };
  if (node.match == WordMatch::kRegex) {
    if (auto done = add(matching(node, node.text, range)); !done)
      return tl::unexpected(std::move(done.error()));
    return slots;
  }
  if (holds_cjk(node.text)) {
    return fail_at(query_, range, "* and ? cannot be used inside Korean, Chinese or Japanese words",
                   "write the parts of the word as words, or in quotation marks");
  }
  constexpr std::string_view kSeparators = "-_@.";
  for (std::size_t begin = 0; begin < node.text.size();) {
    const std::size_t end = std::min(node.text.find_first_of(kSeparators, begin), node.text.size());
    const std::string part = node.text.substr(begin, end - begin);
    begin = end + 1;
    if (part.find_first_of("*?") == std::string::npos) {
      if (auto done = analyze(part, range); !done) return tl::unexpected(std::move(done.error()));
      for (auto& slot : slots_of(tokens_, index::info(node.field).prefix)) slots.push_back(std::move(slot));
      continue;
    }
    const std::string pattern = folded_pattern(part);
    const auto letters = std::count_if(pattern.begin(), pattern.end(), [](char c) {
      return c != '*' && c != '?' && (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    if (static_cast<std::size_t>(letters) < kMinPatternLetters) {
      return fail_at(
          query_, range,
          fmt::format("{} is too short: {} letters are needed beside * and ?", part, kMinPatternLetters),
          "write more of the word");
    }
    if (auto done = add(matching(node, expression_of(pattern), range)); !done)
      return tl::unexpected(std::move(done.error()));
  }
  return slots;
}

QueryResult<WordPlanner::Slots> WordPlanner::word_slots(const WordNode& word, SourceRange range) {
  if (word.match == WordMatch::kPattern || word.match == WordMatch::kRegex) return pattern_slots(word, range);
  const std::string_view prefix = index::info(word.field).prefix;
  if (auto done = analyze(word.text, range); !done) return tl::unexpected(std::move(done.error()));
  Slots slots = slots_of(tokens_, prefix);
  const bool expands = word.match == WordMatch::kPrefix || word.match == WordMatch::kSpelling;
  if (!expands || slots.empty() || holds_cjk(tokens_.back().term) || tokens_.back().term.empty())
    return slots;
  auto terms = expand(word, prefix, tokens_.back().term, range);
  if (!terms) return tl::unexpected(std::move(terms.error()));
  slots.back() = std::move(*terms);
  return slots;
}

QueryResult<std::vector<WordPlanner::Slots>> WordPlanner::phrase_spellings(const std::string& name,
                                                                           index::Field field,
                                                                           SourceRange range) {
  const std::string_view prefix = index::info(field).prefix;
  if (auto done = analyze(name, range); !done) return tl::unexpected(std::move(done.error()));
  std::vector<Slots> out{slots_of(tokens_, prefix)};
  if (options_.lexicon == nullptr) return out;
  const std::vector<text::LexiconMatch> found = options_.lexicon->find(tokens_, text::LexiconReading::kQuery);
  const bool whole = found.size() == 1 && !tokens_.empty() &&
                     found[0].first_position == tokens_[0].position &&
                     out.front().size() == found[0].last_position - found[0].first_position + 1;
  if (!whole) {
    add_notice(plan_.notices, range, fmt::format("no other spelling of {} is known", name));
    return out;
  }
  const text::LexiconGroup& group = options_.lexicon->group(found[0].group);
  plan_.expansions.push_back({Expansion::Kind::kName, range, group.spellings});
  out.clear();
  for (const std::vector<std::string>& phrase : group.phrases) {
    Slots& slots = out.emplace_back();
    const auto add = [&](std::string_view term) {
      slots.push_back({field == index::Field::kTitle ? text::title_term(term) : std::string(term)});
    };
    for (const std::string& term : phrase) add(term);
    // What follows stands behind the second character of the last bigram.
    const std::string_view last = phrase.back();
    if (holds_cjk(last) && code_points(last).size() == 2) add(last.substr(last_character(last)));
  }
  return out;
}

/// The ways in which one item of a phrase may stand.
QueryResult<std::vector<WordPlanner::Slots>> WordPlanner::item_choices(const PhraseItem& item,
                                                                       index::Field field,
                                                                       SourceRange range) {
  if (item.kind == PhraseItem::Kind::kAnyWord) return std::vector<Slots>{Slots(1)};
  if (item.kind == PhraseItem::Kind::kName)
    return phrase_spellings(item.choices.front().front().text, field, range);
  std::vector<Slots> out;
  for (const std::vector<WordNode>& words : item.choices) {
    Slots slots;
    for (WordNode word : words) {
      word.field = field;
      auto own = word_slots(word, range);
      if (!own) return tl::unexpected(std::move(own.error()));
      std::move(own->begin(), own->end(), std::back_inserter(slots));
    }
    // Choices of one word share a slot.
    const bool shares = slots.size() == 1 && !out.empty() && out.front().size() == 1;
    if (shares) {
      std::vector<std::string>& all = out.front().front();
      for (std::string& term : slots.front()) {
        if (std::find(all.begin(), all.end(), term) == all.end()) all.push_back(std::move(term));
      }
    } else if (!slots.empty()) {
      out.push_back(std::move(slots));
      if (out.back().size() == 1) std::swap(out.front(), out.back());
    }
  }
  return out;
}

QueryResult<PlanNode> WordPlanner::phrase_of_items(const PhraseNode& node, SourceRange range) {
  std::vector<Slots> ways{{}};
  for (const PhraseItem& item : node.items) {
    auto choices = item_choices(item, node.field, range);
    if (!choices) return tl::unexpected(std::move(choices.error()));
    if (choices->empty()) continue;
    if (ways.size() * choices->size() > kMaxPhraseWays) {
      return fail_at(query_, range,
                     fmt::format("this phrase can be read in more than {} ways", kMaxPhraseWays),
                     "leave some of the alternatives out");
    }
    std::vector<Slots> longer;
    for (const Slots& way : ways) {
      for (const Slots& choice : *choices) {
        longer.push_back(way);
        longer.back().insert(longer.back().end(), choice.begin(), choice.end());
      }
    }
    ways = std::move(longer);
  }
  PlanNode any{.op = PlanNode::Op::kOr, .range = range};
  for (Slots& slots : ways) {
    while (!slots.empty() && slots.front().empty()) slots.erase(slots.begin());
    while (!slots.empty() && slots.back().empty()) slots.pop_back();
    if (slots.size() == 1) any.parts.push_back(group_node(slots.front(), index::Field::kBody, range));
    if (slots.size() > 1)
      any.parts.push_back({.op = PlanNode::Op::kPhrase, .slots = std::move(slots), .range = range});
  }
  if (any.parts.empty()) return PlanNode{.op = PlanNode::Op::kNothing, .range = range};
  if (any.parts.size() > 1) return any;
  PlanNode only = std::move(any.parts.front());
  return only;
}

}  // namespace dateline::query
