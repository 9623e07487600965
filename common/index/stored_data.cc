#include "common/index/stored_data.h"

// For the choice of segments by given parameters, which is exported and as it is since 1.3.8.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "common/index/bytes.h"
#include "common/index/damaged.h"

namespace dateline::index {
namespace {

/// Measured on 39,523 articles of 63.0 MB: 25.4 MB in .35 s; level 1 gives 28.2 in .30, level 5 no less.
/// Deflate of each on its own at its fastest level: 33.9 in .61.
constexpr int kLevel = 3;
constexpr std::size_t kFewestBytes = 4096;
constexpr std::size_t kHeaderBytes = 1024;  ///< of a dictionary: entropy tables and recent offsets
constexpr std::size_t kTrainingBytes = std::size_t{8} << 20;  ///< more than training takes beside the samples
/// Before several dictionaries, each with its size. One alone stands as it is, and begins otherwise.
constexpr std::string_view kSeveral = "dictionaries\n";

struct Free {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// The samples as zstd takes them: one behind another, and the size of each.
std::pair<std::string, std::vector<std::size_t>> join(std::span<const std::string> samples) {
  std::pair<std::string, std::vector<std::size_t>> joined;
  for (const std::string& sample : samples) {
    joined.first += sample;
    joined.second.push_back(sample.size());
  }
  return joined;
}

tl::unexpected<Error> damaged_data(std::string_view why) {
  return damaged("stored data of an article are damaged: " + std::string(why));
}

}  // namespace

/// One dictionary, and the forms in which zstd uses it, each made when it is first needed: a reader never
/// packs.
struct StoredDictionary::One {
  explicit One(std::string_view content)
      : bytes(content), id(ZDICT_getDictID(content.data(), content.size())) {}

  const ZSTD_CDict* packing() {
    std::call_once(made_for_packing, [this] {
      for_packing.reset(ZSTD_createCDict(bytes.data(), bytes.size(), kLevel));
      if (!for_packing) throw std::bad_alloc();
    });
    return for_packing.get();
  }
  const ZSTD_DDict* unpacking() {
    std::call_once(made_for_unpacking, [this] {
      for_unpacking.reset(ZSTD_createDDict(bytes.data(), bytes.size()));
      if (!for_unpacking) throw std::bad_alloc();
    });
    return for_unpacking.get();
  }

  const std::string bytes;
  const unsigned id;  ///< 0: the bytes are no dictionary

 private:
  std::once_flag made_for_packing;
  std::once_flag made_for_unpacking;
  std::unique_ptr<ZSTD_CDict, Free> for_packing;
  std::unique_ptr<ZSTD_DDict, Free> for_unpacking;
};

/// Contexts for unpacking that nobody uses now: a new one costs more than unpacking an article.
struct StoredDictionary::IdleContexts {
  std::unique_ptr<ZSTD_DCtx, Free> take() {
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

 private:
  std::mutex mutex;
  std::vector<std::unique_ptr<ZSTD_DCtx, Free>> idle;
};

StoredDictionary::StoredDictionary(std::vector<std::shared_ptr<One>> all)
    : all_(std::move(all)), idle_(std::make_unique<IdleContexts>()) {}

StoredDictionary::~StoredDictionary() = default;

StoredDictionary::One* StoredDictionary::find(unsigned id) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [id](const auto& one) { return one->id == id; });
  return found == all_.end() ? nullptr : found->get();
}

std::shared_ptr<const StoredDictionary> StoredDictionary::make(std::span<const std::string> samples) {
  const auto [all, sizes] = join(samples);
  if (all.size() < kFewestBytes) return nullptr;
  const std::string content = all.substr(0, kMaxBytes - kHeaderBytes);
  std::string bytes(kMaxBytes, '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = kLevel;
  const std::size_t size =
      ZDICT_finalizeDictionary(bytes.data(), bytes.size(), content.data(), content.size(), all.data(),
                               sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size) != 0) return nullptr;
  bytes.resize(size);
  return std::shared_ptr<const StoredDictionary>(new StoredDictionary({std::make_shared<One>(bytes)}));
}

std::shared_ptr<const StoredDictionary> StoredDictionary::with_better(
    std::span<const std::string> samples) const {
  const auto [all, sizes] = join(samples);
  std::string bytes(kMaxBytes, '\0');
  // The library does not look whether it got its tables. Where there is no room for them, this says so.
  { const std::unique_ptr<char[]> room(new char[kTrainingBytes + 16 * sizes.size()]); }
  // Measured on 39,523 articles: other segments than 200 bytes give up to 4 % more, the library's own search
  // for the best 1 % more in seven times the time.
  ZDICT_fastCover_params_t parameters{};
  parameters.k = 200;
  parameters.d = 8;
  parameters.f = 20;
  parameters.accel = 4;
  parameters.zParams.compressionLevel = kLevel;
  const std::size_t size = ZDICT_trainFromBuffer_fastCover(
      bytes.data(), bytes.size(), all.data(), sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size) != 0) return nullptr;
  bytes.resize(size);
  std::vector<std::shared_ptr<One>> dictionaries = all_;
  dictionaries.push_back(std::make_shared<One>(bytes));
  if (find(dictionaries.back()->id) != nullptr) return nullptr;
  return std::shared_ptr<const StoredDictionary>(new StoredDictionary(std::move(dictionaries)));
}

Result<std::shared_ptr<const StoredDictionary>> StoredDictionary::load(std::string_view bytes) {
  std::vector<std::shared_ptr<One>> all;
  if (bytes.starts_with(kSeveral)) {
    ByteReader reader(bytes.substr(kSeveral.size()));
    while (reader.ok() && !reader.at_end()) all.push_back(std::make_shared<One>(reader.string()));
    if (!reader.ok()) return damaged_data("dictionaries cut short");
  } else {
    all.push_back(std::make_shared<One>(bytes));
  }
  const bool valid =
      !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& one) { return one->id != 0; });
  if (!valid) return damaged_data("no dictionary");
  return std::shared_ptr<const StoredDictionary>(new StoredDictionary(std::move(all)));
}

std::string StoredDictionary::bytes() const {
  if (all_.size() == 1) return all_.front()->bytes;
  ByteWriter out;
  for (const auto& one : all_) out.string(one->bytes);
  return std::string(kSeveral) + out.take();
}

struct DataPacker::Context {
  std::unique_ptr<ZSTD_CCtx, Free> zstd{ZSTD_createCCtx()};
};

DataPacker::DataPacker(std::shared_ptr<const StoredDictionary> dictionary)
    : context_(std::make_unique<Context>()), dictionary_(std::move(dictionary)) {
  if (!context_->zstd) throw std::bad_alloc();
  ZSTD_CCtx* zstd = context_->zstd.get();
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1);  // 4 bytes, tested whenever an article is unpacked
  if (dictionary_) ZSTD_CCtx_refCDict(zstd, dictionary_->all_.back()->packing());
}

DataPacker::~DataPacker() = default;
DataPacker::DataPacker(DataPacker&&) noexcept = default;
DataPacker& DataPacker::operator=(DataPacker&&) noexcept = default;

std::string_view DataPacker::pack(std::string_view data) {
  const std::size_t bound = ZSTD_compressBound(data.size());
  if (out_.size() < bound) out_.resize(bound);
  const std::size_t size =
      ZSTD_compress2(context_->zstd.get(), out_.data(), out_.size(), data.data(), data.size());
  if (ZSTD_isError(size) != 0) return {};  // what is longer when packed is packed too, for its checksum
  return std::string_view(out_).substr(0, size);
}

bool is_packed(std::string_view data) { return data.starts_with("\x28\xB5\x2F\xFD"); }

Result<std::string> unpack_data(std::string_view packed, const StoredDictionary* dictionary,
                                std::size_t most) {
  const std::uint64_t size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > most)
    return damaged_data("no length, or too long");  // the two error codes are the largest numbers
  const unsigned id = ZSTD_getDictID_fromFrame(packed.data(), packed.size());
  StoredDictionary::One* const one = dictionary != nullptr && id != 0 ? dictionary->find(id) : nullptr;
  if (id != 0 && one == nullptr) return damaged_data("packed with another dictionary");
  std::unique_ptr<ZSTD_DCtx, Free> zstd;
  if (dictionary != nullptr) zstd = dictionary->idle_->take();
  if (!zstd) zstd.reset(ZSTD_createDCtx());
  if (!zstd) throw std::bad_alloc();
  std::string out(static_cast<std::size_t>(size), '\0');
  // A frame made without a dictionary would be misread with one.
  const std::size_t got =
      one == nullptr ? ZSTD_decompressDCtx(zstd.get(), out.data(), out.size(), packed.data(), packed.size())
                     : ZSTD_decompress_usingDDict(zstd.get(), out.data(), out.size(), packed.data(),
                                                  packed.size(), one->unpacking());
  if (dictionary != nullptr) dictionary->idle_->give_back(std::move(zstd));
  if (ZSTD_isError(got) != 0) return damaged_data(ZSTD_getErrorName(got));
  if (got != out.size()) return damaged_data("cut short");
  return out;
}

}  // namespace dateline::index
