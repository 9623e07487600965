#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/json_writer.h"

/// The JSON of articles and dates that both programs print; docs/json.md is the reference. Members may be
/// added, none renamed within a schema number.
namespace dateline::index {

inline constexpr int kJsonSchema = 1;

/// {"date","precision","by","confidence","flags"}; null when the date is unknown.
void write_publication(JsonWriter& json, const dates::Publication& publication);

/// {"slug","name"}; null when unknown.
void write_source(JsonWriter& json, const Source& source);

/// {"from","to","precision","kind","juche","flags","text","offset","length"}. `printed` is what stands there;
/// without it there is no "text".
void write_mention(JsonWriter& json, const dates::DateMention& mention,
                   std::optional<std::string_view> printed);

/// The member "extra": a list of [name, value].
void write_extra(JsonWriter& json, const std::vector<std::pair<std::string, std::string>>& extra);

}  // namespace dateline::index
