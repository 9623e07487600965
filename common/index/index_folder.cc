#include "common/index/index_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace dateline::index {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStub = "XAPIANDB";
constexpr std::string_view kLock = "LOCK";
constexpr std::string_view kPrefix = "db-";

/// 7 for "db-000007".
std::optional<unsigned> generation_of(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  unsigned number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<std::vector<std::string>> live_databases(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) {
    return fail(ErrorKind::kIndex, fmt::format("there is no index at {}", folder.string()),
                "build one with 'dateline-index build INPUT -i INDEX', or name another with -i");
  }
  if (!fs::exists(folder / kStub, error)) {
    return fail(ErrorKind::kIndex,
                fmt::format("{} is not an index: it holds no file {}", folder.string(), kStub),
                "name the folder that 'dateline-index build' made");
  }
  Result<std::string> stub = read_file(folder / kStub);
  if (!stub) return fail(stub.error());
  std::vector<std::string> names;
  std::string_view rest = *stub;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t blank = line.find(' ');
    if (line.empty() || line[0] == '#') continue;
    if (blank == std::string_view::npos || !generation_of(line.substr(blank + 1))) {
      return fail(ErrorKind::kIndex,
                  fmt::format("{} has a line that Dateline did not write", (folder / kStub).string()),
                  "build the index anew in an empty folder");
    }
    names.emplace_back(line.substr(blank + 1));
  }
  if (names.empty()) {
    return fail(ErrorKind::kIndex, fmt::format("{} names no database", (folder / kStub).string()),
                "build the index anew");
  }
  return names;
}

Result<IndexFolderWriter> IndexFolderWriter::open(const fs::path& folder) {
  std::error_code error;
  const bool is_new = !fs::exists(folder / kStub, error);
  if (is_new && fs::exists(folder, error)) {
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (name == kLock || generation_of(name)) continue;
      return fail(ErrorKind::kIndex,
                  fmt::format("{} holds other files ({}) and is not an index", folder.string(), name),
                  "name an empty or new folder with -i");
    }
  }
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorKind::kSystem,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  IndexFolderWriter writer;
  writer.folder_ = folder;
  Result<FileLock> lock = FileLock::try_lock(folder / kLock, FileLock::Mode::kExclusive);
  if (!lock) return fail(lock.error());
  if (!lock->held()) {
    return fail(ErrorKind::kIndex, fmt::format("another program is writing the index {}", folder.string()),
                "wait until it has finished");
  }
  writer.lock_ = std::move(*lock);
  writer.sweep();
  unsigned last = 0;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (const auto number = generation_of(entry.path().filename().string())) last = std::max(last, *number);
  }
  writer.new_database_ = folder / fmt::format("{}{:06}", kPrefix, last + 1);
  return writer;
}

Status IndexFolderWriter::publish() {
  const std::string stub = fmt::format("auto {}\n", new_database_.filename().string());
  if (Status synced = sync_folder(new_database_); !synced) return synced;
  if (Status written = write_file_synced(folder_ / kStub, {stub}); !written) return written;
  sweep();
  return {};
}

void IndexFolderWriter::abandon() noexcept {
  std::error_code error;
  fs::remove_all(new_database_, error);
  if (fs::exists(folder_ / kStub, error)) return;
  fs::remove(folder_ / kLock, error);
  fs::remove(folder_, error);  // fails when anything else is in it
}

void IndexFolderWriter::sweep() noexcept {
  std::error_code error;
  std::set<std::string> live;
  if (fs::exists(folder_ / kStub, error)) {
    const auto names = live_databases(folder_);
    if (!names) return;
    live.insert(names->begin(), names->end());
  }
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    if (generation_of(name) && !live.contains(name)) old.push_back(entry.path());
  }
  for (const fs::path& path : old) {
    if (fs::exists(path / kInUseFile, error)) {
      const auto lock = FileLock::try_lock(path / kInUseFile, FileLock::Mode::kExclusive);
      if (!lock || !lock->held()) continue;
    }
    fs::remove_all(path, error);
  }
}

}  // namespace dateline::index
