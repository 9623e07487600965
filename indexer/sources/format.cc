#include "indexer/sources/format.h"

#include <algorithm>
#include <string>

#include "common/byte_order_mark.h"
#include "indexer/sources/packing.h"

namespace dateline::indexer {
namespace {

struct Ending {
  std::string_view ending;
  Format format;
};
constexpr Ending kEndings[] = {
    {".txt", Format::kText},    {".text", Format::kText},    {".html", Format::kHtml},
    {".htm", Format::kHtml},    {".xhtml", Format::kHtml},   {".shtml", Format::kHtml},
    {".jsonl", Format::kJsonl}, {".ndjson", Format::kJsonl}, {".csv", Format::kCsv},
    {".tsv", Format::kCsv},     {".tab", Format::kCsv},      {".warc", Format::kWarc},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// True when `text` begins with `start`, which is lower case.
bool begins(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

bool looks_like_html(std::string_view head) {
  for (const std::string_view start :
       {"<!doctype html", "<html", "<head", "<?xml", "<!--", "<body", "<meta"}) {
    if (begins(head, start)) return true;
  }
  return false;
}

}  // namespace

std::optional<Format> format_by_name(std::string_view name) {
  if (name == "tsv") return Format::kCsv;
  const auto found = std::find(kFormatNames.begin(), kFormatNames.end(), name);
  if (found == kFormatNames.end()) return std::nullopt;
  return static_cast<Format>(found - kFormatNames.begin());
}

std::optional<Format> format_by_ending(std::string_view path) {
  const std::string_view name = without_packing_endings(path.substr(path.rfind('/') + 1));
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view ending = name.substr(dot);
  for (const Ending& known : kEndings) {
    if (ending.size() == known.ending.size() && begins(ending, known.ending)) return known.format;
  }
  return std::nullopt;
}

std::optional<Format> sniff_format(std::string_view head) {
  const bool utf16 = head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF");
  head = without_byte_order_mark(head);
  while (!head.empty() && is_blank(head.front())) head.remove_prefix(1);
  if (head.starts_with("WARC/")) return Format::kWarc;
  if (looks_like_html(head)) return Format::kHtml;
  if (head.starts_with('{')) return Format::kJsonl;
  if (!utf16 && head.find('\0') != std::string_view::npos) return std::nullopt;
  return Format::kText;
}

}  // namespace dateline::indexer
