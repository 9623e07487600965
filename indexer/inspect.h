#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/build/article_maker.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/inputs.h"

namespace dateline::indexer {

/// What a reader makes of one record: the article and all that speaks for its date.
struct InspectedRecord {
  DatedArticle dated;
  std::vector<dates::Zone> zones;
  std::string text;               ///< where dates were read
  std::uint32_t text_offset = 0;  ///< of `text` in the record
};

struct Inspection {
  std::vector<InspectedRecord> records;
  std::vector<Reject> rejects;
};

/// Reads a file as `build` would; no index is touched. Pure.
Inspection inspect(std::string_view bytes, const std::string& path, Format format, const FieldMap& map);

/// Tables for people: fields, zones, every date with its evidence. `bytes` is the file.
std::string inspection_text(const Inspection& inspection, std::string_view bytes, bool with_body);

/// The JSON of docs/json.md, one line.
std::string inspection_json(const Inspection& inspection, const std::string& path, bool with_body);

}  // namespace dateline::indexer
