#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"
#include "indexer/build/index_document.h"

namespace dateline::indexer {

/// How a new database is built.
struct BuildOptions {
  /// Folder of the new database: made when missing; holds no database yet. Other files in it are left alone.
  std::filesystem::path directory;
  /// An existing folder for scratch files, on a disk with room for about the size of the index.
  std::filesystem::path scratch;
  std::size_t memory_bytes = std::size_t{512} << 20;  ///< of all workers; from 1 MiB, held to from 64
  int workers = 1;                                    ///< threads that may call add(); 1..256
  bool verify = true;                                 ///< check the database before finish() returns
  int deflate_level = 1;                              ///< of term lists and stored data: 0 (none) to 9
  std::size_t leaf_slack = 0;                         ///< bytes left free in each leaf; 0..4000
};

/// What a build has put into the database, counted while writing.
struct BuildCounts {
  std::uint64_t documents = 0;
  std::uint64_t terms = 0;      ///< distinct
  std::uint64_t postings = 0;   ///< pairs of term and document
  std::uint64_t positions = 0;  ///< distinct positions of terms in documents
  std::uint64_t total_length = 0;
  std::uint64_t bytes = 0;   ///< of all files of the database
  std::uint64_t spills = 0;  ///< how often a worker's memory was full

  bool operator==(const BuildCounts&) const = default;
};

/// Builds one new database from documents. Worker w calls add() from its own thread with rising docids;
/// docids are unique over all workers and may have gaps. The content of the database depends on the documents
/// alone, never on the number of workers or on who added what.
class IndexBuilder {
 public:
  virtual ~IndexBuilder() = default;

  /// `worker` is 0..workers - 1. An Input error concerns this document only, which is left out; after any
  /// other error the build cannot be finished. Different workers may call at the same time.
  virtual Status add(int worker, std::uint32_t docid, const IndexDocument& document) = 0;

  /// `key` is 1..253 bytes; an empty value is no entry. Not while other threads use the builder.
  virtual Status set_metadata(std::string_view key, std::string_view value) = 0;

  /// Writes, syncs and verifies the database. Once, after every add() has returned. On error the folder holds
  /// no database.
  virtual Result<BuildCounts> finish() = 0;
};

}  // namespace dateline::indexer
