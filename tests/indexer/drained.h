#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "indexer/sources/batch_reader.h"
#include "indexer/sources/batch_source.h"

namespace dateline::testing {

/// All that the readers make of a source.
inline indexer::PageSink drained(indexer::BatchSource& source, const indexer::FieldMap& map = {},
                                 const indexer::UnpackLimits& limits = {}) {
  indexer::PageSink sink;
  indexer::BatchReader reader(map, limits);
  while (const auto batch = source.next()) reader.read(*batch, sink);
  return sink;
}

/// All that the readers make of some inputs.
inline indexer::PageSink ingested(const std::vector<std::string>& inputs,
                                  const std::string& standard_input = "",
                                  const indexer::UnpackLimits& limits = {},
                                  std::optional<indexer::Format> format = std::nullopt) {
  std::istringstream in(standard_input);
  const auto source = indexer::make_file_source(indexer::list_inputs(inputs, format), in, limits);
  return drained(*source, {}, limits);
}

/// "path:record title" for each page.
inline std::vector<std::string> titles(const indexer::PageSink& sink) {
  std::vector<std::string> out;
  for (const indexer::Page& page : sink.pages) out.push_back(indexer::place(page.origin) + " " + page.title);
  return out;
}

/// "path:record reason" for each reject and warning.
inline std::vector<std::string> reasons(const indexer::PageSink& sink) {
  std::vector<std::string> out;
  for (const indexer::Reject& reject : sink.rejects)
    out.push_back(indexer::place(reject.origin) + " " + reject.reason);
  return out;
}

}  // namespace dateline::testing
