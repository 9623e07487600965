#pragma once

#include <filesystem>
#include <memory>

#include "common/index/columns_file.h"
#include "common/index/docid.h"
#include "common/index/files.h"
#include "common/index/manifest.h"
#include "common/result.h"

namespace Xapian {
class Database;
}

namespace dateline::index {

/// A segment of an index, open for reading: its database and its columns, as they were written. While it
/// lives, writers do not remove its files. Immutable, so readers of different generations share it; the
/// database is not thread-safe.
class Segment {
 public:
  /// `folder` is that of the index. An Index error with a remedy when files are missing, have another size
  /// than `info` says or are damaged. Cost: O(distinct values of the facets).
  static Result<std::shared_ptr<const Segment>> open(const std::filesystem::path& folder,
                                                     const SegmentInfo& info);
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  ~Segment();

  const std::string& name() const { return name_; }
  const std::filesystem::path& path() const { return path_; }
  /// All docids of the database lie between these; articles may be missing.
  Docid first() const { return first_; }
  Docid last() const { return last_; }
  const Xapian::Database& database() const { return *database_; }
  const std::shared_ptr<const ColumnsFile>& columns() const { return columns_; }

 private:
  Segment();

  std::string name_;
  std::filesystem::path path_;
  Docid first_ = 1;
  Docid last_ = 0;
  FileLock in_use_;
  std::unique_ptr<const Xapian::Database> database_;
  std::shared_ptr<const ColumnsFile> columns_;
};

}  // namespace dateline::index
