#include "common/index/index_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>

namespace dateline::index {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStub = "XAPIANDB";
constexpr std::string_view kNewStub = "XAPIANDB.new";
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

/// What a writer finds in a folder.
struct Found {
  std::vector<std::string> live;       ///< databases that the stub names; none where there is no stub
  std::vector<std::string> databases;  ///< all
};

/// Of a folder that has no stub. The files of a first build that was killed are taken as nothing. A database
/// that was made ready to be read, while no stub was about to be written, has lost its stub: it is not ours
/// to remove.
Status check_unpublished(const fs::path& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name == kLock || name == kNewStub || generation_of(name)) continue;
    return fail(ErrorKind::kIndex,
                fmt::format("{} holds other files ({}) and is not an index", folder.string(), name),
                "name an empty or new folder with -i");
  }
  if (std::find(names.begin(), names.end(), kNewStub) != names.end()) return {};
  for (const std::string& name : names) {
    if (!generation_of(name)) continue;
    const Result<bool> ready = is_there(folder / name / kInUseFile);
    if (!ready) return fail(ready.error());
    if (!*ready) continue;
    return fail(ErrorKind::kIndex,
                fmt::format("{} is missing, but there is a database {}", (folder / kStub).string(), name),
                fmt::format("write the line 'auto {}' into {}, or remove the folder", name, kStub));
  }
  return {};
}

Result<Found> look_into(const fs::path& folder) {
  Found found;
  const Result<bool> there = is_there(folder);
  if (!there) return fail(there.error());
  if (!*there) return found;
  const Result<std::vector<std::string>> names = names_in(folder);
  if (!names) return fail(names.error());
  std::copy_if(names->begin(), names->end(), std::back_inserter(found.databases),
               [](const std::string& name) { return generation_of(name).has_value(); });
  const Result<bool> has_stub = is_there(folder / kStub);
  if (!has_stub) return fail(has_stub.error());
  if (!*has_stub) {
    if (Status free = check_unpublished(folder, *names); !free) return fail(free.error());
    return found;
  }
  Result<std::vector<std::string>> live = live_databases(folder);
  if (!live) return fail(live.error());
  found.live = std::move(*live);
  return found;
}

/// The folders on the way to `folder`, and itself, that are not there yet; outer ones first.
Result<std::vector<fs::path>> missing_folders(const fs::path& folder) {
  std::vector<fs::path> missing;
  for (fs::path path = folder.has_filename() ? folder : folder.parent_path(); !path.empty();
       path = path.parent_path()) {
    const Result<bool> there = is_there(path);
    if (!there) return fail(there.error());
    if (*there) break;
    missing.push_back(path);
  }
  std::reverse(missing.begin(), missing.end());
  return missing;
}

}  // namespace

Result<std::vector<std::string>> live_databases(const fs::path& folder) {
  const Result<bool> has_folder = is_there(folder);
  if (!has_folder) return fail(has_folder.error());
  if (!*has_folder) {
    return fail(ErrorKind::kIndex, fmt::format("there is no index at {}", folder.string()),
                "build one with 'dateline-index build INPUT -i INDEX', or name another with -i");
  }
  const Result<bool> has_stub = is_there(folder / kStub);
  if (!has_stub) return fail(has_stub.error());
  if (!*has_stub) {
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
                  "build the index again in an empty folder");
    }
    names.emplace_back(line.substr(blank + 1));
  }
  if (names.empty()) {
    return fail(ErrorKind::kIndex, fmt::format("{} names no database", (folder / kStub).string()),
                "rebuild the index");
  }
  return names;
}

Result<bool> has_index(const fs::path& folder) {
  const Result<Found> found = look_into(folder);
  if (!found) return fail(found.error());
  return !found->live.empty();
}

Result<IndexFolderWriter> IndexFolderWriter::open(const fs::path& folder) {
  if (const Result<Found> before = look_into(folder); !before) return fail(before.error());
  IndexFolderWriter writer;
  writer.folder_ = folder;
  Result<std::vector<fs::path>> missing = missing_folders(folder);
  if (!missing) return fail(missing.error());
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorKind::kSystem,
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  writer.made_ = std::move(*missing);
  const Result<bool> has_lock = is_there(folder / kLock);
  if (!has_lock) return fail(has_lock.error());
  Result<FileLock> lock = FileLock::try_lock(folder / kLock, FileLock::Mode::kExclusive);
  if (!lock) return fail(lock.error());
  if (!lock->held()) {
    return fail(ErrorKind::kIndex, fmt::format("another program is writing the index {}", folder.string()),
                "wait until it has finished");
  }
  writer.made_lock_ = !*has_lock;
  writer.lock_ = std::move(*lock);
  Result<Found> found = look_into(folder);  // another writer may have published before the lock was ours
  if (!found) return fail(found.error());
  writer.live_ = std::move(found->live);
  writer.sweep();
  unsigned last = 0;
  for (const std::string& name : found->databases) last = std::max(last, *generation_of(name));
  writer.new_database_ = folder / fmt::format("{}{:06}", kPrefix, last + 1);
  if (!fs::create_directory(writer.new_database_, error)) {
    return fail(ErrorKind::kSystem,
                fmt::format("cannot make the folder {}: {}", writer.new_database_.string(),
                            error ? error.message() : "it is there already"));
  }
  return writer;
}

Result<std::string> IndexFolderWriter::publish() {
  const std::string stub = fmt::format("auto {}\n", new_database_.filename().string());
  const fs::path written = folder_ / kNewStub;
  // What the stub will name is on the disk before the stub is. The marker comes last: a database that has one
  // was published or is about to be, even after a power failure.
  if (Status done = write_new_file(written, {stub}); !done) return fail(done.error());
  if (Status synced = sync_folder(folder_); !synced) return fail(synced.error());
  if (const auto marker = FileLock::try_lock(new_database_ / kInUseFile, FileLock::Mode::kShared); !marker)
    return fail(marker.error());
  if (Status synced = sync_folder(new_database_); !synced) return fail(synced.error());
  if (Status renamed = rename_stub(written, stub); !renamed) return fail(renamed.error());
  // From here on the new database is the index, and nothing of it may be removed.
  std::string unconfirmed;
  const auto sync = [&unconfirmed](const fs::path& folder) {
    if (const Status synced = sync_folder(folder); !synced && unconfirmed.empty()) {
      unconfirmed =
          fmt::format("the index is written, but the disk has not confirmed it: {}", synced.error().what);
    }
  };
  sync(folder_);
  for (const fs::path& made : made_) sync(made.parent_path());
  live_ = {new_database_.filename().string()};
  // As long as a power failure may bring the old stub back, the old database must be there.
  if (unconfirmed.empty()) sweep();
  return unconfirmed;
}

/// A rename that fails may have been done all the same, as over a network: the stub tells.
Status IndexFolderWriter::rename_stub(const fs::path& written, const std::string& stub) {
  if (std::rename(written.c_str(), (folder_ / kStub).c_str()) == 0) {
    state_ = State::kPublished;
    return {};
  }
  const std::string why = std::strerror(errno);
  const Result<bool> has_stub = is_there(folder_ / kStub);
  Result<std::string> now = has_stub && !*has_stub ? std::string() : read_file(folder_ / kStub);
  if (!has_stub) now = fail(has_stub.error());
  if (now && *now == stub) {
    state_ = State::kPublished;
    return {};
  }
  if (!now) state_ = State::kUnknown;
  return fail(ErrorKind::kSystem, fmt::format("cannot rename {}: {}", written.string(), why),
              now ? "the index is as it was before"
                  : "it is not known whether the old or the new index is in place; both databases are kept");
}

void IndexFolderWriter::abandon() noexcept {
  if (state_ != State::kWriting || new_database_.empty()) return;
  std::error_code error;
  fs::remove(folder_ / kNewStub, error);
  fs::remove_all(new_database_, error);
  if (!live_.empty()) return;
  if (made_lock_) fs::remove(folder_ / kLock, error);
  if (!made_.empty()) fs::remove(folder_, error);  // fails when anything else is in it
}

void IndexFolderWriter::sweep() noexcept {
  // When the live database is not there, something has gone wrong that is not ours to complete.
  for (const std::string& name : live_) {
    const Result<bool> there = is_there(folder_ / name);
    if (!there || !*there) return;
  }
  const Result<std::vector<std::string>> names = names_in(folder_);
  if (!names) return;
  std::error_code error;
  for (const std::string& name : *names) {
    if (!generation_of(name) || std::find(live_.begin(), live_.end(), name) != live_.end()) continue;
    const fs::path path = folder_ / name;
    const Result<bool> has_marker = is_there(path / kInUseFile);
    if (!has_marker) continue;
    FileLock unused;
    if (*has_marker) {
      Result<FileLock> lock = FileLock::try_lock(path / kInUseFile, FileLock::Mode::kExclusive);
      if (!lock || !lock->held()) continue;
      unused = std::move(*lock);
    }
    fs::remove_all(path, error);
  }
  if (state_ == State::kWriting) fs::remove(folder_ / kNewStub, error);
}

}  // namespace dateline::index
