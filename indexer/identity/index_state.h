#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/result.h"
#include "indexer/identity/fact_table.h"
#include "indexer/identity/fact_writer.h"
#include "indexer/identity/input_files.h"
#include "indexer/identity/registry.h"

namespace dateline::indexer {

/// What additions need to know of an index besides its segments: facts in tables of exactly that generation.
/// Searching does not need them.
struct IndexState {
  std::shared_ptr<const FactTables> known;  ///< null: of a new index
  InputFiles files;
  Registry registry;
};

/// The state that lies in these files, oldest first. An Index error with a remedy when one is missing or
/// damaged.
Result<IndexState> open_state(std::span<const std::filesystem::path> files);

/// A table for the next generation.
struct NextTable {
  std::size_t kept = 0;            ///< so many of the tables that are known, the first ones, stay before it
  std::string fresh;               ///< what has come to be known
  std::optional<FactMerge> merge;  ///< what is to be written instead: that with older tables
  Status write(const index::Sink& sink) const { return merge ? merge->write(sink) : sink(fresh); }
};

/// What has come to be known since the state was opened, together with the last tables where these are small
/// beside it. An Index error when something that was read is damaged.
Result<NextTable> next_table(const IndexState& state);
/// A first table with what is known of a part of a new index.
Result<NextTable> table_of(const IndexState& state, const Registry::Part& part);
/// All that is known as one table, without what is not needed any more.
Result<NextTable> single_table(const IndexState& state);

}  // namespace dateline::indexer
