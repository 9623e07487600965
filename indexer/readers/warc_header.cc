#include "indexer/readers/warc_header.h"

#include <charconv>

#include "indexer/readers/field_lines.h"

namespace dateline::indexer {

bool begins_warc_record(std::string_view bytes) {
  return bytes.size() >= 8 && bytes.starts_with("WARC/") && bytes[5] >= '0' && bytes[5] <= '9' &&
         bytes[6] == '.' && bytes[7] >= '0' && bytes[7] <= '9';
}

std::optional<WarcHeader> parse_warc_header(std::string_view bytes) {
  if (!begins_warc_record(bytes)) return std::nullopt;
  const std::string_view head = bytes.substr(0, kMaxWarcHead);
  const std::size_t first = head.find('\n');
  if (first == std::string_view::npos) return std::nullopt;
  WarcHeader header;
  std::optional<std::uint64_t> length;
  const std::size_t fields =
      read_field_lines(head.substr(first + 1), [&](std::string_view name, std::string_view value) {
        if (equal_folded(name, "WARC-Type")) header.type = value;
        if (equal_folded(name, "WARC-Target-URI")) header.target = value;
        if (equal_folded(name, "WARC-Date")) header.date = value;
        if (equal_folded(name, "Content-Type")) header.content_type = value;
        if (equal_folded(name, "WARC-Refers-To-Date")) header.same_as = value;
        if (equal_folded(name, "Content-Length") && !length) {
          std::uint64_t number = 0;
          const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
          if (error == std::errc{} && end == value.data() + value.size()) length = number;
        }
        // Another record begins within the head: this one is cut off, and what follows must not be looked at
        // twice.
        return !begins_warc_record(name.empty() ? value : name);
      });
  if (fields == 0 || !length) return std::nullopt;
  header.bytes = first + 1 + fields;
  header.length = *length;
  if (header.target.starts_with('<') && header.target.ends_with('>')) {
    header.target = header.target.substr(1, header.target.size() - 2);
  }
  return header;
}

}  // namespace dateline::indexer
