#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/readers/arc_header.h"
#include "indexer/sources/cutters.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kBatchBytes = 512 * 1024;
constexpr std::size_t kBatchRecords = 64;
constexpr std::size_t kMaxRecordBytes = 32 * 1024 * 1024;

/// The first place from `from` on where a line begins a record, or npos.
std::size_t find_record(std::string_view bytes, std::size_t from) {
  while (from < bytes.size()) {
    if (parse_arc_header(bytes.substr(from))) return from;
    const std::size_t end = bytes.find('\n', from);
    if (end == std::string_view::npos) break;
    from = end + 1;
  }
  return std::string_view::npos;
}

class ArcCutter final : public Cutter {
 public:
  ArcCutter(std::unique_ptr<BufferedStream> stream, std::string path)
      : stream_(std::move(stream)), path_(std::move(path)) {}

  std::optional<Batch> next() override {
    batch_ = {};
    batch_.format = Format::kArc;
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
      char byte = 0;
      if (const Result<std::size_t> n = stream_->read(&byte, 1); !n) reject(n.error().what, n.error().hint);
      return true;
    }
    const std::string_view head = stream_->peek(kMaxArcLine);
    if (head.empty()) return false;
    ++record_;
    const std::optional<ArcHeader> header = parse_arc_header(head);
    if (!header) {
      reject("this is not a record of an ARC file", "reading goes on at the next record");
      find_next();
    } else if (header->target.starts_with("filedesc:")) {
      ++batch_.skipped["description of an ARC file"];
      pass_over(*header);
    } else if (header->length > kMaxRecordBytes) {
      reject(fmt::format("the record is longer than {} MiB", kMaxRecordBytes >> 20),
             "no page for people is so long");
      pass_over(*header);
    } else {
      take_record(*header);
    }
    return true;
  }

  void take_record(const ArcHeader& header) {
    const std::size_t head = header.bytes;
    const auto whole = head + static_cast<std::size_t>(header.length);
    const std::string_view bytes = stream_->peek(whole + 1 + kMaxArcLine);  // the views of `header` end here
    std::size_t end = std::min(whole, bytes.size());
    if (!sound_behind(bytes, whole)) {
      const std::size_t next = find_record(bytes.substr(0, end), head);
      if (next != std::string_view::npos) end = next;
      const bool early = next == std::string_view::npos && end < whole;
      reject(early ? "the file or its part ends before the record" : "the length of the record is wrong",
             "what is left of the record is read", Reject::Kind::kWarning);
    }
    batch_.bytes += end;
    batch_.captures.push_back({{path_, record_}, Format::kArc, std::string(bytes.substr(0, end))});
    stream_->skip(end);
    if (!at_record()) find_next();
  }

  /// True when a record or nothing follows a block.
  static bool sound_behind(std::string_view bytes, std::size_t whole) {
    if (bytes.size() < whole) return false;
    std::size_t at = whole;
    while (at < bytes.size() && (bytes[at] == '\n' || bytes[at] == '\r')) ++at;
    return at == bytes.size() || parse_arc_header(bytes.substr(at)).has_value();
  }

  void pass_over(const ArcHeader& header) {
    const std::uint64_t whole = header.bytes + header.length;
    if (stream_->skip_ahead(whole) < whole && !stream_->damage_ahead())
      reject("the file ends before the record", "fetch it again", Reject::Kind::kWarning);
  }

  bool at_record() {
    skip_line_ends();
    const std::string_view head = stream_->peek(kMaxArcLine);
    return head.empty() || parse_arc_header(head).has_value();
  }

  /// Passes over lines up to the next record.
  void find_next() {
    for (;;) {
      const std::string_view bytes = stream_->peek(4 * kMaxArcLine);
      const std::size_t first = bytes.find('\n');
      const std::size_t next =
          first == std::string_view::npos ? std::string_view::npos : find_record(bytes, first + 1);
      if (next != std::string_view::npos) return stream_->skip(next);
      const std::size_t last = bytes.rfind('\n');
      // The last line may be the beginning of what is looked for.
      const bool ended = bytes.size() < 4 * kMaxArcLine;
      const bool long_line = last == std::string_view::npos || last == 0;
      stream_->skip(ended || long_line ? bytes.size() : last);
      if (ended) return;
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

std::unique_ptr<Cutter> cut_arc(std::unique_ptr<BufferedStream> stream, std::string path) {
  return std::make_unique<ArcCutter>(std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
