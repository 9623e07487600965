#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/index/stored_data.h"

namespace dateline::indexer {

/// Makes the dictionaries of stored data while articles go by: one of the first few, and better ones when a
/// thousand and then four times as many each time have been seen. The same articles in the same batches give
/// the same dictionaries. Not thread-safe.
class DictionaryMaker {
 public:
  /// `given` is kept and no other made, unless it is null.
  explicit DictionaryMaker(std::shared_ptr<const index::StoredDictionary> given)
      : dictionary_(std::move(given)), is_given_(dictionary_ != nullptr) {}

  void add(const Article& article);
  /// The articles of a batch have been added: dictionary() is for them and those behind.
  void end_batch();

  /// Null while there are too few articles.
  const std::shared_ptr<const index::StoredDictionary>& dictionary() const { return dictionary_; }

 private:
  void thin_out();

  std::shared_ptr<const index::StoredDictionary> dictionary_;
  bool is_given_;
  std::uint64_t articles_ = 0;
  std::size_t stage_ = 0;     ///< better dictionaries made
  std::uint64_t stride_ = 1;  ///< one article in so many is a sample
  std::vector<std::string> samples_;
};

}  // namespace dateline::indexer
