#pragma once

#include <atomic>
#include <functional>
#include <unordered_map>

#include "common/index/columns_builder.h"
#include "common/index/stored_data.h"
#include "indexer/identity/input_files.h"
#include "indexer/identity/registry.h"
#include "indexer/ledger/ledger_recorder.h"
#include "indexer/pipeline/report.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/batch_source.h"
#include "indexer/sources/supplements.h"
#include "indexer/writer/index_builder.h"
#include "indexer/writer/timings.h"

namespace dateline::indexer {

/// Names of groups of copies, by docid of the articles.
using GroupNames = std::unordered_map<std::uint32_t, std::uint64_t>;
/// 0 where it is not known.
inline std::uint64_t name_of(const GroupNames& names, std::uint32_t docid) {
  const auto known = names.find(docid);
  return known != names.end() ? known->second : 0;
}

struct PipelineOptions {
  int threads = 1;                                 ///< workers, 1..64
  FieldMap map;                                    ///< members of JSON Lines
  std::shared_ptr<const Supplements> supplements;  ///< what is told of the files; null: nothing
  std::vector<std::string> lists;                  ///< for the report
  const std::atomic<bool>* stop = nullptr;         ///< set from outside to end early; may be null
  const InputFiles* files = nullptr;               ///< tells which file a record is from; may be null
  /// The lowest docid that `builder` and `columns` hold: articles below are in segments that stay as they
  /// are.
  std::uint32_t first_docid = 1;
  LedgerRecorder* ledger = nullptr;            ///< is told of every capture; may be null
  bool keep_captures = false;                  ///< the ledger keeps what versions were read from
  const index::IndexReader* before = nullptr;  ///< the index before, for what the ledger asks; may be null
  /// With which stored data are packed; null: they are made while articles go by.
  std::shared_ptr<const index::StoredDictionary> dictionary;
  std::size_t max_text_bytes = std::size_t{4} << 20;  ///< of title and body; longer articles are rejected
  std::size_t memory_bytes = std::size_t{512} << 20;  ///< of the whole build
  std::uint64_t total_bytes = 0;                      ///< of all the input, for the report; 0: not known
  std::optional<dates::Day> today;  ///< no article is published later; nothing is checked without
  Clocks clocks;                    ///< when given, the report says where the time went
  RejectObserver on_reject;
  ProgressObserver on_progress;
  bool serve_values = false;  ///< documents get what servers of Xapian need
  bool only_groups = false;   ///< nothing is written: the input is read to know identity and groups
  /// Names of the groups of the articles that come, by docid: for these values. May be null without them.
  const GroupNames* group_names = nullptr;
  /// Called for each article that is to be written, before it is, in the order of the docids, one call at a
  /// time.
  std::function<void(const Article&, const Registry::Decision&)> on_admit = {};
};

/// Reads all of `source`, makes articles and adds them to `builder` and `columns`, as `registry` decides: a
/// new one for a build, that of the index for additions, whose withdrawn articles are dropped at the end.
/// Workers read, date and analyse in parallel; identity and docids are decided batch by batch in the order of
/// the input, and groups at the end, so the result does not depend on the number of workers. Memory: a few
/// batches a worker. The error `interrupted` when stopped from outside, else the builder's first error.
Result<BuildReport> run_pipeline(BatchSource& source, IndexBuilder& builder, index::ColumnsBuilder& columns,
                                 Registry& registry, const PipelineOptions& options);

/// What a run that was stopped from outside ends with.
Error interrupted();

/// Sets the counts of articles and groups, read off the columns, where articles that were replaced are gone.
void count_articles(const index::ColumnsBuilder& columns, BuildReport& report);

}  // namespace dateline::indexer
