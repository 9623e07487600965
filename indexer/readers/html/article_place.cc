#include "indexer/readers/html/article_place.h"

#include <algorithm>

#include "indexer/readers/html/hints.h"
#include "indexer/readers/html/page_title.h"
#include "indexer/readers/html/tag_set.h"

namespace dateline::html {
namespace {

using Standing = DateMark::Standing;

constexpr std::uint32_t kByline = 60;          // mass of a line of text that may be a byline
constexpr std::size_t kLongestHeadline = 400;  // bytes

/// "http://schema.org/NewsArticle", "schema:NewsArticle" -> "NewsArticle".
std::string_view type_name(std::string_view item_type) {
  item_type = item_type.substr(0, item_type.find(' '));
  return item_type.substr(item_type.find_last_of("/#:") + 1);
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type == "Report";
}

/// "<div class names>", short enough for a line.
std::string name_of(const Element& element) {
  constexpr std::size_t kLongest = 40;
  std::string name = std::string("<") + gumbo_normalized_tagname(element.tag);
  std::string hints = element.hints;
  if (hints.size() > kLongest) {
    hints.resize(kLongest);
    while (!hints.empty() && (static_cast<unsigned char>(hints.back()) & 0x80U) != 0) hints.pop_back();
  }
  return name + hints + ">";
}

}  // namespace

ArticlePlace::ArticlePlace(const BlockTree& tree, const std::vector<Verdict>& verdicts,
                           std::string_view title)
    : tree_(tree), verdicts_(verdicts) {
  const auto size = static_cast<std::uint32_t>(tree.blocks.size());
  first_ = size;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (verdicts[i] != Verdict::kBody) continue;
    first_ = std::min(first_, i);
    last_ = i + 1;
  }
  // The last line above the text that is the headline: menus and lists may name it before.
  for (std::uint32_t i = 0; i < size && i <= first_; ++i) {
    const Block& block = tree.blocks[i];
    if (block.text.size() > kLongestHeadline) continue;
    const bool heading = block.kind == BlockKind::kHeading || verdicts[i] == Verdict::kTitle;
    if (!title.empty() && (block.text == title || (heading && same_headline(block.text, title))))
      headline_ = i;
  }
  if (!headline_) {
    for (std::uint32_t i = 0; i < size && i < first_; ++i) {
      if (tree.elements[tree.blocks[i].element].tag == GUMBO_TAG_H1) headline_ = i;
    }
  }
  find_scope();
}

void ArticlePlace::find_scope() {
  if (first_ >= last_) return;
  for (std::uint32_t e = tree_.blocks[first_].element; e != 0; e = tree_.elements[e].parent) {
    const Element& element = tree_.elements[e];
    const bool item = is_article_type(type_name(element.item_type));
    if ((element.tag == GUMBO_TAG_ARTICLE || item) && holds_text(element)) {
      scope_ = e;
      return;
    }
  }
}

std::string ArticlePlace::foreign(const Element& element, std::uint32_t block) const {
  const bool own_head = headline_ && holds(element, *headline_);
  const std::string_view type = type_name(element.item_type);
  if (!type.empty() && !own_head && type != "WebPage" && type != "ImageObject")
    return "of an item of microdata, " + std::string(type);
  if (own_head) return {};
  static const TagSet kOfTheSite{GUMBO_TAG_ASIDE,   GUMBO_TAG_NAV,        GUMBO_TAG_MENU,
                                 GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER,
                                 GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FORM};
  if (kOfTheSite.has(element.tag)) return "in " + name_of(element);
  static const TagSet kOfLists{GUMBO_TAG_LI, GUMBO_TAG_DD, GUMBO_TAG_DT, GUMBO_TAG_TD};
  const bool between = headline_ && block > *headline_ && block <= first_;
  if (kOfLists.has(element.tag) && !between) return "in a list";
  return read_hints(element.hints).elsewhere ? "in " + name_of(element) : std::string();
}

ArticlePlace::Judgement ArticlePlace::judge(std::uint32_t element, std::uint32_t block,
                                            std::string_view hints, bool is_read) const {
  if (read_hints(hints).elsewhere) return {Standing::kForeign, "in an element of another name"};
  if (is_read && block < verdicts_.size() && verdicts_[block] == Verdict::kBody &&
      tree_.blocks[block].prose && tree_.blocks[block].mass >= kByline &&
      tree_.blocks[block].element == element) {
    return {Standing::kForeign, "in a sentence of the text"};
  }
  bool beside_headline = false;
  bool in_scope = false;
  for (std::uint32_t e = element;; e = tree_.elements[e].parent) {
    const Element& around = tree_.elements[e];
    in_scope = in_scope || scope_ == e;
    const bool site = holds_text(around);  // what holds the text is no place of something else
    if (!site) {
      const bool below = in_scope || (scope_ && e > *scope_ && e < tree_.elements[*scope_].end_element);
      const bool own_part = below && (around.tag == GUMBO_TAG_FOOTER || around.tag == GUMBO_TAG_HEADER) &&
                            !read_hints(around.hints).visitors;
      if (!own_part) {
        if (std::string why = foreign(around, block); !why.empty())
          return {Standing::kForeign, std::move(why)};
      }
      beside_headline = beside_headline || (headline_ && holds(around, *headline_));
    }
    if (e == 0 || in_scope) break;
  }
  if (in_scope) return {Standing::kOwn, "in the article"};
  if (beside_headline) return {Standing::kOwn, "beside the headline"};
  if (headline_ && block >= *headline_ && block <= first_)
    return {Standing::kOwn, "between headline and text"};
  if (headline_ && block < *headline_)
    return {Standing::kUnexplained, "above the headline, where clocks are shown"};
  if (block > first_) return {Standing::kUnexplained, "below the beginning of the text"};
  return {Standing::kUnexplained, "above the text of a page without a headline", true};
}

}  // namespace dateline::html
