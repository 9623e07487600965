#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dateline::search {

/// An exact set of articles of one database, by docid. A value; copies cost as much as the set.
class MatchSet {
 public:
  MatchSet() noexcept;
  MatchSet(const MatchSet& other);
  MatchSet(MatchSet&& other) noexcept;
  MatchSet& operator=(const MatchSet& other);
  MatchSet& operator=(MatchSet&& other) noexcept;
  ~MatchSet();

  /// In any order.
  static MatchSet of(std::span<const std::uint32_t> docids);
  /// All docids from `first` to `last`.
  static MatchSet range(std::uint32_t first, std::uint32_t last);

  std::uint64_t size() const;
  bool empty() const;
  bool contains(std::uint32_t docid) const;
  bool operator==(const MatchSet& other) const;

  MatchSet& operator&=(const MatchSet& other);
  MatchSet& operator|=(const MatchSet& other);
  MatchSet& operator-=(const MatchSet& other);

  std::vector<std::uint32_t> docids() const;  ///< ascending

  /// Calls `visit` with ascending docids in blocks of at most kBlock; the span is valid during the call.
  static constexpr std::size_t kBlock = 4096;
  template <class Visit>
  void for_each_block(Visit&& visit) const {
    const std::vector<std::uint32_t> all = docids();  // several times faster than an iterator
    for (std::size_t at = 0; at < all.size(); at += kBlock)
      visit(std::span(all).subspan(at, std::min(kBlock, all.size() - at)));
  }

  std::size_t bytes() const;

 private:
  struct Bits;
  Bits& bits();

  std::unique_ptr<Bits> bits_;  ///< null: empty
};

}  // namespace dateline::search
