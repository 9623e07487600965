#include "searcher/search/match_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;

/// A posting list this many times longer than the candidates is probed for them instead of read.
constexpr std::uint64_t kProbeFactor = 16;

/// Checking positions costs about as much as reading so many postings.
constexpr double kPositionCost = 10;

/// Takes down every match; keeps nothing in the matcher's heap.
class Collector : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    docids_.push_back(document.get_docid());
  }
  std::string get_description() const override { return "Collector"; }
  const std::vector<std::uint32_t>& docids() const { return docids_; }

 private:
  std::vector<std::uint32_t> docids_;
};

}  // namespace

MatchResult MatchSets::find(const PlanNode& node, const MatchSet* within) {
  parts_met_ = 0;
  resolved_.clear();
  const Shared set = evaluate(node, within);
  return {*set, parts_met_};
}

const MatchSet& MatchSets::everything() {
  if (everything_) return *everything_;
  Roaring bits;
  const Xapian::docid last = database_.get_lastdocid();
  if (database_.get_doccount() == last) {
    if (last > 0) bits.addRange(1, std::uint64_t{last} + 1);
  } else {
    for (auto it = database_.postlist_begin(""); it != database_.postlist_end(""); ++it) bits.add(*it);
  }
  everything_ = MatchSet(std::move(bits));
  return *everything_;
}

MatchSets::Shared MatchSets::evaluate(const PlanNode& node, const MatchSet* within) {
  stop_if_raised(options_.stop);
  const auto shared = [](MatchSet set) { return std::make_shared<const MatchSet>(std::move(set)); };
  switch (node.op) {
    case Op::kNothing:
      return shared({});
    case Op::kEverything:
      return shared(within ? *within : everything());
    case Op::kTerm:
      return term(node.term, within);
    case Op::kPhrase:
    case Op::kNear:
      return positional(node, within);
    case Op::kAnd:
      return conjunction(node.parts, within);
    case Op::kOr:
    case Op::kSynonym:
      return disjunction(node.parts, within);
    case Op::kNot: {
      MatchSet rest = within ? *within : everything();
      rest -= *evaluate(node.parts.front(), &rest);
      return shared(std::move(rest));
    }
    case Op::kAtLeast:
      return shared(at_least(node, within));
  }
  return shared({});
}

const MatchSets::Resolved& MatchSets::resolve(const std::string& term) {
  const auto [known, is_new] = resolved_.try_emplace(term);
  if (is_new) {
    known->second.terms = forms_.terms(term);
    known->second.most = index::WordForms::most_articles(database_, known->second.terms);
  }
  return known->second;
}

void MatchSets::keep(const std::string& term, Shared set) {
  const std::size_t bytes = set->bytes() + term.size() + sizeof(Kept);
  if (bytes > options_.cache_bytes / 4) return;
  kept_.push_front({term, std::move(set), bytes});
  by_term_.emplace(kept_.front().term, kept_.begin());
  kept_bytes_ += bytes;
  while (kept_bytes_ > options_.cache_bytes) {
    kept_bytes_ -= kept_.back().bytes;
    by_term_.erase(kept_.back().term);
    kept_.pop_back();
  }
}

MatchSets::Shared MatchSets::term(const std::string& term, const MatchSet* within) {
  Shared all;
  if (const auto kept = by_term_.find(term); kept != by_term_.end()) {
    kept_.splice(kept_.begin(), kept_, kept->second);
    all = kept->second->set;
  } else if (within && within->size() * kProbeFactor < frequency(term)) {
    return std::make_shared<const MatchSet>(read_within(resolve(term).terms, *within));
  } else {
    all = std::make_shared<const MatchSet>(read(resolve(term).terms));
    keep(term, all);
  }
  if (!within) return all;
  MatchSet both = *within;
  both &= *all;
  return std::make_shared<const MatchSet>(std::move(both));
}

MatchSet MatchSets::read(const std::vector<std::string>& terms) {
  MatchSet all;
  std::vector<std::uint32_t> docids;
  for (const std::string& term : terms) {
    docids.clear();
    docids.reserve(database_.get_termfreq(term));
    for (auto it = database_.postlist_begin(term); it != database_.postlist_end(term); ++it)
      docids.push_back(*it);
    all |= MatchSet::of(docids);
  }
  return all;
}

MatchSet MatchSets::read_within(const std::vector<std::string>& terms, const MatchSet& within) {
  MatchSet all;
  std::vector<std::uint32_t> found;
  for (const std::string& term : terms) {
    found.clear();
    auto it = database_.postlist_begin(term);
    const auto end = database_.postlist_end(term);
    for (const std::uint32_t docid : within.docids()) {
      it.skip_to(docid);
      if (it == end) break;
      if (*it == docid) found.push_back(docid);
    }
    all |= MatchSet::of(found);
  }
  return all;
}

double MatchSets::cost(const PlanNode& node) {
  const auto sum = [this](const std::vector<PlanNode>& parts) {
    return std::accumulate(parts.begin(), parts.end(), 0.0,
                           [this](double total, const PlanNode& part) { return total + cost(part); });
  };
  switch (node.op) {
    case Op::kNothing:
      return 0;
    case Op::kTerm:
      return frequency(node.term);
    case Op::kAnd: {
      double least = std::numeric_limits<double>::max();
      for (const PlanNode& part : node.parts) least = std::min(least, cost(part));
      return least;
    }
    case Op::kOr:
    case Op::kSynonym:
      return sum(node.parts);
    case Op::kEverything:
      return database_.get_doccount();
    case Op::kNot:
      return std::max(0.0, database_.get_doccount() - cost(node.parts.front()));
    case Op::kPhrase:
    case Op::kNear:
      return kPositionCost * rarest_slot(node);
    case Op::kAtLeast:
      return database_.get_doccount() + sum(node.parts);
  }
  return 0;
}

double MatchSets::rarest_slot(const PlanNode& node) {
  double least = std::numeric_limits<double>::max();
  for (const std::vector<std::string>& slot : node.slots) {
    double sum = 0;
    for (const std::string& term : slot) sum += frequency(term);
    least = std::min(least, sum);
  }
  return least;
}

MatchSets::Shared MatchSets::conjunction(const std::vector<PlanNode>& parts, const MatchSet* within) {
  std::vector<std::pair<double, const PlanNode*>> order;
  for (const PlanNode& part : parts) order.emplace_back(cost(part), &part);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  Shared found;
  for (const auto& [unused, part] : order) {
    found = evaluate(*part, found ? found.get() : within);
    if (found->empty()) break;
  }
  return found;
}

MatchSets::Shared MatchSets::disjunction(const std::vector<PlanNode>& parts, const MatchSet* within) {
  MatchSet any;
  for (const PlanNode& part : parts) any |= *evaluate(part, within);
  return std::make_shared<const MatchSet>(std::move(any));
}

MatchSet MatchSets::at_least(const PlanNode& node, const MatchSet* within) {
  std::vector<std::uint16_t> met(std::size_t{database_.get_lastdocid()} + 1);
  std::uint16_t most = 0;
  MatchSet any;
  for (const PlanNode& part : node.parts) {
    const Shared set = evaluate(part, within);
    any |= *set;
    set->for_each_block([&](std::span<const std::uint32_t> block) {
      for (const std::uint32_t docid : block) most = std::max(most, ++met[docid]);
    });
  }
  const unsigned minimum = node.lowered ? std::min<unsigned>(node.minimum, most) : node.minimum;
  if (node.lowered) parts_met_ = minimum;
  std::vector<std::uint32_t> found;
  any.for_each_block([&](std::span<const std::uint32_t> block) {
    for (const std::uint32_t docid : block) {
      if (met[docid] >= minimum) found.push_back(docid);
    }
  });
  return MatchSet::of(found);
}

MatchSets::Shared MatchSets::positional(const PlanNode& node, const MatchSet* within) {
  std::string name = fmt::format("\n{}", node.op == Op::kNear ? node.window : 0);
  for (const std::vector<std::string>& slot : node.slots) {
    name += '\n';
    for (const std::string& term : slot) name.append(term).append("\t");
  }
  Shared all;
  if (const auto kept = by_term_.find(name); kept != by_term_.end()) {
    kept_.splice(kept_.begin(), kept_, kept->second);
    all = kept->second->set;
  } else if (within) {
    return std::make_shared<const MatchSet>(by_matcher(node, within));
  } else {
    all = std::make_shared<const MatchSet>(by_matcher(node, nullptr));
    keep(name, all);
  }
  if (!within) return all;
  MatchSet both = *within;
  both &= *all;
  return std::make_shared<const MatchSet>(std::move(both));
}

MatchSet MatchSets::by_matcher(const PlanNode& node, const MatchSet* within) {
  if (within && within->empty()) return {};
  Xapian::Query wanted = query::to_xapian(node, forms_);
  // The matcher reads positions last, so candidates help it where they are fewer than the rarest word has.
  const bool filtered = within && static_cast<double>(within->size()) < rarest_slot(node);
  if (filtered) {
    const std::shared_ptr<const MatchSet> candidates(std::shared_ptr<void>{}, within);  // outlives the match
    wanted = Xapian::Query(Xapian::Query::OP_FILTER, wanted, filter_query(candidates));
  }
  if (options_.stop != nullptr) {
    wanted = Xapian::Query(Xapian::Query::OP_FILTER, wanted, stop_query(*options_.stop));
  }
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(wanted);
  Collector collector;
  enquire.add_matchspy(&collector);
  // Without room for hits nothing is sorted; the spy sees them all.
  enquire.get_mset(0, 0, database_.get_doccount());
  MatchSet found = MatchSet::of(collector.docids());
  if (within && !filtered) found &= *within;
  return found;
}

}  // namespace dateline::search
