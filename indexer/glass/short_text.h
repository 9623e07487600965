#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "indexer/glass/encoding.h"
#include "indexer/glass/slice_pool.h"

namespace dateline::indexer::glass {

/// Up to 64 KiB of text that is nearly always short: up to 16 bytes stand here, so that comparing and copying
/// look nowhere else; longer ones stand whole in a pool and with their first 16 bytes here.
class ShortText {
 public:
  /// The first 16 bytes, padded with zeros. Texts of up to 16 bytes are equal when heads and sizes are.
  struct Head {
    std::array<std::uint64_t, 2> words{};
    bool operator==(const Head&) const = default;
  };
  static constexpr std::size_t kHeadBytes = sizeof(Head);

  static Head head_of(std::string_view text) {
    return {{first_bytes(text), text.size() > 8 ? first_bytes(text.substr(8)) : 0}};
  }

  ShortText() = default;
  ShortText(const Head& head, std::string_view text, SlicePool& pool)
      : head_(head), size_(static_cast<std::uint16_t>(text.size())) {
    if (size_ > kHeadBytes) address_ = pool.store(text);
  }

  std::size_t size() const { return size_; }
  const Head& head() const { return head_; }
  /// Orders as the texts do where it differs.
  std::uint64_t order() const { return __builtin_bswap64(head_.words[0]); }
  std::uint64_t next_order() const { return __builtin_bswap64(head_.words[1]); }
  bool is_short() const { return size_ <= kHeadBytes; }
  /// Valid as long as this object stays where it is, and the pool's strings.
  std::string_view view(const SlicePool& pool) const {
    return {is_short() ? reinterpret_cast<const char*>(&head_) : pool.text(address_), size_};
  }
  bool is(const Head& head, std::string_view text, const SlicePool& pool) const {
    return size_ == text.size() && head_ == head && (is_short() || view(pool) == text);
  }
  void prefetch(const SlicePool& pool) const {
    if (!is_short()) __builtin_prefetch(pool.text(address_));
  }

 private:
  Head head_;
  std::uint32_t address_ = 0;
  std::uint16_t size_ = 0;
};

}  // namespace dateline::indexer::glass
