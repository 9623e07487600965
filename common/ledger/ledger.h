#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/index/index_reader.h"
#include "common/ledger/ledger_file.h"
#include "common/ledger/record.h"
#include "common/result.h"

namespace dateline::ledger {

/// All that is known of the articles of one index, over all its generations. Immutable, thread-safe.
class Ledger {
 public:
  /// That of an open index; empty when it has none. An Index error when a file is missing or damaged, is not
  /// the one that was written, or when they are of another index.
  static Result<Ledger> open(const index::Snapshot& snapshot, LedgerChecks checks = LedgerChecks::kAtOnce);
  /// The same for who holds the lock of the writer, so that the files stay.
  static Result<Ledger> open(const std::filesystem::path& index, const index::Manifest& manifest,
                             LedgerChecks checks = LedgerChecks::kAtOnce);
  /// Without a manifest to compare with.
  static Result<Ledger> open(const std::filesystem::path& index, std::span<const index::FileInfo> files,
                             LedgerChecks checks = LedgerChecks::kAtOnce);

  bool empty() const { return files_.empty(); }
  const std::vector<LedgerFile>& files() const {
    return files_;
  }  ///< in the order in which they were written

  /// Of which it tells.
  std::size_t commits() const;
  /// As the manifest describes the files.
  const std::vector<index::FileInfo>& infos() const { return infos_; }
  /// Of what was read: an Index error that names a damaged file. With kAtOnce there is none.
  Status sound() const;
  /// Reads a file whole. An Index error when it is not the one that the manifest names.
  Status compare(std::size_t file) const;

  /// A record with the file that it is from.
  struct Entry {
    Record record;
    std::size_t file = 0;
  };
  /// The commit that wrote it.
  const LedgerHead& head(const Entry& entry) const { return files_[entry.file].heads()[entry.record.age]; }
  /// All records of an article, in the order in which they were written.
  std::vector<Entry> entries(std::uint64_t id) const;
  /// The text of a version, nullopt when it is not kept here. An Index error when it is damaged.
  Result<std::optional<KeptText>> text(std::uint64_t id, std::uint64_t version) const;
  /// What a version was read from, as encode_raw of the indexer has it; nullopt when it is not kept here. An
  /// Index error when it is damaged.
  Result<std::optional<std::string>> capture(std::uint64_t id, std::uint64_t version) const;
  /// The text of a version as the rules of that number took it out of its capture anew.
  Result<std::optional<KeptText>> text_anew(std::uint64_t id, std::uint64_t version,
                                            std::uint8_t extractor) const;
  struct Captures {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;  ///< as packed
  };
  /// Of all captures that are kept. O(records).
  Result<Captures> captures() const;
  /// Reads every text and capture. An Index error when one is damaged or is not the one that its record
  /// names.
  Status verify() const;
  /// The same as text() before decode_text.
  Result<std::optional<std::string>> text_bytes(std::uint64_t id, std::uint64_t version) const;

 private:
  static Result<Ledger> open(const std::filesystem::path& index, std::span<const index::FileInfo> files,
                             std::span<const index::MappedFile> mapped, LedgerChecks checks);
  static Result<Ledger> compared(Result<Ledger> ledger, const std::filesystem::path& index,
                                 const index::Manifest& manifest);
  Result<std::optional<std::string>> text_bytes(const std::vector<Entry>& entries, std::uint64_t version,
                                                std::size_t depth) const;
  std::filesystem::path folder_;
  std::vector<LedgerFile> files_;
  std::vector<index::FileInfo> infos_;
};

/// The ids under which captures of an article may stand in a ledger: its own first, then those of its other
/// addresses, each once.
std::vector<std::uint64_t> ids_of(const Article& article);

}  // namespace dateline::ledger
