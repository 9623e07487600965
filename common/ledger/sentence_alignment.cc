#include "common/ledger/sentence_alignment.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "common/ledger/compared_form.h"

namespace dateline::ledger {
namespace {

constexpr double kSkipCost = 0.3;          // of one sentence that has no counterpart
constexpr double kDivisionCost = 0.02;     // of two sentences for one
constexpr double kDividedLikeness = 0.85;  // of these
constexpr double kNever = 1e6;
constexpr double kMovedLikeness = 0.75;
constexpr std::size_t kMostCells = 250'000;   // of one table of costs
constexpr std::size_t kMostPairs = 4'000;     // looked at for moved sentences that differ
constexpr std::size_t kFewestMovedWords = 4;  // of a sentence that has moved and differs

using Words = std::vector<std::uint64_t>;

Words sorted_words(std::span<const Sentence> sentences) {
  Words out;
  for (const Sentence& sentence : sentences) {
    for (const Word& word : sentence.words) out.push_back(word.hash);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string joined_form(std::span<const Sentence> sentences) {
  std::string out;
  for (const Sentence& sentence : sentences) out += sentence.form;
  return out;
}

class Aligner {
 public:
  Aligner(std::span<const Sentence> a, std::span<const Sentence> b) : a_(a), b_(b) {
    used_a_.resize(a.size());
    used_b_.resize(b.size());
  }

  std::vector<AlignedSentences> run() {
    anchor();
    fill_gaps();
    find_moved();
    for (std::uint32_t i = 0; i < a_.size(); ++i) {
      if (!used_a_[i]) add({i, i + 1, 0, 0, false, false});
    }
    for (std::uint32_t k = 0; k < b_.size(); ++k) {
      if (!used_b_[k]) add({0, 0, k, k + 1, false, false});
    }
    return in_order();
  }

 private:
  void add(AlignedSentences pair) {
    std::fill(used_a_.begin() + pair.a_begin, used_a_.begin() + pair.a_end, true);
    std::fill(used_b_.begin() + pair.b_begin, used_b_.begin() + pair.b_end, true);
    pairs_.push_back(pair);
  }
  bool equal(std::size_t i, std::size_t k) const { return a_[i].form == b_[k].form; }
  void add_equal(std::size_t i, std::size_t k, bool moved = false) {
    const auto x = static_cast<std::uint32_t>(i);
    const auto y = static_cast<std::uint32_t>(k);
    add({x, x + 1, y, y + 1, true, moved});
  }

  /// Equal beginnings and ends, and between them the sentences that stand once in both texts, in the longest
  /// order that both share.
  void anchor() {
    std::size_t front = 0;
    while (front < a_.size() && front < b_.size() && equal(front, front)) ++front;
    for (std::size_t i = 0; i < front; ++i) add_equal(i, i);
    std::size_t back = 0;
    while (back < a_.size() - front && back < b_.size() - front &&
           equal(a_.size() - 1 - back, b_.size() - 1 - back)) {
      ++back;
      add_equal(a_.size() - back, b_.size() - back);
    }
    struct Seen {
      std::size_t in_a = 0;
      std::size_t in_b = 0;
      std::size_t i = 0;
      std::size_t k = 0;
    };
    std::unordered_map<std::string_view, Seen> seen;
    for (std::size_t i = front; i < a_.size() - back; ++i) {
      Seen& entry = seen[a_[i].form];
      ++entry.in_a;
      entry.i = i;
    }
    for (std::size_t k = front; k < b_.size() - back; ++k) {
      const auto entry = seen.find(b_[k].form);
      if (entry == seen.end()) continue;
      ++entry->second.in_b;
      entry->second.k = k;
    }
    std::vector<std::pair<std::size_t, std::size_t>> once;
    for (const auto& [form, entry] : seen) {
      if (!form.empty() && entry.in_a == 1 && entry.in_b == 1) once.emplace_back(entry.i, entry.k);
    }
    std::sort(once.begin(), once.end());
    // Longest increasing subsequence by place in `b`.
    std::vector<std::size_t> tails;
    std::vector<std::size_t> before(once.size());
    for (std::size_t n = 0; n < once.size(); ++n) {
      const auto place = std::lower_bound(
          tails.begin(), tails.end(), n,
          [&](std::size_t tail, std::size_t other) { return once[tail].second < once[other].second; });
      before[n] = place == tails.begin() ? once.size() : *(place - 1);
      if (place == tails.end()) {
        tails.push_back(n);
      } else {
        *place = n;
      }
    }
    std::vector<std::pair<std::size_t, std::size_t>> kept;
    if (!tails.empty()) {
      for (std::size_t n = tails.back(); n < once.size(); n = before[n]) kept.push_back(once[n]);
    }
    std::reverse(kept.begin(), kept.end());
    for (const auto& [i, k] : kept) add_equal(i, k);
    // The others of them have moved.
    for (const auto& [i, k] : once) {
      if (!used_a_[i] && !used_b_[k]) add_equal(i, k, true);
    }
  }

  /// Between two pairs that stand in order lie sentences of both texts.
  void fill_gaps() {
    std::vector<AlignedSentences> order;
    for (const AlignedSentences& pair : pairs_) {
      if (!pair.moved) order.push_back(pair);
    }
    std::sort(order.begin(), order.end(), [](const auto& x, const auto& y) { return x.a_begin < y.a_begin; });
    order.push_back({static_cast<std::uint32_t>(a_.size()), 0, static_cast<std::uint32_t>(b_.size()), 0});
    std::uint32_t a_from = 0;
    std::uint32_t b_from = 0;
    for (const AlignedSentences& next : order) {
      fill(a_from, next.a_begin, b_from, next.b_begin);
      a_from = next.a_end;
      b_from = next.b_end;
    }
  }

  /// The free sentences of a gap.
  void fill(std::uint32_t a_from, std::uint32_t a_to, std::uint32_t b_from, std::uint32_t b_to) {
    // Runs of free sentences: what has moved is not among them.
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    for (std::uint32_t i = a_from; i < a_to; ++i) {
      if (!used_a_[i]) left.push_back(i);
    }
    for (std::uint32_t k = b_from; k < b_to; ++k) {
      if (!used_b_[k]) right.push_back(k);
    }
    // Equal ones at both ends, for those that stand several times.
    std::size_t front = 0;
    while (front < left.size() && front < right.size() && equal(left[front], right[front])) {
      add_equal(left[front], right[front]);
      ++front;
    }
    left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(front));
    right.erase(right.begin(), right.begin() + static_cast<std::ptrdiff_t>(front));
    while (!left.empty() && !right.empty() && equal(left.back(), right.back())) {
      add_equal(left.back(), right.back());
      left.pop_back();
      right.pop_back();
    }
    if (left.empty() || right.empty()) return;
    const bool whole =
        left.back() - left.front() + 1 == left.size() && right.back() - right.front() + 1 == right.size();
    if (whole) {
      const auto a = a_.subspan(left.front(), left.size());
      const auto b = b_.subspan(right.front(), right.size());
      if (joined_form(a) == joined_form(b)) {
        return add({left.front(), left.back() + 1, right.front(), right.back() + 1, true, false});
      }
    }
    if ((left.size() + 1) * (right.size() + 1) <= kMostCells) pair_by_words(left, right);
  }

  struct Cell {
    double cost = 0;
    std::uint8_t of_a = 0;  // sentences taken in the last step
    std::uint8_t of_b = 0;
  };

  void pair_by_words(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
    const std::size_t n = left.size();
    const std::size_t m = right.size();
    std::vector<Words> words_a;
    std::vector<Words> words_b;
    for (const std::uint32_t i : left) words_a.push_back(sorted_words(a_.subspan(i, 1)));
    for (const std::uint32_t k : right) words_b.push_back(sorted_words(b_.subspan(k, 1)));
    const auto both = [](const Words& x, const Words& y) {
      Words out(x.size() + y.size());
      std::merge(x.begin(), x.end(), y.begin(), y.end(), out.begin());
      return out;
    };
    std::vector<Words> two_a;
    std::vector<Words> two_b;
    for (std::size_t i = 0; i + 1 < n; ++i) two_a.push_back(both(words_a[i], words_a[i + 1]));
    for (std::size_t k = 0; k + 1 < m; ++k) two_b.push_back(both(words_b[k], words_b[k + 1]));
    std::vector<Cell> cells((n + 1) * (m + 1));
    const auto cell = [&](std::size_t i, std::size_t k) -> Cell& { return cells[i * (m + 1) + k]; };
    for (std::size_t i = 0; i <= n; ++i) {
      for (std::size_t k = 0; k <= m; ++k) {
        if (i == 0 && k == 0) continue;
        Cell best{1e9, 0, 0};
        const auto offer = [&](std::uint8_t of_a, std::uint8_t of_b, double cost) {
          const double all = cell(i - of_a, k - of_b).cost + cost;
          if (all < best.cost - 1e-12) best = {all, of_a, of_b};
        };
        if (i >= 1 && k >= 1)
          offer(1, 1, equal(left[i - 1], right[k - 1]) ? 0 : cost_of(words_a[i - 1], words_b[k - 1]));
        if (i >= 2 && k >= 1 && left[i - 1] == left[i - 2] + 1 && !words_a[i - 1].empty() &&
            !words_a[i - 2].empty())
          offer(2, 1, kDivisionCost + cost_of(two_a[i - 2], words_b[k - 1], kDividedLikeness));
        if (i >= 1 && k >= 2 && right[k - 1] == right[k - 2] + 1 && !words_b[k - 1].empty() &&
            !words_b[k - 2].empty())
          offer(1, 2, kDivisionCost + cost_of(words_a[i - 1], two_b[k - 2], kDividedLikeness));
        if (i >= 1) offer(1, 0, kSkipCost);
        if (k >= 1) offer(0, 1, kSkipCost);
        cell(i, k) = best;
      }
    }
    for (std::size_t i = n, k = m; i > 0 || k > 0;) {
      const Cell& step = cell(i, k);
      if (step.of_a > 0 && step.of_b > 0) {
        const std::uint32_t a_begin = left[i - step.of_a];
        const std::uint32_t b_begin = right[k - step.of_b];
        const bool same =
            joined_form(a_.subspan(a_begin, step.of_a)) == joined_form(b_.subspan(b_begin, step.of_b));
        add({a_begin, a_begin + step.of_a, b_begin, b_begin + step.of_b, same, false});
      }
      i -= step.of_a;
      k -= step.of_b;
    }
  }

  static double cost_of(const Words& a, const Words& b, double least = 1 - 2 * kSkipCost) {
    if (a.empty() || b.empty()) return kNever;  // those that stand elsewhere too have no words
    const double alike = likeness(a, b);
    return alike < least ? kNever : 1 - alike;
  }

  /// Sentences that are left over on both sides and are much the same.
  void find_moved() {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    for (std::uint32_t i = 0; i < a_.size(); ++i) {
      if (!used_a_[i]) left.push_back(i);
    }
    for (std::uint32_t k = 0; k < b_.size(); ++k) {
      if (!used_b_[k]) right.push_back(k);
    }
    std::multimap<std::string_view, std::uint32_t> by_form;
    for (const std::uint32_t k : right) by_form.emplace(b_[k].form, k);
    for (const std::uint32_t i : left) {
      const auto found = by_form.find(a_[i].form);
      if (found == by_form.end()) continue;
      add_equal(i, found->second, true);
      by_form.erase(found);
    }
    std::erase_if(left,
                  [&](std::uint32_t i) { return used_a_[i] || a_[i].words.size() < kFewestMovedWords; });
    std::erase_if(right,
                  [&](std::uint32_t k) { return used_b_[k] || b_[k].words.size() < kFewestMovedWords; });
    if (left.empty() || right.empty() || left.size() * right.size() > kMostPairs) return;
    for (const std::uint32_t i : left) {
      const Words words = sorted_words(a_.subspan(i, 1));
      double best = kMovedLikeness;
      std::optional<std::uint32_t> place;
      for (const std::uint32_t k : right) {
        if (used_b_[k]) continue;
        const double alike = likeness(words, sorted_words(b_.subspan(k, 1)));
        if (alike < best) continue;
        best = alike;
        place = k;
      }
      if (place) add({i, i + 1, *place, *place + 1, false, true});
    }
  }

  std::vector<AlignedSentences> in_order() {
    // What was removed stands before the pair that followed it in the older text.
    std::vector<std::uint32_t> place_of(a_.size() + 1, static_cast<std::uint32_t>(b_.size()));
    for (const AlignedSentences& pair : pairs_) {
      if (pair.moved || pair.b_begin == pair.b_end) continue;
      for (std::uint32_t i = pair.a_begin; i < pair.a_end; ++i) place_of[i] = pair.b_begin;
    }
    std::uint32_t next = static_cast<std::uint32_t>(b_.size());
    std::vector<std::uint32_t> follows(a_.size() + 1, next);
    std::vector<bool> in_order_pair(a_.size() + 1, false);
    for (const AlignedSentences& pair : pairs_) {
      if (pair.moved || pair.b_begin == pair.b_end) continue;
      for (std::uint32_t i = pair.a_begin; i < pair.a_end; ++i) in_order_pair[i] = true;
    }
    for (std::size_t i = a_.size(); i-- > 0;) {
      if (in_order_pair[i]) next = place_of[i];
      follows[i] = next;
    }
    struct Placed {
      std::uint32_t at;
      bool removed;
      std::uint32_t tie;
      AlignedSentences pair;
    };
    std::vector<Placed> placed;
    for (const AlignedSentences& pair : pairs_) {
      const bool removed = pair.b_begin == pair.b_end;
      placed.push_back({removed ? follows[pair.a_begin] : pair.b_begin, removed, pair.a_begin, pair});
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& x, const Placed& y) {
      return std::tuple(x.at, !x.removed, x.tie) < std::tuple(y.at, !y.removed, y.tie);
    });
    std::vector<AlignedSentences> out;
    out.reserve(placed.size());
    for (const Placed& item : placed) out.push_back(item.pair);
    return out;
  }

  std::span<const Sentence> a_;
  std::span<const Sentence> b_;
  std::vector<bool> used_a_;
  std::vector<bool> used_b_;
  std::vector<AlignedSentences> pairs_;
};

}  // namespace

std::vector<Sentence> read_sentences(std::string_view text) {
  std::vector<Sentence> out;
  for (const Span place : sentences_of(text)) {
    Sentence sentence;
    sentence.place = place;
    sentence.form = compared_form(cut(text, place));
    if (!sentence.form.empty()) out.push_back(std::move(sentence));  // signs alone say nothing
  }
  return out;
}

void read_words(std::string_view text, std::vector<Sentence>& sentences, std::span<const Sentence> others) {
  std::unordered_map<std::string_view, std::ptrdiff_t> more;  // here than there, by form
  for (const Sentence& sentence : sentences) ++more[sentence.form];
  for (const Sentence& sentence : others) --more[sentence.form];
  for (Sentence& sentence : sentences) {
    if (more[sentence.form] == 0) continue;
    sentence.words = words_of(cut(text, sentence.place));
    for (Word& word : sentence.words) {
      word.place.begin += sentence.place.begin;
      word.place.end += sentence.place.begin;
    }
  }
}

double likeness(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  if (a.empty() && b.empty()) return 1;
  std::size_t common = 0;
  for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++common;
      ++i;
      ++k;
    } else if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size());
}

std::vector<AlignedSentences> align(std::span<const Sentence> a, std::span<const Sentence> b) {
  return Aligner(a, b).run();
}

}  // namespace dateline::ledger
