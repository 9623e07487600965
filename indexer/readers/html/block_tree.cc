#include "indexer/readers/html/block_tree.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/hints.h"
#include "indexer/readers/html/tag_set.h"

namespace dateline::html {
namespace {

enum class Role { kInline, kBlock, kBreak, kUnseen };

Role role_of(GumboTag tag) {
  static const TagSet kInline{
      GUMBO_TAG_A,    GUMBO_TAG_ABBR,  GUMBO_TAG_ACRONYM, GUMBO_TAG_B,      GUMBO_TAG_BDI,    GUMBO_TAG_BDO,
      GUMBO_TAG_BIG,  GUMBO_TAG_CITE,  GUMBO_TAG_CODE,    GUMBO_TAG_DATA,   GUMBO_TAG_DFN,    GUMBO_TAG_EM,
      GUMBO_TAG_FONT, GUMBO_TAG_I,     GUMBO_TAG_INS,     GUMBO_TAG_KBD,    GUMBO_TAG_LABEL,  GUMBO_TAG_MARK,
      GUMBO_TAG_NOBR, GUMBO_TAG_Q,     GUMBO_TAG_RP,      GUMBO_TAG_RT,     GUMBO_TAG_RUBY,   GUMBO_TAG_S,
      GUMBO_TAG_SAMP, GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,    GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,
      GUMBO_TAG_SUP,  GUMBO_TAG_TIME,  GUMBO_TAG_TT,      GUMBO_TAG_U,      GUMBO_TAG_VAR,    GUMBO_TAG_WBR,
      GUMBO_TAG_IMG};
  static const TagSet kUnseen{
      GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,   GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,
      GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED, GUMBO_TAG_EMBED,    GUMBO_TAG_OBJECT,   GUMBO_TAG_APPLET,
      GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,   GUMBO_TAG_VIDEO,    GUMBO_TAG_MAP,      GUMBO_TAG_SVG,
      GUMBO_TAG_BUTTON,   GUMBO_TAG_SELECT,  GUMBO_TAG_DATALIST, GUMBO_TAG_TEXTAREA, GUMBO_TAG_INPUT,
      GUMBO_TAG_PROGRESS, GUMBO_TAG_METER,   GUMBO_TAG_HEAD,     GUMBO_TAG_TITLE,    GUMBO_TAG_DEL};
  if (tag == GUMBO_TAG_BR) return Role::kBreak;
  if (kInline.has(tag)) return Role::kInline;
  return kUnseen.has(tag) ? Role::kUnseen : Role::kBlock;
}

BlockKind kind_of(GumboTag tag) {
  static const TagSet kHeadings{GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
                                GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6};
  static const TagSet kItems{GUMBO_TAG_LI, GUMBO_TAG_DD, GUMBO_TAG_DT};
  if (kHeadings.has(tag)) return BlockKind::kHeading;
  if (kItems.has(tag)) return BlockKind::kListItem;
  if (tag == GUMBO_TAG_P) return BlockKind::kParagraph;
  if (tag == GUMBO_TAG_BLOCKQUOTE) return BlockKind::kQuote;
  if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) return BlockKind::kCell;
  return tag == GUMBO_TAG_PRE ? BlockKind::kPreformatted : BlockKind::kText;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return out;
}

bool is_hidden(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
  if (attribute(element, "aria-hidden") == "true") return true;
  if (hides(attribute(element, "class"))) return true;
  const std::string_view style = attribute(element, "style");
  if (style.empty() || style.size() > 4096) return false;
  const std::string folded = without_blanks(style);
  return folded.find("display:none") != std::string::npos ||
         folded.find("visibility:hidden") != std::string::npos;
}

bool is_mark(const GumboElement& element) {
  if (element.tag == GUMBO_TAG_TIME) return true;
  const std::string_view property = attribute(element, "itemprop");
  const auto says_published = [](std::string_view names) {
    return !names.empty() && names.size() < 64 &&
           without_blanks(names).find("datepublished") != std::string::npos;
  };
  if (says_published(property) || says_published(attribute(element, "property"))) return true;
  // Microformats: <abbr class=published title="2021-03-02">, <span class=dt-published>
  const std::string_view names = attribute(element, "class");
  const bool dated = element.tag == GUMBO_TAG_ABBR && names.find("published") != std::string_view::npos;
  return dated || names.find("dt-published") != std::string_view::npos;
}

/// The type of an item of microdata, or of RDFa where that is one of an article or of what stands beside it.
std::string_view item_type_of(const GumboElement& element) {
  constexpr std::size_t kLongest = 256;
  const std::string_view type = attribute(element, "itemtype").substr(0, kLongest);
  if (!type.empty()) return type;
  const std::string_view rdfa = attribute(element, "typeof").substr(0, kLongest);
  for (const char* part : {"Article", "Posting", "Comment", "Review", "Event"}) {
    if (rdfa.find(part) != std::string_view::npos) return rdfa;
  }
  return {};
}

std::string hints_of(const GumboElement& element) {
  static constexpr std::size_t kEnough = 512;  // longer values are not written by people
  std::string hints;
  for (const char* name :
       {"class", "id", "role", "itemprop", "data-component", "data-module", "data-type", "aria-label"}) {
    const std::string_view value = attribute(element, name);
    if (value.empty()) continue;
    hints += ' ';
    hints += value.substr(0, kEnough);
  }
  if (element.tag == GUMBO_TAG_UNKNOWN) {  // the name of a custom element speaks like a class
    GumboStringPiece name = element.original_tag;
    gumbo_tag_from_original_text(&name);
    hints += ' ';
    hints += std::string_view(name.data, std::min(name.length, kEnough));
  }
  return hints;
}

bool ends_like_a_sentence(std::string_view text) {
  static constexpr std::string_view kAfter[] = {"\"", "'", ")", "]", "”", "’", "»", "」", "』", " "};
  static constexpr std::string_view kEnds[] = {".", "!", "?", "…", "。", "！", "？", ":", "："};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kAfter) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      again = true;
    }
  }
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

struct CodePoint {
  UChar32 value;
  std::size_t length;  // bytes
};

/// The parser hands out valid UTF-8 only; a stray byte counts as itself.
CodePoint next_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0xC2 || lead > 0xF4) return {lead, 1};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() < length) return {lead, 1};
  UChar32 value = lead & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i)
    value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3F);
  return {value, length};
}

class Builder {
 public:
  BlockTree build(const GumboNode& root) {
    walk(
        root, [this](const GumboNode& node) { return enter(node); },
        [this](const GumboNode& node) { leave(node); });
    flush();
    for (Element& element : tree_.elements)
      element.end_block = std::max(element.end_block, element.first_block);
    return std::move(tree_);
  }

 private:
  bool enter(const GumboNode& node) {
    if (hidden_ > 0 && !is_element(node)) return false;
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA) {
      append(node.v.text.text);
      return false;
    }
    if (node.type == GUMBO_NODE_WHITESPACE) {
      space_ = true;
      return false;
    }
    if (node.type == GUMBO_NODE_DOCUMENT) return true;
    if (!is_element(node)) return false;
    const GumboElement& element = node.v.element;
    if (is_mark(element)) note_mark(node);
    const Role role = role_of(element.tag);
    if (hidden_ > 0) {
      hidden_ += role == Role::kUnseen ? 0 : 1;
      return role != Role::kUnseen;
    }
    switch (role) {
      case Role::kUnseen:
        return false;
      case Role::kBreak:
        if (break_pending_) flush();
        break_pending_ = true;
        return false;
      case Role::kInline:
        if (is_hidden(element)) return hide();
        if (element.tag == GUMBO_TAG_A) ++links_;
        return true;
      case Role::kBlock:
        if (is_hidden(element) && element.tag != GUMBO_TAG_BODY && element.tag != GUMBO_TAG_HTML)
          return hide();
        open(element);
        return true;
    }
    return false;
  }

  /// Goes into an element that is not shown, for its marks alone.
  bool hide() {
    hidden_ = 1;
    return true;
  }

  void note_mark(const GumboNode& node) {
    constexpr std::size_t kMaxMarks = 256;
    if (path_.empty() || tree_.marks.size() == kMaxMarks) return;
    MarkedElement mark;
    mark.node = &node;
    mark.element = path_.back();
    mark.block = static_cast<std::uint32_t>(tree_.blocks.size());
    constexpr std::size_t kLabel = 64;  // bytes
    if (hidden_ == 0)
      mark.label = block_.text.substr(block_.text.size() - std::min(block_.text.size(), kLabel));
    const GumboNode* around = &node;
    for (int up = 0; up < 8 && around != nullptr && is_element(*around); ++up, around = around->parent) {
      if (up > 0 && role_of(around->v.element.tag) != Role::kInline) break;
      mark.hints += hints_of(around->v.element);
    }
    tree_.marks.push_back(std::move(mark));
  }

  void leave(const GumboNode& node) {
    if (!is_element(node)) return;
    if (hidden_ > 0) {
      --hidden_;
      return;
    }
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_A) --links_;
    if (role_of(element.tag) == Role::kInline) return;
    flush();
    Element& closed = tree_.elements[path_.back()];
    closed.end_block = static_cast<std::uint32_t>(tree_.blocks.size());
    closed.end_element = static_cast<std::uint32_t>(tree_.elements.size());
    path_.pop_back();
  }

  void open(const GumboElement& element) {
    flush();
    Element opened;
    opened.parent = path_.empty() ? 0 : path_.back();
    opened.first_block = static_cast<std::uint32_t>(tree_.blocks.size());
    opened.tag = element.tag;
    opened.hints = hints_of(element);
    opened.item_type = item_type_of(element);
    path_.push_back(static_cast<std::uint32_t>(tree_.elements.size()));
    tree_.elements.push_back(std::move(opened));
  }

  void append(std::string_view text) {
    while (!text.empty()) {
      const auto [c, length] = next_code_point(text);
      const std::string_view bytes = text.substr(0, length);
      text.remove_prefix(length);
      if (u_isUWhiteSpace(c)) {
        space_ = true;
        continue;
      }
      if (break_pending_ && !block_.text.empty()) {
        block_.text += '\n';
      } else if (space_ && !block_.text.empty()) {
        block_.text += ' ';
      }
      break_pending_ = space_ = false;
      block_.text += bytes;
      weigh(c);
    }
  }

  void weigh(UChar32 c) {
    if (!u_isalnum(c)) return;
    const bool wide = c >= 0x2E80;  // scripts that write a word in a few characters
    const std::uint32_t mass = wide ? 3 : 1;
    block_.mass += mass;
    if (links_ > 0) block_.link_mass += mass;
  }

  void flush() {
    break_pending_ = false;
    space_ = false;
    Block done = std::exchange(block_, Block{});
    if (done.text.empty() || path_.empty()) return;
    done.element = path_.back();
    done.kind = kind_of(tree_.elements[done.element].tag);
    std::uint32_t around = done.element;
    for (int up = 0; up < 3 && done.kind == BlockKind::kText; ++up) {  // <li><div>, <h2><span><div> …
      around = tree_.elements[around].parent;
      done.kind = kind_of(tree_.elements[around].tag);
    }
    done.prose = done.mass >= 25 && (done.mass >= 160 || ends_like_a_sentence(done.text));
    tree_.blocks.push_back(std::move(done));
  }

  BlockTree tree_;
  Block block_;
  std::vector<std::uint32_t> path_;
  int links_ = 0;
  int hidden_ = 0;  // open elements from one that is not shown on
  bool space_ = false;
  bool break_pending_ = false;
};

}  // namespace

BlockTree build_block_tree(const GumboNode& root) { return Builder{}.build(root); }

}  // namespace dateline::html
