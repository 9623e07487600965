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
#include "searcher/search/tie_break.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using Op = PlanNode::Op;
using Kind = Contribution::Kind;

/// How many candidates are put in order first, by the page and besides, and how many more where they do not
/// decide it.
constexpr std::size_t kFew = 2;
constexpr std::size_t kMin = 64;
constexpr std::size_t kGrowth = 8;

/// A posting list so many times longer than the articles in question is not read but searched for them.
constexpr std::size_t kProbeFactor = 8;

constexpr double kDaysPerYear = 365.25;

constexpr float kNotRead = -1;

std::optional<dates::Day> day_of(std::uint32_t yyyymmdd) {
  if (yyyymmdd == 0) return std::nullopt;
  return dates::make_day(static_cast<int>(yyyymmdd / 10000), yyyymmdd / 100 % 100,
                         std::max(1U, yyyymmdd % 100));
}

/// The order of hits.
struct Before {
  explicit Before(const index::Columns& columns) : columns_(&columns) {}
  bool operator()(const Scored& a, const Scored& b) const {
    return a.score != b.score ? a.score > b.score : newer_first(*columns_, a.docid, b.docid);
  }

 private:
  const index::Columns* columns_;
};

/// The score that an article must have to be on the page, as far as is known.
class Threshold {
 public:
  Threshold(const index::Columns& columns, PageRange range)
      : columns_(columns), range_(range), wanted_(range.offset + range.limit) {}

  void add(const Scored& scored) {
    if (wanted_ > kMax) return;  // a deep page looks at everything before it anyway
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
  static constexpr std::size_t kMax = 100;
  const index::Columns& columns_;
  PageRange range_;
  std::size_t wanted_;
  std::vector<std::pair<double, std::uint32_t>> best_;  ///< score and text
  double score_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

Ranker::Ranker(index::Terms terms, const index::Columns& columns, MatchSets& sets, PostingStore& postings,
               const StopFlag* stop)
    : terms_(std::move(terms)), columns_(columns), sets_(sets), postings_(postings), stop_(stop) {}
Ranker::~Ranker() = default;

void Ranker::make_room() {
  if (!lengths_.empty()) return;
  const std::size_t rows = std::size_t{terms_.last_docid()} + 1;
  scores_.resize(rows);
  nearness_.resize(rows);
  unread_ = terms_.articles();
  lengths_.assign(rows, kNotRead);
}

/// The lengths of articles that are to be ranked, ascending. Most are never asked for, and to read those of
/// the whole index costs a first query more than all the rest of it.
void Ranker::read_lengths(std::span<const std::uint32_t> docids) {
  make_room();
  if (unread_ == 0) return;
  const double average = terms_.mean_length();
  for (const std::uint32_t docid : docids) {
    if (lengths_[docid] != kNotRead) continue;
    lengths_[docid] = static_cast<float>(static_cast<float>(terms_.length(docid)) / average);
    --unread_;
  }
}

/// BM25+ of one leaf; `length` is over the average.
struct Ranker::Weigher {
  Weigher(const Leaf& leaf, const text::Weighting& by)
      : gain(leaf.factor * leaf.idf * (by.k1 + 1)),
        lift(leaf.factor * leaf.idf * by.delta),
        flat(by.k1 * (1 - by.b)),
        slope(by.k1 * by.b),
        least(by.min_normlen) {}
  double operator()(std::uint32_t wdf, double length) const {
    const double count = wdf;
    return gain * count / (flat + slope * std::max(length, least) + count) + lift;
  }
  double gain;
  double lift;
  double flat;
  double slope;
  double least;
};

/// Adds a leaf to the scores of its articles. Those of articles that are no matches are never read.
void Ranker::add_up(const Leaf& leaf, std::span<const std::uint32_t> matches) {
  if (leaf.only) return look_up(leaf, leaf.only->docids());
  if (matches.size() * kProbeFactor < leaf.articles()) return look_up(leaf, matches);
  const Weigher weigher(leaf, weighting_);
  const Postings& postings = *leaf.postings;
  for (std::size_t i = 0; i < postings.docids.size(); ++i) {
    const std::uint32_t docid = postings.docids[i];
    scores_[docid] += weigher(postings.wdfs[i], lengths_[docid]);
  }
}

/// The same for some articles, one by one; ascending.
void Ranker::look_up(const Leaf& leaf, std::span<const std::uint32_t> docids) {
  const Weigher weigher(leaf, weighting_);
  std::size_t from = 0;
  for (const std::uint32_t docid : docids) {
    const std::uint32_t wdf = leaf.postings->wdf_from(docid, from);
    if (wdf > 0) scores_[docid] += weigher(wdf, lengths_[docid]);
  }
}

bool Ranker::is_near(const PlanNode& node, std::uint32_t docid) const {
  // Words of a near pair are two different ones.
  return terms_.are_near(docid, node.slots[0].front(), node.slots[1].front(), node.window);
}

/// Adds to `nearness_` what the pair is worth where it is near; no positions are read.
void Ranker::expect_nearness(const NearPair& pair) {
  const Postings* few = pair.a.postings.get();
  const Postings* many = pair.b.postings.get();
  const Leaf* few_leaf = &pair.a;
  const Leaf* many_leaf = &pair.b;
  if (few->docids.size() > many->docids.size()) {
    std::swap(few, many);
    std::swap(few_leaf, many_leaf);
  }
  const Weigher few_weigher(*few_leaf, weighting_);
  const Weigher many_weigher(*many_leaf, weighting_);
  std::size_t from = 0;
  for (std::size_t i = 0; i < few->docids.size(); ++i) {
    const std::uint32_t docid = few->docids[i];
    if (const std::uint32_t wdf = many->wdf_from(docid, from); wdf > 0) {
      const double length = lengths_[docid];
      nearness_[docid] += few_weigher(few->wdfs[i], length) + many_weigher(wdf, length);
    }
  }
}

/// Reads the positions of the pairs that an article has and adds those that are near to its score.
void Ranker::settle(const ScoredPlan& plan, std::uint32_t docid, const Options& options) {
  if (nearness_[docid] == 0) return;
  nearness_[docid] = 0;
  double sum = 0;
  for (const NearPair& pair : plan.pairs) {
    const std::uint32_t a = pair.a.postings->wdf(docid);
    const std::uint32_t b = a == 0 ? 0 : pair.b.postings->wdf(docid);
    if (b == 0 || !is_near(pair.node, docid)) continue;
    const double length = lengths_[docid];
    sum += Weigher(pair.a, weighting_)(a, length) + Weigher(pair.b, weighting_)(b, length);
  }
  scores_[docid] += sum * recency(docid, options);
}

double Ranker::recency(std::uint32_t docid, const Options& options) {
  if (options.recency_half_life <= 0) return 1;
  if (!newest_) {
    std::uint32_t newest = 0;
    sets_.everything().for_each_block([&](std::span<const std::uint32_t> block) {
      for (const std::uint32_t other : block)
        newest = std::max(newest, columns_.number(index::NumberColumn::kPublished, other));
    });
    newest_ = newest;
  }
  const auto newest = day_of(*newest_);
  const auto day = day_of(columns_.number(index::NumberColumn::kPublished, docid));
  if (!newest || !day) return 1;
  const double years = static_cast<double>((*newest - *day).count()) / kDaysPerYear;
  return 1 + std::exp2(-years / options.recency_half_life);
}

/// Fills `scores_` and, for what positions decide, `nearness_`.
ScoredPlan Ranker::score_matches(const query::Plan& plan, std::span<const std::uint32_t> docids,
                                 const Options& options) {
  read_lengths(docids);
  weighting_ = plan.weighting;
  ScoredPlan scored = score_plan(plan, terms_, sets_, postings_);
  for (const std::uint32_t docid : docids) scores_[docid] = nearness_[docid] = 0;
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
  return scored;
}

Ranker::Place Ranker::place(const query::Plan& plan, const MatchSet& matches, std::uint32_t docid,
                            const Options& options) {
  const std::vector<std::uint32_t> docids = matches.docids();
  const ScoredPlan scored = score_matches(plan, docids, options);
  settle(scored, docid, options);
  const Scored own{docid, scores_[docid]};
  const Before before(columns_);
  Place out{1, own.score};
  for (const std::uint32_t other : docids) {
    if (scores_[other] + nearness_[other] < own.score) continue;
    stop_if_raised(stop_);
    if (scores_[other] <= own.score) settle(scored, other, options);
    if (before({other, scores_[other]}, own)) ++out.place;
  }
  return out;
}

std::vector<Scored> Ranker::page(const query::Plan& plan, const MatchSet& matches, PageRange range,
                                 const Options& options) {
  if (range.limit == 0 || matches.empty()) return {};
  const std::vector<std::uint32_t> docids = matches.docids();
  const ScoredPlan scored = score_matches(plan, docids, options);
  // Mostly the page is decided among the few best.
  for (std::size_t few = kFew * (range.offset + range.limit) + kMin;; few *= kGrowth) {
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
    std::sort(out.begin(), out.end(), Before(columns_));
    return out;
  }
  double floor = -std::numeric_limits<double>::infinity();
  const auto last = static_cast<std::ptrdiff_t>(wanted) - 1;
  const auto cut = [&] {
    std::nth_element(out.begin(), out.begin() + last, out.end(), Before(columns_));
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
  std::sort(out.begin(), out.end(), Before(columns_));
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
  if (unsettled) std::sort(best.begin(), best.end(), Before(columns_));
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
  read_lengths(std::span(&docid, 1));
  weighting_ = plan.weighting;
  const ScoredPlan scored = score_plan(plan, terms_, sets_, postings_);
  std::vector<Contribution> out;
  double sum = 0;
  const auto add = [&](const Leaf& leaf) {
    const std::uint32_t wdf = leaf.postings->wdf(docid);
    if (wdf == 0 || (leaf.only && !leaf.only->contains(docid))) return;
    const double score = Weigher(leaf, weighting_)(wdf, lengths_[docid]);
    Contribution found{leaf.kind, leaf.names, leaf.factor, leaf.articles(), wdf, score};
    sum += found.score;
    out.push_back(std::move(found));
  };
  for (const Leaf& leaf : scored.leaves) add(leaf);
  for (const NearPair& pair : scored.pairs) {
    const bool both = pair.a.postings->wdf(docid) > 0 && pair.b.postings->wdf(docid) > 0;
    if (!both || !is_near(pair.node, docid)) continue;
    add(pair.a);
    add(pair.b);
  }
  if (const double factor = recency(docid, options); factor != 1) {
    out.push_back({Kind::kRecency, {}, factor - 1, 0, 0, sum * (factor - 1)});
  }
  return out;
}

}  // namespace dateline::search
