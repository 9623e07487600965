#include "searcher/search/ranker.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "common/dates/day.h"
#include "common/text/ranking_recipe.h"
#include "searcher/search/groups.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;
using Kind = Contribution::Kind;

/// How many candidates are put in order first, by the page and besides, and how many more where they do not
/// decide it.
constexpr std::size_t kFew = 2;
constexpr std::size_t kLeast = 64;
constexpr std::size_t kGrowth = 8;

constexpr double kDaysPerYear = 365.25;

std::optional<dates::Day> day_of(std::uint32_t yyyymmdd) {
  if (yyyymmdd == 0) return std::nullopt;
  return dates::make_day(static_cast<int>(yyyymmdd / 10000), yyyymmdd / 100 % 100,
                         std::max(1U, yyyymmdd % 100));
}

/// The order of hits.
struct Before {
  const index::Columns& columns;
  bool operator()(const Scored& a, const Scored& b) const {
    if (a.score != b.score) return a.score > b.score;
    const std::uint32_t day_a = columns.number(index::NumberColumn::kPublished, a.docid);
    const std::uint32_t day_b = columns.number(index::NumberColumn::kPublished, b.docid);
    return day_a != day_b ? day_a > day_b : a.docid < b.docid;
  }
};

/// The score that an article must have to be on the page, as far as is known.
class Threshold {
 public:
  Threshold(const index::Columns& columns, PageRange range)
      : columns_(columns), range_(range), wanted_(range.offset + range.limit) {}

  void add(const Scored& scored) {
    if (wanted_ > kMost) return;  // a deep page looks at everything before it anyway
    const std::uint32_t text = range_.fold ? group_of(columns_, scored.docid) : scored.docid;
    const auto same =
        std::find_if(best_.begin(), best_.end(), [&](const auto& one) { return one.second == text; });
    if (same != best_.end()) {
      same->first = std::max(same->first, scored.score);
    } else if (best_.size() < wanted_) {
      best_.emplace_back(scored.score, text);
    } else if (const auto least = std::min_element(best_.begin(), best_.end()); least->first < scored.score) {
      *least = {scored.score, text};
    }
    if (best_.size() == wanted_) score_ = std::min_element(best_.begin(), best_.end())->first;
  }
  double score() const { return score_; }

 private:
  static constexpr std::size_t kMost = 100;
  const index::Columns& columns_;
  PageRange range_;
  std::size_t wanted_;
  std::vector<std::pair<double, std::uint32_t>> best_;  ///< score and text
  double score_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

Ranker::Ranker(const Xapian::Database& database, const index::Columns& columns, MatchSets& sets,
               PostingStore& postings, const StopFlag* stop)
    : database_(database), columns_(columns), sets_(sets), postings_(postings), stop_(stop) {}
Ranker::~Ranker() = default;

void Ranker::read_lengths() {
  if (!lengths_.empty()) return;
  const std::size_t rows = std::size_t{database_.get_lastdocid()} + 1;
  lengths_.resize(rows);
  scores_.resize(rows);
  nearness_.resize(rows);
  wdfs_.resize(rows);
  is_match_.resize(rows / 64 + 1);
  const double average = std::max(1.0, database_.get_avlength());
  const auto end = database_.postlist_end("");
  for (auto it = database_.postlist_begin(""); it != end; ++it) {
    lengths_[*it] = static_cast<float>(it.get_doclength() / average);
  }
}

void Ranker::weigh_by(const text::Weighting& weighting) {
  read_lengths();
  if (!softening_.empty() && weighting == weighting_) return;
  weighting_ = weighting;
  softening_.resize(lengths_.size());
  for (std::size_t i = 0; i < lengths_.size(); ++i) {
    const double length = std::max<double>(lengths_[i], weighting.min_normlen);
    softening_[i] = static_cast<float>(weighting.k1 * (length * weighting.b + 1 - weighting.b));
  }
}

double Ranker::weight(const Leaf& leaf, std::uint32_t wdf, std::uint32_t docid) const {
  const double count = wdf;
  return leaf.factor * leaf.idf *
         ((weighting_.k1 + 1) * count / (static_cast<double>(softening_[docid]) + count) + weighting_.delta);
}

void Ranker::add_up(const Leaf& leaf, std::span<const std::uint32_t> matches) {
  const bool simple = leaf.parts.size() == 1 && !leaf.parts.front().only;
  if (leaf.only || !simple || matches.size() * 8 < leaf.articles) {
    // Looks the articles up one by one, or the occurrences of several terms are to be added first.
    const std::vector<std::uint32_t> only = leaf.only ? leaf.only->docids() : std::vector<std::uint32_t>{};
    const std::span<const std::uint32_t> within = leaf.only ? only : matches;
    if (simple || within.size() * 8 < leaf.articles) {
      std::size_t from = 0;  // docids ascend, so the next one lies behind
      for (const std::uint32_t docid : within) {
        if (!is_match(docid)) continue;
        const std::uint32_t wdf =
            simple ? leaf.parts.front().terms.front()->wdf_from(docid, from) : leaf.occurrences(docid);
        if (wdf > 0) scores_[docid] += weight(leaf, wdf, docid);
      }
      return;
    }
    std::vector<std::uint32_t> touched;
    for (const Leaf::Part& part : leaf.parts) {
      if (part.only) {
        part.only->for_each_block([&](std::span<const std::uint32_t> docids) {
          for (const std::uint32_t docid : docids) {
            if (!is_match(docid)) continue;
            std::uint16_t least = UINT16_MAX;
            for (const auto& term : part.terms) least = std::min(least, term->wdf(docid));
            if (wdfs_[docid] == 0) touched.push_back(docid);
            wdfs_[docid] = static_cast<std::uint16_t>(std::min(UINT16_MAX, wdfs_[docid] + least));
          }
        });
        continue;
      }
      const Postings& postings = *part.terms.front();
      for (std::size_t i = 0; i < postings.docids.size(); ++i) {
        const std::uint32_t docid = postings.docids[i];
        if (!is_match(docid)) continue;
        if (wdfs_[docid] == 0) touched.push_back(docid);
        wdfs_[docid] = static_cast<std::uint16_t>(std::min(UINT16_MAX, wdfs_[docid] + postings.wdfs[i]));
      }
    }
    for (const std::uint32_t docid : touched) {
      if (wdfs_[docid] > 0 && (!leaf.only || leaf.only->contains(docid))) {
        scores_[docid] += weight(leaf, wdfs_[docid], docid);
      }
      wdfs_[docid] = 0;
    }
    return;
  }
  const Postings& postings = *leaf.parts.front().terms.front();
  for (std::size_t i = 0; i < postings.docids.size(); ++i) {
    const std::uint32_t docid = postings.docids[i];
    if (is_match(docid)) scores_[docid] += weight(leaf, postings.wdfs[i], docid);
  }
}

bool Ranker::is_near(const PlanNode& node, std::uint32_t docid) const {
  // The nearest pair of positions; words of a near pair are two different ones.
  auto a = database_.positionlist_begin(docid, node.slots[0].front());
  auto b = database_.positionlist_begin(docid, node.slots[1].front());
  const auto a_end = database_.positionlist_end(docid, node.slots[0].front());
  const auto b_end = database_.positionlist_end(docid, node.slots[1].front());
  while (a != a_end && b != b_end) {
    const Xapian::termpos low = std::min(*a, *b);
    if (std::max(*a, *b) - low < node.window) return true;
    if (*a == low) {
      ++a;
    } else {
      ++b;
    }
  }
  return false;
}

/// Adds to `nearness_` what the pair is worth where it is near; no positions are read.
void Ranker::expect_nearness(const NearPair& pair) {
  const Postings* few = pair.a.parts.front().terms.front().get();
  const Postings* many = pair.b.parts.front().terms.front().get();
  const Leaf* few_leaf = &pair.a;
  const Leaf* many_leaf = &pair.b;
  if (few->docids.size() > many->docids.size()) {
    std::swap(few, many);
    std::swap(few_leaf, many_leaf);
  }
  std::size_t from = 0;
  for (std::size_t i = 0; i < few->docids.size(); ++i) {
    const std::uint32_t docid = few->docids[i];
    if (!is_match(docid)) continue;
    if (const std::uint32_t wdf = many->wdf_from(docid, from); wdf > 0)
      nearness_[docid] += weight(*few_leaf, few->wdfs[i], docid) + weight(*many_leaf, wdf, docid);
  }
}

/// Reads the positions of the pairs that an article has and adds those that are near to its score.
void Ranker::settle(const ScoredPlan& plan, std::uint32_t docid, const Options& options) {
  if (nearness_[docid] == 0) return;
  nearness_[docid] = 0;
  double sum = 0;
  for (const NearPair& pair : plan.pairs) {
    const std::uint32_t a = pair.a.occurrences(docid);
    const std::uint32_t b = a == 0 ? 0 : pair.b.occurrences(docid);
    if (b > 0 && is_near(pair.node, docid)) sum += weight(pair.a, a, docid) + weight(pair.b, b, docid);
  }
  scores_[docid] += sum * recency(docid, options);
}

double Ranker::recency(std::uint32_t docid, const Options& options) {
  if (options.recency_half_life <= 0) return 1;
  if (!newest_) {
    std::uint32_t newest = 0;
    for (std::uint32_t other = 1; other < columns_.rows(); ++other)
      newest = std::max(newest, columns_.number(index::NumberColumn::kPublished, other));
    newest_ = newest;
  }
  const auto newest = day_of(*newest_);
  const auto day = day_of(columns_.number(index::NumberColumn::kPublished, docid));
  if (!newest || !day) return 1;
  const double years = static_cast<double>((*newest - *day).count()) / kDaysPerYear;
  return 1 + std::exp2(-years / options.recency_half_life);
}

std::vector<Scored> Ranker::page(const query::Plan& plan, const MatchSet& matches, PageRange range,
                                 const Options& options) {
  if (range.limit == 0 || matches.empty()) return {};
  weigh_by(plan.weighting);
  const ScoredPlan scored = score_plan(plan, database_, sets_, postings_);
  const std::vector<std::uint32_t> docids = matches.docids();
  std::fill(is_match_.begin(), is_match_.end(), 0);  // a ranking that was stopped left its own
  for (const std::uint32_t docid : docids) {
    scores_[docid] = nearness_[docid] = 0;
    is_match_[docid / 64] |= std::uint64_t{1} << (docid % 64);
  }
  for (const Leaf& leaf : scored.leaves) {
    stop_if_raised(stop_);
    add_up(leaf, docids);
  }
  for (const NearPair& pair : scored.pairs) {
    stop_if_raised(stop_);
    expect_nearness(pair);
  }
  if (options.recency_half_life > 0) {
    for (const std::uint32_t docid : docids) {
      const double factor = recency(docid, options);
      scores_[docid] *= factor;
      nearness_[docid] *= factor;
    }
  }
  // Mostly the page is decided among the few best.
  for (std::size_t few = kFew * (range.offset + range.limit) + kLeast;; few *= kGrowth) {
    const bool all = few >= docids.size();
    if (auto page = cut_page(scored, candidates(docids, few), all, range, options)) return *page;
  }
}

/// The best `wanted` articles by what they can have at most, in this order.
std::vector<Scored> Ranker::candidates(std::span<const std::uint32_t> docids, std::size_t wanted) const {
  std::vector<Scored> out;
  if (wanted >= docids.size()) {
    out.reserve(docids.size());
    for (const std::uint32_t docid : docids) out.push_back({docid, scores_[docid] + nearness_[docid]});
    std::sort(out.begin(), out.end(), Before{columns_});
    return out;
  }
  double floor = -std::numeric_limits<double>::infinity();
  const auto last = static_cast<std::ptrdiff_t>(wanted) - 1;
  const auto cut = [&] {
    std::nth_element(out.begin(), out.begin() + last, out.end(), Before{columns_});
    out.resize(wanted);
    floor = out.back().score;
  };
  out.reserve(2 * wanted);
  for (const std::uint32_t docid : docids) {
    const double most = scores_[docid] + nearness_[docid];
    if (most < floor) continue;
    out.push_back({docid, most});
    if (out.size() == 2 * wanted) cut();
  }
  if (out.size() > wanted) cut();
  std::sort(out.begin(), out.end(), Before{columns_});
  return out;
}

/// The page, when it is decided among the candidates in `order`: nullopt when articles behind (unless `all`
/// are there) could come before one of its hits, or when it is not full.
std::optional<std::vector<Scored>> Ranker::cut_page(const ScoredPlan& plan, const std::vector<Scored>& order,
                                                    bool all, PageRange range, const Options& options) {
  const bool unsettled = !plan.pairs.empty();
  std::vector<Scored> best;
  // No article that is not in `best` can have more than this.
  double rest = all ? -std::numeric_limits<double>::infinity() : order.back().score;
  Threshold threshold(columns_, range);
  for (const Scored& most : order) {
    stop_if_raised(stop_);
    if (unsettled) {
      if (most.score < threshold.score()) {
        rest = most.score;
        break;
      }
      settle(plan, most.docid, options);
    }
    best.push_back({most.docid, scores_[most.docid]});
    if (unsettled) threshold.add(best.back());
  }
  if (unsettled) std::sort(best.begin(), best.end(), Before{columns_});
  PageCutter cutter(columns_, range);
  for (const Scored& scored : best) {
    if (scored.score < rest || (unsettled && scored.score == rest)) return std::nullopt;
    if (!cutter.take(scored)) return std::move(cutter).page();
  }
  if (!all) return std::nullopt;
  return std::move(cutter).page();
}

std::vector<Contribution> Ranker::explain(const query::Plan& plan, std::uint32_t docid,
                                          const Options& options) {
  weigh_by(plan.weighting);
  const ScoredPlan scored = score_plan(plan, database_, sets_, postings_);
  std::vector<Contribution> out;
  double sum = 0;
  const auto add = [&](const Leaf& leaf) {
    const std::uint32_t wdf = leaf.occurrences(docid);
    if (wdf == 0 || (leaf.only && !leaf.only->contains(docid))) return;
    Contribution found{leaf.kind, {}, leaf.factor, leaf.articles, wdf, weight(leaf, wdf, docid)};
    for (const Leaf::Part& part : leaf.parts)
      found.terms.insert(found.terms.end(), part.names.begin(), part.names.end());
    sum += found.score;
    out.push_back(std::move(found));
  };
  for (const Leaf& leaf : scored.leaves) add(leaf);
  for (const NearPair& pair : scored.pairs) {
    if (pair.a.occurrences(docid) == 0 || pair.b.occurrences(docid) == 0 || !is_near(pair.node, docid))
      continue;
    add(pair.a);
    add(pair.b);
  }
  if (const double factor = recency(docid, options); factor != 1) {
    out.push_back({Kind::kRecency, {}, factor - 1, 0, 0, sum * (factor - 1)});
  }
  return out;
}

}  // namespace dateline::search
