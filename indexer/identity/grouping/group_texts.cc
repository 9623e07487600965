#include "indexer/identity/grouping/group_texts.h"

#include <algorithm>
#include <numeric>

#include "indexer/identity/grouping/text_keys.h"

namespace dateline::indexer {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

/// Texts that share a key, so far.
struct Sharing {
  std::uint32_t texts = 0;
  std::vector<std::uint32_t> firsts;  ///< ranks of those that begin a group, of the first kComparedOfAKey
};

/// Texts by rank: their places in the order of their hashes.
class Grouping {
 public:
  explicit Grouping(std::span<const TextToGroup> texts)
      : texts_(texts), order_(texts.size()), looked_at_(texts.size(), kNone) {
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return texts[a].hash < texts[b].hash; });
  }

  std::vector<std::uint32_t> group() {
    find_sharing();
    std::vector<std::uint32_t> firsts(order_.size());
    for (std::uint32_t rank = 0; rank < firsts.size(); ++rank) firsts[rank] = first_of(rank);
    std::vector<std::uint32_t> out(order_.size());
    for (std::uint32_t rank = 0; rank < firsts.size(); ++rank) out[order_[rank]] = order_[firsts[rank]];
    return out;
  }

 private:
  const Fingerprint& print(std::uint32_t rank) const { return *texts_[order_[rank]].print; }

  /// Keys are looked at in parts, which bounds the memory for them: hardly any is shared.
  void find_sharing() {
    constexpr unsigned kPartBits = 2;
    std::vector<std::uint64_t> keys;  // and ranks
    for (std::uint32_t part = 0; part < 1U << kPartBits; ++part) {
      keys.clear();
      for (std::uint32_t rank = 0; rank < order_.size(); ++rank) {
        for (const std::uint32_t key : TextKeys(print(rank))) {
          if (key >> (32 - kPartBits) == part) keys.push_back(std::uint64_t{key} << 32 | rank);
        }
      }
      std::sort(keys.begin(), keys.end());
      for (auto begin = keys.begin(); begin != keys.end();) {
        const auto end =
            std::find_if(begin, keys.end(), [&](std::uint64_t key) { return key >> 32 != *begin >> 32; });
        if (end - begin > 1) {
          for (auto key = begin; key != end; ++key)
            shared_by_.push_back((*key & 0xFFFFFFFF) << 32 | sharing_.size());
          sharing_.emplace_back();
        }
        begin = end;
      }
    }
    std::sort(shared_by_.begin(), shared_by_.end());
    next_ = shared_by_.begin();
  }

  /// Called for each rank in turn.
  std::uint32_t first_of(std::uint32_t rank) {
    std::uint32_t nearest = kNone;
    double apart = 0;
    const auto begin = next_;
    for (; next_ != shared_by_.end() && *next_ >> 32 == rank; ++next_) {
      for (const std::uint32_t first : sharing_[*next_ & 0xFFFFFFFF].firsts) {
        if (looked_at_[first] == rank) continue;  // under another key
        looked_at_[first] = rank;
        if (!nearly_same(print(first), print(rank))) continue;
        const double far = distance(print(first), print(rank));
        if (nearest != kNone && (far > apart || (far == apart && first >= nearest))) continue;
        nearest = first;
        apart = far;
      }
    }
    for (auto at = begin; at != next_; ++at) {
      Sharing& sharing = sharing_[*at & 0xFFFFFFFF];
      if (sharing.texts++ < kComparedOfAKey && nearest == kNone) sharing.firsts.push_back(rank);
    }
    return nearest == kNone ? rank : nearest;
  }

  std::span<const TextToGroup> texts_;
  std::vector<std::uint32_t> order_;      ///< places by rank
  std::vector<std::uint64_t> shared_by_;  ///< rank and place in sharing_; ascends
  std::vector<std::uint64_t>::const_iterator next_;
  std::vector<Sharing> sharing_;
  std::vector<std::uint32_t> looked_at_;  ///< by rank: the last one that it was compared with
};

}  // namespace

std::vector<std::uint32_t> group_texts(std::span<const TextToGroup> texts) { return Grouping(texts).group(); }

}  // namespace dateline::indexer
