#include "indexer/sources/zstd_stream.h"

#include <fmt/format.h>
#include <zstd.h>

#include <array>
#include <new>
#include <optional>
#include <string>
#include <utility>

namespace dateline::indexer {
namespace {

constexpr std::string_view kDictionaryMagic = "\x5D\x2A\x4D\x18";
constexpr std::string_view kFrameMagic = "\x28\xB5\x2F\xFD";
constexpr std::size_t kDictionaryHead = 8;
constexpr std::size_t kMaxDictionary = std::size_t{16} << 20;

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
using Context = std::unique_ptr<ZSTD_DCtx, FreeContext>;

/// A frame of a dictionary, unpacked; nullopt when it is damaged or too long.
std::optional<std::string> unpacked_dictionary(std::string_view frame) {
  const Context context(ZSTD_createDCtx());
  if (context == nullptr) throw std::bad_alloc();
  std::string out;
  std::array<char, 64 * 1024> block;
  ZSTD_inBuffer in{frame.data(), frame.size(), 0};
  for (;;) {
    ZSTD_outBuffer to{block.data(), block.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context.get(), &to, &in);
    if (ZSTD_isError(left) != 0) return std::nullopt;
    out.append(block.data(), to.pos);
    if (out.size() > kMaxDictionary) return std::nullopt;
    if (left == 0) return out;
    if (to.pos == 0 && in.pos == in.size) return std::nullopt;
  }
}

class ZstdStream final : public ByteStream {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> packed)
      : packed_(std::move(packed)), context_(ZSTD_createDCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
  }

  Result<std::size_t> read(char* to, std::size_t size) override {
    if (!begun_) {
      begun_ = true;
      take_dictionary();
    }
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0 && !damage_ && !ended_) {
      if (in_.pos == in_.size && !refill()) break;
      const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in_);
      if (ZSTD_isError(left) != 0) {
        report(ZSTD_getErrorName(left));
      } else {
        in_frame_ = left != 0;
      }
    }
    if (out.pos > 0) return out.pos;  // a damage waits for the next call
    ended_ = true;
    if (damage_) return fail(*std::exchange(damage_, std::nullopt));
    return std::size_t{0};
  }

 private:
  void take_dictionary() {
    const std::string_view head = packed_.peek(kDictionaryHead);
    if (!head.starts_with(kDictionaryMagic) || head.size() < kDictionaryHead) return;
    std::size_t size = 0;
    for (std::size_t i = kDictionaryHead; i-- > kDictionaryMagic.size();)
      size = size << 8 | static_cast<unsigned char>(head[i]);
    if (size > kMaxDictionary) return report("its dictionary is longer than 16 MiB");
    std::string_view frame = packed_.peek(kDictionaryHead + size);
    if (frame.size() < kDictionaryHead + size) return report("the data end in the dictionary");
    frame.remove_prefix(kDictionaryHead);
    std::optional<std::string> unpacked(std::in_place, frame);
    if (frame.starts_with(kFrameMagic)) unpacked = unpacked_dictionary(frame);
    if (!unpacked ||
        ZSTD_isError(ZSTD_DCtx_loadDictionary(context_.get(), unpacked->data(), unpacked->size())) != 0)
      return report("the dictionary is damaged");
    packed_.peek(kDictionaryHead + size);
    packed_.skip(kDictionaryHead + size);
    fetched_ = packed_.position();
  }

  bool refill() {
    const Result<std::size_t> n = packed_.read(block_.data(), block_.size());
    if (!n) {
      damage_ = n.error();
      return false;
    }
    if (*n == 0) {
      if (in_frame_) report("the data end too early");
      return false;
    }
    fetched_ += *n;
    in_ = {block_.data(), *n, 0};
    return true;
  }

  void report(std::string_view what) {
    damage_ = Error{
        ErrorKind::kInput,
        fmt::format("the zstd data are damaged near byte {}: {}", fetched_ - (in_.size - in_.pos), what),
        "fetch the file again; everything before this place is read"};
  }

  BufferedStream packed_;
  Context context_;
  std::array<char, 64 * 1024> block_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  std::uint64_t fetched_ = 0;
  bool begun_ = false;
  bool in_frame_ = false;
  bool ended_ = false;
  std::optional<Error> damage_;
};

}  // namespace

std::unique_ptr<ByteStream> make_zstd_stream(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<ZstdStream>(std::move(packed));
}

}  // namespace dateline::indexer
