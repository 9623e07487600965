#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/result.h"
#include "indexer/build/glass/run.h"
#include "indexer/build/glass/table_writer.h"

/// The four tables of a bulk build, each from merged runs. One file per table; they may be written side by
/// side.
namespace dateline::indexer::glass {

/// Of one value slot, over all documents.
struct ValueStatistics {
  std::uint64_t documents = 0;
  std::string lower;
  std::string upper;

  void add(std::string_view value);
  void merge(const ValueStatistics& other);
};

/// What stands in `postlist` beside what the runs bring.
struct PostlistExtras {
  std::map<std::string, std::string> metadata;  ///< values not empty
  std::map<std::uint32_t, ValueStatistics> slots;
};

struct PostlistCounts {
  std::uint64_t terms = 0;
  std::uint64_t postings = 0;
  std::uint64_t documents = 0;
  std::uint32_t wdf_upper_bound = 0;
};

/// Metadata, value statistics, then from the runs (kValues, kLengths, kTerm) value streams, lengths and
/// postings.
Result<PostlistCounts> write_postlist(RunMerger& runs, const PostlistExtras& extras, TableWriter& table);

/// One entry a record of runs of kPositions.
Status write_positions(RunMerger& runs, TableWriter& table);

/// Bytes of a record for the tables by document: a flag, then for term lists the sized list of slots, then
/// the tag.
enum class StoredAs : char { kPlain = 0, kDeflated = 1 };

/// From runs of kDocuments with the slots before the tag.
Status write_termlist(RunMerger& runs, TableWriter& table);

/// From runs of kDocuments without slots. Tags are not empty.
Status write_docdata(RunMerger& runs, TableWriter& table);

}  // namespace dateline::indexer::glass
