#pragma once

#include <algorithm>
#include <string_view>

namespace dateline::indexer {

/// Letters of ASCII in either case.
inline bool equal_folded(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

inline std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Calls `field(name, value)` for every line "Name: value" of a head as in HTTP and WARC, up to its empty
/// line, the end, or until it returns false; a line without a colon comes with an empty name. Folded lines
/// are passed over. Gives the bytes up to and with the empty line, or 0 when it was not reached.
template <class Field>
std::size_t read_field_lines(std::string_view head, Field field) {
  std::size_t at = 0;
  while (at < head.size()) {
    const std::size_t end = head.find('\n', at);
    if (end == std::string_view::npos) break;
    const std::string_view line = head.substr(at, end - at);
    at = end + 1;
    if (trimmed(line).empty()) return at;
    if (line.front() == ' ' || line.front() == '\t') continue;
    const std::size_t colon = line.find(':');
    const bool on = colon == std::string_view::npos
                        ? field(std::string_view{}, trimmed(line))
                        : field(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    if (!on) return 0;
  }
  return 0;
}

}  // namespace dateline::indexer
