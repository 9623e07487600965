#pragma once

#include <string>

#include "searcher/search/twins.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// Each twin with what both share, and the beginnings of the texts side by side where the width allows.
std::string twins_text(const search::Twins& twins, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string twins_json(const search::Twins& twins);

/// A row a twin.
Table twins_table(const search::Twins& twins);

}  // namespace dateline::show
