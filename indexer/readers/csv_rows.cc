#include "indexer/readers/csv_rows.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace dateline::indexer {
namespace {

/// Past the closing mark of a field that begins with one at `at`; npos when there is none.
std::size_t quoted_end(std::string_view text, std::size_t at) {
  for (++at;; at += 2) {
    at = text.find('"', at);
    if (at == std::string_view::npos) return at;
    if (at + 1 >= text.size() || text[at + 1] != '"') return at + 1;
  }
}

/// The first separator or line end from `at` on, or the size.
std::size_t plain_end(std::string_view text, std::size_t at, char separator) {
  while (at < text.size() && text[at] != separator && text[at] != '\n' && text[at] != '\r') ++at;
  return at;
}

/// Past the line end at `at`.
std::size_t past_line_end(std::string_view text, std::size_t at) {
  return text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? at + 2 : at + 1;
}

}  // namespace

char csv_separator(std::string_view header) {
  constexpr std::array<char, 3> kSeparators{'\t', ';', ','};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : header) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '\n' || c == '\r')) break;
    const auto found = std::find(kSeparators.begin(), kSeparators.end(), c);
    if (!quoted && found != kSeparators.end())
      ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return *most == 0 ? ',' : kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

std::size_t csv_row_end(std::string_view text, char separator) {
  std::size_t at = 0;
  for (;;) {
    if (at < text.size() && text[at] == '"') {
      at = quoted_end(text, at);
      if (at == std::string_view::npos) return at;
    }
    at = plain_end(text, at, separator);
    if (at == text.size()) return std::string_view::npos;
    if (text[at] != separator) {
      // A CR at the very end may be the first half of a CRLF.
      if (text[at] == '\r' && at + 1 == text.size()) return std::string_view::npos;
      return past_line_end(text, at);
    }
    ++at;
  }
}

bool split_csv_row(std::string_view row, char separator, std::vector<std::string>& cells) {
  std::size_t count = 0;
  const auto next_cell = [&]() -> std::string& {
    if (count == cells.size()) cells.emplace_back();
    std::string& cell = cells[count++];
    cell.clear();
    return cell;
  };
  std::size_t at = 0;
  bool closed = true;
  for (;;) {
    std::string& cell = next_cell();
    if (at < row.size() && row[at] == '"') {
      const std::size_t end = quoted_end(row, at);
      closed = end != std::string_view::npos;
      std::string_view inner = row.substr(at + 1, closed ? end - at - 2 : row.size());
      for (std::size_t mark = inner.find("\"\""); mark != std::string_view::npos; mark = inner.find("\"\"")) {
        cell.append(inner.substr(0, mark + 1));
        inner.remove_prefix(mark + 2);
      }
      cell.append(inner);
      at = closed ? end : row.size();
    }
    const std::size_t end = plain_end(row, at, separator);
    cell.append(row.substr(at, end - at));
    if (end == row.size() || row[end] != separator) break;
    at = end + 1;
  }
  cells.resize(count);
  return closed;
}

}  // namespace dateline::indexer
