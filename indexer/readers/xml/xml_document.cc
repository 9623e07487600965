#include "indexer/readers/xml/xml_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/readers/encoding.h"
#include "indexer/readers/sound_text.h"

namespace dateline::indexer {
namespace {

/// The encoding that the declaration at the beginning names.
std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::min<std::size_t>(bytes.size(), 256));
  const std::size_t begin = head.find("<?xml");
  if (begin == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(begin, head.find("?>", begin) - begin);
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string_view{} : declaration.substr(at + 1, end - at - 1);
}

constexpr unsigned kParseOptions = pugi::parse_default | pugi::parse_ws_pcdata;

/// Calls `enter(node)` and, behind the children of a node, `leave(node)` for all nodes below `top`.
template <class Enter, class Leave>
void walk(pugi::xml_node top, Enter enter, Leave leave) {
  pugi::xml_node node = top.first_child();
  while (node) {
    enter(node);
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    leave(node);
    while (!node.next_sibling() && node.parent() != top) {
      node = node.parent();
      leave(node);
    }
    node = node.next_sibling();
  }
}

bool is_text(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
}

/// Elements of HTML that have no end.
bool is_void(std::string_view name) {
  for (const std::string_view known : {"br", "img", "hr", "meta", "link", "input", "source", "wbr"}) {
    if (name == known) return true;
  }
  return false;
}

}  // namespace

bool parse_xml(std::string_view bytes, const Origin& origin, pugi::xml_document& document, PageSink& sink) {
  const auto reject = [&](std::string reason, std::string_view remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, std::move(reason), std::string(remedy)});
    return false;
  };
  if (bytes.empty()) return reject("the file is empty", "fetch it again");
  if (bytes.size() > kMaxXmlBytes)
    return reject("the XML is longer than 32 MiB", "cut it into smaller files");
  const CaptureText decoded = decode_capture(bytes, {{}, declared_encoding(bytes)});
  if (!decoded.problem.empty()) return reject(decoded.problem, kNoTextRemedy);
  if (!decoded.warning.empty()) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, decoded.warning, std::string(kConvertedRemedy)});
  }
  if (decoded.converted) bytes = *decoded.converted;
  const pugi::xml_parse_result parsed =
      document.load_buffer(bytes.data(), bytes.size(), kParseOptions, pugi::encoding_utf8);
  if (parsed) return true;
  if (!document.document_element()) {
    return reject(fmt::format("the XML cannot be read: {}", parsed.description()), "fetch it again");
  }
  Reject cut{Reject::Kind::kWarning, origin,
             fmt::format("the XML is damaged at byte {}: {}", parsed.offset, parsed.description()),
             "what stands before is read; fetch it again"};
  cut.cut = true;
  sink.rejects.push_back(std::move(cut));
  return true;
}

bool parse_xml_part(std::string_view bytes, pugi::xml_document& document) {
  if (bytes.size() > kMaxXmlBytes) return false;
  document.load_buffer(bytes.data(), bytes.size(), kParseOptions, pugi::encoding_auto);
  return static_cast<bool>(document.document_element());
}

void reject_further_items(const Origin& origin, PageSink& sink) {
  sink.rejects.push_back({Reject::Kind::kRejected, origin,
                          fmt::format("there are more than {} items in one file", kMaxXmlItems),
                          "cut it into several files"});
}

std::string attribute_text(pugi::xml_node node, const char* name) {
  return sound_text(node.attribute(name).value());
}

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  return name.substr(name.find(':') + 1);
}

bool is_named(pugi::xml_node node, std::string_view prefix, std::string_view name) {
  const std::string_view full = node.name();
  return full.size() == prefix.size() + name.size() && full.starts_with(prefix) && full.ends_with(name);
}

std::string inner_text(pugi::xml_node node) {
  std::string out;
  walk(
      node, [&](pugi::xml_node child) { out += is_text(child) ? child.value() : ""; }, [](pugi::xml_node) {});
  return sound_text(std::move(out));
}

std::string inner_markup(pugi::xml_node node) {
  std::string out;
  walk(
      node,
      [&](pugi::xml_node child) {
        if (is_text(child)) return append_escaped(child.value(), out);
        if (child.type() != pugi::node_element) return;
        out += '<';
        out += local_name(child);
        for (const pugi::xml_attribute attribute : child.attributes()) {
          out += ' ';
          out += attribute.name();
          out += "=\"";
          append_escaped(attribute.value(), out);
          out += '"';
        }
        out += '>';
      },
      [&](pugi::xml_node child) {
        if (child.type() != pugi::node_element || is_void(local_name(child))) return;
        out += "</";
        out += local_name(child);
        out += '>';
      });
  return sound_text(std::move(out));
}

}  // namespace dateline::indexer
