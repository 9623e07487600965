#include "searcher/search/scored_plan.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "common/text/ranking_recipe.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;
using Kind = Contribution::Kind;

bool is_lead(const PlanNode& node) {
  return node.op == Op::kTerm ? node.term.starts_with(text::kLeadPrefix)
                              : std::any_of(node.parts.begin(), node.parts.end(), is_lead);
}

bool is_title_only(const PlanNode& node) {
  if (node.op == Op::kTerm) {
    return node.term.starts_with(text::kTitlePrefix) ||
           node.term.starts_with(text::title_term(text::kStemPrefix));
  }
  return !node.parts.empty() && std::all_of(node.parts.begin(), node.parts.end(), is_title_only);
}

/// The marks of words in capitals do not count within an article: the word itself does.
bool is_mark(const std::string& term) {
  return text::is_capitals_term(term) ||
         (term.starts_with(text::kTitlePrefix) &&
          text::is_capitals_term(std::string_view(term).substr(text::kTitlePrefix.size())));
}

std::string counted(std::string term) {
  if (!is_mark(term)) return term;
  const std::size_t title = text::is_capitals_term(term) ? 0 : text::kTitlePrefix.size();
  return term.erase(title, text::kCapitalsPrefix.size());
}

class Compiler {
 public:
  Compiler(const index::Terms& terms, MatchSets& sets, PostingStore& postings)
      : articles_(static_cast<double>(terms.articles())), sets_(sets), postings_(postings) {}

  ScoredPlan compile(const query::Plan& plan) {
    ScoredPlan out;
    out.leaves = leaves_of(plan.root, 1, true);
    for (const query::Boost& boost : plan.boosts) {
      if (boost.node.op == Op::kNear) {
        std::vector<Leaf> words = leaves_of(boost.node, boost.factor, true);
        if (words.size() != 2) continue;  // a word that no article has
        for (Leaf& leaf : words) leaf.kind = Kind::kNear;
        out.pairs.push_back({boost.node, std::move(words[0]), std::move(words[1])});
        continue;
      }
      const Kind kind = boost.guessed               ? Kind::kFeedback
                        : is_lead(boost.node)       ? Kind::kLead
                        : is_title_only(boost.node) ? Kind::kTitle
                                                    : Kind::kWord;
      for (Leaf& leaf : leaves_of(boost.node, boost.factor, false)) {
        leaf.kind = kind;
        out.leaves.push_back(std::move(leaf));
      }
    }
    return out;
  }

 private:
  std::vector<Leaf> leaves_of(const PlanNode& node, double factor, bool certain) {
    leaves_.clear();
    add_leaves(node, factor, nullptr, certain);
    return std::move(leaves_);
  }

  /// `only`: articles to which the node adds. `certain`: the node is true of all of them.
  void add_leaves(const PlanNode& node, double factor, std::shared_ptr<const MatchSet> only, bool certain) {
    if (node.filter) return;
    const auto set_of = [&](const PlanNode& part) {
      return std::make_shared<const MatchSet>(sets_.find(part, only.get()).set);
    };
    const auto finish = [&](PostingStore::Shared postings, std::vector<std::string> names) {
      if (postings->docids.empty()) return;
      const double idf = std::log((articles_ + 1) / static_cast<double>(postings->docids.size()));
      leaves_.push_back({std::move(postings), std::move(names), only, factor, idf});
    };
    switch (node.op) {
      case Op::kNothing:
      case Op::kEverything:
      case Op::kListed:
      case Op::kDocids:
      case Op::kNot:
        return;
      case Op::kTerm:
        if (!certain && is_mark(node.term)) only = set_of(node);
        return finish(postings_.get(counted(node.term)), {node.term});
      case Op::kSynonym: {
        const Synonym synonym(node);
        for (const PlanNode* part : synonym.others) add_leaves(*part, factor, only, certain);
        if (synonym.words.empty() && synonym.phrases.empty()) return;
        return finish(postings_of(synonym), synonym.names());
      }
      case Op::kPhrase:
      case Op::kNear: {
        if (!certain) only = set_of(node);
        for (const auto& slot : node.slots) {
          for (const std::string& term : slot) finish(postings_.get(counted(term)), {term});
        }
        return;
      }
      case Op::kAnd: {
        if (!certain) only = set_of(node);
        for (const PlanNode& part : node.parts) add_leaves(part, factor, only, true);
        return;
      }
      case Op::kOr:
      case Op::kAtLeast: {
        for (const PlanNode& part : node.parts) add_leaves(part, factor, only, false);
        return;
      }
    }
  }

  /// What counts as one word, sorted out.
  struct Synonym {
    explicit Synonym(const PlanNode& node) { add(node); }
    void add(const PlanNode& node) {
      for (const PlanNode& part : node.parts) {
        if (part.op == Op::kTerm && !is_mark(part.term)) {
          words.push_back(part.term);
        } else if (part.op == Op::kSynonym) {
          add(part);  // a word of several stems
        } else {
          (part.op == Op::kPhrase || part.op == Op::kTerm ? phrases : others).push_back(&part);
        }
      }
    }
    std::vector<std::string> names() const {
      std::vector<std::string> out;
      for (const PlanNode* phrase : phrases) {
        if (phrase->op == Op::kTerm) out.push_back(phrase->term);
        for (const auto& slot : phrase->slots) out.push_back(slot.front());
      }
      out.insert(out.end(), words.begin(), words.end());
      return out;
    }
    std::vector<std::string> words;
    std::vector<const PlanNode*> phrases;
    std::vector<const PlanNode*> others;
  };

  PostingStore::Shared postings_of(const Synonym& synonym) {
    if (synonym.phrases.empty()) return postings_.get(synonym.words);
    std::string name;
    for (const std::string& word : synonym.words) name.append(word).append("\t");
    for (const PlanNode* phrase : synonym.phrases) {
      name.append("\n").append(phrase->term);
      for (const auto& slot : phrase->slots) name.append(slot.front()).append("\t");
    }
    return postings_.get(std::move(name), [&] {
      Postings all;
      if (!synonym.words.empty()) all = *postings_.get(synonym.words);
      for (const PlanNode* phrase : synonym.phrases) all = index::joined(postings_of(*phrase), all);
      return all;
    });
  }

  Postings postings_of(const PlanNode& phrase) {
    struct Word {
      PostingStore::Shared postings;
      std::size_t from = 0;
    };
    std::vector<Word> words;
    if (phrase.op == Op::kTerm) words.push_back({postings_.get(counted(phrase.term))});
    for (const auto& slot : phrase.slots) words.push_back({postings_.get(counted(slot.front()))});
    Postings out;
    sets_.find(phrase).set.for_each_block([&](std::span<const std::uint32_t> docids) {
      for (const std::uint32_t docid : docids) {
        std::uint32_t least = UINT32_MAX;
        for (Word& word : words)
          least = std::min<std::uint32_t>(least, word.postings->wdf_from(docid, word.from));
        out.add(docid, least);
      }
    });
    return out;
  }

  double articles_;
  MatchSets& sets_;
  PostingStore& postings_;
  std::vector<Leaf> leaves_;
};

}  // namespace

ScoredPlan score_plan(const query::Plan& plan, const index::Terms& terms, MatchSets& sets,
                      PostingStore& postings) {
  return Compiler(terms, sets, postings).compile(plan);
}

}  // namespace dateline::search
