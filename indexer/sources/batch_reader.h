#pragma once

#include "indexer/readers/csv.h"
#include "indexer/readers/field_map.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/page.h"
#include "indexer/sources/batch_source.h"
#include "indexer/sources/supplements.h"

namespace dateline::indexer {

/// Turns batches into pages, with the reader that their format asks for. One for each worker; reused.
class BatchReader {
 public:
  /// `supplements` is what is told of the files elsewhere; null: nothing.
  explicit BatchReader(const FieldMap& map, const UnpackLimits& limits = {},
                       std::shared_ptr<const Supplements> supplements = nullptr)
      : jsonl_(map), csv_(map), limits_(limits), supplements_(std::move(supplements)) {}

  /// Appends the pages and the rejects of a batch in the order of the input.
  void read(const Batch& batch, PageSink& sink);

 private:
  void read_all(const Batch& batch, PageSink& sink);
  void read_file(const std::string& path, std::optional<Format> read_as, PageSink& sink);

  JsonlReader jsonl_;
  CsvReader csv_;
  UnpackLimits limits_;
  std::shared_ptr<const Supplements> supplements_;
};

}  // namespace dateline::indexer
