#pragma once

#include <string>

#include "common/index/index_reader.h"

namespace dateline::search {

/// Two lines for a first-time user: what is here, and an example that finds something in this very index.
std::string greeting_text(const index::IndexReader& reader);

}  // namespace dateline::search
