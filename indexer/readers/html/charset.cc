#include "indexer/readers/html/charset.h"

#include <algorithm>

#include "common/byte_order_mark.h"

namespace dateline::html {
namespace {

constexpr std::size_t kHead = 4096;   // browsers look at 1,024; old pages put long comments first
constexpr std::size_t kLongest = 40;  // longest name of an encoding that is believed

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string without_comments(std::string text) {
  for (std::size_t open = text.find("<!--"); open != std::string::npos; open = text.find("<!--", open)) {
    const std::size_t close = text.find("-->", open);
    text.erase(open, close == std::string::npos ? close : close + 3 - open);
  }
  return text;
}

/// The value after "name =", quoted or not; empty when `name` does not stand there as a whole word.
std::string value_of(std::string_view text, std::string_view name) {
  const auto part_of_word = [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; };
  for (std::size_t at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    if (at > 0 && part_of_word(text[at - 1])) continue;
    std::string_view rest = text.substr(at + name.size());
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    if (!rest.starts_with('=')) continue;
    rest.remove_prefix(1);
    while (!rest.empty() && (is_blank(rest.front()) || rest.front() == '"' || rest.front() == '\''))
      rest.remove_prefix(1);
    const std::size_t size = std::min(rest.find_first_of(" \t\r\n\f\"';>/?"), rest.size());
    if (size > 0 && size <= kLongest) return std::string(rest.substr(0, size));
  }
  return {};
}

}  // namespace

std::string charset_of_content_type(std::string_view content_type) {
  return value_of(lower(content_type.substr(0, kHead)), "charset");
}

std::string declared_charset(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) return "utf-8";
  if (bytes.starts_with("\xFE\xFF")) return "utf-16be";
  if (bytes.starts_with("\xFF\xFE")) return "utf-16le";
  const std::string head = without_comments(lower(bytes.substr(0, kHead)));
  if (head.starts_with("<?xml")) {
    if (std::string name = value_of(head.substr(0, head.find("?>")), "encoding"); !name.empty()) return name;
  }
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 1)) {
    if (std::string name = value_of(std::string_view(head).substr(at, head.find('>', at) - at), "charset");
        !name.empty())
      return name;
  }
  return {};
}

}  // namespace dateline::html
