#include "common/index/origin.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "common/index/damaged.h"

namespace dateline::index {

std::string to_text(const Origin& origin) {
  std::string out = fmt::format("borrowed {}\nwritten {}\n", origin.borrowed ? 1 : 0, origin.written);
  for (const Origin::Missing& missing : origin.missing)
    out += fmt::format("missing {} {:016x}\n", to_string(missing.id), missing.text);
  return out + "index " + origin.index + "\n";
}

Result<Origin> parse_origin(std::string_view text, std::string_view name) {
  Origin out;
  const auto broken = [&] { return damaged(fmt::format("{} is damaged", name)); };
  const auto take = [&text](std::string_view key) -> std::optional<std::string_view> {
    const std::size_t end = text.find('\n');
    if (!text.starts_with(key) || end == std::string_view::npos) return std::nullopt;
    const std::string_view value = text.substr(key.size(), end - key.size());
    text.remove_prefix(end + 1);
    return value;
  };
  const auto borrowed = take("borrowed ");
  const auto written = take("written ");
  if (!written || (borrowed != "0" && borrowed != "1")) return broken();
  out.borrowed = borrowed == "1";
  const auto [end, error] = std::from_chars(written->data(), written->data() + written->size(), out.written);
  if (error != std::errc() || end != written->data() + written->size()) return broken();
  while (const auto missing = take("missing ")) {
    // Both numbers are written alike.
    const std::optional<ArticleId> id = parse_article_id(missing->substr(0, missing->find(' ')));
    const std::optional<ArticleId> hash = parse_article_id(missing->substr(missing->find(' ') + 1));
    if (!id || !hash) return broken();
    out.missing.push_back({*id, hash->value});
  }
  // A name may hold line feeds: it is the rest.
  if (!text.starts_with("index ") || !text.ends_with('\n')) return broken();
  text.remove_prefix(std::string_view("index ").size());
  text.remove_suffix(1);
  out.index = text;
  return out;
}

}  // namespace dateline::index
