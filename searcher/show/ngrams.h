#pragma once

#include <string>

#include "searcher/search/ngrams.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// A line for each sequence of words, and what was read.
std::string ngrams_text(const search::Ngrams& ngrams, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'.
std::string ngrams_json(const search::Ngrams& ngrams);

/// A header and a line for each sequence of words.
Table ngrams_table(const search::Ngrams& ngrams);

}  // namespace dateline::show
