#include "indexer/sources/gzip_stream.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace dateline::indexer {
namespace {

constexpr std::size_t kInputBytes = 64 * 1024;
constexpr std::size_t kMaxDamages = 1000;
constexpr int kGzipWindow = 15 + 16;  // 32 KiB; zlib reads the header of gzip and checks its checksum
constexpr unsigned char kMagic[] = {0x1F, 0x8B, 0x08};

class GzipStream final : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> packed) : packed_(std::move(packed)) {
    if (inflateInit2(&zlib_, kGzipWindow) != Z_OK) throw std::bad_alloc();
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&zlib_); }

  Result<std::size_t> read(char* to, std::size_t size) override {
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, 1U << 30));
    zlib_.next_out = reinterpret_cast<Bytef*>(to);
    zlib_.avail_out = room;
    while (zlib_.avail_out == room && !damage_ && state_ != State::kEnd) step();
    if (zlib_.avail_out < room)
      return std::size_t{room - zlib_.avail_out};  // a damage waits for the next call
    if (damage_) return fail(*std::exchange(damage_, std::nullopt));
    return std::size_t{0};
  }

 private:
  enum class State { kBetween, kMember, kLost, kEnd };

  void step() {
    if (zlib_.avail_in == 0 && !refill()) {
      if (state_ == State::kMember) report("the data end too early");
      state_ = State::kEnd;
      return;
    }
    switch (state_) {
      case State::kMember:
        return inflate_some();
      case State::kBetween:
        return begin_member();
      case State::kLost:
        return seek_member();
      case State::kEnd:
        return;
    }
  }

  void inflate_some() {
    const int code = inflate(&zlib_, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      state_ = State::kBetween;
    } else if (code != Z_OK && code != Z_BUF_ERROR) {
      lose(zlib_.msg != nullptr ? zlib_.msg : "it is no gzip data");
    }
  }

  void begin_member() {
    while (zlib_.avail_in > 0 && *zlib_.next_in == 0) take_byte();  // padding, as tapes have it
    if (zlib_.avail_in == 0) return;
    if (*zlib_.next_in != kMagic[0]) {
      return lose("other data follow");
    }
    inflateReset(&zlib_);
    state_ = State::kMember;
  }

  /// Looks for the first three bytes of a member, which may lie in two blocks of the input.
  void seek_member() {
    while (zlib_.avail_in > 0 && matched_ < sizeof kMagic) {
      const unsigned char byte = *zlib_.next_in;
      take_byte();
      matched_ = byte == kMagic[matched_] ? matched_ + 1 : byte == kMagic[0] ? 1 : 0;
    }
    if (matched_ < sizeof kMagic) return;
    matched_ = 0;
    inflateReset(&zlib_);
    Bytef* const next = zlib_.next_in;
    const uInt left = zlib_.avail_in;
    unsigned char magic[sizeof kMagic];
    std::copy(std::begin(kMagic), std::end(kMagic), magic);
    zlib_.next_in = magic;
    zlib_.avail_in = sizeof kMagic;
    inflate(&zlib_, Z_NO_FLUSH);
    zlib_.next_in = next;
    zlib_.avail_in = left;
    state_ = State::kMember;
  }

  void take_byte() {
    ++zlib_.next_in;
    --zlib_.avail_in;
  }

  bool refill() {
    const Result<std::size_t> n = packed_->read(input_, sizeof input_);
    if (!n && !damage_) damage_ = n.error();
    if (!n || *n == 0) return false;
    fetched_ += *n;
    zlib_.next_in = reinterpret_cast<Bytef*>(input_);
    zlib_.avail_in = static_cast<uInt>(*n);
    return true;
  }

  void report(std::string_view what) {
    if (!damage_) {
      damage_ =
          Error{ErrorKind::kInput,
                fmt::format("the gzip data are damaged at byte {}: {}", fetched_ - zlib_.avail_in, what),
                "fetch the file again; what can be unpacked is read"};
    }
  }

  void lose(std::string_view what) {
    report(what);
    state_ = ++damages_ == kMaxDamages ? State::kEnd : State::kLost;
  }

  std::unique_ptr<ByteStream> packed_;
  z_stream zlib_{};
  State state_ = State::kBetween;
  std::size_t matched_ = 0;
  std::size_t damages_ = 0;
  std::uint64_t fetched_ = 0;
  std::optional<Error> damage_;
  char input_[kInputBytes];
};

}  // namespace

std::unique_ptr<ByteStream> make_gzip_stream(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<GzipStream>(std::move(packed));
}

}  // namespace dateline::indexer
