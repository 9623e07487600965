#include <algorithm>
#include <utility>

#include "indexer/readers/arc_header.h"
#include "indexer/sources/record_cutter.h"

namespace dateline::indexer {
namespace {

std::optional<RecordHead> head(std::string_view bytes) {
  const std::optional<ArcHeader> header = parse_arc_header(bytes);
  if (!header) return std::nullopt;
  const bool describes = header->target.starts_with("filedesc:");
  return RecordHead{header->bytes, header->length, describes ? "description of an ARC file" : ""};
}

std::string_view fault(std::string_view) { return "this is not a record of an ARC file"; }

std::size_t find_record(std::string_view bytes, std::size_t from) {
  const auto next_line = [&](std::size_t at) {
    const std::size_t end = bytes.find('\n', at);
    return end == std::string_view::npos ? bytes.size() : end + 1;
  };
  std::size_t at = from == 0 ? 0 : next_line(from - 1);
  for (; at < bytes.size(); at = next_line(at)) {
    if (parse_arc_header(bytes.substr(at))) return at;
  }
  return std::string_view::npos;
}

/// Line ends, and a record or nothing.
bool sound_behind(std::string_view behind) {
  const std::size_t at = std::min(behind.find_first_not_of("\r\n"), behind.size());
  return at == behind.size() || parse_arc_header(behind.substr(at)).has_value();
}

constexpr RecordFormat kArc{.format = Format::kArc,
                            .max_head = kMaxArcLine,
                            .behind = 1 + kMaxArcLine,
                            .head = head,
                            .fault = fault,
                            .find = find_record,
                            .sound_behind = sound_behind};

}  // namespace

std::unique_ptr<Cutter> cut_arc(std::unique_ptr<BufferedStream> stream, std::string path) {
  return cut_records(kArc, std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
