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

/// Candidates are taken in steps of so many times the page.
constexpr std::size_t kStep = 4;

constexpr double kDaysPerYear = 365.25;

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

/// One term, or several that count as one.
struct Ranker::Leaf {
  struct Part {
    std::vector<PostingStore::Shared> terms;  ///< of a phrase its words: it occurs as often as the rarest
    std::vector<std::string> names;
    std::shared_ptr<const MatchSet> only;  ///< of a phrase, the articles that have it
  };
  std::vector<Part> parts;
  std::shared_ptr<const MatchSet> only;  ///< articles to which it adds; null: all that have it
  double factor = 1;
  double idf = 0;
  std::uint64_t articles = 0;
  Kind kind = Kind::kWord;
};

/// A part that is looked at only for articles that could still reach the page, as it reads positions.
struct Ranker::Late {
  PlanNode node;
  std::vector<Leaf> leaves;
  double most = 0;  ///< that it can add
};

struct Ranker::Compiled {
  std::vector<Leaf> leaves;
  std::vector<Late> late;
};

Ranker::Ranker(const Xapian::Database& database, const index::Columns& columns, MatchSets& sets,
               PostingStore& postings, const StopFlag* stop)
    : database_(database), columns_(columns), sets_(sets), postings_(postings), stop_(stop) {}
Ranker::~Ranker() = default;

void Ranker::read_lengths() {
  if (!lengths_.empty()) return;
  const std::size_t rows = std::size_t{database_.get_lastdocid()} + 1;
  lengths_.resize(rows);
  scores_.resize(rows);
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

void Ranker::add_leaves(const PlanNode& node, double factor, std::shared_ptr<const MatchSet> only,
                        bool certain, Compiled& out) {
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
    const double articles = database_.get_doccount();
    leaf.idf = std::log((articles + 1) / static_cast<double>(leaf.articles));
    out.leaves.push_back(std::move(leaf));
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
      for (const PlanNode& each : node.parts) {
        std::vector<std::string> terms{each.term};
        if (each.op == Op::kPhrase) {
          terms.clear();
          for (const auto& slot : each.slots) terms.push_back(slot.front());
        } else if (each.op != Op::kTerm) {
          add_leaves(each, factor, only, certain, out);
          continue;
        }
        Leaf::Part part = part_of(terms);
        const bool everywhere = std::all_of(part.terms.begin(), part.terms.end(),
                                            [](const auto& postings) { return !postings->docids.empty(); });
        if (!everywhere) continue;
        if (each.op == Op::kPhrase) {
          part.only = std::make_shared<const MatchSet>(sets_.find(each).set);
          if (part.only->empty()) continue;
        }
        leaf.parts.push_back(std::move(part));
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
      for (const PlanNode& part : node.parts) add_leaves(part, factor, only, true, out);
      return;
    }
    case Op::kOr:
    case Op::kAtLeast: {
      for (const PlanNode& part : node.parts) add_leaves(part, factor, only, false, out);
      return;
    }
  }
}

Ranker::Compiled Ranker::compile(const query::Plan& plan) {
  weigh_by(plan.weighting);
  Compiled out;
  add_leaves(plan.root, 1, nullptr, true, out);
  for (const query::Boost& boost : plan.boosts) {
    const std::size_t before = out.leaves.size();
    if (boost.node.op != Op::kNear) {
      add_leaves(boost.node, boost.factor, nullptr, false, out);
      const Kind kind = is_lead(boost.node)         ? Kind::kLead
                        : is_title_only(boost.node) ? Kind::kTitle
                                                    : Kind::kWord;
      for (std::size_t i = before; i < out.leaves.size(); ++i) out.leaves[i].kind = kind;
      continue;
    }
    Compiled words;
    add_leaves(boost.node, boost.factor, nullptr, true, words);
    Late late{boost.node, std::move(words.leaves), 0};
    if (late.leaves.size() < boost.node.slots.size()) continue;  // a word that no article has
    for (Leaf& leaf : late.leaves) {
      leaf.kind = Kind::kNear;
      late.most += leaf.factor * leaf.idf * (weighting_.k1 + 1 + weighting_.delta);
    }
    out.late.push_back(std::move(late));
  }
  return out;
}

std::uint32_t Ranker::occurrences(const Leaf& leaf, std::uint32_t docid) {
  std::uint32_t sum = 0;
  for (const Leaf::Part& part : leaf.parts) {
    if (part.only && !part.only->contains(docid)) continue;
    std::uint32_t least = UINT32_MAX;
    for (const auto& term : part.terms) least = std::min<std::uint32_t>(least, term->wdf(docid));
    sum += least;
  }
  return sum;
}

void Ranker::add_up(const Leaf& leaf, const MatchSet& matches) {
  const auto is_match = [&](std::uint32_t docid) { return (is_match_[docid / 64] >> (docid % 64) & 1) != 0; };
  const bool simple = leaf.parts.size() == 1 && !leaf.parts.front().only;
  if (leaf.only || !simple || matches.size() * 8 < leaf.articles) {
    // Looks the articles up one by one, or the occurrences of several terms are to be added first.
    const MatchSet* within = leaf.only ? leaf.only.get() : &matches;
    if (simple || within->size() * 8 < leaf.articles) {
      std::size_t from = 0;  // docids ascend, so the next one lies behind
      within->for_each_block([&](std::span<const std::uint32_t> docids) {
        for (const std::uint32_t docid : docids) {
          if (!is_match(docid)) continue;
          const std::uint32_t wdf =
              simple ? leaf.parts.front().terms.front()->wdf_from(docid, from) : occurrences(leaf, docid);
          if (wdf > 0) scores_[docid] += weight(leaf, wdf, docid);
        }
      });
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

double Ranker::late_score(const Compiled& compiled, std::uint32_t docid, double needed) {
  double sum = 0;
  std::vector<const PlanNode*> to_check;
  std::vector<double> scores;
  for (const Late& late : compiled.late) {
    double score = 0;
    bool all = true;
    for (const Leaf& leaf : late.leaves) {
      const std::uint32_t wdf = occurrences(leaf, docid);
      all = all && wdf > 0;
      score += weight(leaf, wdf, docid);
    }
    if (!all) continue;
    to_check.push_back(&late.node);
    scores.push_back(score);
    sum += score;
  }
  if (sum < needed) return 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!is_near(*to_check[i], docid)) sum -= scores[i];
  }
  return scores.empty() ? 0 : std::max(0.0, sum);
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
  const Compiled compiled = compile(plan);
  std::fill(is_match_.begin(), is_match_.end(), 0);  // a ranking that was stopped left its own
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      scores_[docid] = 0;
      is_match_[docid / 64] |= std::uint64_t{1} << (docid % 64);
    }
  });
  for (const Leaf& leaf : compiled.leaves) {
    stop_if_raised(stop_);
    add_up(leaf, matches);
  }
  const bool by_age = options.recency_half_life > 0;
  if (by_age) {
    matches.for_each_block([&](std::span<const std::uint32_t> docids) {
      for (const std::uint32_t docid : docids) scores_[docid] *= recency(docid, options);
    });
  }
  // Mostly the page is decided among the few best; where it is not, all are put in order.
  const std::size_t few = kStep * (range.offset + range.limit) + 64;
  if (few < matches.size()) {
    if (auto page = cut_page(compiled, candidates(matches, few), false, range, options)) return *page;
  }
  return *cut_page(compiled, candidates(matches, matches.size()), true, range, options);
}

std::vector<Scored> Ranker::candidates(const MatchSet& matches, std::size_t wanted) const {
  std::vector<Scored> out;
  if (wanted >= matches.size()) {
    out.reserve(matches.size());
    matches.for_each_block([&](std::span<const std::uint32_t> docids) {
      for (const std::uint32_t docid : docids) out.push_back({docid, scores_[docid]});
    });
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
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      if (scores_[docid] < floor) continue;
      out.push_back({docid, scores_[docid]});
      if (out.size() == 2 * wanted) cut();
    }
  });
  if (out.size() > wanted) cut();
  std::sort(out.begin(), out.end(), Before{columns_});
  return out;
}

/// The page, when it is decided among `order`: nullopt when articles behind (unless `all` are there) could
/// come before one of its hits, or when it is not full.
std::optional<std::vector<Scored>> Ranker::cut_page(const Compiled& compiled,
                                                    const std::vector<Scored>& order, bool all,
                                                    PageRange range, const Options& options) {
  double late_most = 0;
  for (const Late& late : compiled.late) late_most += late.most;
  if (options.recency_half_life > 0) late_most *= 2;
  std::vector<Scored> best;
  // No article that is not in `best` can have more than this.
  double rest = all ? -std::numeric_limits<double>::infinity() : order.back().score + late_most;
  Threshold threshold(columns_, range);
  for (Scored scored : order) {
    stop_if_raised(stop_);
    if (late_most > 0) {
      if (scored.score + late_most < threshold.score()) {
        rest = scored.score + late_most;
        break;
      }
      const double factor = recency(scored.docid, options);
      scored.score +=
          factor * late_score(compiled, scored.docid, (threshold.score() - scored.score) / factor);
      threshold.add(scored);
    }
    best.push_back(scored);
  }
  if (late_most > 0) std::sort(best.begin(), best.end(), Before{columns_});
  PageCutter cutter(columns_, range);
  for (const Scored& scored : best) {
    if (scored.score < rest || (late_most > 0 && scored.score == rest)) return std::nullopt;
    if (!cutter.take(scored)) return std::move(cutter).page();
  }
  if (!all) return std::nullopt;
  return std::move(cutter).page();
}

std::vector<Contribution> Ranker::explain(const query::Plan& plan, std::uint32_t docid,
                                          const Options& options) {
  const Compiled compiled = compile(plan);
  std::vector<Contribution> out;
  double sum = 0;
  const auto add = [&](const Leaf& leaf) {
    const std::uint32_t wdf = occurrences(leaf, docid);
    if (wdf == 0 || (leaf.only && !leaf.only->contains(docid))) return;
    Contribution found{leaf.kind, {}, leaf.factor, leaf.articles, wdf, weight(leaf, wdf, docid)};
    for (const Leaf::Part& part : leaf.parts)
      found.terms.insert(found.terms.end(), part.names.begin(), part.names.end());
    sum += found.score;
    out.push_back(std::move(found));
  };
  for (const Leaf& leaf : compiled.leaves) add(leaf);
  for (const Late& late : compiled.late) {
    const bool all = std::all_of(late.leaves.begin(), late.leaves.end(),
                                 [&](const Leaf& leaf) { return occurrences(leaf, docid) > 0; });
    if (!all || !is_near(late.node, docid)) continue;
    for (const Leaf& leaf : late.leaves) add(leaf);
  }
  if (const double factor = recency(docid, options); factor != 1) {
    out.push_back({Kind::kRecency, {}, factor - 1, 0, 0, sum * (factor - 1)});
  }
  return out;
}

}  // namespace dateline::search
