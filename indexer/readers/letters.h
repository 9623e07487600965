#pragma once

#include <string>
#include <string_view>

namespace dateline::indexer {

/// True when `text` (UTF-8), decoded from `encoding`, reads like something that people wrote in it: nearly
/// all of its letters beyond ASCII are of the script of the encoding, in the company that they keep in words,
/// and there are enough of them to tell. Encodings that nobody here expects are never believed.
bool reads_like(std::string_view text, std::string_view encoding);

/// True when the letters beyond ASCII stand beside ASCII letters, as in languages of Latin script. Text of
/// another script that was decoded as Latin does not: it has whole words of them. True when there are none.
bool stands_in_latin_words(std::string_view text);

/// True when the letters beyond ASCII are accented ones of Western European languages, and stand so.
bool has_western_words(std::string_view text);

}  // namespace dateline::indexer
