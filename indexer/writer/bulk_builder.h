#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "indexer/glass/storage.h"
#include "indexer/writer/bulk_options.h"
#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// Builds by inverting in flat memory and writing the tables of the glass format directly; the library is
/// asked only to check the result. The same documents give the same bytes, UUID included, for any number of
/// workers.
///
/// Memory: workers share `memory_bytes`; a full worker writes a sorted run to scratch. Term lists and stored
/// data go to scratch at once. finish() merges runs straight into the tables, which are written side by side.
class BulkBuilder final : public IndexBuilder {
 public:
  /// `storage` is where files are made, for tests that let it fail. An Index error when the folder holds a
  /// database.
  static Result<std::unique_ptr<BulkBuilder>> create(BulkOptions options,
                                                     std::unique_ptr<glass::Storage> storage = nullptr);
  ~BulkBuilder() override;

  /// `worker` is 0..workers - 1. An Input error concerns this document only, which is left out; after any
  /// other error the build cannot be finished.
  Status add(int worker, std::uint32_t docid, const IndexDocument& document) override;
  void drop(std::uint32_t docid) override;
  void leave_room(std::size_t bytes) override;
  Status shrink(int worker) override;
  /// `key` is 1..253 bytes, else finish() fails; an empty value is no entry.
  void set_metadata(std::string_view key, std::string_view value) override;
  /// On error the folder holds no database.
  Result<BuildCounts> finish() override;

 private:
  struct Worker;
  struct State;

  explicit BulkBuilder(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace dateline::indexer
