#pragma once

#include <string>
#include <string_view>

namespace dateline::html {

/// True when a text holds tags of HTML as pages have them ("<p>", "</strong>"), not just a sign of
/// inequality.
bool holds_markup(std::string_view text);

/// The text of a piece of HTML without a page around it: its paragraphs separated by empty lines, "\n" for a
/// line break in one. Scripts, styles and what hides itself are left out. A piece without elements that begin
/// a paragraph keeps its own lines. Empty when it is larger than a page may be. Linear.
std::string fragment_text(std::string_view html);

/// References to characters ("&amp;", "&#8211;", "&nbsp;") in plain text, undone once. What is none stays.
std::string without_references(std::string_view text);

}  // namespace dateline::html
