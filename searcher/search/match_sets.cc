#include "searcher/search/match_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "searcher/query/limits.h"
#include "searcher/search/xapian_matcher.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;

/// A posting list this many times longer than the candidates is probed for them instead of read.
constexpr std::uint64_t kProbeFactor = 16;

/// What keeping a set takes beside it and its name.
constexpr std::size_t kEntryBytes = 64;

/// Checking positions costs about as much as reading so many postings.
constexpr double kPositionCost = 10;

/// A word that stands so often in a phrase is counted in the articles before positions are compared: the time
/// to compare grows with both, and "the of the of ..." would take seconds.
constexpr std::size_t kManyTimes = 5;

/// Of `within`, the articles that have each word as often as a phrase or near, where it has one many times;
/// nullopt where it has none.
std::optional<MatchSet> with_repeats(const index::Terms& terms, const PlanNode& node,
                                     const MatchSet* within) {
  std::unordered_map<std::string_view, std::size_t> times;
  for (const std::vector<std::string>& slot : node.slots) {
    if (slot.size() == 1) ++times[slot.front()];
  }
  std::optional<MatchSet> left;
  for (const auto& [term, wanted] : times) {
    if (wanted < kManyTimes) continue;
    std::vector<std::uint32_t> found;
    const index::Postings postings = terms.postings(std::string(term));
    for (std::size_t i = 0; i < postings.docids.size(); ++i) {
      if (postings.wdfs[i] >= wanted) found.push_back(postings.docids[i]);
    }
    MatchSet often = MatchSet::of(found);
    if (left) {
      often &= *left;
    } else if (within) {
      often &= *within;
    }
    left = std::move(often);
  }
  return left;
}

/// Of `candidates`, the articles in which the words of a phrase stand as far from each other as its slots
/// say.
MatchSet in_their_places(const index::Terms& terms, const PlanNode& phrase, const MatchSet& candidates) {
  std::vector<std::uint32_t> found;
  for (const std::uint32_t docid : candidates.docids()) {
    std::vector<std::uint32_t> reached;  // positions of the last word, of all ways to read the slots before
    bool first = true;
    std::uint32_t open = 0;  // slots of any word since then
    for (const std::vector<std::string>& slot : phrase.slots) {
      if (slot.empty()) {
        ++open;
        continue;
      }
      std::vector<std::uint32_t> places;
      for (const std::string& term : slot) {
        const std::vector<std::uint32_t> positions = terms.positions(docid, term);
        places.insert(places.end(), positions.begin(), positions.end());
      }
      std::sort(places.begin(), places.end());
      const std::uint32_t nearest = 1 + open;
      const std::uint32_t farthest = 1 + open * query::kMaxOpenWords;
      std::erase_if(places, [&](std::uint32_t place) {
        if (first) return false;
        const auto before =
            std::lower_bound(reached.begin(), reached.end(), place - std::min(place, farthest));
        return before == reached.end() || *before + nearest > place;
      });
      reached = std::move(places);
      first = false;
      open = 0;
      if (reached.empty()) break;
    }
    if (!reached.empty()) found.push_back(docid);
  }
  return MatchSet::of(found);
}

}  // namespace

MatchResult MatchSets::find(const PlanNode& node, const MatchSet* within) {
  parts_met_ = 0;
  resolved_.clear();
  const Shared set = evaluate(node, within);
  return {*set, parts_met_};
}

const MatchSet& MatchSets::everything() {
  if (everything_) return *everything_;
  everything_.emplace();
  for (const index::DocidRange& range : terms_.living())
    *everything_ |= MatchSet::range(range.first, range.last);
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
      return term(node, within);
    case Op::kDocids: {
      MatchSet added = MatchSet::range(node.docids.first, node.docids.last);
      added &= within ? *within : everything();
      return shared(std::move(added));
    }
    case Op::kPhrase:
    case Op::kNear:
      return positional(node, within);
    case Op::kAnd:
      return conjunction(node.parts, within);
    case Op::kOr:
      return disjunction(node.parts, within);
    case Op::kSynonym:
      return synonym(node, within);
    case Op::kNot: {
      MatchSet rest = within ? *within : everything();
      rest -= *evaluate(node.parts.front(), &rest);
      return shared(std::move(rest));
    }
    case Op::kListed: {
      MatchSet set = MatchSet::of(node.listed->docids);
      if (within) set &= *within;
      return shared(std::move(set));
    }
    case Op::kAtLeast:
      return shared(at_least(node, within));
  }
  return shared({});
}

const MatchSets::Resolved& MatchSets::resolve(const std::string& term) {
  const auto [known, is_new] = resolved_.try_emplace(term);
  if (is_new) {
    known->second.terms = terms_.forms(term);
    known->second.most = terms_.max_document_frequency(known->second.terms);
  }
  return known->second;
}

template <class Narrow, class Whole>
MatchSets::Shared MatchSets::kept(const std::string& name, const MatchSet* within, bool narrows,
                                  Narrow narrow, Whole whole) {
  Shared all = kept_.find(name);
  if (!all && within && narrows) return std::make_shared<const MatchSet>(narrow(*within));
  if (!all) {
    all = std::make_shared<const MatchSet>(whole());
    kept_.keep(name, all, all->bytes() + name.size() + kEntryBytes);
  }
  if (!within) return all;
  MatchSet both = *within;
  both &= *all;
  return std::make_shared<const MatchSet>(std::move(both));
}

MatchSets::Shared MatchSets::term(const PlanNode& node, const MatchSet* within) {
  const bool narrows = within && within->size() * kProbeFactor < frequency(node.term);
  return kept(
      node.term, within, narrows,
      [&](const MatchSet& some) { return read_within(resolve(node.term).terms, some); },
      [&] { return read({node.term}, node.filter); });
}

MatchSet MatchSets::read(const std::vector<std::string>& terms, bool filter) {
  if (options_.postings != nullptr && !filter) return MatchSet::of(options_.postings->get(terms)->docids);
  return read(terms_.forms(terms));
}

MatchSet MatchSets::read(const std::vector<std::string>& terms) {
  MatchSet all;
  for (const std::string& term : terms) all |= MatchSet::of(terms_.docids(term));
  return all;
}

MatchSet MatchSets::read_within(const std::vector<std::string>& terms, const MatchSet& within) {
  MatchSet all;
  const std::vector<std::uint32_t> candidates = within.docids();
  for (const std::string& term : terms) all |= MatchSet::of(terms_.docids_among(term, candidates));
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
      return static_cast<double>(frequency(node.term));
    case Op::kDocids:
      return static_cast<double>(node.docids.last - node.docids.first) + 1;
    case Op::kAnd: {
      double least = std::numeric_limits<double>::max();
      for (const PlanNode& part : node.parts) least = std::min(least, cost(part));
      return least;
    }
    case Op::kOr:
    case Op::kSynonym:
      return sum(node.parts);
    case Op::kListed:
      return static_cast<double>(node.listed->docids.size());
    case Op::kEverything:
      return static_cast<double>(terms_.articles());
    case Op::kNot:
      return std::max(0.0, static_cast<double>(terms_.articles()) - cost(node.parts.front()));
    case Op::kPhrase:
    case Op::kNear:
      return kPositionCost * rarest_slot(node);
    case Op::kAtLeast:
      // Behind all others: how many parts an article can have at most depends on what is left.
      return std::numeric_limits<double>::max();
  }
  return 0;
}

double MatchSets::rarest_slot(const PlanNode& node) {
  double least = std::numeric_limits<double>::max();
  for (const std::vector<std::string>& slot : node.slots) {
    if (slot.empty()) continue;  // any word
    double sum = 0;
    for (const std::string& term : slot) sum += static_cast<double>(frequency(term));
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

/// The set of a word is asked for by the ranking too, and words come again in the queries of a session.
MatchSets::Shared MatchSets::synonym(const PlanNode& node, const MatchSet* within) {
  const bool words = std::all_of(node.parts.begin(), node.parts.end(),
                                 [](const auto& part) { return part.op == Op::kTerm; });
  if (!words) return disjunction(node.parts, within);
  std::string name = "\n\n";
  std::vector<std::string> terms;
  for (const PlanNode& part : node.parts) {
    terms.push_back(part.term);
    name.append(part.term).append("\t");
  }
  const bool filter = std::any_of(node.parts.begin(), node.parts.end(),
                                  [&](const auto& part) { return node.filter || part.filter; });
  const bool narrows = within && static_cast<double>(within->size() * kProbeFactor) < cost(node);
  return kept(
      name, within, narrows, [&](const MatchSet& some) { return *disjunction(node.parts, &some); },
      [&] { return read(terms, filter); });
}

MatchSet MatchSets::at_least(const PlanNode& node, const MatchSet* within) {
  std::vector<std::uint16_t> met(std::size_t{terms_.last_docid()} + 1);
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
  std::string name = fmt::format("\n{}{}", node.op == Op::kPhrase ? "o" : "", node.window);
  for (const std::vector<std::string>& slot : node.slots) {
    name += '\n';
    for (const std::string& term : slot) name.append(term).append("\t");
  }
  return kept(
      name, within, true, [&](const MatchSet& some) { return by_matcher(node, &some); },
      [&] { return by_matcher(node, nullptr); });
}

MatchSet MatchSets::by_matcher(const PlanNode& node, const MatchSet* within) {
  const std::optional<MatchSet> repeating = with_repeats(terms_, node, within);
  if (repeating) within = &*repeating;
  if (within && within->empty()) return {};
  // The matcher reads positions last, so candidates help it where they are fewer than the rarest word has.
  const bool filtered = repeating || (within && static_cast<double>(within->size()) < rarest_slot(node));
  MatchSet found = match_positions(terms_, node, filtered ? within : nullptr, options_.stop);
  if (within && !filtered) found &= *within;
  return query::has_any_word(node) ? in_their_places(terms_, node, found) : found;
}

}  // namespace dateline::search
