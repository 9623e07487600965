#include "indexer/identity/input_files.h"

#include <sys/stat.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>
#include <utility>

#include "common/index/bytes.h"
#include "common/index/manifest.h"
#include "common/start_thread.h"

namespace dateline::indexer {

namespace {

constexpr std::uint64_t kTotalsOfFiles = 1;

std::uint64_t hash_of(std::string_view path) { return XXH3_64bits(path.data(), path.size()); }

std::optional<IndexedFile> file_of(std::string_view bytes) {
  index::ByteReader in(bytes);
  IndexedFile file;
  file.path = in.string();
  file.bytes = in.number();
  file.modified = in.signed_number();
  file.hash = in.fixed<std::uint64_t>();
  file.reading = in.fixed<std::uint64_t>();
  if (!in.ok()) return std::nullopt;
  return file;
}

}  // namespace

InputFiles::InputFiles() { number("-"); }

InputFiles::InputFiles(std::shared_ptr<const FactTables> known) : known_(std::move(known)) {
  if (const auto bytes = known_->bytes(FactKind::kTotals, kTotalsOfFiles))
    size_ = static_cast<std::uint32_t>(index::ByteReader(*bytes).number());
  number("-");
}

std::uint32_t InputFiles::number(const std::string& path) {
  if (const auto known = find_path(path)) return *known;
  numbers_.emplace(path, size_);
  Kept& kept = files_[size_];
  kept.file.path = path;
  kept.is_changed = true;
  return size_++;
}

std::optional<std::uint32_t> InputFiles::find_path(std::string_view path) const {
  if (const auto found = numbers_.find(path); found != numbers_.end()) return found->second;
  if (!known_) return std::nullopt;
  for (const std::uint32_t number : known_->values(FactKind::kFileOfPath, hash_of(path))) {
    const auto bytes = known_->bytes(FactKind::kFile, number);
    const auto file = bytes ? file_of(*bytes) : std::nullopt;
    if (!file || file->path != path) continue;
    files_.try_emplace(number, Kept{*file, false});
    numbers_.emplace(path, number);
    return number;
  }
  return std::nullopt;
}

std::uint32_t InputFiles::find(std::string_view origin) const {
  for (std::string_view path = origin;;) {
    if (const auto found = find_path(path)) return *found;
    const std::size_t member = path.rfind('!');
    if (member == std::string_view::npos) return 0;
    path = path.substr(0, member);
  }
}

IndexedFile& InputFiles::at(std::uint32_t number) {
  Kept& kept = files_.at(number);
  kept.is_changed = true;
  return kept.file;
}

const IndexedFile& InputFiles::at(std::uint32_t number) const { return files_.at(number).file; }

void InputFiles::save(FactCollector& out) const {
  for (const auto& [number, kept] : files_) {
    if (!kept.is_changed) continue;
    index::ByteWriter bytes;
    bytes.string(kept.file.path);
    bytes.number(kept.file.bytes);
    bytes.signed_number(kept.file.modified);
    bytes.fixed(kept.file.hash);
    bytes.fixed(kept.file.reading);
    out.add(FactKind::kFile, number, bytes.str());
    out.add(FactKind::kFileOfPath, hash_of(kept.file.path), number);
  }
  index::ByteWriter totals;
  totals.number(size_);
  out.add(FactKind::kTotals, kTotalsOfFiles, totals.str());
}

std::optional<IndexedFile> look_at(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  IndexedFile file;
  file.path = path;
  file.bytes = static_cast<std::uint64_t>(found.st_size);
  file.modified = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
  return file;
}

std::optional<std::uint64_t> hash_file(const std::string& path) {
  const Result<index::FileInfo> file = index::describe_file(path);
  if (!file) return std::nullopt;
  return std::max<std::uint64_t>(1, file->hash);
}

void hash_files(InputFiles& files, const std::vector<std::uint32_t>& numbers, int threads) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < numbers.size(); i = next++) {
      IndexedFile& file = files.at(numbers[i]);
      const auto hash = hash_file(file.path);
      const auto now = look_at(file.path);
      const bool same = now && now->bytes == file.bytes && now->modified == file.modified;
      file.hash = hash && same ? *hash : 0;
    }
  };
  std::vector<std::thread> helpers;
  for (int i = 1; i < threads; ++i) start_thread(helpers, work);
  work();
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace dateline::indexer
