#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/identity/grouping/fingerprint.h"

namespace dateline::indexer {

/// Finds, among the texts seen so far, one that is nearly the same: locality-sensitive hashing, then
/// `nearly_same`. Answers depend on the order of the calls alone. Not thread-safe. Memory: about 160 bytes
/// for each text added.
class NearGroups {
 public:
  /// The number given to the nearest text that is nearly the same, the first one of equals.
  std::optional<std::uint32_t> find(const Fingerprint& text);

  /// Texts with fewer words than this are found by equality alone.
  static constexpr std::size_t kMinWords = 20;
  void add(const Fingerprint& text, std::uint32_t number);

  std::size_t size() const { return leaders_.size(); }
  std::size_t memory_bytes() const {
    return leaders_.capacity() * sizeof(Leader) + slots_.capacity() * sizeof(Slot);
  }

 private:
  struct Leader {
    Fingerprint text;
    std::uint32_t number = 0;
    std::uint32_t last_find = 0;  ///< the last one that looked at it
  };
  /// A key of a leader; empty when leader is 0.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t leader = 0;  ///< 1-based
  };
  void add_candidates(std::uint64_t key);
  std::optional<std::uint32_t> nearest_candidate(const Fingerprint& text);
  void insert(std::uint64_t key, std::uint32_t leader);
  void grow();

  std::vector<Leader> leaders_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::uint32_t finds_ = 0;                ///< calls of find()
  std::vector<std::uint32_t> candidates_;  ///< of the one that is going on, 1-based

 public:
  /// Calls `visit(fingerprint, number)` in the order in which they were added.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const Leader& leader : leaders_) visit(leader.text, leader.number);
  }
};

}  // namespace dateline::indexer
