#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/identity/grouping/fingerprint.h"

namespace dateline::indexer {

/// Texts that were added in earlier runs and lie elsewhere.
class EarlierTexts {
 public:
  virtual ~EarlierTexts() = default;
  /// Numbers of those with a key, as `for_each_key` gave it; a few may not have it.
  virtual std::vector<std::uint32_t> with_key(std::uint32_t key) = 0;
  virtual std::optional<Fingerprint> text(std::uint32_t number) = 0;
};

/// Finds, among the texts seen so far, one that is nearly the same: locality-sensitive hashing, then
/// `nearly_same`. Answers depend on the order of the calls alone. Not thread-safe. Memory: about 160 bytes
/// for each text added, and 100 for each earlier one that was compared.
class NearGroups {
 public:
  /// Null: there are no earlier texts. They outlive the calls of find() and add().
  void set_earlier(EarlierTexts* earlier) { earlier_ = earlier; }

  /// The number given to the nearest text that is nearly the same, the lowest one of equals.
  std::optional<std::uint32_t> find(const Fingerprint& text);

  /// Texts with fewer words than this are found by equality alone.
  static constexpr std::size_t kMinWords = 20;
  /// Numbers ascend from one to the next.
  void add(const Fingerprint& text, std::uint32_t number);

  std::size_t memory_bytes() const {
    return leaders_.capacity() * sizeof(Leader) + slots_.capacity() * sizeof(Slot);
  }

 private:
  struct Leader {
    Fingerprint text;
    std::uint32_t number = 0;
    std::uint32_t last_find = 0;  ///< the last one that looked at it
    bool is_earlier = false;
  };
  /// A key of a leader; empty when leader is 0.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t leader = 0;  ///< 1-based
  };
  void add_candidates(std::uint64_t key);
  std::uint32_t earlier_leader(std::uint32_t number);
  std::size_t earlier_with(std::uint64_t key);
  std::optional<std::uint32_t> nearest_candidate(const Fingerprint& text);
  void insert(std::uint64_t key, std::uint32_t leader);
  void grow();

  std::vector<Leader> leaders_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::uint32_t finds_ = 0;                ///< calls of find()
  std::vector<std::uint32_t> candidates_;  ///< of the one that is going on, 1-based
  EarlierTexts* earlier_ = nullptr;
  std::unordered_map<std::uint32_t, std::uint32_t> earlier_leaders_;  ///< number -> 1-based; 0: there is none

 public:
  /// Calls `visit(fingerprint, number)` for those that were added here, in their order.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const Leader& leader : leaders_) {
      if (!leader.is_earlier) visit(leader.text, leader.number);
    }
  }
  /// Calls `visit(key, number)` for their keys.
  template <class Visit>
  void for_each_key(Visit&& visit) const {
    for (const Slot& slot : slots_) {
      if (slot.leader != 0) visit(slot.tag, leaders_[slot.leader - 1].number);
    }
  }
};

}  // namespace dateline::indexer
