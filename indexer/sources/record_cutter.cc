#include "indexer/sources/record_cutter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dateline::indexer {
namespace {

constexpr std::size_t kBatchBytes = 512 * 1024;
constexpr std::size_t kBatchRecords = 64;
constexpr std::size_t kMaxRecordBytes = 32 * 1024 * 1024;
constexpr std::size_t kWindow = 64 * 1024;  // looked at when a record is sought; no head is longer

class RecordCutter final : public Cutter {
 public:
  RecordCutter(const RecordFormat& format, std::unique_ptr<BufferedStream> stream, std::string path)
      : format_(format), stream_(std::move(stream)), path_(std::move(path)) {}

  std::optional<Batch> next() override {
    batch_ = {};
    batch_.format = format_.format;
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
    const std::string_view ahead = stream_->peek(format_.max_head);
    if (ahead.empty()) return false;
    ++record_;
    const std::optional<RecordHead> head = format_.head(ahead);
    if (!head) {
      reject(std::string(format_.fault(ahead)), "reading goes on at the next record");
      find_next(1);
      return true;
    }
    const bool wanted = head->skipped.empty();
    if (!wanted) {
      ++batch_.skipped[head->skipped];
    } else if (head->length > kMaxRecordBytes) {
      reject(fmt::format("the record is longer than {} MiB", kMaxRecordBytes >> 20),
             "no page for people is so long");
    }
    if (!wanted || head->length > kMaxRecordBytes) {
      pass_over(*head);
    } else {
      take_record(*head);
    }
    return true;
  }

  void take_record(const RecordHead& head) {
    const auto whole = head.bytes + static_cast<std::size_t>(head.length);
    const std::string_view bytes = stream_->peek(whole + format_.behind);
    std::size_t end = std::min(whole, bytes.size());
    const bool sound = end == whole && format_.sound_behind(bytes.substr(end));
    if (!sound) {
      const std::size_t next = format_.find(bytes.substr(0, end), head.bytes);
      if (next != std::string_view::npos) end = next;
      const bool early = next == std::string_view::npos && end < whole;
      reject(early ? "the file or its part ends before the record" : "the length of the record is wrong",
             "what is left of the record is read", Reject::Kind::kWarning);
    }
    batch_.bytes += end;
    batch_.captures.push_back({{path_, record_}, format_.format, std::string(bytes.substr(0, end))});
    stream_->skip(end);
    if (sound) return;
    skip_line_ends();
    find_next(0);
  }

  void pass_over(const RecordHead& head) {
    const std::uint64_t whole = head.bytes + head.length;
    if (whole < head.length) return find_next(head.bytes);
    // A length that is wrong must not hide the records behind it, as far as one can look ahead.
    if (whole <= kMaxRecordBytes) {
      const auto size = static_cast<std::size_t>(whole);
      const std::string_view bytes = stream_->peek(size + format_.behind);
      if (bytes.size() < size || !format_.sound_behind(bytes.substr(size))) {
        reject("the length of the record is wrong", "reading goes on at the next record",
               Reject::Kind::kWarning);
        return find_next(head.bytes);
      }
    }
    if (stream_->skip_ahead(whole) < whole && !stream_->damage_ahead()) {
      reject("the file ends before the record", "fetch it again", Reject::Kind::kWarning);
    }
  }

  /// Passes over everything up to the next record, looking from `from` on.
  void find_next(std::size_t from) {
    for (;;) {
      const std::size_t window = kWindow + from;
      const std::string_view bytes = stream_->peek(window);
      const std::size_t next = from <= bytes.size() ? format_.find(bytes, from) : std::string_view::npos;
      if (next != std::string_view::npos) return stream_->skip(next);
      // The last line may be the beginning of what is looked for.
      const std::size_t line = bytes.rfind('\n');
      const bool last = bytes.size() < window;
      const bool one_line = line == std::string_view::npos || line == 0;
      stream_->skip(last || one_line ? bytes.size() : line);
      if (last) return;
      from = 1;  // behind a line end, or within a line
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

  void reject(std::string reason, std::string remedy, Reject::Kind kind = Reject::Kind::kRejected) {
    batch_.rejects.push_back(
        {kind, {path_, record_}, std::move(reason), std::move(remedy), stream_->position(), true});
  }

  const RecordFormat& format_;
  std::unique_ptr<BufferedStream> stream_;
  std::string path_;
  std::uint64_t record_ = 0;
  Batch batch_;
};

}  // namespace

std::unique_ptr<Cutter> cut_records(const RecordFormat& format, std::unique_ptr<BufferedStream> stream,
                                    std::string path) {
  return std::make_unique<RecordCutter>(format, std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
