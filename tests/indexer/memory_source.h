#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "indexer/sources/batch_source.h"

namespace dateline::testing {

/// A source without files: hands out the batches that it was given.
class MemorySource final : public indexer::BatchSource {
 public:
  MemorySource() = default;
  /// One capture.
  MemorySource(std::string path, indexer::Format format, std::string bytes) {
    indexer::Batch batch;
    batch.captures.push_back({{std::move(path), 0}, format, std::move(bytes)});
    add(std::move(batch));
  }
  void add(indexer::Batch batch) { batches_.push_back(std::move(batch)); }
  std::optional<indexer::Batch> next() override {
    if (batches_.empty()) return std::nullopt;
    indexer::Batch batch = std::move(batches_.front());
    batches_.pop_front();
    return batch;
  }

 private:
  std::deque<indexer::Batch> batches_;
};

}  // namespace dateline::testing
