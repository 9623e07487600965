#include "common/text/name_list.h"

#include <charconv>
#include <cstddef>
#include <optional>

namespace dateline::text {
namespace {

void append(std::string_view text, std::string& out) {
  out.append(std::to_string(text.size())).append(1, ':').append(text);
}

/// Takes a string off the front.
std::optional<std::string> take(std::string_view& bytes) {
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), size);
  const auto digits = static_cast<std::size_t>(end - bytes.data());
  if (error != std::errc() || digits == bytes.size() || *end != ':') return std::nullopt;
  bytes.remove_prefix(digits + 1);
  if (size > bytes.size()) return std::nullopt;
  std::string text(bytes.substr(0, size));
  bytes.remove_prefix(size);
  return text;
}

}  // namespace

std::string encode(const std::vector<NameList>& lists) {
  std::string out;
  for (const NameList& list : lists) {
    append(list.name, out);
    append(list.text, out);
  }
  return out;
}

std::vector<NameList> decode_name_lists(std::string_view bytes) {
  std::vector<NameList> lists;
  while (!bytes.empty()) {
    std::optional<std::string> name = take(bytes);
    std::optional<std::string> text = name ? take(bytes) : std::nullopt;
    if (!text) break;
    lists.push_back({std::move(*name), std::move(*text)});
  }
  return lists;
}

}  // namespace dateline::text
