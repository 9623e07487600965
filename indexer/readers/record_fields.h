#pragma once

#include <array>
#include <optional>
#include <string>

#include "indexer/readers/field_map.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// What a record of a collection gives for each target, as text; nullopt where it gives nothing.
using RecordFields = std::array<std::optional<std::string>, kTargetCount>;

/// Makes the page of a record of JSON Lines or CSV and appends it to `sink`, with a warning for what is odd
/// (no text, a date that cannot be read). A record with neither title nor text is rejected. Takes the values
/// of `fields`; `page` comes with its origin and `extra`.
void add_record(RecordFields& fields, Page page, PageSink& sink);

}  // namespace dateline::indexer
