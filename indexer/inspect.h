#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/pipeline/article_maker.h"
#include "indexer/readers/field_map.h"
#include "indexer/sources/batch_source.h"
#include "indexer/sources/supplements.h"

namespace dateline::indexer {

/// What a reader makes of one record: the article and all that speaks for its date.
struct InspectedRecord {
  DatedArticle dated;
  std::vector<dates::Zone> zones;
  std::string record;             ///< where zones count; empty when there are none
  std::string text;               ///< where dates were read
  std::uint32_t text_offset = 0;  ///< of `text` in the record
};

struct Inspection {
  std::vector<InspectedRecord> records;
  std::vector<Reject> rejects;
  SkipCounts skipped;
};

/// Reads all of a source as `build` would; no index is touched.
Inspection inspect(BatchSource& source, const FieldMap& map,
                   std::shared_ptr<const Supplements> supplements = nullptr);

/// Tables for people: fields, zones, every date with its evidence.
std::string inspection_text(const Inspection& inspection, bool with_body);

/// The JSON of docs/json.md, one line.
std::string inspection_json(const Inspection& inspection, const std::string& path, bool with_body);

}  // namespace dateline::indexer
