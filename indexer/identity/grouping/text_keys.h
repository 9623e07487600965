#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "indexer/identity/grouping/fingerprint.h"

namespace dateline::indexer {

/// Texts with fewer words than this are found by equality alone.
inline constexpr std::size_t kMinNearWords = 20;

/// Of the texts with one key so many, those with the least hashes, are compared with the others. Where
/// thousands of texts share a key most of them are no copies of each other but have a common beginning, and
/// one is found by its other keys. Which ones are compared depends on the texts alone, and a text that comes
/// or goes is seldom one of them.
inline constexpr std::size_t kComparedOfAKey = 64;

/// What a text is looked up by among texts that may be nearly the same.
class TextKeys {
 public:
  /// None of a text with too few words. Two texts have a key in common for each least hash that they share,
  /// when their days lie within 3 or both have none; when one has none, for the first two hashes together.
  /// Pure.
  explicit TextKeys(const Fingerprint& text);

  const std::uint32_t* begin() const { return keys_.data(); }
  const std::uint32_t* end() const { return keys_.data() + count_; }  ///< keys ascend, each once
  bool has(std::uint32_t key) const;

 private:
  std::array<std::uint32_t, 2 * kMinima + 1> keys_{};
  std::size_t count_ = 0;
};

}  // namespace dateline::indexer
