#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/deflate.h"
#include "indexer/glass/run.h"
#include "indexer/glass/storage.h"
#include "indexer/writer/bulk_options.h"
#include "indexer/writer/inverter.h"

namespace dateline::indexer {

/// What one thread of a bulk build owns: its inverter, and the scratch files of its runs. Not thread-safe.
class BulkWorker {
 public:
  /// What a table is merged from.
  enum class Side { kPostings, kPositions, kTermLists, kData };
  /// What is read of the sources of a side.
  static glass::RunPart part_of(Side side) {
    return side == Side::kPositions ? glass::RunPart::kPositions : glass::RunPart::kAll;
  }

  /// `storage` outlives the worker.
  static Result<std::unique_ptr<BulkWorker>> create(glass::Storage& storage, const BulkOptions& options);

  /// The inverter spills when it holds more than `inverter_bytes` then.
  Status add(std::uint32_t docid, const IndexDocument& document, std::size_t inverter_bytes);
  /// Spills as `add` does.
  Status shrink(std::size_t inverter_bytes);
  /// No more documents: sorts what is in memory and completes the files.
  Status close();

  /// After close(): the runs of one side, valid as long as the worker. Different sides may be read by
  /// different threads.
  std::vector<std::unique_ptr<glass::ByteSource>> sources(Side side) const;
  std::uint32_t last_docid() const { return last_docid_; }
  std::uint64_t position_lists() const { return inverter_.position_lists(); }
  std::size_t spills() const { return spilled_.size(); }

 private:
  /// Where a run stands in its file.
  struct Region {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };
  using Writer = std::unique_ptr<glass::BufferedWriter>;

  explicit BulkWorker(int deflate_level) : deflater_(deflate_level) {}

  void append_record(glass::BufferedWriter& writer, std::uint32_t& last_docid, std::uint32_t docid,
                     std::string_view lead, std::string_view tag, bool may_deflate);
  Status spill(std::size_t inverter_bytes);
  static Result<Region> write_run(glass::ByteSource& source, glass::BufferedWriter& writer);

  Inverter inverter_;
  InvertedDocument inverted_;
  glass::Deflater deflater_;
  std::string lead_;
  std::string header_;
  std::uint32_t last_term_list_docid_ = 0;
  std::uint32_t last_data_docid_ = 0;
  std::uint32_t last_docid_ = 0;
  std::vector<Region> spilled_;
  Writer runs_;
  Writer term_lists_;
  Writer data_;
};

}  // namespace dateline::indexer
