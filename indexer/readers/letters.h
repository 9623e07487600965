#pragma once

#include <string>
#include <string_view>

namespace dateline::indexer {

/// True when `text` (UTF-8), decoded from `encoding`, reads like something that people wrote in it: nearly
/// all of its letters beyond ASCII are of the script of the encoding, in the company that they keep in words,
/// and there are enough of them to tell. Encodings that nobody here expects are never believed.
bool reads_like(std::string_view text, std::string_view encoding);

}  // namespace dateline::indexer
