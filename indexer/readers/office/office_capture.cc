#include "indexer/readers/office/office_capture.h"

#include <array>
#include <functional>
#include <utility>

#include "indexer/readers/clean.h"
#include "indexer/readers/office/document_text.h"
#include "indexer/readers/office/zip_parts.h"
#include "indexer/readers/xml/xml_document.h"

namespace dateline::indexer {
namespace {

void reject(PageSink& sink, const Origin& origin, std::string reason, std::string remedy) {
  sink.rejects.push_back({Reject::Kind::kRejected, origin, std::move(reason), std::move(remedy)});
}

/// What an element of a text is.
enum class Role : std::uint8_t { kNone, kParagraph, kBreak, kBlank, kHyphen, kCell, kLeftOut };

struct Named {
  std::string_view name;
  Role role;
};

/// The text of a document by the roles of its elements, in order and without recursion. Text counts where
/// `is_text(node)` says so.
std::string text_of(pugi::xml_node top, const std::function<Role(std::string_view)>& role_of,
                    const std::function<bool(pugi::xml_node)>& is_text) {
  std::string out;
  const auto end_paragraph = [&] {
    if (!out.empty() && !out.ends_with("\n\n")) out += "\n\n";
  };
  const auto leave = [&](pugi::xml_node node) {
    const Role role = role_of(node.name());
    if (role == Role::kParagraph) end_paragraph();
    if (role == Role::kCell && !out.empty() && out.back() != ' ') out += ' ';
  };
  pugi::xml_node node = top.first_child();
  while (node) {
    const Role role = role_of(node.name());
    if (role == Role::kBreak) out += '\n';
    if (role == Role::kBlank) out += ' ';
    if (role == Role::kHyphen) out += '-';
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      if (is_text(node)) out += node.value();
    }
    if (role != Role::kLeftOut && node.first_child()) {
      node = node.first_child();
      continue;
    }
    if (role != Role::kLeftOut) leave(node);
    while (!node.next_sibling() && node.parent() && node.parent() != top) {
      node = node.parent();
      leave(node);
    }
    node = node.next_sibling();
  }
  return out;
}

template <std::size_t N>
Role look_up(const std::array<Named, N>& table, std::string_view name) {
  for (const Named& row : table) {
    if (row.name == name) return row.role;
  }
  return Role::kNone;
}

std::string text_of_docx(pugi::xml_node document) {
  constexpr std::array<Named, 9> kRoles{{{"w:p", Role::kParagraph},
                                         {"w:br", Role::kBreak},
                                         {"w:cr", Role::kBreak},
                                         {"w:tab", Role::kBlank},
                                         {"w:noBreakHyphen", Role::kHyphen},
                                         {"w:del", Role::kLeftOut},
                                         {"w:moveFrom", Role::kLeftOut},
                                         {"w:instrText", Role::kLeftOut},
                                         // Text frames are given twice, for newer and for older programs.
                                         {"mc:Fallback", Role::kLeftOut}}};
  return text_of(
      document, [&](std::string_view name) { return look_up(kRoles, name); },
      [](pugi::xml_node text) { return std::string_view(text.parent().name()) == "w:t"; });
}

std::string text_of_odt(pugi::xml_node document) {
  constexpr std::array<Named, 8> kRoles{{{"text:p", Role::kParagraph},
                                         {"text:h", Role::kParagraph},
                                         {"text:line-break", Role::kBreak},
                                         {"text:s", Role::kBlank},
                                         {"text:tab", Role::kBlank},
                                         {"text:tracked-changes", Role::kLeftOut},
                                         {"office:annotation", Role::kLeftOut},
                                         {"text:note", Role::kLeftOut}}};
  // Line ends and indents of the XML are no text of the paragraph.
  return text_of(
      document, [&](std::string_view name) { return look_up(kRoles, name); },
      [](pugi::xml_node text) {
        for (pugi::xml_node node = text.parent(); node; node = node.parent()) {
          const std::string_view name = node.name();
          if (name == "text:p" || name == "text:h") return true;
        }
        return false;
      });
}

/// Text of the first element of a name, anywhere.
std::string find_text(const pugi::xml_document& document, const char* name) {
  return one_line(inner_text(document.document_element().find_node(
      [&](pugi::xml_node node) { return std::string_view(node.name()) == name; })));
}

struct OfficeKind {
  const char* text;  ///< part with the text
  const char* properties;
  std::string (*text_of)(pugi::xml_node);
  const char* created;
  const char* modified;
};

void read_office(std::string_view bytes, const OfficeKind& kind, const Origin& origin, PageSink& sink) {
  const auto parts = read_zip_parts(
      bytes, [&](std::string_view name) { return name == kind.text || name == kind.properties; });
  if (!parts) return reject(sink, origin, parts.error().what, parts.error().hint);
  const auto main = parts->find(kind.text);
  pugi::xml_document document;
  if (main == parts->end() || !parse_xml_part(main->second, document)) {
    return reject(sink, origin, "the document holds no text that can be read", "save it again, or as text");
  }
  DocumentInfo info;
  if (const auto found = parts->find(kind.properties); found != parts->end()) {
    pugi::xml_document properties;
    if (parse_xml_part(found->second, properties)) {
      info.title = find_text(properties, "dc:title");
      for (const char* name : {kind.created, kind.modified}) {
        const std::string printed = find_text(properties, name);
        if (!printed.empty()) info.days.emplace_back(name, printed);
      }
    }
  }
  const std::string text = kind.text_of(document.document_element());
  if (tidy_paragraphs(text).empty())
    return reject(sink, origin, "the document holds no text",
                  "are its pages pictures? recognise their text first");
  read_document_text(text, info, origin, sink);
}

}  // namespace

void read_docx_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  read_office(bytes,
              {"word/document.xml", "docProps/core.xml", text_of_docx, "dcterms:created", "dcterms:modified"},
              origin, sink);
}

void read_odt_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  read_office(bytes, {"content.xml", "meta.xml", text_of_odt, "meta:creation-date", "dc:date"}, origin, sink);
}

}  // namespace dateline::indexer
