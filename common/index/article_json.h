#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "common/article.h"

/// The JSON of articles and dates that both programs print; docs/json.md is the reference. Members may be
/// added, none renamed within a schema number.
namespace dateline::index {

inline constexpr int kJsonSchema = 1;

/// {"date","precision","by","confidence","flags"}; null when the date is unknown.
nlohmann::ordered_json publication_json(const dates::Publication& publication);

/// {"slug","name"}; null when unknown.
nlohmann::ordered_json source_json(const Source& source);

/// {"from","to","precision","kind","juche","flags","text","offset","length"}. `printed` is what stands there.
nlohmann::ordered_json mention_json(const dates::DateMention& mention, std::string_view printed);

/// One line; bytes that are not UTF-8 are replaced, so printing never fails.
std::string dump(const nlohmann::ordered_json& json);

}  // namespace dateline::index
