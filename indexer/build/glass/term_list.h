#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::indexer::glass {

/// Writes the tag of one document's term list. Give `begin` the totals, then every term in byte order.
class TermListWriter {
 public:
  explicit TermListWriter(std::string& out) : out_(out) {}

  /// `length` is the sum of all wdf, `terms` the number of distinct terms, at least 1.
  void begin(std::uint64_t length, std::uint64_t terms);
  /// `term` is 1..245 bytes, greater than the previous one; its bytes stay valid until the next call.
  void add(std::string_view term, std::uint32_t wdf);

 private:
  std::string& out_;
  std::string_view previous_;
  bool first_ = true;
};

}  // namespace dateline::indexer::glass
