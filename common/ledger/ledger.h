#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/ledger_file.h"
#include "common/ledger/record.h"
#include "common/result.h"

namespace dateline::ledger {

/// The folder of the ledger in the folder of an index.
inline constexpr std::string_view kLedgerFolder = "ledger";

/// All that is known of the articles of one index, over all its generations. Immutable, thread-safe.
class Ledger {
 public:
  /// The files up to `generation`, the one that is live: what a commit that was not finished has left is not
  /// looked at. An index without a ledger has an empty one. An Index error when a file is missing in the row,
  /// or damaged.
  static Result<Ledger> open(const std::filesystem::path& index, std::uint64_t generation);

  bool empty() const { return files_.empty(); }
  const std::vector<LedgerFile>& files() const { return files_; }  ///< in the order of their generations
  std::uint64_t bytes() const;

  /// A record with the file that it is from.
  struct Entry {
    Record record;
    std::size_t file = 0;
  };
  /// All records of an article, in the order in which they were written.
  std::vector<Entry> entries(std::uint64_t id) const;
  /// The text of a version, nullopt when it is not kept here. An Index error when it is damaged.
  Result<std::optional<KeptText>> text(std::uint64_t id, std::uint64_t version) const;
  /// Reads every text. An Index error when one is damaged or is not the one that its record names.
  Status verify() const;
  /// The same as text() before decode_text.
  Result<std::optional<std::string>> text_bytes(std::uint64_t id, std::uint64_t version) const;

 private:
  Result<std::optional<std::string>> text_bytes(const std::vector<Entry>& entries, std::uint64_t version,
                                                std::size_t depth) const;
  std::vector<LedgerFile> files_;
};

/// Removes ledger files that no generation up to `live` wrote: those of commits that were not finished. Under
/// the lock of the writer.
Status sweep_ledger(const std::filesystem::path& index, std::uint64_t live);

/// Deletes for good what files say of articles that were purged in the same or a later one: texts, edits,
/// places and addresses. Ids, days and hashes stay. Each such file is written again; a reader sees the old or
/// the new one. False when all was deleted already. Under the lock of the writer.
Result<bool> delete_purged(const std::filesystem::path& index, const Ledger& ledger);

/// Removes the files of the generations up to `last`, whose history is forgotten. Under the lock of the
/// writer, after a file that begins anew was published.
Status forget_ledger(const std::filesystem::path& index, std::uint64_t last);

}  // namespace dateline::ledger
