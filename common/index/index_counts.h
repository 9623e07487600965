#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/json_writer.h"

namespace dateline::index {

/// What an index says of its making, counted over all that was added to it. A plain value.
struct IndexCounts {
  std::uint64_t articles = 0;    ///< in the index
  std::uint64_t groups = 0;      ///< articles counted once for equal and nearly equal texts
  std::uint64_t undated = 0;     ///< articles without a day of publication
  std::uint64_t records = 0;     ///< captures and lines that were read
  std::uint64_t duplicates = 0;  ///< records of articles that were known
  std::uint64_t rejected = 0;
  std::uint64_t input_bytes = 0;                       ///< of all input that was read
  std::map<std::string, std::uint64_t> by_source;      ///< slug -> articles in the index
  std::map<std::string, std::uint64_t> by_language;    ///< code, "" for unknown -> articles in the index
  std::map<std::string, std::uint64_t> by_confidence;  ///< of the day -> articles in the index
  std::map<std::string, std::string> source_names;     ///< slug -> name as printed

  /// Sums, for several indexes that are read as one; an article that more than one of them has is counted
  /// more than once. A name that both have stays.
  IndexCounts& operator+=(const IndexCounts& more);

  /// "articles", "sources" (slug: name) and the other numbers, into an object that is being written.
  void write_members(JsonWriter& json) const;

  bool operator==(const IndexCounts&) const = default;
};

}  // namespace dateline::index
