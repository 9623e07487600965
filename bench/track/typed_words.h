#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::bench {

/// Pieces of a text as people type them into a search. All functions are pure; text is UTF-8.

/// Names: two or three words with a capital in front, on one line, none of which begins a sentence.
std::vector<std::string> names_in(std::string_view text);

/// Numbers with a comma, a point or a hyphen between digits ("1,250", "3.5"), and those of four digits.
std::vector<std::string> numbers_in(std::string_view text);

/// Words of four Cyrillic letters and more, in the case in which they stand.
std::vector<std::string> cyrillic_in(std::string_view text);

}  // namespace dateline::bench
