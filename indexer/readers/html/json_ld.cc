#include "indexer/readers/html/json_ld.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace dateline::html {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxBytes = 4 << 20;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 20'000;
constexpr std::size_t kMaxObjects = 64;

/// Counts brackets outside strings, so that no recursion below can run deep.
bool shallow(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return false;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return true;
}

/// Old pages wrap scripts in comments for browsers that knew no scripts.
std::string_view without_wrapping(std::string_view script) {
  static constexpr std::string_view kCdata = "<![CDATA[";
  if (const std::size_t open = script.find(kCdata); open != std::string_view::npos) {
    script.remove_prefix(open + kCdata.size());
    script = script.substr(0, script.find("]]>"));
  }
  const std::size_t first = script.find_first_of("{[");
  const std::size_t last = script.find_last_of("}]");
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) return {};
  return script.substr(first, last - first + 1);
}

/// The text without commas before a closing bracket, and with line ends and other control characters of
/// strings as escapes: so do templates write what browsers forgive.
std::string forgiven(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
      continue;
    }
    if (in_string && c == '\\' && i + 1 < text.size()) {
      out += c;
      out += text[++i];
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (!in_string && (c == '}' || c == ']')) {
      const std::size_t last = out.find_last_not_of(" \t\r\n");
      if (last != std::string::npos && out[last] == ',') out.erase(last, 1);
    }
    out += c;
  }
  return out;
}

json parse(std::string_view text) {
  json document = json::parse(text, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!document.is_discarded()) return document;
  return json::parse(forgiven(text), nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
}

std::string text_of(const json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_array() && !found->empty() && found->front().is_string())
    return found->front().get<std::string>();
  return {};
}

std::string text_of(const json& object, const char* member, const char* inner) {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_object()) return text_of(*found, inner);
  if (found->is_array() && !found->empty() && found->front().is_object())
    return text_of(found->front(), inner);
  return {};
}

enum class Kind { kOther, kPage, kArticle };

Kind kind_of(const json& object) {
  const std::string type = text_of(object, "@type");
  if (type.ends_with("Article") || type.ends_with("Posting") || type == "Report") return Kind::kArticle;
  // "MedicalWebPage" too; a CollectionPage or a ProfilePage is one of other things.
  return type.ends_with("WebPage") || type == "ItemPage" ? Kind::kPage : Kind::kOther;
}

JsonLd read(const json& object, Kind kind, bool listed) {
  JsonLd read;
  read.article = kind == Kind::kArticle;
  read.listed = listed;
  read.headline = text_of(object, "headline");
  if (read.headline.empty() && read.article) read.headline = text_of(object, "name");
  read.date_published = text_of(object, "datePublished");
  for (std::string address :
       {text_of(object, "mainEntityOfPage", "@id"), text_of(object, "url"), text_of(object, "@id")}) {
    if (!address.empty()) read.addresses.push_back(std::move(address));
  }
  if (!read.addresses.empty()) read.url = read.addresses.front();
  read.language = text_of(object, "inLanguage");
  read.publisher = text_of(object, "publisher", "name");
  read.article_body = text_of(object, "articleBody");
  return read;
}

/// Members through which an object speaks of the page as a whole; through all others it speaks of something
/// else.
bool is_of_the_page(std::string_view member) {
  return member == "@graph" || member == "mainEntity" || member == "mainEntityOfPage";
}

}  // namespace

void read_json_ld(std::string_view script, std::vector<JsonLd>& found) {
  const std::string_view text = without_wrapping(script);
  if (text.empty() || text.size() > kMaxBytes || !shallow(text)) return;
  const json document = parse(text);
  if (document.is_discarded()) return;

  struct Node {
    const json* value;
    bool listed;
  };
  std::vector<Node> open{{&document, false}};  // breadth first: outer objects describe the page itself
  for (std::size_t i = 0; i < open.size() && i < kMaxNodes && found.size() < kMaxObjects; ++i) {
    const auto [node, listed] = open[i];
    if (node->is_object()) {
      if (const Kind kind = kind_of(*node); kind != Kind::kOther) found.push_back(read(*node, kind, listed));
      for (const auto& [member, child] : node->items()) {
        if (child.is_structured()) open.push_back({&child, listed || !is_of_the_page(member)});
      }
    } else if (node->is_array()) {
      for (const json& child : *node) {
        if (child.is_structured()) open.push_back({&child, listed});
      }
    }
  }
}

}  // namespace dateline::html
