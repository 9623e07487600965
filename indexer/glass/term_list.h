#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {

/// Writes the tag of one document's term list. Give `begin` the totals, then every term in byte order, and
/// call `finish`.
class TermListWriter {
 public:
  /// What `out` holds is replaced.
  explicit TermListWriter(std::string& out) : out_(out) {}

  /// `length` is the sum of all wdf, `terms` the number of distinct terms, at least 1.
  void begin(std::uint64_t length, std::uint64_t terms);
  /// `term` is 1..245 bytes, greater than the previous one, and `prefix` its order_prefix; its bytes stay
  /// valid until the next call. Where the prefixes say enough, the bytes are not looked at: they may be far.
  void add(std::string_view term, std::uint64_t prefix, std::uint32_t wdf);
  void add(std::string_view term, std::uint32_t wdf) { add(term, order_prefix(term), wdf); }
  void finish() { out_.resize(used_); }

 private:
  std::string& out_;  ///< longer than what is used of it until finish()
  std::size_t used_ = 0;
  std::string_view previous_;
  std::uint64_t previous_prefix_ = 0;
  bool first_ = true;
};

}  // namespace dateline::indexer::glass
