#include "searcher/search/expansion.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <queue>
#include <utility>

namespace dateline::search {
namespace {

struct Weighed {
  double weight = 0;
  std::string term;
  /// The more telling first, of equal ones the last in byte order.
  bool operator<(const Weighed& other) const {
    return weight != other.weight ? weight > other.weight : term > other.term;
  }
};

/// Xapian::Enquire's "trad" with its k of 1.
class Weigher {
 public:
  Weigher(const index::Terms& terms, index::Docid docid)
      : articles_(static_cast<double>(terms.articles())),
        length_(static_cast<double>(terms.length(docid)) / terms.mean_length()) {}

  double operator()(std::uint32_t wdf, std::uint64_t frequency) const {
    const double count = std::max(wdf, 1U);
    const double having = static_cast<double>(frequency);
    const double odds = 1.5 * (articles_ - having + 0.5) / (0.5 * (having - 0.5));
    return 2 * count / (length_ + count) * std::log(odds);
  }

 private:
  double articles_;
  double length_;
};

}  // namespace

std::vector<std::string> expansion_terms(const index::Terms& terms, index::Docid docid, std::size_t limit,
                                         const std::function<bool(const std::string& term)>& keep) {
  const Weigher weigh(terms, docid);
  const std::uint64_t left_out = terms.left_out().size();
  struct Candidate {
    Weighed most;  ///< if all articles that are left out had the term
    std::uint32_t wdf = 0;
  };
  std::vector<Candidate> candidates;
  terms.each_term(docid, {}, [&](const std::string& term, std::uint32_t wdf) {
    if (!keep(term)) return true;
    const std::uint64_t stored = terms.max_document_frequency(term);
    const std::uint64_t least = std::max<std::uint64_t>(stored - std::min(stored, left_out), 1);
    candidates.push_back({{weigh(wdf, least), term}, wdf});
    return true;
  });
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.most < b.most; });
  std::priority_queue<Weighed> best;  // the least telling on top
  for (Candidate& candidate : candidates) {
    if (best.size() == limit && best.top().weight > candidate.most.weight) break;
    const std::uint64_t frequency = terms.document_frequency(candidate.most.term);
    const double weight = weigh(candidate.wdf, frequency);
    if (frequency < 2 || weight <= 0) continue;  // nearly all articles have it
    best.push({weight, std::move(candidate.most.term)});
    if (best.size() > limit) best.pop();
  }
  std::vector<std::string> out(best.size());
  for (std::size_t i = out.size(); i > 0; --i) {
    out[i - 1] = best.top().term;
    best.pop();
  }
  return out;
}

}  // namespace dateline::search
