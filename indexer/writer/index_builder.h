#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/writer/index_document.h"
#include "indexer/writer/timings.h"

namespace dateline::indexer {

/// What a finished build holds.
struct BuildCounts {
  std::uint64_t documents = 0;
  std::uint32_t last_docid = 0;      ///< the highest ever added
  std::uint64_t terms = 0;           ///< distinct; 0 where the builder does not count
  std::uint64_t postings = 0;        ///< pairs of term and document; 0 where the builder does not count
  std::uint64_t position_lists = 0;  ///< such pairs that have positions; 0 where the builder does not count
  std::uint64_t spills = 0;          ///< how often the memory of a worker was full
  std::uint64_t bytes = 0;           ///< of the database on disk
  std::vector<TaskTime> tasks;       ///< of finish(), where the builder was given clocks
};

/// Writes a database from documents that several workers add at the same time.
class IndexBuilder {
 public:
  virtual ~IndexBuilder() = default;

  /// Adds a document. Docids are unique over all workers, 1-based, may have gaps, and ascend within a worker;
  /// runs of neighbouring docids should come from one worker. One thread per worker, workers 0..workers-1.
  virtual Status add(int worker, std::uint32_t docid, const IndexDocument& document) = 0;

  /// Takes a document out again that was added, or is being added by another worker. Thread-safe.
  virtual void drop(std::uint32_t docid) = 0;

  /// Bytes that others hold of the memory that the build may use, so that the builder keeps to the rest of
  /// it. Thread-safe. Nothing to do for a builder that holds little.
  virtual void leave_room(std::size_t /*bytes*/) {}

  /// Writes to the disk what a worker holds beyond its share. From the thread of the worker.
  virtual Status shrink(int /*worker*/) { return {}; }

  /// User metadata of the database. After all documents, from one thread.
  virtual void set_metadata(std::string_view key, std::string_view value) = 0;

  /// Merges, writes and syncs the database. After this only the destructor may be called.
  virtual Result<BuildCounts> finish() = 0;
};

}  // namespace dateline::indexer
