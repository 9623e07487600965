#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/files.h"
#include "common/result.h"
#include "indexer/identity/fact_format.h"
#include "indexer/identity/fact_kinds.h"

namespace dateline::indexer {

/// A fact as it lies in a table: ordered by key, then by value.
struct Fact {
  std::uint64_t key = 0;    ///< scattered
  std::uint32_t value = 0;  ///< of kinds with bytes: where they begin
};

/// An immutable table of facts in a mapped file; docs/index-layout.md has its format. Only what is asked for
/// is read, and each block is compared with its checksum when it is first read. After a block that is damaged
/// nothing is found any more, and `is_damaged` says so. Copies share what was read. Not thread-safe, copies
/// included.
class FactTable {
 public:
  /// An Index error when the file is missing or not such a table.
  static Result<FactTable> open(const std::filesystem::path& file);
  /// Of bytes in memory; `name` is for messages.
  static Result<FactTable> of(std::string bytes, std::string name);

  std::uint32_t size(FactKind kind) const { return sections_[static_cast<std::size_t>(kind)].count; }
  /// Of all kinds.
  std::uint64_t size() const;
  /// The first fact, by place, whose scattered key is not below `key`.
  std::uint32_t lower_bound(FactKind kind, std::uint64_t key) const;
  /// `place` is below size(kind).
  Fact at(FactKind kind, std::uint32_t place) const;
  /// The bytes of a fact of a kind that has some.
  std::string_view blob(FactKind kind, std::uint32_t value) const;

  bool is_damaged() const { return state_->damaged; }
  const std::string& name() const { return state_->name; }

 private:
  struct State {
    index::MappedFile file;
    std::string name;
    std::vector<bool> read;  ///< blocks that were compared with their checksum
    bool damaged = false;
  };

  static Result<FactTable> of(index::MappedFile file, std::string name);
  bool is_sound(const fact_format::Section& section, FactKind kind) const;
  /// Bytes of the file, empty where they are damaged.
  std::string_view bytes(std::uint64_t offset, std::uint64_t size) const;

  std::shared_ptr<State> state_;
  std::uint64_t data_bytes_ = 0;  ///< without the checksums behind
  std::array<fact_format::Section, kFactKinds> sections_{};
};

/// Several tables, of which later ones come first. Not thread-safe.
class FactTables {
 public:
  FactTables() = default;
  explicit FactTables(std::vector<FactTable> tables) : tables_(std::move(tables)) {}

  const std::vector<FactTable>& tables() const { return tables_; }
  /// The newest value of a key of a kind without bytes.
  std::optional<std::uint32_t> value(FactKind kind, std::uint64_t key) const;
  /// All values, ascending, each once.
  std::vector<std::uint32_t> values(FactKind kind, std::uint64_t key) const;
  /// The newest bytes; nullopt where there are none, or where they are empty: that takes a fact back.
  std::optional<std::string_view> bytes(FactKind kind, std::uint64_t key) const;
  /// An Index error that names a table of which something that was read is damaged.
  Status sound() const;

 private:
  std::vector<FactTable> tables_;  ///< oldest first
};

}  // namespace dateline::indexer
