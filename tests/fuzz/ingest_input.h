#pragma once

#include <simdjson.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>

#include "indexer/sources/batch_reader.h"

namespace dateline::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Reads any bytes as `format` (or as what they look like): they become sound pages and reasons, never a
/// crash, and nothing grows beyond what small limits allow.
inline indexer::PageSink read_any(const std::uint8_t* data, std::size_t size,
                                  std::optional<indexer::Format> format) {
  std::istringstream in(std::string(data, data + size));
  indexer::UnpackLimits limits;
  limits.bytes = 4 << 20;
  limits.ratio_from = 1 << 20;
  limits.members = 1000;
  const auto source = indexer::make_file_source(indexer::list_inputs({"-"}, format), in, limits);
  static indexer::BatchReader reader(indexer::FieldMap{}, limits);
  indexer::PageSink sink;
  while (const auto batch = source->next()) reader.read(*batch, sink);
  for (const indexer::Page& page : sink.pages) {
    require(!page.title.empty() || !page.body.empty());
    require(simdjson::validate_utf8(page.title.data(), page.title.size()));
    require(simdjson::validate_utf8(page.body.data(), page.body.size()));
    require(page.body.find('\0') == std::string::npos && page.title.find('\0') == std::string::npos);
  }
  for (const indexer::Reject& reject : sink.rejects)
    require(!reject.reason.empty() && !reject.origin.path.empty());
  return sink;
}

}  // namespace dateline::fuzz
