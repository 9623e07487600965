#include <fmt/format.h>

#include <utility>

#include "indexer/readers/field_lines.h"
#include "indexer/readers/warc_header.h"
#include "indexer/sources/record_cutter.h"

namespace dateline::indexer {
namespace {

/// Two line ends, and the beginning of the next record.
constexpr std::size_t kBehind = 4 + 8;

/// Kinds that the standard names; any other is one kind, so that a hostile file cannot make many.
std::string_view known_type(std::string_view type) {
  for (const std::string_view known : {"warcinfo", "request", "metadata", "conversion", "continuation"}) {
    if (equal_folded(type, known)) return known;
  }
  return "unknown";
}

std::optional<RecordHead> head(std::string_view bytes) {
  const std::optional<WarcHeader> header = parse_warc_header(bytes);
  if (!header) return std::nullopt;
  RecordHead head{header->bytes, header->length, {}};
  if (!equal_folded(header->type, "response") && !equal_folded(header->type, "resource") &&
      !equal_folded(header->type, "revisit"))
    head.skipped = fmt::format("WARC record of type {}", known_type(header->type));
  return head;
}

std::string_view fault(std::string_view bytes) {
  return begins_warc_record(bytes) ? "the head of the record is damaged or has no length"
                                   : "this is not a WARC record";
}

std::size_t find_record(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find("WARC/", from); at != std::string_view::npos;
       at = bytes.find("WARC/", at + 1)) {
    if ((at == 0 || bytes[at - 1] == '\n') && begins_warc_record(bytes.substr(at))) return at;
  }
  return std::string_view::npos;
}

/// True when the bytes behind a block are as they should be: two line ends, whatever follows, or line ends
/// and a record or nothing, as careless writers have it.
bool sound_behind(std::string_view behind) {
  std::size_t at = 0;
  while (at < behind.size() && (behind[at] == '\r' || behind[at] == '\n')) ++at;
  if (behind.starts_with("\r\n\r\n")) return true;
  const std::string_view next = behind.substr(at);
  return next.empty() || next.substr(0, 5) == std::string_view("WARC/").substr(0, next.size());
}

constexpr RecordFormat kWarc{.format = Format::kWarc,
                             .max_head = kMaxWarcHead,
                             .behind = kBehind,
                             .head = head,
                             .fault = fault,
                             .find = find_record,
                             .sound_behind = sound_behind};

}  // namespace

std::unique_ptr<Cutter> cut_warc(std::unique_ptr<BufferedStream> stream, std::string path) {
  return cut_records(kWarc, std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
