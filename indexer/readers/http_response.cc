#include "indexer/readers/http_response.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/readers/content_coding.h"
#include "indexer/readers/field_lines.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kMaxCodings = 8;

/// The size in the line of a chunk, without its extension; nullopt when it is none.
std::optional<std::uint64_t> chunk_size(std::string_view line) {
  line = trimmed(line.substr(0, line.find(';')));
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  if (line.empty() || error != std::errc{} || end != line.data() + line.size()) return std::nullopt;
  return size;
}

HttpBody join_chunks(std::string_view body, std::size_t limit) {
  HttpBody out;
  std::string_view rest = body;
  for (bool first = true;; first = false) {
    const std::size_t line_end = rest.find('\n');
    const std::optional<std::uint64_t> size = line_end == std::string_view::npos || line_end > 200
                                                  ? std::nullopt
                                                  : chunk_size(rest.substr(0, line_end));
    if (!size) {
      if (first) out.bytes = body.substr(0, limit);  // the crawler has joined them already
      out.too_long = first && body.size() > limit;
      out.whole = first;
      return out;
    }
    rest.remove_prefix(line_end + 1);
    if (*size == 0) return out;
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(*size, rest.size()));
    if (n > limit - out.bytes.size()) {
      out.too_long = true;
      return out;
    }
    out.bytes.append(rest.substr(0, n));
    out.whole = n == *size;
    if (!out.whole) return out;
    rest.remove_prefix(n);
    rest.remove_prefix(std::min<std::size_t>(rest.starts_with("\r\n") ? 2
                                             : rest.starts_with("\n") ? 1
                                                                      : 0,
                                             rest.size()));
  }
}

/// Whether a body that is not called chunked is a series of whole chunks, down to the one of no bytes: some
/// crawlers drop the field of the head and keep the sizes.
bool is_chunked_unsaid(std::string_view body) {
  constexpr std::size_t kLongestSize = 32;  // bytes of its line
  std::size_t chunks = 0;
  for (;;) {
    const std::size_t line_end = body.substr(0, kLongestSize).find('\n');
    if (line_end == std::string_view::npos) return false;
    const std::optional<std::uint64_t> size = chunk_size(body.substr(0, line_end));
    if (!size) return false;
    body.remove_prefix(line_end + 1);
    if (*size == 0) return chunks > 0 && body.find_first_not_of("\r\n") == std::string_view::npos;
    if (*size >= body.size()) return chunks >= 2;  // cut off
    body.remove_prefix(static_cast<std::size_t>(*size));
    if (body.starts_with("\r\n")) {
      body.remove_prefix(2);
    } else if (body.starts_with('\n')) {
      body.remove_prefix(1);
    } else {
      return false;
    }
    ++chunks;
  }
}

/// "gzip, br" -> {"gzip", "br"}.
std::vector<std::string_view> codings(std::string_view list) {
  std::vector<std::string_view> names;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view name = trimmed(list.substr(0, comma));
    if (!name.empty() && !equal_folded(name, "identity")) names.push_back(name);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return names;
}

}  // namespace

HttpHead parse_http_response(std::string_view block) {
  HttpHead head;
  head.body = block;
  if (!block.starts_with("HTTP/")) return head;
  const std::size_t line_end = block.find('\n');
  if (line_end == std::string_view::npos) return head;
  const std::string_view line = block.substr(0, line_end);
  if (const std::size_t space = line.find(' '); space != std::string_view::npos) {
    const std::string_view code = trimmed(line.substr(space)).substr(0, 3);
    std::from_chars(code.data(), code.data() + code.size(), head.status);
  }
  const std::string_view fields = block.substr(line_end + 1);
  const std::size_t size = read_field_lines(fields, [&](std::string_view name, std::string_view value) {
    if (equal_folded(name, "Content-Type")) head.content_type = value;
    if (equal_folded(name, "Content-Encoding")) head.content_encoding = value;
    if (equal_folded(name, "Location")) head.location = value;
    if (equal_folded(name, "Transfer-Encoding")) head.transfer_encoding = value;
    return true;
  });
  head.body = size == 0 ? std::string_view{} : fields.substr(size);
  return head;
}

HttpBody decode_http_body(const HttpHead& head, std::size_t limit) {
  HttpBody out;
  const bool chunked = head.transfer_encoding.find("chunked") != std::string_view::npos ||
                       equal_folded(head.transfer_encoding, "chunked") ||
                       (head.transfer_encoding.empty() && is_chunked_unsaid(head.body));
  if (chunked) {
    out = join_chunks(head.body, limit);
  } else {
    out.bytes = head.body.substr(0, limit);
    out.too_long = head.body.size() > limit;
  }
  std::vector<std::string_view> names = codings(head.content_encoding);
  if (names.size() > kMaxCodings) names.resize(kMaxCodings);
  for (auto name = names.rbegin(); name != names.rend() && !out.too_long; ++name) {
    Decoded decoded = decode_content(out.bytes, *name, limit);
    switch (decoded.outcome) {
      case Decoded::Outcome::kWhole:
        out.bytes = std::move(decoded.bytes);
        break;
      case Decoded::Outcome::kCut:
        out.bytes = std::move(decoded.bytes);
        out.whole = false;
        break;
      case Decoded::Outcome::kTooLong:
        out.too_long = true;
        break;
      case Decoded::Outcome::kNotSo:
        break;  // the crawler has undone it already
      case Decoded::Outcome::kUnknown:
        out.bytes.clear();
        out.unknown = *name;
        return out;
    }
  }
  return out;
}

}  // namespace dateline::indexer
