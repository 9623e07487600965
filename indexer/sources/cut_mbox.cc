#include <algorithm>
#include <utility>

#include "indexer/sources/cutters.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kBatchBytes = 512 * 1024;
constexpr std::size_t kBatchMails = 64;
constexpr std::size_t kMaxMailBytes = 32 * 1024 * 1024;
constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::string_view kFrom = "From ";

/// Whether a line begins a mail: "From ADDRESS Thu Sep 14 10:00:00 2023". A sentence that begins with the
/// word has no time of day.
bool begins_mail(std::string_view line) {
  if (!line.starts_with(kFrom)) return false;
  const auto is_digit = [&](std::size_t i) { return line[i] >= '0' && line[i] <= '9'; };
  for (std::size_t at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
    if (at >= kFrom.size() && at + 2 < line.size() && is_digit(at - 1) && is_digit(at + 1) &&
        is_digit(at + 2))
      return true;
  }
  return false;
}

/// Cuts a mailbox at its lines "From …" behind an empty line; ">From " in a mail is "From " again.
class MboxCutter final : public Cutter {
 public:
  MboxCutter(std::unique_ptr<BufferedStream> stream, std::string path)
      : stream_(std::move(stream)), path_(std::move(path)) {}

  std::optional<Batch> next() override {
    Batch batch;
    batch.format = Format::kMbox;
    while (batch.bytes < kBatchBytes && batch.captures.size() < kBatchMails && batch.rejects.empty()) {
      if (!cut_mail(batch)) break;
    }
    if (batch.captures.empty() && batch.rejects.empty()) return std::nullopt;
    return batch;
  }

 private:
  /// False at the end.
  bool cut_mail(Batch& batch) {
    std::string mail;
    bool too_long = false;
    bool blank = true;  // the line before was empty
    std::string line;
    while (read_line(line)) {
      if (blank && begins_mail(line)) {
        if (begun_) {
          finish(batch, std::move(mail), too_long);
          return true;
        }
        begun_ = true;
        blank = false;
        continue;
      }
      begun_ = true;
      blank = line == "\n" || line == "\r\n";
      const std::size_t quoted = line.find_first_not_of('>');
      const bool from =
          quoted != 0 && quoted != std::string::npos && line.compare(quoted, kFrom.size(), kFrom) == 0;
      if (mail.size() + line.size() > kMaxMailBytes) too_long = true;
      if (!too_long) mail.append(line, from ? 1 : 0);
    }
    if (begun_) finish(batch, std::move(mail), too_long);
    begun_ = false;
    if (damage_) {
      batch.rejects.push_back({Reject::Kind::kRejected, {path_, record_}, damage_->what, damage_->hint});
      damage_.reset();
    }
    return false;
  }

  void finish(Batch& batch, std::string mail, bool too_long) {
    const Origin origin{path_, ++record_};
    if (too_long) {
      batch.rejects.push_back({Reject::Kind::kRejected, origin, "the mail is longer than 32 MiB",
                               "save what is attached as files"});
    } else if (mail.find_first_not_of("\r\n") != std::string::npos) {
      batch.bytes += mail.size();
      batch.captures.push_back({origin, Format::kMbox, std::move(mail)});
    }
  }

  /// The next line with its end; a line longer than a piece comes in several.
  bool read_line(std::string& line) {
    line.clear();
    while (!damage_) {
      const std::size_t end = piece_.find('\n', at_);
      if (end != std::string::npos) {
        line.append(piece_, at_, end + 1 - at_);
        at_ = end + 1;
        return true;
      }
      line.append(piece_, at_);
      piece_.resize(kPieceBytes);
      at_ = 0;
      const Result<std::size_t> n = stream_->read(piece_.data(), kPieceBytes);
      piece_.resize(n ? *n : 0);
      if (!n) damage_ = n.error();
      if (piece_.empty() || line.size() >= kMaxMailBytes) break;
    }
    return !line.empty();
  }

  std::unique_ptr<BufferedStream> stream_;
  std::string path_;
  std::string piece_;
  std::size_t at_ = 0;
  std::uint64_t record_ = 0;
  bool begun_ = false;  ///< a mail: its first line was seen
  std::optional<Error> damage_;
};

}  // namespace

std::unique_ptr<Cutter> cut_mbox(std::unique_ptr<BufferedStream> stream, std::string path) {
  return std::make_unique<MboxCutter>(std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
