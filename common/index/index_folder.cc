#include "common/index/index_folder.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include <xapian.h>

#include "common/index/index_reader.h"
#include "common/index/manifest_state.h"
#include "common/index/schema.h"
#include "common/index/xapian_wall.h"
#include "common/remedy.h"

namespace dateline::index {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStub = "XAPIANDB";
constexpr std::string_view kNewStub = "XAPIANDB.new";
constexpr std::string_view kNewManifest = "MANIFEST.new";
constexpr std::string_view kLock = "LOCK";
constexpr std::string_view kLockedHint = "wait until it has finished";
/// Databases of indexes before the manifest.
constexpr std::string_view kOldPrefix = "db-";

bool is_old_database(std::string_view name) {
  if (!name.starts_with(kOldPrefix)) return false;
  name.remove_prefix(kOldPrefix.size());
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_database(std::string_view name) { return is_segment_name(name) || is_old_database(name); }

/// 7 for "seg-000007", "changes-000007.dateline" and "db-000007", else 0.
std::uint64_t number_in(std::string_view name) {
  if (!is_database(name) && !is_state_file_name(name)) return 0;
  const std::string_view digits = name.substr(name.find('-') + 1);
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

/// The schema number of an index before the manifest.
std::string old_schema(const fs::path& folder) {
  const Result<std::string> schema = guard(
      [&] { return Xapian::Database((folder / kStub).string()).get_metadata(std::string(kMetaSchema)); });
  return schema ? *schema : "unknown";
}

/// Of a folder that has neither manifest nor stub. The files of a first build that was killed are taken as
/// nothing. A segment that was made ready to be read, while no manifest was about to be written, has lost its
/// manifest: it is not ours to remove.
Status check_unpublished(const fs::path& folder, const std::vector<std::string>& names) {
  const auto is_ours = [](const std::string& name) {
    return name == kLock || name == kNewStub || name == kNewManifest || is_database(name) ||
           is_state_file_name(name);
  };
  for (const std::string& name : names) {
    if (is_ours(name)) continue;
    return fail(ErrorKind::kIndex,
                fmt::format("{} holds other files ({}) and is not an index", folder.string(), name),
                "name an empty or new folder with -i");
  }
  if (std::find(names.begin(), names.end(), kNewManifest) != names.end()) return {};
  for (const std::string& name : names) {
    if (!is_database(name)) continue;
    const Result<bool> ready = is_there(folder / name / kInUseFile);
    if (!ready) return fail(ready.error());
    if (!*ready) continue;
    return fail(
        ErrorKind::kIndex,
        fmt::format("{} is missing, but there is a segment {}", (folder / kManifestFile).string(), name),
        fmt::format("restore {} from a copy of the index, or remove the folder", kManifestFile));
  }
  return {};
}

/// What a writer finds in a folder.
struct Found {
  std::vector<std::string> names;
  bool is_index = false;          ///< of whatever schema
  std::optional<Manifest> live;   ///< of this schema, or of one that can be upgraded
  std::string live_text;          ///< of the manifest, whatever its schema
  std::uint64_t last_number = 0;  ///< the highest of any name
};

Result<Found> look_into(const fs::path& folder) {
  Found found;
  const Result<bool> there = is_there(folder);
  if (!there) return fail(there.error());
  if (!*there) return found;
  Result<std::vector<std::string>> names = names_in(folder);
  if (!names) return fail(names.error());
  found.names = std::move(*names);
  for (const std::string& name : found.names)
    found.last_number = std::max(found.last_number, number_in(name));
  const Result<bool> has_manifest = is_there(folder / kManifestFile);
  if (!has_manifest) return fail(has_manifest.error());
  if (!*has_manifest) {
    const Result<bool> has_stub = is_there(folder / kStub);
    if (!has_stub) return fail(has_stub.error());
    found.is_index = *has_stub;
    if (*has_stub) return found;
    if (Status free = check_unpublished(folder, found.names); !free) return fail(free.error());
    return found;
  }
  found.is_index = true;
  Result<std::string> text = read_file(folder / kManifestFile);
  if (!text) return fail(text.error());
  Result<Manifest> live = parse_manifest(*text, folder.string(), kSchemaVersion, kOldestUpgradable);
  found.live_text = std::move(*text);
  if (live) {
    found.live = std::move(*live);
  } else if (!is_other_schema(live.error())) {
    return fail(live.error());
  }
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

std::string stub_of(const Manifest& manifest) {
  std::string out;
  bool has_dead = false;
  for (const SegmentInfo& segment : manifest.segments) {
    out += fmt::format("auto {}\n", segment.name);
    has_dead = has_dead || segment.dead > 0;
  }
  // Others see dead articles too. An empty database beside the segments takes the UUID away, by which a
  // searcher that asks a server knows it.
  if (has_dead) out += "inmemory\n";
  return out;
}

}  // namespace

namespace {

Result<Manifest> manifest_from(const fs::path& folder, int oldest) {
  const Result<bool> has_folder = is_there(folder);
  if (!has_folder) return fail(has_folder.error());
  if (!*has_folder) {
    return fail(ErrorKind::kIndex, fmt::format("there is no index at {}", folder.string()),
                "build one with 'dateline-index build INPUT -i INDEX', or name another with -i");
  }
  const Result<bool> has_manifest = is_there(folder / kManifestFile);
  if (!has_manifest) return fail(has_manifest.error());
  if (!*has_manifest) {
    const Result<bool> has_stub = is_there(folder / kStub);
    if (!has_stub) return fail(has_stub.error());
    if (*has_stub) return fail(other_schema(folder.string(), old_schema(folder), kSchemaVersion));
    return fail(ErrorKind::kIndex,
                fmt::format("{} is not an index: it holds no file {}", folder.string(), kManifestFile),
                "name the folder that 'dateline-index build' made");
  }
  const Result<std::string> text = read_file(folder / kManifestFile);
  if (!text) return fail(text.error());
  return parse_manifest(*text, folder.string(), kSchemaVersion, oldest);
}

}  // namespace

Result<Manifest> manifest_of(const fs::path& folder) { return manifest_from(folder, kSchemaVersion); }

Result<Manifest> upgradable_manifest_of(const fs::path& folder) {
  return manifest_from(folder, kOldestUpgradable);
}

bool is_locked(const Error& error) { return error.hint == kLockedHint; }

Result<bool> has_index(const fs::path& folder) {
  const Result<Found> found = look_into(folder);
  if (!found) return fail(found.error());
  return found->is_index;
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
                fmt::format("cannot make the folder {}: {}", folder.string(), error.message()),
                remedy_of(error.value()));
  }
  writer.made_ = std::move(*missing);
  const Result<bool> has_lock = is_there(folder / kLock);
  if (!has_lock) return fail(has_lock.error());
  Result<FileLock> lock = FileLock::try_lock(folder / kLock, FileLock::Mode::kExclusive);
  if (!lock) return fail(lock.error());
  if (!lock->held()) {
    const std::string holder = lock_holder(folder / kLock);
    return fail(ErrorKind::kIndex,
                fmt::format("{} is writing the index {}", holder.empty() ? "another program" : holder,
                            folder.string()),
                std::string(kLockedHint));
  }
  writer.made_lock_ = !*has_lock;
  writer.lock_ = std::move(*lock);
  Result<Found> found = look_into(folder);  // another writer may have published before the lock was ours
  if (!found) return fail(found.error());
  writer.live_ = std::move(found->live);
  writer.live_text_ = std::move(found->live_text);
  writer.is_new_ = !found->is_index;
  writer.next_number_ = found->last_number + 1;
  writer.next_generation_ = writer.next_number_;  // of an index of another schema the number is not known
  if (writer.live_) {
    writer.next_number_ = std::max(writer.next_number_, writer.live_->next_number);
    writer.next_generation_ = writer.live_->generation + 1;
  }
  if (writer.live_ || writer.is_new_) writer.sweep();
  if (writer.live_) (void)writer.write_stub();
  return writer;
}

std::vector<FileInfo> IndexFolderWriter::live_state(std::string_view role) const {
  return state_files_in(live_text_, role);
}

Result<fs::path> IndexFolderWriter::new_segment() {
  fs::path segment = folder_ / segment_name(next_number_++);
  std::error_code error;
  if (!fs::create_directory(segment, error)) {
    return fail(ErrorKind::kSystem, fmt::format("cannot make the folder {}: {}", segment.string(),
                                                error ? error.message() : "it is there already"));
  }
  new_segments_.push_back(segment);
  return segment;
}

Result<FileInfo> IndexFolderWriter::write_state(std::string_view role,
                                                std::initializer_list<std::string_view> parts) {
  return write_state(role, [&](const Sink& sink) -> Status {
    for (const std::string_view part : parts) {
      if (Status done = sink(part); !done) return done;
    }
    return {};
  });
}

fs::path IndexFolderWriter::new_state_file(std::string_view role) {
  new_files_.push_back(folder_ / state_file_name(role, next_number_++));
  return new_files_.back();
}

Result<FileInfo> IndexFolderWriter::write_state(std::string_view role, const Produce& produce) {
  FileInfo file;
  file.name = new_state_file(role).filename().string();
  XXH3_state_t hash;
  XXH3_64bits_reset(&hash);
  const Status written = write_new_file(new_files_.back(), [&](const Sink& sink) {
    return produce([&](std::string_view part) {
      XXH3_64bits_update(&hash, part.data(), part.size());
      file.bytes += part.size();
      return sink(part);
    });
  });
  if (!written) return fail(written.error());
  file.hash = XXH3_64bits_digest(&hash);
  return file;
}

Result<std::string> IndexFolderWriter::publish(Manifest manifest) {
  manifest.schema = kSchemaVersion;
  manifest.analyzer = analyzer_tag();
  manifest.generation = next_generation_;
  manifest.next_number = next_number_;
  const std::string text = to_text(manifest);
  if (const auto sound = parse_manifest(text, folder_.string(), kSchemaVersion); !sound) {
    return fail(ErrorKind::kSystem, "the new manifest of the index is not sound",
                "please report this defect");
  }
  const fs::path written = folder_ / kNewManifest;
  // What the manifest will name is on the disk before the manifest is. The markers come after the new
  // manifest is surely there: a segment that has one was published or is about to be.
  if (Status done = write_new_file(written, {text}); !done) return fail(done.error());
  if (Status synced = sync_folder(folder_); !synced) return fail(synced.error());
  for (const fs::path& segment : new_segments_) {
    if (const auto marker = FileLock::try_lock(segment / kInUseFile, FileLock::Mode::kShared); !marker)
      return fail(marker.error());
    if (Status synced = sync_folder(segment); !synced) return fail(synced.error());
  }
  if (Status renamed = rename_manifest(written, text); !renamed) return fail(renamed.error());
  // From here on this is the index, and nothing of it may be removed.
  std::string unconfirmed;
  const auto sync = [&unconfirmed](const fs::path& folder) {
    if (const Status synced = sync_folder(folder); !synced && unconfirmed.empty()) {
      unconfirmed =
          fmt::format("the index is written, but the disk has not confirmed it: {}", synced.error().what);
    }
  };
  sync(folder_);
  for (const fs::path& made : made_) sync(made.parent_path());
  live_ = std::move(manifest);
  live_text_ = text;
  std::string notice = unconfirmed;
  if (const Status stub = write_stub(); !stub && notice.empty())
    notice = fmt::format("other Xapian programs do not see the change yet: {}", stub.error().what);
  // As long as a power failure may bring the old manifest back, all that it names must be there.
  if (unconfirmed.empty()) sweep();
  return notice;
}

/// A rename that fails may have been done all the same, as over a network: the manifest tells.
Status IndexFolderWriter::rename_manifest(const fs::path& written, const std::string& text) {
  if (std::rename(written.c_str(), (folder_ / kManifestFile).c_str()) == 0) {
    state_ = State::kPublished;
    return {};
  }
  const std::string why = std::strerror(errno);
  const Result<bool> there = is_there(folder_ / kManifestFile);
  Result<std::string> now = there && !*there ? std::string() : read_file(folder_ / kManifestFile);
  if (!there) now = fail(there.error());
  if (now && *now == text) {
    state_ = State::kPublished;
    return {};
  }
  if (!now) state_ = State::kUnknown;
  return fail(ErrorKind::kSystem, fmt::format("cannot rename {}: {}", written.string(), why),
              now ? "the index is as it was before"
                  : "it is not known whether the old or the new index is in place; both are kept");
}

/// Writes the stub as the live manifest says, unless it says so already.
Status IndexFolderWriter::write_stub() const {
  const std::string stub = stub_of(*live_);
  const Result<bool> there = is_there(folder_ / kStub);
  if (there && *there) {
    const Result<std::string> now = read_file(folder_ / kStub);
    if (now && *now == stub) return {};
  }
  const fs::path written = folder_ / kNewStub;
  if (Status done = write_new_file(written, {stub}); !done) return done;
  if (std::rename(written.c_str(), (folder_ / kStub).c_str()) != 0) {
    const std::string why = std::strerror(errno);
    std::error_code ignored;
    fs::remove(written, ignored);
    return fail(ErrorKind::kSystem, fmt::format("cannot rename {}: {}", written.string(), why));
  }
  return sync_folder(folder_);
}

void IndexFolderWriter::abandon() noexcept {
  if (state_ != State::kWriting || folder_.empty()) return;
  std::error_code error;
  fs::remove(folder_ / kNewManifest, error);
  for (const fs::path& segment : new_segments_) fs::remove_all(segment, error);
  for (const fs::path& file : new_files_) fs::remove(file, error);
  if (!is_new_) return;
  if (made_lock_) fs::remove(folder_ / kLock, error);
  if (!made_.empty()) fs::remove(folder_, error);  // fails when anything else is in it
}

/// Removes segments and state files that the live manifest does not name.
void IndexFolderWriter::sweep() noexcept {
  std::vector<std::string> named;
  if (live_) {
    for (const SegmentInfo& segment : live_->segments) {
      // When a live segment is not there, something has gone wrong that is not ours to complete.
      const Result<bool> there = is_there(folder_ / segment.name);
      if (!there || !*there) return;
      named.push_back(segment.name);
    }
    for (const auto& [role, file] : live_->state) named.push_back(file.name);
  }
  const Result<std::vector<std::string>> names = names_in(folder_);
  if (!names) return;
  std::error_code error;
  for (const std::string& name : *names) {
    if (std::find(named.begin(), named.end(), name) != named.end()) continue;
    const fs::path path = folder_ / name;
    if (is_state_file_name(name)) fs::remove(path, error);
    if (!is_database(name)) continue;
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
  if (state_ != State::kWriting) return;
  fs::remove(folder_ / kNewManifest, error);
  fs::remove(folder_ / kNewStub, error);
}

Result<std::vector<FileInfo>> describe_segment(const fs::path& segment) {
  const Result<std::vector<std::string>> names = names_in(segment);
  if (!names) return fail(names.error());
  std::vector<FileInfo> out;
  for (const std::string& name : *names) {
    if (name == kInUseFile) continue;
    Result<FileInfo> file = describe_file(segment / name);
    if (!file) return fail(file.error());
    out.push_back(std::move(*file));
  }
  return out;
}

}  // namespace dateline::index
