#pragma once

#include <simdjson.h>

#include <optional>
#include <string>

#include "indexer/readers/field_map.h"

namespace dateline::indexer {

/// A value of JSON as the text of a field: strings as they are, numbers printed; of an array the paragraphs
/// for a body, the words for a title, else its first text. Of an object the member that holds its text as
/// exporters wrap it ({"rendered": …}, {"$date": …}, {"name": …}). nullopt for null, for nothing, and for an
/// object in which no text is found: `odd` is set then. At most 16 levels are followed.
std::optional<std::string> json_text(const simdjson::dom::element& value, Target target, bool& odd);

/// A value as it is kept when it is no field: arrays of texts joined, objects as JSON.
std::optional<std::string> json_kept(const simdjson::dom::element& value);

}  // namespace dateline::indexer
