#pragma once

#include <string_view>

#include "common/json_writer.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// The members "path", "record", "kind", "reason", "remedy".
void write_reject(JsonWriter& json, const Reject& reject);

/// The member `name`: an object with a member for each count.
template <class Counts>
void write_counts(JsonWriter& json, std::string_view name, const Counts& counts) {
  json.object(name, [&] {
    for (const auto& [value, count] : counts) json.member(value, count);
  });
}

}  // namespace dateline::indexer
