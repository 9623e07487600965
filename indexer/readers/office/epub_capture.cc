#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "common/percent_decoded.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/html/fragment.h"
#include "indexer/readers/html_capture.h"
#include "indexer/readers/office/document_text.h"
#include "indexer/readers/office/office_capture.h"
#include "indexer/readers/office/zip_parts.h"
#include "indexer/readers/web_address.h"
#include "indexer/readers/xml/xml_document.h"

namespace dateline::indexer {
namespace {

bool is_page_name(std::string_view name) {
  for (const std::string_view ending : {".xhtml", ".html", ".htm", ".xml", ".opf"}) {
    if (name.ends_with(ending)) return true;
  }
  return name == "META-INF/container.xml" || name == "META-INF/encryption.xml";
}

/// The name in the archive of what `reference` names in the part `from`.
std::string part_name(std::string_view from, std::string_view reference) {
  constexpr std::string_view kHost = "http://book/";
  const std::string address =
      resolve_address(std::string(kHost) + std::string(from), reference.substr(0, reference.find('#')));
  return address.starts_with(kHost) ? percent_decoded(std::string_view(address).substr(kHost.size()))
                                    : std::string();
}

struct Book {
  std::string title;
  std::string address;
  std::string date;
  std::vector<std::string> chapters;  ///< names of parts, in the order of the book
};

Book read_book(const ZipParts& parts, const std::string& opf_name) {
  Book book;
  pugi::xml_document opf;
  const auto part = parts.find(opf_name);
  if (part == parts.end() || !parse_xml_part(part->second, opf)) return book;
  std::map<std::string, std::string, std::less<>> names;
  pugi::xml_node spine;
  for (const pugi::xml_node section : opf.document_element().children()) {
    if (local_name(section) == "spine") spine = section;
    for (const pugi::xml_node node : section.children()) {
      const std::string_view name = local_name(node);
      if (local_name(section) == "manifest" && name == "item")
        names.emplace(node.attribute("id").value(), part_name(opf_name, node.attribute("href").value()));
      if (local_name(section) != "metadata") continue;
      const std::string text = one_line(inner_text(node));
      if (name == "title" && book.title.empty()) book.title = text;
      if (name == "date" && book.date.empty()) book.date = text;
      if ((name == "source" || name == "identifier") && book.address.empty() && is_web_address(text))
        book.address = text;
    }
  }
  std::set<std::string> seen;  // a spine that names a chapter again and again is one of a bomb
  for (const pugi::xml_node node : spine.children()) {
    const auto found = names.find(std::string_view(node.attribute("idref").value()));
    if (found != names.end() && seen.insert(found->second).second) book.chapters.push_back(found->second);
  }
  return book;
}

}  // namespace

void read_epub_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  const auto reject = [&](std::string reason, std::string remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, std::move(reason), std::move(remedy)});
  };
  const auto parts = read_zip_parts(bytes, is_page_name);
  if (!parts) return reject(parts.error().what, parts.error().hint);
  const auto container = parts->find("META-INF/container.xml");
  pugi::xml_document document;
  std::string opf;
  if (container != parts->end() && parse_xml_part(container->second, document)) {
    const pugi::xml_node files = document.document_element().child("rootfiles");
    opf = files.child("rootfile").attribute("full-path").value();
  }
  const Book book = read_book(*parts, opf);
  if (book.chapters.empty()) return reject("the book names no chapters", "save or fetch it again");
  const bool one = book.chapters.size() == 1;
  const std::size_t before = sink.pages.size();
  for (std::size_t i = 0; i < book.chapters.size(); ++i) {
    const auto chapter = parts->find(book.chapters[i]);
    html::FragmentMass mass;
    PageSink found;
    if (chapter != parts->end())
      read_html_capture(chapter->second, {origin.path, one ? 0 : i + 1}, found, {}, &mass);
    if (mass.prose == 0 && mass.texts == 0) {
      ++sink.skipped["chapter of a book without prose"];
      continue;
    }
    for (Reject& told : found.rejects) sink.rejects.push_back(std::move(told));
    for (Page& page : found.pages) {
      if (page.title.empty()) page.title = book.title;
      if (one && page.url.empty()) page.url = book.address;
      if (!book.title.empty() && book.title != page.title) page.extra.emplace_back("book", book.title);
      if (!book.date.empty())
        page.marks.push_back(
            {"date of the book " + book.date, {}, "not counted: of the book, not of the article"});
      sink.pages.push_back(std::move(page));
    }
  }
  if (sink.pages.size() == before) {
    reject("the book holds no prose", "are its pages pictures? recognise their text first");
  }
}

}  // namespace dateline::indexer
