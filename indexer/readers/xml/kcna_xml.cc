#include <fmt/format.h>

#include "common/counted.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/html/fragment.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/leftovers.h"
#include "indexer/readers/xml/feed_capture.h"
#include "indexer/readers/xml/feed_item.h"
#include "indexer/readers/xml/xml_document.h"

namespace dateline::indexer {
namespace {

/// Its members may be mark-up in CDATA, or escaped.
std::string member(pugi::xml_node article, const char* name) { return inner_text(article.child(name)); }

std::string plain(const std::string& text) {
  return text.find('<') == std::string::npos && text.find('&') == std::string::npos
             ? text
             : html::fragment_prose(text);
}

void read_article(pugi::xml_node article, const Origin& origin, PageSink& sink) {
  Page page;
  page.origin = origin;
  for (const char* name : {"mainTitle", "dispTitle", "headTitle", "subTitle"}) {
    if (page.title.empty()) page.title = one_line(plain(member(article, name)));
  }
  page.text = html::fragment_prose(member(article, "content"));
  page.body = tidy_paragraphs(page.text);
  if (page.title.empty() && page.body.empty()) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, "the article has neither title nor text",
                            "fetch it again from the publisher"});
    return;
  }
  page.source_name = "KCNA.kp";
  page.key = one_line(member(article, "articleCode"));
  const std::string date = one_line(member(article, "articleCreateDate"));
  if (!date.empty()) {
    page.field_date = parse_field_date(date);
    page.marks.push_back({"articleCreateDate " + date,
                          page.field_date ? dates::to_iso(page.field_date->day) : std::string(),
                          page.field_date ? "used: of the publisher" : "not counted: it cannot be read"});
  }
  if (page.body.empty()) mark_partial(page, "title");
  mend_page(page, sink.rejects);
  sink.pages.push_back(std::move(page));
}

}  // namespace

void read_kcna_xml(std::string_view bytes, const Origin& origin, PageSink& sink) {
  pugi::xml_document document;
  if (!parse_xml(bytes, origin, document, sink)) return;
  const pugi::xml_node root = document.document_element();
  std::vector<pugi::xml_node> articles;
  if (local_name(root) == "NData") articles.push_back(root);
  for (const pugi::xml_node child : root.children()) {
    if (local_name(child) == "NData") articles.push_back(child);
    for (const pugi::xml_node inner : child.children("NData")) articles.push_back(inner);
  }
  const std::size_t before = sink.pages.size();
  std::size_t titles = 0;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const Origin place{origin.path, articles.size() == 1 ? 0 : i + 1};
    if (i == kMaxXmlItems) {
      reject_further_items(place, sink);
      break;
    }
    read_article(articles[i], place, sink);
  }
  for (std::size_t i = before; i < sink.pages.size(); ++i) titles += sink.pages[i].body.empty() ? 1 : 0;
  if (titles > 0) {
    sink.rejects.push_back(
        {Reject::Kind::kWarning, origin,
         fmt::format("the list of kcna.kp gives {}",
                     counted(titles, "title without its text", "titles without their texts")),
         "the titles are indexed; fetch the articles that it names"});
  }
  if (articles.empty()) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, "the XML of kcna.kp holds no article",
                            "fetch it again from the publisher"});
  }
}

}  // namespace dateline::indexer
