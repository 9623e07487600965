#pragma once

#include <string>

#include "searcher/search/collocates.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// A line a word, and what was compared to what.
std::string telling_words_text(const search::TellingWords& words, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string telling_words_json(const search::TellingWords& words);

/// A header and a line a word.
Table telling_words_table(const search::TellingWords& words);

}  // namespace dateline::show
