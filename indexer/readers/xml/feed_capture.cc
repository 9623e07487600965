#include "indexer/readers/xml/feed_capture.h"

#include <fmt/format.h>

#include "common/counted.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/leftovers.h"
#include "indexer/readers/web_address.h"
#include "indexer/readers/xml/feed_item.h"
#include "indexer/readers/xml/xml_document.h"

namespace dateline::indexer {
namespace {

/// Chrome and others show XML in a page of their own, and save that.
std::string_view out_of_viewer(std::string_view bytes) {
  const std::size_t viewer = bytes.find("webkit-xml-viewer-source-xml");
  if (viewer == std::string_view::npos) return bytes;
  const std::size_t begin = bytes.find('<', viewer);
  const std::size_t end = bytes.rfind("</div>");
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return bytes;
  bytes = bytes.substr(begin, end - begin);
  for (const std::string_view close : {"</rss>", "</feed>", "</rdf:RDF>", "</urlset>", "</xsync>"}) {
    if (const std::size_t at = bytes.rfind(close); at != std::string_view::npos)
      return bytes.substr(0, at + close.size());
  }
  return bytes;
}

bool is_item(pugi::xml_node node) { return local_name(node) == "item" || local_name(node) == "entry"; }

std::string prefix_of(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string() : std::string(name.substr(0, colon + 1));
}

/// The text of a child of a name, whatever its prefix.
std::string child_text(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (local_name(child) == name) return inner_text(child);
  }
  return {};
}

FeedContext context_of(pugi::xml_node feed) {
  FeedContext context;
  context.title = one_line(child_text(feed, "title"));
  // The site's address, by its own link or that of Atom; then the feed's own.
  for (const pugi::xml_node child : feed.children()) {
    if (local_name(child) != "link" || is_web_address(context.base)) continue;
    const std::string_view rel = child.attribute("rel").value();
    const std::string text = one_line(inner_text(child));
    if (is_web_address(text)) context.base = text;
    if (text.empty() && (rel.empty() || rel == "alternate") &&
        is_web_address(child.attribute("href").value()))
      context.base = attribute_text(child, "href");
  }
  if (context.base.empty()) context.base = resolve_address(atom_link(feed, "atom:", "self"), ".");
  if (context.base.empty()) context.base = resolve_address(atom_link(feed, prefix_of(feed), "self"), ".");
  return context;
}

void read_item(pugi::xml_node item, FeedContext& feed, const Origin& origin, PageSink& sink) {
  Page page;
  page.origin = origin;
  feed.prefix = prefix_of(item);
  read_feed_item(item, feed, page);
  if (page.title.empty() && page.body.empty()) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, "the item has neither title nor text",
                            "save the page that it names"});
    return;
  }
  if (page.body.empty()) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, "the item has no text", "its title is indexed"});
  }
  mend_page(page, sink.rejects);
  sink.pages.push_back(std::move(page));
}

}  // namespace

void read_feed_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  pugi::xml_document document;
  if (!parse_xml(out_of_viewer(bytes), origin, document, sink)) return;
  const pugi::xml_node root = document.document_element();
  // Items stand in the channel, or beside it in RSS 1.0; in Atom the root is the channel.
  pugi::xml_node channel = root;
  for (const pugi::xml_node child : root.children()) {
    if (local_name(child) == "channel") channel = child;
  }
  FeedContext feed = context_of(channel);
  std::uint64_t number = 0;
  const auto read_items_of = [&](pugi::xml_node parent) {
    for (const pugi::xml_node item : parent.children()) {
      if (number > kMaxXmlItems) return;
      if (!is_item(item)) continue;
      if (++number > kMaxXmlItems) return reject_further_items({origin.path, number}, sink);
      read_item(item, feed, {origin.path, number}, sink);
    }
  };
  read_items_of(root);
  for (const pugi::xml_node child : root.children()) {
    if (local_name(child) == "channel") read_items_of(child);
  }
  if (number > 0) return;
  sink.rejects.push_back(
      {Reject::Kind::kRejected, origin, "the feed has no items", "was it saved whole? fetch it again"});
}

void read_sitemap(std::string_view bytes, const Origin& origin, PageSink& sink) {
  pugi::xml_document document;
  if (!parse_xml(out_of_viewer(bytes), origin, document, sink)) return;
  std::uint64_t addresses = 0;
  std::uint64_t number = 0;
  for (const pugi::xml_node entry : document.document_element().children()) {
    if (entry.type() != pugi::node_element) continue;
    ++addresses;
    pugi::xml_node news;
    for (const pugi::xml_node child : entry.children()) {
      if (local_name(child) == "news") news = child;
    }
    Page page;
    page.title = one_line(child_text(news, "title"));
    if (page.title.empty()) continue;
    page.origin = {origin.path, ++number};
    if (number > kMaxXmlItems) {
      reject_further_items(page.origin, sink);
      break;
    }
    page.url = resolve_address({}, child_text(entry, "loc"));
    const std::string printed = one_line(child_text(news, "publication_date"));
    page.field_date = parse_feed_date(printed);
    if (!printed.empty()) {
      page.marks.push_back(
          {"news:publication_date " + printed,
           page.field_date ? dates::to_iso(page.field_date->day) : std::string(),
           page.field_date ? "used: of the entry of the sitemap" : "not counted: it cannot be read"});
    }
    for (const pugi::xml_node child : news.children()) {
      if (local_name(child) == "publication") page.source_name = one_line(child_text(child, "name"));
    }
    mark_partial(page, "title");
    mend_page(page, sink.rejects);
    sink.pages.push_back(std::move(page));
  }
  if (number > 0) {
    sink.rejects.push_back(
        {Reject::Kind::kWarning, origin,
         fmt::format("a sitemap of news lists {}",
                     counted(number, "title without its text", "titles without their texts")),
         "the titles are indexed; save the pages that it names"});
    return;
  }
  sink.rejects.push_back(
      {Reject::Kind::kRejected, origin,
       fmt::format("a sitemap lists {} and holds no article", counted(addresses, "address", "addresses")),
       "save the pages that it names"});
}

}  // namespace dateline::indexer
