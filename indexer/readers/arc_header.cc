#include "indexer/readers/arc_header.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace dateline::indexer {
namespace {

constexpr std::size_t kFieldsOfVersion1 = 5;
constexpr std::size_t kFieldsOfVersion2 = 10;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "19961104142103", and the shorter ones of early crawlers.
bool is_time(std::string_view text) { return text.size() >= 8 && text.size() <= 17 && all_digits(text); }

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return fields;
}

}  // namespace

std::optional<ArcHeader> parse_arc_header(std::string_view bytes) {
  const std::size_t end = bytes.substr(0, kMaxArcLine).find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = bytes.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::vector<std::string_view> fields = split(line);
  // Counted from the end, because addresses may hold blanks.
  for (const std::size_t of_version : {kFieldsOfVersion2, kFieldsOfVersion1}) {
    if (fields.size() < of_version) continue;
    const std::size_t first = fields.size() - of_version;  // of the address, its last piece
    const std::string_view time = fields[first + 2];
    if (!is_time(time) || fields[first + 1].find_first_of(".:") == std::string_view::npos) continue;
    const std::string_view target =
        line.substr(0, static_cast<std::size_t>(fields[first].data() - line.data()) + fields[first].size());
    if (target.find(':') == std::string_view::npos) continue;
    ArcHeader header;
    const std::string_view length = fields.back();
    const auto [past, error] = std::from_chars(length.data(), length.data() + length.size(), header.length);
    if (error != std::errc{} || past != length.data() + length.size()) continue;
    header.bytes = end + 1;
    header.target = target;
    header.content_type = fields[first + 3];
    int day = 0;
    std::from_chars(time.data(), time.data() + 8, day);
    header.captured = dates::from_yyyymmdd(day);
    return header;
  }
  return std::nullopt;
}

}  // namespace dateline::indexer
