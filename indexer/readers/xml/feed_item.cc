#include "indexer/readers/xml/feed_item.h"

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/readers/clean.h"
#include "indexer/readers/field_lines.h"
#include "indexer/readers/html/fragment.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/web_address.h"
#include "indexer/readers/xml/xml_document.h"

namespace dateline::indexer {
namespace {

/// The first child of that name with something in it.
pugi::xml_node child_of(pugi::xml_node item, std::string_view prefix, std::string_view name) {
  for (const pugi::xml_node child : item.children()) {
    if (is_named(child, prefix, name) && child.first_child()) return child;
  }
  return {};
}

/// Text of an element that may hold mark-up, escaped or not: paragraphs.
std::string text_of(pugi::xml_node node) {
  if (!node) return {};
  const std::string_view type = node.attribute("type").value();
  const bool nested = type == "xhtml" || type == "application/xhtml+xml" ||
                      node.find_child([](pugi::xml_node n) { return n.type() == pugi::node_element; });
  if (nested) return html::fragment_prose(inner_markup(node));
  std::string text = inner_text(node);
  if (type == "text" || type == "text/plain" ||
      (text.find('<') == std::string::npos && text.find('&') == std::string::npos))
    return tidy_paragraphs(text);
  return html::fragment_prose(text);
}

/// What systems of web logs write behind every article, and the headline once more in front of it.
void cut_furniture(std::string_view title, std::string& text) {
  const std::size_t last = text.rfind("\n\n");
  const std::string_view end = std::string_view(text).substr(last == std::string::npos ? 0 : last + 2);
  const bool appeared =
      end.starts_with("The post ") && end.find(" appeared first on ") != std::string_view::npos;
  if (appeared) text.erase(last == std::string::npos ? 0 : last);
  const std::size_t first = text.find("\n\n");
  if (first != std::string::npos && !title.empty() &&
      one_line(std::string_view(text).substr(0, first)) == title)
    text.erase(0, first + 2);
}

/// Whether a text is the beginning of a longer one.
bool is_cut_short(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  for (const std::string_view sign : {"...", "\xE2\x80\xA6", "[...]", "[\xE2\x80\xA6]", "[…]", "…]"}) {
    if (text.ends_with(sign)) return true;
  }
  const std::string_view end = text.substr(text.size() - std::min<std::size_t>(text.size(), 40));
  for (const std::string_view words :
       {"Read more", "Continue reading", "더보기", "Читать далее", "Leer más"}) {
    if (end.find(words) != std::string_view::npos) return true;
  }
  return false;
}

std::size_t paragraphs(std::string_view text) {
  std::size_t count = text.empty() ? 0 : 1;
  for (std::size_t at = text.find("\n\n"); at != std::string_view::npos; at = text.find("\n\n", at + 2))
    ++count;
  return count;
}

void take_text(pugi::xml_node item, const FeedContext& feed, Page& page) {
  constexpr std::size_t kNoSummary = 3;  // a summary has fewer paragraphs
  std::string full;
  std::string summary;
  const auto longer = [&](std::string& kept, pugi::xml_node node) {
    std::string text = text_of(node);
    cut_furniture(page.title, text);
    if (text.size() > kept.size()) kept = std::move(text);
  };
  longer(full, child_of(item, "content:", "encoded"));
  longer(full, child_of(item, feed.prefix, "content"));
  longer(full, child_of(item, feed.prefix, "body"));
  longer(full, child_of(item, "xhtml:", "body"));
  longer(full, child_of(item, "xhtml:", "div"));
  for (const std::string_view name : {"description", "summary"})
    longer(summary, child_of(item, feed.prefix, name));
  longer(summary, child_of(item, "dc:", "description"));
  longer(summary, child_of(item, "itunes:", "summary"));
  if (full.empty() && summary.empty()) {
    longer(summary, child_of(item, "media:", "description"));
    longer(summary, child_of(child_of(item, "media:", "group"), "media:", "description"));
  }
  const bool whole = !full.empty() && full.size() >= summary.size();
  page.text = whole ? std::move(full) : std::move(summary);
  page.body = tidy_paragraphs(page.text);
  if (page.body.empty()) {
    mark_partial(page, "title");
  } else if (is_cut_short(page.body) || (!whole && paragraphs(page.body) < kNoSummary)) {
    mark_partial(page, "summary");
  }
}

std::string address_of(pugi::xml_node item, const FeedContext& feed) {
  const std::string base = base_of(item, feed.base);
  const auto resolved = [&](pugi::xml_node node) {
    return node ? resolve_address(base_of(node, feed.base), inner_text(node)) : std::string();
  };
  std::vector<std::string> found;
  found.push_back(resolved(child_of(item, "feedburner:", "origLink")));
  found.push_back(resolved(child_of(item, feed.prefix, "link")));
  found.push_back(resolve_address(base, atom_link(item, feed.prefix, "alternate")));
  found.push_back(resolve_address(base, atom_link(item, "atom:", "alternate")));
  const pugi::xml_node guid = child_of(item, feed.prefix, "guid");
  if (guid && !equal_folded(guid.attribute("isPermaLink").value(), "false")) {
    const std::string id = one_line(inner_text(guid));
    found.push_back(is_web_address(id) ? id : std::string());
  }
  found.push_back(resolve_address(base, attribute_text(item, "rdf:about")));
  const std::string id = one_line(inner_text(child_of(item, feed.prefix, "id")));
  found.push_back(is_web_address(id) ? id : std::string());
  const auto first = std::ranges::find_if(found, [](const std::string& address) { return !address.empty(); });
  return first == found.end() ? std::string() : *first;
}

void take_dates(pugi::xml_node item, const FeedContext& feed, Page& page) {
  struct Named {
    std::string_view prefix;
    std::string_view name;
    bool published;
  };
  const std::array<Named, 12> names{{{feed.prefix, "pubDate", true},
                                     {feed.prefix, "published", true},
                                     {feed.prefix, "issued", true},
                                     {"dc:", "date", true},
                                     {"dcterms:", "issued", true},
                                     {"dc:", "issued", true},
                                     {feed.prefix, "created", true},
                                     {"dcterms:", "created", true},
                                     {"prism:", "publicationDate", true},
                                     {feed.prefix, "updated", false},
                                     {feed.prefix, "modified", false},
                                     {"dcterms:", "modified", false}}};
  for (const Named& named : names) {
    const std::string printed = one_line(inner_text(child_of(item, named.prefix, named.name)));
    if (printed.empty()) continue;
    const std::optional<dates::GivenDate> given = parse_feed_date(printed);
    const bool used = given && named.published && !page.field_date;
    if (used) page.field_date = given;
    const bool unexplained = given && !named.published && given->precision == dates::Precision::kDay;
    if (unexplained && !page.mark) page.mark = given->day;
    page.marks.push_back(
        {std::string(named.prefix) + std::string(named.name) + " " + printed,
         given && given->precision == dates::Precision::kDay ? dates::to_iso(given->day) : std::string(),
         !given            ? "not counted: it cannot be read"
         : used            ? "used: of the item of the feed"
         : named.published ? "of the item of the feed"
                           : "unexplained: the day of the last change"});
  }
  if (page.field_date) page.mark.reset();
}

}  // namespace

std::optional<dates::GivenDate> parse_feed_date(std::string_view printed) {
  if (auto given = parse_field_date(printed)) return given;
  if (const auto day = html::parse_machine_day(printed))
    return dates::GivenDate{*day, dates::Precision::kDay};
  // RFC 822 had two digits for the year: "04 Jul 23 10:00 GMT".
  std::string line = one_line(printed);
  const std::size_t colon = line.find(':');
  const std::size_t blank = colon == std::string::npos ? colon : line.rfind(' ', colon);
  if (blank == std::string::npos || blank < 3 || line[blank - 3] != ' ') return std::nullopt;
  const std::string_view year = std::string_view(line).substr(blank - 2, 2);
  if (!std::ranges::all_of(year, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  line.insert(blank - 2, year < "70" ? "20" : "19");
  if (const auto day = html::parse_machine_day(line)) return dates::GivenDate{*day, dates::Precision::kDay};
  return parse_field_date(line);
}

void mark_partial(Page& page, std::string what) { page.extra.emplace_back("partial", std::move(what)); }

std::string base_of(pugi::xml_node node, std::string base) {
  std::vector<std::string> bases;
  for (; node; node = node.parent()) {
    if (node.attribute("xml:base")) bases.push_back(attribute_text(node, "xml:base"));
  }
  for (auto inner = bases.rbegin(); inner != bases.rend(); ++inner) {
    std::string resolved = resolve_address(base, *inner);
    if (!resolved.empty()) base = std::move(resolved);
  }
  return base;
}

std::string atom_link(pugi::xml_node node, std::string_view prefix, std::string_view relation) {
  std::string found;
  for (const pugi::xml_node child : node.children()) {
    if (!is_named(child, prefix, "link") || !child.attribute("href")) continue;
    const std::string_view rel = child.attribute("rel").value();
    if (rel != relation && !(rel.empty() && relation == "alternate")) continue;
    const std::string_view type = child.attribute("type").value();
    const bool page = type.empty() || type.find("html") != std::string_view::npos;
    if (page) return attribute_text(child, "href");
    if (found.empty()) found = attribute_text(child, "href");
  }
  return found;
}

void read_feed_item(pugi::xml_node item, const FeedContext& feed, Page& page) {
  page.title = one_line(text_of(child_of(item, feed.prefix, "title")));
  if (page.title.empty()) page.title = one_line(text_of(child_of(item, "dc:", "title")));
  if (page.title.empty()) page.title = one_line(text_of(child_of(item, "media:", "title")));
  take_text(item, feed, page);
  page.url = address_of(item, feed);
  take_dates(item, feed, page);
  page.topic = one_line(inner_text(child_of(item, feed.prefix, "category")));
  if (page.topic.empty()) {
    for (const pugi::xml_node child : item.children()) {
      if (page.topic.empty() && is_named(child, feed.prefix, "category")) {
        page.topic = one_line(attribute_text(child, "label"));
        if (page.topic.empty()) page.topic = one_line(attribute_text(child, "term"));
      }
    }
  }
  // Of feeds that gather from others; else the host of the address is the source.
  const pugi::xml_node source = child_of(item, feed.prefix, "source");
  page.source_name = one_line(inner_text(child_of(source, feed.prefix, "title")));
  if (page.source_name.empty()) page.source_name = one_line(inner_text(source));
  if (page.source_name.empty()) page.source_name = one_line(inner_text(child_of(item, "dc:", "publisher")));
  if (page.source_name.empty() && page.url.empty()) page.source_name = feed.title;
  if (page.url.empty()) {
    page.key = one_line(inner_text(child_of(item, feed.prefix, "guid")));
    if (page.key.empty()) page.key = one_line(inner_text(child_of(item, feed.prefix, "id")));
  }
}

}  // namespace dateline::indexer
