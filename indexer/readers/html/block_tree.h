#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string>
#include <vector>

namespace dateline::html {

/// What a run of text was in the page.
enum class BlockKind : std::uint8_t { kText, kParagraph, kHeading, kListItem, kQuote, kCell, kPreformatted };

/// A run of text without a block-level border in it, its white space collapsed.
struct Block {
  std::string text;
  std::uint32_t element = 0;    ///< nearest block-level element around it
  std::uint32_t mass = 0;       ///< letters and digits; an ideograph, kana or Hangul syllable weighs three
  std::uint32_t link_mass = 0;  ///< the part of the mass that lies in links
  BlockKind kind = BlockKind::kText;
  bool prose = false;  ///< ends like a sentence, or is long enough to be one
};

/// A block-level element. Its blocks are a contiguous range, because blocks stand in document order.
struct Element {
  std::uint32_t parent = 0;  ///< index of the element around it; the root is its own parent
  std::uint32_t first_block = 0;
  std::uint32_t end_block = 0;    ///< past the last block
  std::uint32_t end_element = 0;  ///< past the last element inside it
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::string hints;      ///< class, id, role, itemprop … as written, separated by spaces
  std::string item_type;  ///< itemtype as written, of an element that begins an item of microdata
};

/// An element that may hold a day: <time>, or one with itemprop "datePublished".
struct MarkedElement {
  const GumboNode* node = nullptr;
  std::uint32_t element = 0;  ///< nearest block-level element around it
  std::uint32_t block = 0;    ///< block that it stands in, else the next one
  std::string hints;          ///< of itself and of the inline elements around it
  std::string label;          ///< the end of the line before it: "Last updated: "
};

/// The readable part of a page: no scripts, no styles, nothing that the page itself hides.
struct BlockTree {
  std::vector<Element> elements;     ///< in document order; [0] is the root
  std::vector<Block> blocks;         ///< in document order
  std::vector<MarkedElement> marks;  ///< in document order, those in hidden elements too; at most 256
};

/// Walks the tree, which must outlive the marks, without recursion; time and memory linear in the page.
BlockTree build_block_tree(const GumboNode& root);

}  // namespace dateline::html
