#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/byte_order_mark.h"
#include "indexer/readers/csv_rows.h"
#include "indexer/sources/cutters.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kBatchBytes = 256 * 1024;
constexpr std::size_t kMaxRowBytes = 16 * 1024 * 1024;
/// Each of them costs a look at 16 MiB, so a file of nothing else must end soon.
constexpr std::size_t kMaxUnclosed = 100;

class CsvCutter final : public Cutter {
 public:
  CsvCutter(std::unique_ptr<BufferedStream> stream, std::string path)
      : stream_(std::move(stream)), path_(std::move(path)) {}

  std::optional<Batch> next() override {
    if (!header_ && !take_header()) return std::nullopt;
    Batch batch;
    batch.format = Format::kCsv;
    batch.first = {path_, line_};
    batch.csv_header = header_;
    auto rows = std::make_shared<std::string>();
    bool more = true;
    while (more && rows->size() < kBatchBytes && batch.rejects.empty()) more = take_row(*rows, batch.rejects);
    if (rows->empty() && batch.rejects.empty()) return std::nullopt;
    batch.lines = *rows;
    batch.bytes = rows->size();
    batch.owner = std::move(rows);
    return batch;
  }

 private:
  bool take_header() {
    if (stream_->peek(kByteOrderMark.size()) == kByteOrderMark) stream_->skip(kByteOrderMark.size());
    separator_ = csv_separator(stream_->peek(kBatchBytes));
    auto header = std::make_shared<std::string>();
    std::vector<Reject> rejects;
    take_row(*header, rejects);  // a header that cannot be cut is one that names nothing; the reader says so
    header_ = std::move(header);
    return !header_->empty();
  }

  /// Appends the next row; false at the end. What cannot be cut is one reject.
  bool take_row(std::string& rows, std::vector<Reject>& rejects) {
    if (given_up_) return false;
    if (stream_->damage_ahead()) {
      char byte = 0;
      const Result<std::size_t> n = stream_->read(&byte, 1);
      if (!n) rejects.push_back({Reject::Kind::kRejected, {path_, line_}, n.error().what, n.error().hint});
      return true;
    }
    for (std::size_t size = kBatchBytes;; size *= 4) {
      size = std::min(size, kMaxRowBytes);
      const std::string_view ahead = stream_->peek(size);
      if (ahead.empty()) return false;
      std::size_t end = csv_row_end(ahead, separator_);
      const bool all = ahead.size() < size;  // the stream ends here, or is damaged
      if (end == std::string_view::npos && all) end = whole_row(ahead);
      if (end == std::string_view::npos && !all && size < kMaxRowBytes) continue;
      if (end == std::string_view::npos) {
        const std::size_t line_end = std::min(ahead.find('\n'), ahead.size() - 1) + 1;
        rejects.push_back(
            {Reject::Kind::kRejected,
             {path_, line_},
             all ? "a quotation mark in the row is never closed" : "the row is longer than 16 MiB",
             "double the quotation marks inside of quoted fields",
             stream_->position()});
        take(line_end, ahead);
        if (++unclosed_ < kMaxUnclosed) return true;
        rejects.push_back(
            {Reject::Kind::kRejected,
             {path_, line_},
             fmt::format("{} rows cannot be cut; the rest of the file is not read", kMaxUnclosed),
             "is it CSV? double the quotation marks inside of quoted fields",
             stream_->position()});
        given_up_ = true;
        return false;
      }
      const std::size_t before = rows.size();
      rows.append(ahead.substr(0, end));
      take(end, ahead);
      if (rows.back() == '\n' || rows.back() == '\r') return true;
      rows += '\n';
      if (stream_->damage_ahead()) rows.resize(before);  // the rest of the row is lost
      return true;
    }
  }

  /// The size of a row that ends with the file; npos when a mark is open in it.
  std::size_t whole_row(std::string_view row) const {
    std::vector<std::string> cells;
    return split_csv_row(row, separator_, cells) ? row.size() : std::string_view::npos;
  }

  void take(std::size_t bytes, std::string_view ahead) {
    line_ += static_cast<std::uint64_t>(
        std::count(ahead.begin(), ahead.begin() + static_cast<std::ptrdiff_t>(bytes), '\n'));
    stream_->skip(bytes);
  }

  std::unique_ptr<BufferedStream> stream_;
  std::string path_;
  std::shared_ptr<const std::string> header_;
  char separator_ = ',';
  std::uint64_t line_ = 1;
  std::size_t unclosed_ = 0;
  bool given_up_ = false;
};

}  // namespace

std::unique_ptr<Cutter> cut_csv(std::unique_ptr<BufferedStream> stream, std::string path) {
  return std::make_unique<CsvCutter>(std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
