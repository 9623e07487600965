#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/write_file.h"
#include "common/result.h"
#include "indexer/identity/fact_format.h"
#include "indexer/identity/fact_table.h"

namespace dateline::indexer {

/// Facts for a new table, collected in memory and in any order. Not thread-safe.
class FactCollector {
 public:
  /// The later of two of the same key counts, unless the kind has many.
  void add(FactKind kind, std::uint64_t key, std::uint32_t value);
  /// Empty bytes take a fact of an older table back.
  void add(FactKind kind, std::uint64_t key, std::string_view bytes);

  std::uint64_t size() const;
  /// The table as bytes. Facts are then in order; nothing may be added any more.
  std::string table();

 private:
  struct Facts {
    std::vector<Fact> facts;
    std::string blobs;
  };
  std::array<Facts, kFactKinds> kinds_;
};

/// Calls `visit(bytes)` for the newest bytes of each key, in no order.
void for_each_blob(const FactTables& tables, FactKind kind,
                   const std::function<void(std::string_view)>& visit);

/// Whether a fact of the merged tables is still wanted; asked for kinds without bytes.
using IsWanted = std::function<bool(FactKind kind, std::uint32_t value)>;

/// One table with what several say together. It is written as it is made: memory is a bit for each fact.
class FactMerge {
 public:
  /// Where they are all tables of an index (`is_whole`), facts that were taken back are left out, and so are
  /// those that `is_wanted` does not want. An Index error when one of them is damaged.
  static Result<FactMerge> plan(FactTables tables, bool is_whole, const IsWanted& is_wanted);
  Status write(const index::Sink& sink) const;

 private:
  explicit FactMerge(FactTables tables) : tables_(std::move(tables)) {}

  FactTables tables_;
  std::array<std::vector<bool>, kFactKinds> wanted_;  ///< in the order in which they are merged
  fact_format::Header header_{};
};

}  // namespace dateline::indexer
