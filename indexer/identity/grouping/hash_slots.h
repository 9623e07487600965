#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline::indexer {

/// Finds items of a vector by a hash: open addressing over their indexes, 4 bytes a slot. The items stay with
/// the caller, who tells their hashes when the table grows. Not thread-safe.
class HashSlots {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// The first index with this hash for which `is_it(index)`, else kNone.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, IsIt&& is_it) const {
    if (slots_.empty()) return kNone;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = place(hash) & mask; slots_[at] != kNone; at = (at + 1) & mask) {
      if (is_it(slots_[at])) return slots_[at];
    }
    return kNone;
  }

  /// Adds an index that is not there yet; `hash_of(index)` gives the hashes of all that are.
  template <class HashOf>
  void insert(std::uint64_t hash, std::uint32_t index, HashOf&& hash_of) {
    if ((used_ + 1) * 4 > slots_.size() * 3) grow(hash_of);
    put(hash, index);
    ++used_;
  }

  std::size_t memory_bytes() const { return slots_.capacity() * sizeof(std::uint32_t); }

 private:
  static std::size_t place(std::uint64_t hash) { return hash * 0x9E3779B97F4A7C15ULL >> 20; }

  void put(std::uint64_t hash, std::uint32_t index) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = place(hash) & mask;
    while (slots_[at] != kNone) at = (at + 1) & mask;
    slots_[at] = index;
  }
  template <class HashOf>
  void grow(HashOf& hash_of) {
    std::vector<std::uint32_t> old(slots_.empty() ? 1024 : slots_.size() * 2, kNone);
    old.swap(slots_);
    for (const std::uint32_t index : old) {
      if (index != kNone) put(hash_of(index), index);
    }
  }

  std::vector<std::uint32_t> slots_;
  std::size_t used_ = 0;
};

}  // namespace dateline::indexer
