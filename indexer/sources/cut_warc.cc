#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "indexer/readers/field_lines.h"
#include "indexer/readers/warc_header.h"
#include "indexer/sources/cutters.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kBatchBytes = 512 * 1024;
constexpr std::size_t kBatchRecords = 64;
constexpr std::size_t kMaxRecordBytes = 32 * 1024 * 1024;
/// Behind a block: two line ends, and the beginning of the next record.
constexpr std::size_t kBehind = 4 + 8;

/// The first place from `from` on where a line begins a record, or npos.
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

class WarcCutter final : public Cutter {
 public:
  WarcCutter(std::unique_ptr<BufferedStream> stream, std::string path)
      : stream_(std::move(stream)), path_(std::move(path)) {}

  std::optional<Batch> next() override {
    batch_ = {};
    batch_.format = Format::kWarc;
    bool more = true;
    while (more && batch_.bytes < kBatchBytes && batch_.captures.size() < kBatchRecords &&
           batch_.rejects.size() < kBatchRecords) {
      more = cut_record();
    }
    if (batch_.captures.empty() && batch_.rejects.empty() && batch_.skipped.empty()) return std::nullopt;
    return std::move(batch_);
  }

 private:
  /// False at the end.
  bool cut_record() {
    skip_line_ends();
    if (stream_->damage_ahead()) {
      take_damage();
      return true;
    }
    const std::string_view head = stream_->peek(kMaxWarcHead);
    if (head.empty()) return false;
    ++record_;
    const std::optional<WarcHeader> header = parse_warc_header(head);
    if (!header) {
      reject(begins_warc_record(head) ? "the head of the record is damaged or has no length"
                                      : "this is not a WARC record",
             "reading goes on at the next record");
      find_next(begins_warc_record(head) ? 8 : 0);
      return true;
    }
    const bool wanted = equal_folded(header->type, "response") || equal_folded(header->type, "resource");
    if (!wanted) {
      ++batch_.skipped[fmt::format("WARC record of type {}", known_type(header->type))];
    } else if (header->length > kMaxRecordBytes) {
      reject(fmt::format("the record is longer than {} MiB", kMaxRecordBytes >> 20),
             "no page for people is so long");
    }
    if (!wanted || header->length > kMaxRecordBytes) {
      pass_over(*header);
      return true;
    }
    take_record(*header);
    return true;
  }

  void take_record(WarcHeader header) {
    const std::size_t head = header.bytes;
    const auto whole = head + static_cast<std::size_t>(header.length);
    const std::string_view bytes = stream_->peek(whole + kBehind);  // the views of `header` end here
    std::size_t end = std::min(whole, bytes.size());
    const bool sound = end == whole && sound_behind(bytes.substr(end));
    if (!sound) {
      const std::size_t next = find_record(bytes.substr(0, end), head);
      if (next != std::string_view::npos) end = next;
      const bool early = next == std::string_view::npos && end < whole;
      reject(early ? "the file or its part ends before the record" : "the length of the record is wrong",
             "what is left of the record is read", Reject::Kind::kWarning);
    }
    Capture capture;
    capture.origin = {path_, record_};
    capture.format = Format::kWarc;
    capture.bytes.assign(bytes.substr(0, end));
    batch_.bytes += end;
    batch_.captures.push_back(std::move(capture));
    stream_->skip(end);
    if (!sound) skip_to_record();
  }

  void pass_over(const WarcHeader& header) {
    const std::uint64_t whole = header.bytes + header.length;
    if (whole < header.length) return find_next(header.bytes);
    // A length that is wrong must not hide the records behind it, as far as one can look ahead.
    if (whole <= kMaxRecordBytes) {
      const auto size = static_cast<std::size_t>(whole);
      const std::string_view bytes = stream_->peek(size + kBehind);
      if (bytes.size() < size || !sound_behind(bytes.substr(size))) {
        reject("the length of the record is wrong", "reading goes on at the next record",
               Reject::Kind::kWarning);
        return find_next(header.bytes);
      }
    }
    if (stream_->skip_ahead(whole) < whole && !stream_->damage_ahead()) {
      reject("the file ends before the record", "fetch it again", Reject::Kind::kWarning);
    }
  }

  /// After a block whose length was wrong, the rest of it lies before the next record.
  void skip_to_record() {
    skip_line_ends();
    const std::string_view head = stream_->peek(8);
    if (!head.empty() && !begins_warc_record(head)) find_next(0);
  }

  /// Passes over everything up to the next record, looking from `from` on.
  void find_next(std::size_t from) {
    for (;;) {
      const std::string_view bytes = stream_->peek(std::max<std::size_t>(kMaxWarcHead, from + 8));
      const std::size_t next = from <= bytes.size() ? find_record(bytes, from) : std::string_view::npos;
      if (next != std::string_view::npos) return stream_->skip(next);
      if (bytes.size() <= 8 || bytes.size() <= from) return stream_->skip(bytes.size());
      // The last bytes may be the beginning of what is looked for.
      const bool last = bytes.size() < kMaxWarcHead;
      stream_->skip(last ? bytes.size() : bytes.size() - 8);
      if (last) return;
      from = 0;
    }
  }

  void skip_line_ends() {
    for (;;) {
      const std::string_view ahead = stream_->peek(64);
      std::size_t n = 0;
      while (n < ahead.size() && (ahead[n] == '\r' || ahead[n] == '\n')) ++n;
      stream_->skip(n);
      if (n == 0) return;
    }
  }

  void take_damage() {
    char byte = 0;
    const Result<std::size_t> n = stream_->read(&byte, 1);
    if (!n) reject(n.error().what, n.error().hint);
  }

  /// Kinds that the standard names; any other is one kind, so that a hostile file cannot make many.
  static std::string_view known_type(std::string_view type) {
    for (const std::string_view known :
         {"warcinfo", "request", "metadata", "revisit", "conversion", "continuation"}) {
      if (equal_folded(type, known)) return known;
    }
    return "unknown";
  }

  void reject(std::string reason, std::string remedy, Reject::Kind kind = Reject::Kind::kRejected) {
    batch_.rejects.push_back(
        {kind, {path_, record_}, std::move(reason), std::move(remedy), stream_->position(), true});
  }

  std::unique_ptr<BufferedStream> stream_;
  std::string path_;
  std::uint64_t record_ = 0;
  Batch batch_;
};

}  // namespace

std::unique_ptr<Cutter> cut_warc(std::unique_ptr<BufferedStream> stream, std::string path) {
  return std::make_unique<WarcCutter>(std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
