#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline::indexer::glass {

/// A set of docids, one bit for each up to the highest. Reading is thread-safe.
class DocidSet {
 public:
  void insert(std::uint32_t docid) {
    const std::size_t word = docid / 64;
    if (word >= words_.size()) words_.resize(word + 1);
    words_[word] |= std::uint64_t{1} << docid % 64;
  }
  bool contains(std::uint32_t docid) const {
    const std::size_t word = docid / 64;
    return word < words_.size() && (words_[word] >> docid % 64 & 1) != 0;
  }
  bool empty() const { return words_.empty(); }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace dateline::indexer::glass
