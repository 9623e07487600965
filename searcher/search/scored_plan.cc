#include "searcher/search/scored_plan.h"

#include <algorithm>
#include <cmath>
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

class Compiler {
 public:
  Compiler(const Xapian::Database& database, MatchSets& sets, PostingStore& postings)
      : articles_(database.get_doccount()), sets_(sets), postings_(postings) {}

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
      const Kind kind = is_lead(boost.node)         ? Kind::kLead
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
    const auto part_of = [&](const std::vector<std::string>& terms) {
      Leaf::Part part;
      for (const std::string& term : terms) part.terms.push_back(postings_.get(term));
      part.names = terms;
      return part;
    };
    const auto finish = [&](Leaf leaf) {
      leaf.only = only;
      leaf.factor = factor;
      if (leaf.articles == 0) return;
      leaf.idf = std::log((articles_ + 1) / static_cast<double>(leaf.articles));
      leaves_.push_back(std::move(leaf));
    };
    switch (node.op) {
      case Op::kNothing:
      case Op::kEverything:
      case Op::kNot:
        return;
      case Op::kTerm: {
        Leaf leaf;
        leaf.parts.push_back(part_of({node.term}));
        leaf.articles = leaf.parts.front().terms.front()->docids.size();
        return finish(std::move(leaf));
      }
      case Op::kSynonym: {
        Leaf leaf;
        std::vector<std::string> words;
        for (const PlanNode& each : node.parts) {
          if (each.op == Op::kTerm) {
            words.push_back(each.term);
            continue;
          }
          if (each.op != Op::kPhrase) {
            add_leaves(each, factor, only, certain);
            continue;
          }
          std::vector<std::string> terms;
          for (const auto& slot : each.slots) terms.push_back(slot.front());
          Leaf::Part part = part_of(terms);
          const bool everywhere = std::all_of(part.terms.begin(), part.terms.end(),
                                              [](const auto& postings) { return !postings->docids.empty(); });
          if (!everywhere) continue;
          part.only = std::make_shared<const MatchSet>(sets_.find(each).set);
          if (!part.only->empty()) leaf.parts.push_back(std::move(part));
        }
        if (!words.empty()) {
          Leaf::Part part;
          part.terms.push_back(postings_.get(words));
          part.names = std::move(words);
          if (!part.terms.front()->docids.empty()) leaf.parts.push_back(std::move(part));
        }
        if (leaf.parts.size() == 1 && !leaf.parts.front().only) {
          leaf.articles = leaf.parts.front().terms.front()->docids.size();
        } else if (!leaf.parts.empty()) {
          leaf.articles = sets_.find(node).set.size();
        }
        return finish(std::move(leaf));
      }
      case Op::kPhrase:
      case Op::kNear: {
        if (!certain) only = set_of(node);
        for (const auto& slot : node.slots) {
          for (const std::string& term : slot) {
            Leaf leaf;
            leaf.parts.push_back(part_of({term}));
            leaf.articles = leaf.parts.front().terms.front()->docids.size();
            finish(std::move(leaf));
          }
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

  double articles_;
  MatchSets& sets_;
  PostingStore& postings_;
  std::vector<Leaf> leaves_;
};

}  // namespace

std::uint32_t Leaf::Part::occurrences(std::uint32_t docid) const {
  if (only && !only->contains(docid)) return 0;
  std::uint32_t least = UINT32_MAX;
  for (const auto& term : terms) least = std::min<std::uint32_t>(least, term->wdf(docid));
  return least;
}

std::uint32_t Leaf::occurrences(std::uint32_t docid) const {
  std::uint32_t sum = 0;
  for (const Part& part : parts) sum += part.occurrences(docid);
  return sum;
}

ScoredPlan score_plan(const query::Plan& plan, const Xapian::Database& database, MatchSets& sets,
                      PostingStore& postings) {
  return Compiler(database, sets, postings).compile(plan);
}

}  // namespace dateline::search
