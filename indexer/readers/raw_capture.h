#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/result.h"
#include "indexer/readers/field_map.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// A record as it was read: its bytes, and what else decides which text they give.
struct RawRecord {
  std::string_view kind;    ///< name of the kind that it was read as
  std::string_view header;  ///< of a row of CSV: the header line
  std::string_view map;     ///< of lines and rows: fields_of
  std::string_view bytes;
};

/// Which members of a record are which field, in one string: the same for the same mapping.
std::string fields_of(const FieldMap& map);

/// Back from there; of kinds that have no fields the usual mapping. An Index error when it is none.
Result<FieldMap> map_of_fields(std::string_view fields);

/// XXH3-64 of all that, never 0. Pure.
std::uint64_t hash_of(const RawRecord& record);

/// As it is kept; back from there, with views into `kept`. An Index error when it is damaged.
std::string encode_raw(const RawRecord& record);
Result<RawRecord> decode_raw(std::string_view kept);

/// Notes what the pages of the sink from the place `first` on were read from.
void note_raw(PageSink& sink, std::size_t first, const RawRecord& record);

}  // namespace dateline::indexer
