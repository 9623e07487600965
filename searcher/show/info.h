#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/index/index_counts.h"
#include "common/index/index_reader.h"

namespace dateline::show {

/// What an index holds and how it was built: the JSON of docs/json.md, one line ended by '\n'.
std::string info_json(const index::IndexReader& reader);

/// A line of what an index says of its making: a name of that JSON, and its value for a person.
struct InfoLine {
  std::string_view name;
  std::string value;
};
std::vector<InfoLine> info_lines(const index::IndexCounts& counts);

}  // namespace dateline::show
