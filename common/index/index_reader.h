#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/index/additions.h"
#include "common/index/columns.h"
#include "common/index/files.h"
#include "common/index/index_counts.h"
#include "common/index/manifest.h"
#include "common/index/segment.h"
#include "common/index/stored_data.h"
#include "common/index/terms.h"
#include "common/result.h"

namespace dateline::index {

/// "dateline/1": what an index must have been analysed with to be read by this program.
std::string analyzer_tag();

/// One generation of an index, open for reading: its segments, and what belongs to all of them. Immutable.
struct Snapshot {
  std::filesystem::path folder;
  std::filesystem::path named;  ///< as a person knows it: the folder, of a borrowed state the index it is of
  Manifest manifest;
  std::vector<ArticleId> missing;  ///< of an earlier state: articles that were purged since
  std::vector<std::shared_ptr<const Segment>> segments;  ///< in the order of the manifest
  std::shared_ptr<const StoredDictionary> dictionary;    ///< of stored data; null when they have none
  std::string names;                                     ///< the lists of names (text::decode_name_lists)
  std::vector<Addition> additions;                       ///< with the docids of this index alone
  /// State files of the role "ledger", as the manifest has them, so that they can still be read when a writer
  /// removes them. Without owner: the file could not be opened.
  std::vector<MappedFile> ledger;
  Docid base = 0;  ///< where several indexes are read as one: what is added to the docids of this one

  /// "g7-1f8fa7e68d73" from the generation and what it holds: another one after every change of the index.
  /// What is behind the hyphen is the same for the same articles on every machine; it is left out where not
  /// known.
  std::string revision() const;
};

/// An open index, or several that are read as one: terms, columns and stored articles of their segments, of
/// the same generation, without what is dead. Not thread-safe; one per thread. While it lives, writers do not
/// remove its files. Opening one index costs O(segments + distinct values of the facets + articles that died
/// or changed since their segment was written), whatever the number of articles.
///
/// Of several, the docids of the second follow those of the first, and so on. An article that more than one
/// of them has counts once, as the first of them has it. Opening several reads the ids and groups of all
/// articles.
class IndexReader {
 public:
  /// An Index error with a remedy when the folder is missing, broken, or was made with another schema or
  /// analyzer version.
  static Result<IndexReader> open(const std::filesystem::path& folder);
  /// For writing it again: an index of an older schema, from kOldestUpgradable on, or of another analyzer is
  /// opened too. Its stored articles and columns are to be read, and not its terms.
  static Result<IndexReader> open_to_upgrade(const std::filesystem::path& folder);
  /// Several as one; a folder that is named twice is opened once. There must be one at least.
  static Result<IndexReader> open(std::span<const std::filesystem::path> folders);
  /// Indexes that lie on other machines: `terms` of all of them, and what they say of themselves. Of these
  /// there are terms, counts, names and a revision, but no columns, no folders and no stored articles here:
  /// nothing else may be asked.
  static IndexReader of_shards(Terms terms, IndexCounts counts, std::string name, std::string revision);
  /// The same indexes as they are now. Segments that are still part of them are not opened again.
  Result<IndexReader> reopen() const;

  /// Of the articles that a search may find.
  const Terms& terms() const { return terms_; }
  const Columns& columns() const { return columns_; }
  /// Of several the first.
  const std::filesystem::path& folder() const { return indexes_.front()->folder; }
  std::vector<std::filesystem::path> folders() const;
  /// As a person knows them (Snapshot::named): where notes on their articles lie.
  std::vector<std::filesystem::path> named_folders() const;
  /// The same as a person reads them: "a.idx, b.idx".
  std::string name() const;
  /// That of the snapshot, of several all, "+" between.
  const std::string& revision() const { return revision_; }
  /// The token of what the index holds (Manifest::token), of several all, "+" between; empty where one of
  /// them is not known.
  std::string state() const;
  /// The indexes, in their order; one at least.
  const std::vector<std::shared_ptr<const Snapshot>>& indexes() const { return indexes_; }
  /// Of several the first.
  const Manifest& manifest() const { return indexes_.front()->manifest; }
  const std::vector<std::shared_ptr<const Segment>>& segments() const { return indexes_.front()->segments; }
  const std::shared_ptr<const StoredDictionary>& dictionary() const { return indexes_.front()->dictionary; }
  const std::string& names() const { return indexes_.front()->names; }

  /// Number of articles that a search may find.
  std::uint64_t articles() const { return terms_.articles(); }
  /// False once a folder holds another generation than the one that was opened.
  bool is_current() const;
  /// Of several their sums; articles and what is counted of them are those that may be found.
  const IndexCounts& counts() const { return counts_; }

  /// When docids came in, of all indexes; those of an older program are missing.
  const std::vector<Addition>& additions() const { return additions_; }

  /// The stored article of a docid.
  Result<Article> article(Docid docid) const;

 private:
  static Result<IndexReader> open(std::span<const std::filesystem::path> folders, const IndexReader* before,
                                  bool to_upgrade);

  std::vector<std::shared_ptr<const Snapshot>> indexes_;
  std::string name_;  ///< of shards
  std::string revision_;
  IndexCounts counts_;
  std::vector<Addition> additions_;
  Terms terms_;
  Columns columns_;
};

}  // namespace dateline::index
