#pragma once

#include <string>

#include "common/index/index_reader.h"

namespace dateline::show {

/// What an index holds and how it was built: the JSON of docs/json.md, one line ended by '\n'.
std::string info_json(const index::IndexReader& reader);

}  // namespace dateline::show
