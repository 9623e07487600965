#include "indexer/identity/input_files.h"

#include <sys/stat.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <memory>
#include <new>
#include <thread>

#include "common/start_thread.h"

namespace dateline::indexer {

InputFiles::InputFiles() { number("-"); }

std::uint32_t InputFiles::number(const std::string& path) {
  const auto [it, is_new] = numbers_.try_emplace(path, static_cast<std::uint32_t>(files_.size()));
  if (is_new) files_.emplace_back().path = path;
  return it->second;
}

std::uint32_t InputFiles::find(std::string_view origin) const {
  for (std::string_view path = origin;;) {
    if (const auto found = numbers_.find(path); found != numbers_.end()) return found->second;
    const std::size_t member = path.rfind('!');
    if (member == std::string_view::npos) return 0;
    path = path.substr(0, member);
  }
}

void InputFiles::save(index::ByteWriter& out) const {
  out.number(files_.size());
  for (const IndexedFile& file : files_) {
    out.string(file.path);
    out.number(file.bytes);
    out.signed_number(file.modified);
    out.fixed(file.hash);
    out.fixed(file.reading);
  }
}

bool InputFiles::load(index::ByteReader& in) {
  files_.clear();
  numbers_.clear();
  for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) {
    IndexedFile file;
    file.path = in.string();
    file.bytes = in.number();
    file.modified = in.signed_number();
    file.hash = in.fixed<std::uint64_t>();
    file.reading = in.fixed<std::uint64_t>();
    if (!numbers_.try_emplace(file.path, static_cast<std::uint32_t>(files_.size())).second) return false;
    files_.push_back(std::move(file));
  }
  return in.ok() && !files_.empty();
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

constexpr std::streamsize kHashBlock = 256 << 10;

std::optional<std::uint64_t> hash_file(const std::string& path) {
  // Read and not mapped: a file that is cut meanwhile must not end the program.
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  if (!state) return std::nullopt;
  XXH3_64bits_reset(state.get());
  const std::unique_ptr<char[]> block(new (std::nothrow) char[kHashBlock]);
  if (!block) return std::nullopt;
  while (in) {
    in.read(block.get(), kHashBlock);
    XXH3_64bits_update(state.get(), block.get(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return std::nullopt;
  return std::max<std::uint64_t>(1, XXH3_64bits_digest(state.get()));
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
