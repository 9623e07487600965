#pragma once

#include <atomic>

#include "common/index/columns.h"
#include "indexer/build/index_builder.h"
#include "indexer/build/report.h"
#include "indexer/build/timings.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/batch_source.h"

namespace dateline::indexer {

struct PipelineOptions {
  int threads = 1;                          ///< workers, 1..64
  FieldMap map;                             ///< members of JSON Lines
  const std::atomic<bool>* stop = nullptr;  ///< set from outside to end early; may be null
  Clocks clocks;                            ///< when given, the report says where the time went
  RejectObserver on_reject;
  ProgressObserver on_progress;
};

/// Reads all of `source`, makes articles and adds them to `builder` and `columns`. Workers read, date and
/// analyse in parallel; identity, docids and groups are decided batch by batch in the order of the input, so
/// the result does not depend on the number of workers. Memory: a few batches a worker. A System error when
/// stopped from outside, else the builder's first error.
Result<BuildReport> run_pipeline(BatchSource& source, IndexBuilder& builder, index::ColumnsBuilder& columns,
                                 const PipelineOptions& options);

}  // namespace dateline::indexer
