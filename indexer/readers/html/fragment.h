#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

/// True when a text holds tags of HTML as pages have them ("<p>", "</strong>"), not just a sign of
/// inequality.
bool holds_markup(std::string_view text);

/// The text of a piece of HTML without a page around it: its paragraphs separated by empty lines, "\n" for a
/// line break in one. Scripts, styles and what hides itself are left out. A piece without elements that begin
/// a paragraph keeps its own lines. Empty when it is larger than a page may be. Linear.
std::string fragment_text(std::string_view html);

/// The text of a piece of a page (UTF-8) that is article already, as feeds and interfaces give it: paragraphs
/// separated by an empty line, without scripts, pictures and paragraphs that are nothing but links. Where
/// there are only links, their text. A piece with more tags than a page can have gives nothing. Pure,
/// thread-safe; linear time.
std::string fragment_prose(std::string_view fragment);

/// What of a piece of a page is text and what is links, by mass (see Block).
struct FragmentMass {
  std::size_t prose = 0;  ///< in paragraphs that are long enough to tell something and hold few links
  std::size_t texts = 0;  ///< number of paragraphs of some length that are not mostly links
  std::size_t links = 0;  ///< number of paragraphs that are mostly links
};
struct Block;
FragmentMass mass_of(const std::vector<Block>& blocks);

}  // namespace dateline::html
