#include "indexer/glass/deflate.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include "indexer/glass/letter_deflate.h"

namespace dateline::indexer::glass {
namespace {

/// Shorter tags never gain from it.
constexpr std::size_t kWorthDeflating = 18;
constexpr int kByLetters = 1;

}  // namespace

struct Deflater::Encoders {
  explicit Encoders(int level)
      : short_encoder(level > kByLetters ? libdeflate_alloc_compressor(level) : nullptr) {
    if (level > kByLetters && short_encoder == nullptr) throw std::bad_alloc();
    constexpr int kRawWindow32K = -15;
    constexpr int kMaxMemory = 9;
    if (deflateInit2(&long_encoder, level, Z_DEFLATED, kRawWindow32K, kMaxMemory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      libdeflate_free_compressor(short_encoder);
      throw std::bad_alloc();
    }
  }
  ~Encoders() {
    deflateEnd(&long_encoder);
    libdeflate_free_compressor(short_encoder);
  }
  Encoders(const Encoders&) = delete;
  Encoders& operator=(const Encoders&) = delete;

  libdeflate_compressor* short_encoder;  ///< null: by letters
  LetterDeflater letters;
  z_stream long_encoder{};
};

Deflater::Deflater(int level)
    : encoders_(level > 0 ? std::make_unique<Encoders>(std::min(level, 9)) : nullptr) {}
Deflater::~Deflater() = default;

std::string_view Deflater::deflate(std::string_view plain) {
  if (!encoders_ || plain.size() <= kWorthDeflating || plain.size() > std::numeric_limits<uInt>::max())
    return {};
  return plain.size() >= kFlushedFrom ? deflate_long(plain) : deflate_short(plain);
}

std::string_view Deflater::deflate_short(std::string_view plain) {
  if (encoders_->short_encoder == nullptr) return encoders_->letters.deflate(plain);
  // Room for one byte less than the plain text: an encoder that needs more gives up by itself.
  if (out_.size() < plain.size()) out_.resize(plain.size());
  const std::size_t size = libdeflate_deflate_compress(encoders_->short_encoder, plain.data(), plain.size(),
                                                       out_.data(), plain.size() - 1);
  return std::string_view(out_).substr(0, size);
}

std::string_view Deflater::deflate_long(std::string_view plain) {
  if (out_.size() < plain.size()) out_.resize(plain.size());
  z_stream& z = encoders_->long_encoder;
  deflateReset(&z);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  z.avail_in = static_cast<uInt>(plain.size());
  z.next_out = reinterpret_cast<Bytef*>(out_.data());
  z.avail_out = static_cast<uInt>(plain.size() - 1);
  ::deflate(&z, Z_SYNC_FLUSH);
  // A flush that just filled the output may be incomplete; Z_FINISH fails on the full buffer then.
  if (z.avail_in != 0 || z.avail_out == 0 || ::deflate(&z, Z_FINISH) != Z_STREAM_END) return {};
  return std::string_view(out_).substr(0, plain.size() - 1 - z.avail_out);
}

}  // namespace dateline::indexer::glass
