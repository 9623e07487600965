#include "indexer/readers/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "indexer/readers/field_lines.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kStep = 64 * 1024;

enum class Step : std::uint8_t { kMore, kDone, kDamaged };

/// Lets `step(to, room, produced)` fill the output piece by piece, up to the limit.
template <class Advance>
Decoded unpack(std::size_t limit, Advance step) {
  Decoded out;
  for (;;) {
    const std::size_t old = out.bytes.size();
    out.bytes.resize(old + std::min(std::max(kStep, old), limit + 1 - old));
    std::size_t produced = 0;
    const Step result = step(out.bytes.data() + old, out.bytes.size() - old, produced);
    out.bytes.resize(old + produced);
    if (out.bytes.size() > limit) {
      out.bytes.clear();
      out.outcome = Decoded::Outcome::kTooLong;
      return out;
    }
    if (result == Step::kDone) return out;
    if (result == Step::kDamaged) {
      out.outcome = out.bytes.empty() ? Decoded::Outcome::kNotSo : Decoded::Outcome::kCut;
      return out;
    }
  }
}

Decoded unpack_zlib(std::string_view bytes, int window, std::size_t limit) {
  z_stream zlib{};
  if (inflateInit2(&zlib, window) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&zlib, &inflateEnd);
  // zlib does not write to its input; its interface only lacks a const.
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  return unpack(limit, [&](char* to, std::size_t room, std::size_t& produced) {
    zlib.next_out = reinterpret_cast<Bytef*>(to);
    zlib.avail_out = static_cast<uInt>(room);
    const int code = inflate(&zlib, Z_NO_FLUSH);
    produced = room - zlib.avail_out;
    if (code == Z_STREAM_END) return Step::kDone;
    if (code != Z_OK && code != Z_BUF_ERROR) return Step::kDamaged;
    return zlib.avail_in == 0 && zlib.avail_out > 0 ? Step::kDamaged : Step::kMore;
  });
}

Decoded unpack_deflate(std::string_view bytes, std::size_t limit) {
  Decoded out = unpack_zlib(bytes, MAX_WBITS, limit);
  return out.outcome == Decoded::Outcome::kNotSo ? unpack_zlib(bytes, -MAX_WBITS, limit) : out;
}

Decoded unpack_brotli(std::string_view bytes, std::size_t limit) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) throw std::bad_alloc();
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  return unpack(limit, [&](char* to, std::size_t room, std::size_t& produced) {
    auto* out = reinterpret_cast<std::uint8_t*>(to);
    std::size_t free = room;
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &left, &next, &free, &out, nullptr);
    produced = room - free;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) return Step::kDone;
    return result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? Step::kMore : Step::kDamaged;
  });
}

Decoded unpack_zstd(std::string_view bytes, std::size_t limit) {
  const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> state(ZSTD_createDStream(),
                                                                            &ZSTD_freeDStream);
  if (!state) throw std::bad_alloc();
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  return unpack(limit, [&](char* to, std::size_t room, std::size_t& produced) {
    ZSTD_outBuffer out{to, room, 0};
    const std::size_t code = ZSTD_decompressStream(state.get(), &out, &in);
    produced = out.pos;
    if (ZSTD_isError(code) != 0) return Step::kDamaged;
    if (code == 0 && in.pos == in.size) return Step::kDone;
    return in.pos == in.size && out.pos < out.size ? Step::kDamaged : Step::kMore;
  });
}

}  // namespace

Decoded decode_content(std::string_view bytes, std::string_view coding, std::size_t limit) {
  constexpr int kGzipWindow = MAX_WBITS + 16;
  if (bytes.empty()) return {};
  if (equal_folded(coding, "gzip") || equal_folded(coding, "x-gzip"))
    return unpack_zlib(bytes, kGzipWindow, limit);
  if (equal_folded(coding, "deflate")) return unpack_deflate(bytes, limit);
  if (equal_folded(coding, "br")) return unpack_brotli(bytes, limit);
  if (equal_folded(coding, "zstd")) return unpack_zstd(bytes, limit);
  return {Decoded::Outcome::kUnknown, {}};
}

}  // namespace dateline::indexer
