#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/index/columns.h"
#include "common/index/files.h"
#include "common/index/stored_data.h"
#include "common/index/terms.h"
#include "common/result.h"

namespace Xapian {
class Database;
}

namespace dateline::index {

/// "dateline/1": what an index must have been analysed with to be read by this program.
std::string analyzer_tag();

/// An open index, or several that are read as one: the Xapian database and its facet columns, of the same
/// revision. Not thread-safe; one per thread. While it lives, writers do not remove its files.
///
/// Of several, the docids of the second follow those of the first, and so on. An article that more than one
/// of them holds counts once, as the first of them has it: the others are `repeated`. Opening several reads
/// all their ids, a fraction of a second for 100,000 articles.
class IndexReader {
 public:
  /// An Index error with a remedy when the folder is missing, broken, or was made with another schema or
  /// analyzer version.
  static Result<IndexReader> open(const std::filesystem::path& folder);
  /// Several as one; a folder that is named twice is opened once. There must be one at least.
  static Result<IndexReader> open(std::span<const std::filesystem::path> folders);

  /// Of the articles that a search may find.
  const Terms& terms() const { return terms_; }
  /// For those who look at what is stored, and not for searches: `terms` is their door.
  const Xapian::Database& database() const;
  const Columns& columns() const { return columns_; }
  /// Of several the first.
  const std::filesystem::path& folder() const { return folder_; }
  std::vector<std::filesystem::path> folders() const;
  /// The folders as a person reads them: "a.idx, b.idx".
  std::string name() const;
  /// Name of the database folder, "db-000007": another one after every build. Of several all, "+" between.
  const std::string& revision() const { return revision_; }
  /// The indexes that are read as one, in their order; none when there is only one.
  const std::vector<IndexReader>& parts() const { return parts_; }
  /// Docids, ascending, that no search may find.
  const std::vector<std::uint32_t>& repeated() const { return repeated_; }
  /// Number of articles, those that are repeated counted once.
  std::uint64_t articles() const;
  /// False once the folder holds another index than the one that was opened.
  bool is_current() const;
  /// Counts of the build as a JSON object; of several their sums.
  const std::string& build_info() const { return build_info_; }
  /// The lists of names that it was built with (text::decode_name_lists); of several that of none.
  const std::string& names() const { return names_; }

  /// Of the stored data; null when they have none, or when there are several.
  const std::shared_ptr<const StoredDictionary>& dictionary() const { return dictionary_; }

  /// The stored article of a document.
  Result<Article> article(Docid docid) const;

 private:
  static Result<IndexReader> open_revision(const std::filesystem::path& folder, const std::string& revision);

  std::vector<IndexReader> parts_;
  std::vector<std::uint32_t> repeated_;
  std::filesystem::path folder_;
  std::string revision_;
  std::string build_info_;
  std::string names_;
  std::shared_ptr<const StoredDictionary> dictionary_;
  FileLock in_use_;
  Terms terms_;
  Columns columns_;
};

}  // namespace dateline::index
