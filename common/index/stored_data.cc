#include "common/index/stored_data.h"

#include <zdict.h>
#include <zstd.h>

#include <cstdint>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace dateline::index {
namespace {

/// Measured on 39,523 articles of 63.0 MB: 25.4 MB in .35 s; level 1 gives 28.2 in .30, level 5 no less.
/// Deflate of each on its own at its fastest level: 33.9 in .61.
constexpr int kLevel = 3;
constexpr std::size_t kMostBytes = std::size_t{110} << 10;
constexpr std::size_t kFewestBytes = 4096;
constexpr std::size_t kHeaderBytes = 1024;  ///< of a dictionary: entropy tables and recent offsets
constexpr std::uint64_t kMostUnpacked = std::uint64_t{1} << 30;

struct Free {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorKind::kIndex, "stored data of an article are damaged: " + std::string(what),
              "run 'dateline-index check', or build the index anew");
}

}  // namespace

/// The forms in which zstd uses a dictionary, each made when it is first needed: a reader never packs.
struct StoredDictionary::Digested {
  std::once_flag for_packing;
  std::once_flag for_unpacking;
  std::unique_ptr<ZSTD_CDict, Free> packing;
  std::unique_ptr<ZSTD_DDict, Free> unpacking;

  /// Contexts for unpacking that nobody uses now: a new one costs more than unpacking an article.
  std::mutex mutex;
  std::vector<std::unique_ptr<ZSTD_DCtx, Free>> idle;
  std::unique_ptr<ZSTD_DCtx, Free> take_context() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return nullptr;
    std::unique_ptr<ZSTD_DCtx, Free> context = std::move(idle.back());
    idle.pop_back();
    return context;
  }
  void give_back(std::unique_ptr<ZSTD_DCtx, Free> context) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(context));
  }
};

StoredDictionary::StoredDictionary(std::string bytes)
    : bytes_(std::move(bytes)), digested_(std::make_unique<Digested>()) {}

StoredDictionary::~StoredDictionary() = default;

std::shared_ptr<const StoredDictionary> StoredDictionary::make(std::span<const std::string> samples) {
  std::string all;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    all += sample;
    sizes.push_back(sample.size());
  }
  if (all.size() < kFewestBytes) return nullptr;
  const std::string content = all.substr(0, kMostBytes - kHeaderBytes);
  std::string bytes(kMostBytes, '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = kLevel;
  const std::size_t size =
      ZDICT_finalizeDictionary(bytes.data(), bytes.size(), content.data(), content.size(), all.data(),
                               sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size) != 0) return nullptr;
  bytes.resize(size);
  return std::shared_ptr<const StoredDictionary>(new StoredDictionary(std::move(bytes)));
}

Result<std::shared_ptr<const StoredDictionary>> StoredDictionary::load(std::string bytes) {
  if (ZDICT_getDictID(bytes.data(), bytes.size()) == 0) return damaged("no dictionary");
  return std::shared_ptr<const StoredDictionary>(new StoredDictionary(std::move(bytes)));
}

struct DataPacker::Context {
  std::unique_ptr<ZSTD_CCtx, Free> zstd{ZSTD_createCCtx()};
};

DataPacker::DataPacker(std::shared_ptr<const StoredDictionary> dictionary)
    : context_(std::make_unique<Context>()), dictionary_(std::move(dictionary)) {
  if (!context_->zstd) throw std::bad_alloc();
  if (!dictionary_) return;
  StoredDictionary::Digested& digested = *dictionary_->digested_;
  std::call_once(digested.for_packing, [&] {
    digested.packing.reset(
        ZSTD_createCDict(dictionary_->bytes().data(), dictionary_->bytes().size(), kLevel));
    if (!digested.packing) throw std::bad_alloc();
  });
}

DataPacker::~DataPacker() = default;
DataPacker::DataPacker(DataPacker&&) noexcept = default;
DataPacker& DataPacker::operator=(DataPacker&&) noexcept = default;

std::string_view DataPacker::pack(std::string_view data) {
  const std::size_t bound = ZSTD_compressBound(data.size());
  if (out_.size() < bound) out_.resize(bound);
  ZSTD_CCtx* zstd = context_->zstd.get();
  const std::size_t size =
      dictionary_ ? ZSTD_compress_usingCDict(zstd, out_.data(), out_.size(), data.data(), data.size(),
                                             dictionary_->digested_->packing.get())
                  : ZSTD_compressCCtx(zstd, out_.data(), out_.size(), data.data(), data.size(), kLevel);
  if (ZSTD_isError(size) != 0 || size >= data.size()) return {};
  return std::string_view(out_).substr(0, size);
}

bool is_packed(std::string_view data) { return data.starts_with("\x28\xB5\x2F\xFD"); }

Result<std::string> unpack_data(std::string_view packed, const StoredDictionary* dictionary) {
  const std::uint64_t size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > kMostUnpacked) return damaged("no length");  // the two error codes are the largest numbers
  std::unique_ptr<ZSTD_DCtx, Free> zstd;
  if (dictionary != nullptr) zstd = dictionary->digested_->take_context();
  if (!zstd) zstd.reset(ZSTD_createDCtx());
  if (!zstd) throw std::bad_alloc();
  std::string out(static_cast<std::size_t>(size), '\0');
  std::size_t got = 0;
  // A frame made without a dictionary would be misread with one. One made with another is an error.
  if (dictionary == nullptr || ZSTD_getDictID_fromFrame(packed.data(), packed.size()) == 0) {
    got = ZSTD_decompressDCtx(zstd.get(), out.data(), out.size(), packed.data(), packed.size());
  } else {
    StoredDictionary::Digested& digested = *dictionary->digested_;
    std::call_once(digested.for_unpacking, [&] {
      digested.unpacking.reset(ZSTD_createDDict(dictionary->bytes().data(), dictionary->bytes().size()));
      if (!digested.unpacking) throw std::bad_alloc();
    });
    got = ZSTD_decompress_usingDDict(zstd.get(), out.data(), out.size(), packed.data(), packed.size(),
                                     digested.unpacking.get());
  }
  if (dictionary != nullptr) dictionary->digested_->give_back(std::move(zstd));
  if (ZSTD_isError(got) != 0) return damaged(ZSTD_getErrorName(got));
  if (got != out.size()) return damaged("cut short");
  return out;
}

}  // namespace dateline::index
