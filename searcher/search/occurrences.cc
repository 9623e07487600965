#include "searcher/search/occurrences.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/ranking_recipe.h"
#include "searcher/query/limits.h"

namespace dateline::search {
namespace {

using query::PlanNode;

struct FieldTerm {
  std::string term;  ///< without the prefix of the title
  bool title = false;
};

/// nullopt for terms of boolean fields.
std::optional<FieldTerm> word_of(std::string_view term) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  FieldTerm out{std::string(term), false};
  const std::size_t stem = term.starts_with(text::kStemPrefix) ? text::kStemPrefix.size() : 0;
  if (term.substr(stem).starts_with(text::kTitlePrefix)) {
    out.term.erase(stem, text::kTitlePrefix.size());
    out.title = true;
  }
  const bool is_word = out.term.size() > stem && !is_capital(out.term[stem]);
  if (!is_word && !text::is_capitals_term(out.term)) return std::nullopt;
  return out;
}

/// Positions are neighbours, and nothing but blanks stands between.
bool side_by_side(const Occurrence& a, const Occurrence& b) {
  return b.first_position <= a.last_position + 1 && b.whole.begin <= a.whole.end + 1;
}

void absorb(Occurrence& into, const Occurrence& other) {
  into.whole.begin = std::min(into.whole.begin, other.whole.begin);
  into.whole.end = std::max(into.whole.end, other.whole.end);
  into.first_position = std::min(into.first_position, other.first_position);
  into.last_position = std::max(into.last_position, other.last_position);
  into.words.insert(into.words.end(), other.words.begin(), other.words.end());
}

/// In order, those that overlap joined.
void tidy(std::vector<Occurrence::Bytes>& words) {
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::vector<Occurrence::Bytes> out;
  for (const Occurrence::Bytes& word : words) {
    if (!out.empty() && word.begin < out.back().end) {
      out.back().end = std::max(out.back().end, word.end);
    } else {
      out.push_back(word);
    }
  }
  words = std::move(out);
}

std::vector<Occurrence> joined(std::vector<Occurrence> found) {
  std::sort(found.begin(), found.end(), [](const Occurrence& a, const Occurrence& b) {
    return std::pair(a.whole.begin, a.whole.end) < std::pair(b.whole.begin, b.whole.end);
  });
  std::vector<Occurrence> out;
  for (Occurrence& next : found) {
    if (!out.empty() && (next.whole.begin < out.back().whole.end || side_by_side(out.back(), next))) {
      absorb(out.back(), next);
    } else {
      out.push_back(std::move(next));
    }
  }
  for (Occurrence& occurrence : out) tidy(occurrence.words);
  return out;
}

/// The terms by which the index knows a token.
template <class Visit>
void each_term(const text::Token& token, Visit visit) {
  visit(token.term);
  if (token.capitals == text::Capitals::kAll) visit(text::capitals_term(token.term));
}

Occurrence of_token(const text::Token& token) {
  const Occurrence::Bytes bytes{token.offset, token.offset + token.length};
  return {bytes, token.position, token.position, {bytes}};
}

}  // namespace

/// The tokens that have a place in the text, by position.
class OccurrenceFinder::Positions {
 public:
  explicit Positions(const text::TokenList& tokens) {
    for (const text::Token& token : tokens) {
      if (token.term.empty()) continue;
      while (first_.size() <= token.position) first_.push_back(tokens_.size());
      tokens_.push_back(&token);
    }
    first_.push_back(tokens_.size());
  }

  const std::vector<const text::Token*>& tokens() const { return tokens_; }

  /// The token at a position of which the term is one of `terms`; null when there is none.
  const text::Token* find(std::uint32_t position, const TermSet& terms) const {
    if (position + 1 >= first_.size()) return nullptr;
    for (std::size_t i = first_[position]; i < first_[position + 1]; ++i) {
      bool found = false;
      each_term(*tokens_[i], [&](std::string_view term) { found = found || terms.contains(term); });
      if (found) return tokens_[i];
    }
    return nullptr;
  }

 private:
  std::vector<const text::Token*> tokens_;
  std::vector<std::size_t> first_;  ///< by position: index of its first token
};

OccurrenceFinder::OccurrenceFinder(const PlanNode& root) {
  add(root);
  for (std::size_t i = 0; i < sequences_.size(); ++i) {
    if (sequences_[i].window > 0) continue;
    for (const std::string& term : sequences_[i].slots.front()) phrases_by_first_[term].push_back(i);
  }
  for (const auto& [term, title_only] : words_) word_lengths_.add(term);
  for (const auto& [term, sequences] : phrases_by_first_) first_lengths_.add(term);
}

void OccurrenceFinder::add(const PlanNode& node) {
  switch (node.op) {
    case PlanNode::Op::kTerm:
      return add_word(node.term);
    case PlanNode::Op::kPhrase:
    case PlanNode::Op::kNear:
      return add_sequence(node);
    case PlanNode::Op::kAnd:
    case PlanNode::Op::kOr:
    case PlanNode::Op::kSynonym:
    case PlanNode::Op::kAtLeast:
      for (const PlanNode& part : node.parts) add(part);
      return;
    case PlanNode::Op::kDocids:
    case PlanNode::Op::kNot:
    case PlanNode::Op::kNothing:
    case PlanNode::Op::kEverything:
    case PlanNode::Op::kListed:
      return;
  }
}

void OccurrenceFinder::add_word(std::string term) {
  const auto word = word_of(term);
  if (!word) return;
  if (word->term.starts_with(text::kStemPrefix)) stems_ = text::Analyzer::Stems::kNow;
  bool& title_only = words_.try_emplace(word->term, true).first->second;
  title_only = title_only && word->title;
}

void OccurrenceFinder::add_sequence(const PlanNode& node) {
  Sequence sequence;
  const bool is_near = node.op == PlanNode::Op::kNear || node.window > 0;
  if (is_near) sequence.window = std::max(node.window, static_cast<unsigned>(node.slots.size()));
  sequence.ordered = is_near && node.op == PlanNode::Op::kPhrase;
  for (const std::vector<std::string>& slot : node.slots) {
    sequence.slots.emplace_back();
    for (const std::string& term : slot) {
      if (auto word = word_of(term)) {
        sequence.title_only = word->title;
        sequence.slots.back().insert(std::move(word->term));
      }
    }
  }
  if (!sequence.slots.empty()) sequences_.push_back(std::move(sequence));
}

bool OccurrenceFinder::selective() const {
  return !sequences_.empty() ||
         std::any_of(words_.begin(), words_.end(), [](const auto& word) { return word.second; });
}

void OccurrenceFinder::find_phrase(const Sequence& phrase, std::size_t at, const Positions& positions,
                                   std::vector<Occurrence>& out) const {
  std::vector<const text::Token*> words{positions.tokens()[at]};
  const auto ends = [&](const auto& self, std::size_t slot, std::uint32_t open) -> bool {
    if (slot == phrase.slots.size()) return true;
    if (phrase.slots[slot].empty()) return self(self, slot + 1, open + 1);
    const std::uint32_t last = words.back()->position;
    for (std::uint32_t gap = 1 + open; gap <= 1 + open * query::kMaxOpenWords; ++gap) {
      const text::Token* next = positions.find(last + gap, phrase.slots[slot]);
      if (next == nullptr) continue;
      words.push_back(next);
      if (self(self, slot + 1, 0)) return true;
      words.pop_back();
    }
    return false;
  };
  if (!ends(ends, 1, 0)) return;
  Occurrence found = of_token(*words.front());
  for (std::size_t i = 1; i < words.size(); ++i) absorb(found, of_token(*words[i]));
  out.push_back(std::move(found));
}

/// The shortest stretches that have a word for each slot.
void OccurrenceFinder::find_near(const Sequence& near, const Positions& positions,
                                 std::vector<Occurrence>& out) const {
  struct Step {
    const text::Token* token;
    std::size_t slot;
  };
  const auto in_order = [&](const std::vector<Step>& all, std::size_t from, std::size_t to) {
    std::size_t slot = 0;
    std::uint32_t before = 0;
    for (std::size_t i = from; i <= to && slot < near.slots.size(); ++i) {
      if (all[i].slot != slot || all[i].token->position <= before) continue;
      before = all[i].token->position;
      ++slot;
    }
    return slot == near.slots.size();
  };
  std::vector<Step> steps;
  for (const text::Token* token : positions.tokens()) {
    for (std::size_t slot = 0; slot < near.slots.size(); ++slot) {
      bool found = false;
      each_term(*token, [&](std::string_view term) { found = found || near.slots[slot].contains(term); });
      if (found) steps.push_back({token, slot});
    }
  }
  std::vector<std::size_t> inside(near.slots.size());
  std::size_t met = 0;
  std::size_t first = 0;
  for (std::size_t last = 0; last < steps.size(); ++last) {
    if (inside[steps[last].slot]++ == 0) ++met;
    while (steps[last].token->position - steps[first].token->position >= near.window ||
           inside[steps[first].slot] > 1) {
      if (--inside[steps[first++].slot] == 0) --met;
    }
    if (met < near.slots.size()) continue;
    Occurrence found = of_token(*steps[first].token);
    for (std::size_t i = first + 1; i <= last; ++i) absorb(found, of_token(*steps[i].token));
    if (near.ordered && !in_order(steps, first, last)) continue;
    // As many different words as slots, so that "near/3(a a)" wants two of them.
    std::vector<Occurrence::Bytes> different = found.words;
    tidy(different);
    if (different.size() >= near.slots.size()) out.push_back(std::move(found));
  }
}

/// Most texts have no word with which a phrase begins, and need no table of positions.
void OccurrenceFinder::find_sequences(const text::TokenList& tokens, TextPart part,
                                      std::vector<Occurrence>& out) const {
  const bool has_near =
      phrases_by_first_.empty() || std::any_of(sequences_.begin(), sequences_.end(),
                                               [](const Sequence& sequence) { return sequence.window > 0; });
  const auto may_begin = [this](const text::Token& token) {
    return !token.term.empty() &&
           (first_lengths_.may_have(token.term) || token.capitals == text::Capitals::kAll);
  };
  if (!has_near && std::none_of(tokens.begin(), tokens.end(), may_begin)) return;
  const auto counts = [part](bool title_only) { return part == TextPart::kTitle || !title_only; };
  const Positions positions(tokens);
  for (std::size_t i = 0; i < positions.tokens().size(); ++i) {
    const text::Token& token = *positions.tokens()[i];
    if (!may_begin(token)) continue;
    each_term(token, [&](std::string_view term) {
      const auto begun = phrases_by_first_.find(term);
      if (begun == phrases_by_first_.end()) return;
      for (const std::size_t phrase : begun->second) {
        if (counts(sequences_[phrase].title_only)) find_phrase(sequences_[phrase], i, positions, out);
      }
    });
  }
  for (const Sequence& sequence : sequences_) {
    if (sequence.window > 0 && counts(sequence.title_only)) find_near(sequence, positions, out);
  }
}

std::vector<Occurrence> OccurrenceFinder::find(const text::TokenList& tokens, TextPart part) const {
  std::vector<Occurrence> found;
  const auto counts = [part](bool title_only) { return part == TextPart::kTitle || !title_only; };
  if (!words_.empty()) {
    std::string key;
    for (const text::Token& token : tokens) {
      auto word =
          token.term.empty() || !word_lengths_.may_have(token.term) ? words_.end() : words_.find(token.term);
      if (word == words_.end() && !token.stem.empty()) {
        key.assign(text::kStemPrefix).append(token.stem);
        if (word_lengths_.may_have(key)) word = words_.find(key);
      }
      if (word == words_.end() && token.capitals == text::Capitals::kAll)
        word = words_.find(text::capitals_term(token.term));
      if (word != words_.end() && counts(word->second)) found.push_back(of_token(token));
    }
  }
  if (!sequences_.empty()) find_sequences(tokens, part, found);
  return joined(std::move(found));
}

}  // namespace dateline::search
