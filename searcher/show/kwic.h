#pragma once

#include <cstddef>
#include <string>

#include "searcher/search/kwic.h"
#include "searcher/show/style.h"
#include "searcher/show/table.h"

namespace dateline::show {

/// Day, id and the keyword in the middle of each line, aligned by display width; lines fit the width. A
/// `context` other than 0 is the columns on each side of the keyword.
std::string kwic_text(const search::Concordance& concordance, std::size_t context, const Style& style);

/// The JSON of docs/json.md, one line ended by '\n'. Contexts are at most `context` columns wide.
std::string kwic_json(const search::Concordance& concordance, std::size_t context);

/// A header and the lines.
Table kwic_table(const search::Concordance& concordance, std::size_t context);

/// "50 of 812 occurrences in 120 of 3,401 articles": what the lines stand for.
std::string kwic_status(const search::Concordance& concordance);

}  // namespace dateline::show
