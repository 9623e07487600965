#include "common/ledger/text_packer.h"

#include <zstd.h>

#include "common/index/bytes.h"
#include "common/index/damaged.h"

namespace dateline::ledger {
namespace {

constexpr int kLevel = 9;  // texts of superseded versions are few
constexpr std::uint8_t kTextFormat = 1;

}  // namespace

KeptText kept_text(const Article& article) {
  return {article.title, article.body, article.url, std::string(article.language.code())};
}

std::string encode_text(const KeptText& text) {
  index::ByteWriter out;
  out.byte(kTextFormat);
  out.string(text.url);
  out.string(text.language);
  out.string(text.title);
  out.string(text.body);
  return out.take();
}

Result<KeptText> decode_text(std::string_view bytes) {
  index::ByteReader in(bytes);
  KeptText text;
  const bool known = in.byte() == kTextFormat;
  text.url = in.string();
  text.language = in.string();
  text.title = in.string();
  text.body = in.string();
  if (!known || !in.ok() || !in.at_end()) return index::damaged("a text of the ledger is damaged");
  return text;
}

struct TextPacker::Contexts {
  ZSTD_CCtx* packing = ZSTD_createCCtx();
  ZSTD_DCtx* unpacking = ZSTD_createDCtx();
  Contexts() = default;
  Contexts(const Contexts&) = delete;
  Contexts& operator=(const Contexts&) = delete;
  ~Contexts() {
    ZSTD_freeCCtx(packing);
    ZSTD_freeDCtx(unpacking);
  }
};

TextPacker::TextPacker() : contexts_(std::make_unique<Contexts>()) {}
TextPacker::~TextPacker() = default;

std::string TextPacker::pack(std::string_view bytes, std::string_view base, std::uint64_t most) {
  ZSTD_CCtx* context = contexts_->packing;
  if (context == nullptr || bytes.size() > most) return {};
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (!base.empty()) ZSTD_CCtx_refPrefix(context, base.data(), base.size());
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) return {};
  out.resize(size);
  return out;
}

Result<std::string> TextPacker::unpack(std::string_view frame, std::string_view base, std::uint64_t most) {
  ZSTD_DCtx* context = contexts_->unpacking;
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (context == nullptr) return fail(ErrorKind::kSystem, "out of memory");
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > most)
    return index::damaged("a text of the ledger is damaged");
  ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
  if (!base.empty()) ZSTD_DCtx_refPrefix(context, base.data(), base.size());
  std::string out(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompressDCtx(context, out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != out.size()) return index::damaged("a text of the ledger is damaged");
  return out;
}

}  // namespace dateline::ledger
