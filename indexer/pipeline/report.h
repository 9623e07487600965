#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/index_counts.h"
#include "common/index/stored_data.h"
#include "common/text/analyzer.h"
#include "indexer/identity/copy_groups.h"
#include "indexer/readers/page.h"
#include "indexer/writer/timings.h"

namespace dateline::indexer {

/// What came of the input, counted. Every record read is an article, a duplicate, a reject, or was skipped.
/// What is counted of articles are those of the index, the rest is of this run.
struct BuildReport : index::IndexCounts {
  std::uint64_t files = 0;        ///< of the input; set by build_index()
  std::uint64_t read_bytes = 0;   ///< of the files as they lie on disk, so far
  std::uint64_t total_bytes = 0;  ///< of all files of the input; 0: not known
  std::uint64_t added = 0;        ///< documents written: new articles and newer texts of known ones
  std::uint64_t removed = 0;      ///< articles of changed files that these have no more
  std::uint64_t warnings = 0;     ///< indexed all the same, but odd
  /// More was rejected than read: the articles are a small part of what was given.
  bool is_small_part() const { return rejected > added + duplicates; }
  std::uint64_t index_bytes = 0;  ///< of the database and of the files beside it
  std::uint32_t last_docid = 0;
  std::vector<std::uint32_t> dropped;  ///< articles that were in the index before and are no more; ascending
  std::vector<Placed> regrouped;  ///< articles that the index had before, with the groups that they have now
  std::shared_ptr<const index::StoredDictionary> dictionary;  ///< of the stored data; may be null
  BuildTimings timings;                                       ///< empty unless clocks were given
  text::AnalysisCounts analysis;
  std::map<std::string, std::uint64_t> by_reader;  ///< name of the format -> captures and records read so
  std::string notice;  ///< something the user should know of the way it was built; may be empty
  std::vector<std::uint32_t>
      kept_files;  ///< changed, but not read whole: nothing of them was removed; ascending
  std::map<std::string, std::uint64_t> reasons;  ///< rejects and warnings by reason
  std::vector<std::string> lists;  ///< what became of lists that describe files, a sentence each
  SkipCounts skipped;  ///< records that are no captures, such as the requests of a WARC file, by reason
};

/// The reason of the warning for a file of `kept_files`.
inline constexpr std::string_view kKeptFile =
    "the file has changed and could not be read whole, so nothing that it had before is removed";

/// Called with every reject in the order of the input, one call at a time.
using RejectObserver = std::function<void(const Reject&)>;
/// Called from time to time with the counts so far, one call at a time.
using ProgressObserver = std::function<void(const BuildReport&)>;

}  // namespace dateline::indexer
