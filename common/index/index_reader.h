#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/article.h"
#include "common/index/columns.h"
#include "common/index/files.h"
#include "common/index/stored_data.h"
#include "common/index/word_forms.h"
#include "common/result.h"

namespace dateline::index {

/// "dateline/1": what an index must have been analysed with to be read by this program.
std::string analyzer_tag();

/// An open index: the Xapian database and its facet columns, of the same revision. Not thread-safe; one per
/// thread. While it lives, writers do not remove its files.
class IndexReader {
 public:
  /// An Index error with a remedy when the folder is missing, broken, or was made with another schema or
  /// analyzer version.
  static Result<IndexReader> open(const std::filesystem::path& folder);

  const Xapian::Database& database() const { return database_; }
  /// What the terms of queries stand for in the database.
  const WordForms& forms() const { return forms_; }
  const Columns& columns() const { return columns_; }
  const std::filesystem::path& folder() const { return folder_; }
  /// Name of the database folder, "db-000007": another one after every build.
  const std::string& revision() const { return revision_; }
  /// Counts of the build as a JSON object.
  const std::string& build_info() const { return build_info_; }

  /// Of the stored data; null when they have none.
  const std::shared_ptr<const StoredDictionary>& dictionary() const { return dictionary_; }

  /// The stored article of a document.
  Result<Article> article(Xapian::docid docid) const;

 private:
  std::filesystem::path folder_;
  std::string revision_;
  std::string build_info_;
  std::shared_ptr<const StoredDictionary> dictionary_;
  FileLock in_use_;
  Xapian::Database database_;
  WordForms forms_;
  Columns columns_;
};

}  // namespace dateline::index
