#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/ast.h"

namespace dateline::query {

/// What stands within quotation marks, where signs stand there that mean something in a phrase; empty for
/// words alone. Any text can be read: what has no meaning is punctuation, and said in `notices`.
std::vector<PhraseItem> phrase_items(std::string_view text, std::vector<std::string>& notices);

}  // namespace dateline::query
