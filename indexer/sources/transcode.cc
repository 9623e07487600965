#include "indexer/sources/transcode.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "indexer/readers/encoding.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

class TranscodedStream final : public ByteStream {
 public:
  TranscodedStream(std::unique_ptr<ByteStream> stream, const std::string& encoding)
      : stream_(std::move(stream)), decoder_(encoding) {}

  Result<std::size_t> read(char* to, std::size_t size) override {
    while (ready_.size() == taken_ && !damage_ && !ended_) refill();
    if (taken_ < ready_.size()) {
      const std::size_t n = std::min(size, ready_.size() - taken_);
      std::memcpy(to, ready_.data() + taken_, n);
      taken_ += n;
      return n;
    }
    if (damage_) return fail(*std::exchange(damage_, std::nullopt));
    return std::size_t{0};
  }

 private:
  void refill() {
    piece_.resize(kPieceBytes);
    const Result<std::size_t> n = stream_->read(piece_.data(), piece_.size());
    ready_.clear();
    taken_ = 0;
    if (!n) {
      damage_ = n.error();
      return;
    }
    ended_ = *n == 0;
    decoder_.append(std::string_view(piece_).substr(0, *n), ended_, ready_);
  }

  std::unique_ptr<ByteStream> stream_;
  Decoder decoder_;
  std::string piece_;
  std::string ready_;
  std::size_t taken_ = 0;
  std::optional<Error> damage_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> transcode(std::unique_ptr<ByteStream> stream, const std::string& encoding) {
  return std::make_unique<TranscodedStream>(std::move(stream), encoding);
}

}  // namespace dateline::indexer
