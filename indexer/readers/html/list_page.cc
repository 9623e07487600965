#include "indexer/readers/html/list_page.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "common/dates/scanner.h"
#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/tag_set.h"

namespace dateline::html {
namespace {

constexpr std::size_t kMostLinks = 2000;
constexpr std::size_t kMostOfItem = 400;  // bytes: headline and day
constexpr std::size_t kMostText = std::size_t{1} << 20;
constexpr std::ptrdiff_t kMostOfSigns = 6;  // bytes beyond ASCII: brackets, or a day of the week
constexpr std::size_t kMostOfOne = 8;       // links of an item to one article: headline, picture, "more"

struct Link {
  std::string href;
  std::optional<dates::Day> day;
  std::size_t item_bytes = 0;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Whether what stands beside a day are signs and a clock or number at most.
bool says_nothing(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto others = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
  return std::none_of(text.begin(), text.end(), is_letter) && others <= kMostOfSigns;
}

/// The day at the beginning or the end of an item; one inside it is of the headline.
std::optional<dates::Day> day_of(std::string_view item) {
  if (item.size() > kMostOfItem) return std::nullopt;
  const auto digits = std::count_if(item.begin(), item.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits < 5) return std::nullopt;
  for (const dates::DateMention& mention : dates::scan_text(item).mentions) {
    if (mention.precision != dates::Precision::kDay || mention.from != mention.to) continue;
    if (says_nothing(item.substr(0, mention.offset)) ||
        says_nothing(item.substr(mention.offset + mention.length)))
      return mention.from;
  }
  return std::nullopt;
}

/// One item: its links, and what it says.
struct Item {
  const GumboNode* node;
  std::size_t text;
  std::size_t link;
};

class ListReader {
 public:
  bool enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE) {
      if (text_.size() < kMostText) text_ += node.v.text.text;
      return true;
    }
    if (!is_element(node)) return true;
    static const TagSet kItems{GUMBO_TAG_LI, GUMBO_TAG_TR,  GUMBO_TAG_DD,      GUMBO_TAG_DL,     GUMBO_TAG_P,
                               GUMBO_TAG_A,  GUMBO_TAG_DIV, GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION};
    static const TagSet kUnseen{GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_HEAD, GUMBO_TAG_NOSCRIPT};
    if (kUnseen.has(node.v.element.tag)) return false;
    if (kItems.has(node.v.element.tag)) items_.push_back({&node, text_.size(), links_.size()});
    if (node.v.element.tag == GUMBO_TAG_A && links_.size() < kMostLinks) {
      const std::string_view href = attribute(node.v.element, "href");
      if (!href.empty() && href[0] != '#' && !href.starts_with("javascript:") && !href.starts_with("mailto:"))
        links_.push_back({std::string(href), std::nullopt, 0});
    }
    if (node.v.element.tag == GUMBO_TAG_BR) text_ += ' ';
    return true;
  }

  void leave(const GumboNode& node) {
    static const TagSet kWithinWords{GUMBO_TAG_B,    GUMBO_TAG_STRONG, GUMBO_TAG_EM,  GUMBO_TAG_I,
                                     GUMBO_TAG_FONT, GUMBO_TAG_U,      GUMBO_TAG_SUP, GUMBO_TAG_SUB};
    if (is_element(node) && !kWithinWords.has(node.v.element.tag)) text_ += ' ';
    if (items_.empty() || items_.back().node != &node) return;
    const Item item = items_.back();
    items_.pop_back();
    const std::size_t links = links_.size() - item.link;
    const std::string_view text = std::string_view(text_).substr(item.text);
    if (links == 0 || links > kMostOfOne || text.size() > 4 * kMostOfItem || links_[item.link].day) return;
    const auto is_same = [&](const Link& link) { return link.href == links_[item.link].href; };
    if (!std::all_of(links_.begin() + static_cast<std::ptrdiff_t>(item.link), links_.end(), is_same)) return;
    links_[item.link].day = day_of(trimmed(text));
    if (links_[item.link].day) links_[item.link].item_bytes = trimmed(text).size();
  }

  const std::vector<Link>& links() const { return links_; }
  std::size_t text_bytes() const {
    std::size_t bytes = 0;
    bool blank = true;
    for (const char c : text_) {
      const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      bytes += is_blank && blank ? 0 : 1;
      blank = is_blank;
    }
    return bytes;
  }

 private:
  std::string text_;
  std::vector<Item> items_;
  std::vector<Link> links_;
};

}  // namespace

DatedLinks read_dated_links(const GumboNode& root) {
  ListReader reader;
  walk(
      root, [&](const GumboNode& node) { return reader.enter(node); },
      [&](const GumboNode& node) { reader.leave(node); });
  DatedLinks out;
  for (const Link& link : reader.links()) {
    if (link.day) out.links.push_back({link.href, *link.day, link.item_bytes});
  }
  if (!out.links.empty()) out.text_bytes = reader.text_bytes();
  return out;
}

}  // namespace dateline::html
