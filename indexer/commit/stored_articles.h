#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "common/index/changes.h"
#include "common/index/stored_data.h"
#include "common/result.h"
#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// The dictionary with which stored data are packed again, which may be none; nullopt: that of the index.
using Repacking = std::optional<std::shared_ptr<const index::StoredDictionary>>;

/// Adds articles of an index to a builder as they are stored, on several threads, with their docids. Each
/// worker opens the index on its own.
class StoredArticles {
 public:
  /// `docids` ascend; `stop` may be null. The builder has at least as many workers as `run` has threads.
  /// `serve_values`: with what servers of Xapian need, and the groups that articles have moved to; null:
  /// without.
  StoredArticles(std::filesystem::path index, std::vector<std::uint32_t> docids, IndexBuilder& builder,
                 const std::atomic<bool>* stop, const index::Changes* serve_values, Repacking repacking = {});

  /// The first error, or `interrupted`. To be called once.
  Status run(int threads);

 private:
  void work_guarded(int worker);
  Status work(int worker);
  void note(Status status);

  std::filesystem::path index_;
  std::vector<std::uint32_t> docids_;
  IndexBuilder& builder_;
  const std::atomic<bool>* stop_;
  const index::Changes* serve_values_;
  Repacking repacking_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  Status first_error_;
};

}  // namespace dateline::indexer
