#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/result.h"
#include "indexer/glass/run.h"
#include "indexer/glass/table_writer.h"

/// The four tables of a bulk build, each from merged runs. One file per table; they may be written side by
/// side.
namespace dateline::indexer::glass {

using Metadata = std::map<std::string, std::string>;

struct PostlistCounts {
  std::uint64_t terms = 0;
  std::uint64_t postings = 0;
  std::uint32_t documents = 0;
  std::uint64_t total_length = 0;
  std::uint32_t length_lower_bound = 0;  ///< of the lengths that are not 0; 0 without one
  std::uint32_t length_upper_bound = 0;
  std::uint32_t wdf_upper_bound = 0;
};

/// Forms and value statistics come before the values, so the runs are read twice up to there: `values` and
/// `runs` are over the same runs (kForms, kValues, kLengths, kTerm). Metadata values are not empty; no key is
/// one of forms. `exact_headers`: no document
/// was dropped, so the sums in the runs are right and lists are written as they are read; else each list is
/// held in memory once.
Result<PostlistCounts> write_postlist(const Metadata& metadata, RunMerger& values, RunMerger& runs,
                                      bool exact_headers, TableWriter& table);

/// One entry a record of the runs, which are read for their positions.
Status write_positions(RunMerger& runs, TableWriter& table);

/// Bytes of a record for the tables by document: a flag, then for term lists the sized list of slots, then
/// the tag.
enum class StoredAs : char { kPlain = 0, kDeflated = 1 };

/// From runs of kDocuments with the slots before the tag.
Status write_termlist(RunMerger& runs, TableWriter& table);

/// From runs of kDocuments without slots. Tags are not empty.
Status write_docdata(RunMerger& runs, TableWriter& table);

}  // namespace dateline::indexer::glass
