#include "indexer/readers/html/date_marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "indexer/readers/html/gumbo_tree.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/html/page_title.h"

namespace dateline::html {
namespace {

std::string lower(std::string_view text) {
  std::string out(text.substr(0, 1024));
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string tidy(std::string_view value) {
  std::string out;
  for (const char c : value.substr(0, 256)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string text_of(const GumboNode& root) {
  std::string text;
  walk(
      root,
      [&](const GumboNode& node) {
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) text += node.v.text.text;
        return text.size() < 256;
      },
      [](const GumboNode&) {});
  return tidy(text);
}

/// The names of microdata, else of RDFa ("schema:datePublished"), that an element has, in small letters.
std::string properties_of(const GumboElement& element) {
  const std::string_view names = attribute(element, "itemprop");
  return lower(names.empty() ? attribute(element, "property") : names);
}

bool is_item(const GumboElement& element) {
  return gumbo_get_attribute(&element.attributes, "itemscope") != nullptr ||
         gumbo_get_attribute(&element.attributes, "typeof") != nullptr;
}

bool is_headline(std::string_view property) {
  return property == "headline" || property == "schema:headline" || property == "dc:title";
}

/// The headline of the item of microdata or RDFa around a node; nullopt when it is in no item, or in one
/// without headline.
std::optional<std::string> item_headline(const GumboNode& mark) {
  const GumboNode* item = mark.parent;
  for (int up = 0; item != nullptr && is_element(*item); ++up, item = item->parent) {
    if (up == 512) return std::nullopt;
    if (is_item(item->v.element)) break;
  }
  if (item == nullptr || !is_element(*item)) return std::nullopt;
  std::optional<std::string> headline;
  walk(
      *item,
      [&](const GumboNode& node) {
        if (headline || !is_element(node)) return false;
        const GumboElement& element = node.v.element;
        if (&node != item && is_item(element)) return false;
        if (!is_headline(properties_of(element))) return true;
        const std::string_view content = attribute(element, "content");
        headline = content.empty() ? text_of(node) : tidy(content);
        return false;
      },
      [](const GumboNode&) {});
  return headline;
}

/// Whether the words before a mark say that it is the day of a change: "Last updated:", "수정". The last of
/// them counts.
bool labels_change(std::string_view label) {
  constexpr auto kChanged = std::to_array<std::string_view>(
      {"updated",   "modified",   "revised",     "edited",  "update:",      "actualizad",
       "modificad", "mis à jour", "mise à jour", "modifié", "aktualisiert", "geändert",
       "бновлен",   "бновлён",    "зменен",      "зменён",  "수정",         "갱신",
       "更新",      "修改",       "修订",        "改訂",    "atualizad",    "aggiornat"});
  constexpr auto kPublished = std::to_array<std::string_view>(
      {"publish",    "posted",  "released", "publicad", "publié", "paru", "veröffentlicht", "erschienen",
       "публикован", "азмещен", "입력",     "등록",     "게시",   "게재", "발행",           "公開",
       "掲載",       "投稿",    "发布",     "發布",     "发表",   "發表"});
  const std::string text = lower(label);
  const auto last = [&text](const auto& words) {
    std::size_t place = 0;
    for (const std::string_view word : words) {
      const std::size_t at = text.rfind(word);
      if (at != std::string::npos) place = std::max(place, at + 1);
    }
    return place;
  };
  return last(kChanged) > last(kPublished);
}

using Standing = DateMark::Standing;

/// Where the mark stands, and whether it counts there.
void judge(const MarkedElement& found, const ArticlePlace& place, std::string_view title, DateMark& mark) {
  ArticlePlace::Judgement judged =
      place.judge(found.element, found.block, found.hints, found.node->v.element.tag != GUMBO_TAG_META);
  mark.standing = judged.standing;
  mark.place = std::move(judged.place);
  if (mark.standing == Standing::kUnexplained) {
    if (mark.says_published) {
      mark.standing = Standing::kOwn;
    } else if (!judged.before_text) {
      mark.standing = Standing::kForeign;
    }
  }
  if (title.empty()) return;
  const std::optional<std::string> headline = item_headline(*found.node);
  if (!headline || headline->empty()) return;
  const bool own = same_headline(*headline, title);
  if (own && mark.says_published) {
    mark.standing = Standing::kOwn;
    mark.place = "of the item of microdata with the headline";
  } else if (!own && mark.standing != Standing::kOwn) {  // pages give their items shorter headlines too
    mark.standing = Standing::kForeign;
    mark.place = "of another story, \"" + *headline + "\"";
  }
}

}  // namespace

std::vector<DateMark> read_date_marks(const BlockTree& tree, const ArticlePlace& place,
                                      std::string_view title) {
  std::vector<DateMark> marks;
  for (const MarkedElement& found : tree.marks) {
    const GumboElement& element = found.node->v.element;
    const std::string property = properties_of(element);
    const std::string names = lower(attribute(element, "class")) + property;
    const bool published = property.find("datepublished") != std::string::npos ||
                           gumbo_get_attribute(&element.attributes, "pubdate") != nullptr ||
                           names.find("publish") != std::string::npos;
    const bool changed = names.find("modified") != std::string::npos ||
                         names.find("updated") != std::string::npos || labels_change(found.label);
    if (changed && !published) continue;
    std::string_view value = attribute(element, "datetime");
    if (value.empty()) value = attribute(element, "content");
    if (value.empty() && element.tag == GUMBO_TAG_ABBR) value = attribute(element, "title");
    std::string printed = tidy(value);
    // What stands there for people, where it calls itself the day of publication.
    if (printed.empty() && (property.find("datepublished") != std::string::npos ||
                            names.find("dt-published") != std::string::npos))
      printed = text_of(*found.node);
    if (printed.empty() || printed.starts_with("0001-")) continue;
    DateMark mark;
    mark.date.day = parse_machine_day(printed);
    mark.date.printed = std::move(printed);
    mark.date.from = property.find("datepublished") != std::string::npos ? "itemprop datePublished"
                     : published                                         ? "time published"
                                                                         : "time";
    if (!published && !mark.date.day) continue;
    mark.says_published = published;
    judge(found, place, title, mark);
    marks.push_back(std::move(mark));
  }
  std::stable_partition(marks.begin(), marks.end(), [](const DateMark& mark) { return mark.says_published; });
  return marks;
}

}  // namespace dateline::html
