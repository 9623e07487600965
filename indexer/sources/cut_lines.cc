#include <algorithm>
#include <utility>

#include "indexer/sources/cutters.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kLinesBytes = 256 * 1024;
constexpr std::size_t kMaxLineBytes = 64 * 1024 * 1024;

class LineCutter final : public Cutter {
 public:
  LineCutter(std::unique_ptr<BufferedStream> stream, std::string path)
      : stream_(std::move(stream)), path_(std::move(path)) {}

  std::optional<Batch> next() override {
    while (!ended_) {
      if (auto batch = cut()) return batch;
    }
    return std::nullopt;
  }

 private:
  std::optional<Batch> cut() {
    auto chunk = std::make_shared<std::string>(std::exchange(carry_, {}));
    std::size_t newline = std::string::npos;
    std::optional<Error> damage;
    while (newline == std::string::npos && chunk->size() < kMaxLineBytes) {
      const std::size_t old = chunk->size();
      chunk->resize(old + kLinesBytes);
      const Result<std::size_t> n = stream_->read(chunk->data() + old, kLinesBytes);
      chunk->resize(old + (n ? *n : 0));
      if (!n) {
        damage = n.error();
        break;
      }
      if (*n == 0) {
        ended_ = true;
        break;
      }
      const std::size_t found = std::string_view(*chunk).substr(old).rfind('\n');
      if (found != std::string_view::npos) newline = old + found;
    }
    if (chunk->empty() && !damage) return std::nullopt;
    Batch batch;
    batch.format = Format::kJsonl;
    batch.first = {path_, line_};
    if (newline == std::string::npos && chunk->size() >= kMaxLineBytes) {
      batch.rejects.push_back({Reject::Kind::kRejected, batch.first, "the line is longer than 64 MiB",
                               "one JSON object on each line"});
      skip_line();
      ++line_;
      return batch;
    }
    if (newline != std::string::npos) {
      carry_ = chunk->substr(newline + 1);
      chunk->resize(newline + 1);
    } else if (damage) {
      chunk->clear();  // the beginning of a line whose end is lost
    }
    line_ += static_cast<std::uint64_t>(std::count(chunk->begin(), chunk->end(), '\n'));
    if (damage) {
      batch.rejects.push_back({Reject::Kind::kRejected, {path_, line_}, damage->what, damage->hint});
      carry_.clear();
      skip_line();
      ++line_;
    }
    batch.lines = *chunk;
    batch.bytes = chunk->size();
    batch.owner = std::move(chunk);
    return batch;
  }

  /// Passes over the rest of a line; a damage in it is met again by the next read.
  void skip_line() {
    for (;;) {
      const std::string_view ahead = stream_->peek(kLinesBytes);
      if (ahead.empty()) return;
      const std::size_t newline = ahead.find('\n');
      stream_->skip(std::min(newline, ahead.size() - 1) + 1);
      if (newline != std::string_view::npos) return;
    }
  }

  std::unique_ptr<BufferedStream> stream_;
  std::string path_;
  std::string carry_;
  std::uint64_t line_ = 1;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Cutter> cut_lines(std::unique_ptr<BufferedStream> stream, std::string path) {
  return std::make_unique<LineCutter>(std::move(stream), std::move(path));
}

}  // namespace dateline::indexer
