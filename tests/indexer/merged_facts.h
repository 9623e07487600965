#pragma once

#include <string>
#include <utility>

#include "indexer/identity/fact_writer.h"

namespace dateline::indexer {

/// The bytes that FactMerge writes.
inline Result<std::string> merged_facts(FactTables tables, bool is_whole, const IsWanted& is_wanted) {
  const auto merge = FactMerge::plan(std::move(tables), is_whole, is_wanted);
  if (!merge) return fail(merge.error());
  std::string out;
  const Status written = merge->write([&out](std::string_view bytes) -> Status {
    out += bytes;
    return {};
  });
  if (!written) return fail(written.error());
  return out;
}

}  // namespace dateline::indexer
