#include "searcher/notes/notes_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <thread>
#include <utility>

#include "common/index/files.h"

namespace dateline::notes {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPause{20};
constexpr int kTries = 250;

fs::path beside(const fs::path& index, std::string_view ending) {
  fs::path folder = index.lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  if (folder.filename() == "." || folder.filename() == ".." || folder.empty()) {
    std::error_code ignored;
    folder = fs::weakly_canonical(index, ignored);
  }
  folder += ending;
  return folder;
}

Result<index::FileLock> wait_for_lock(const fs::path& file) {
  for (int i = 0; i < kTries; ++i) {
    Result<index::FileLock> lock = index::FileLock::try_lock(file, index::FileLock::Mode::kExclusive);
    if (!lock || lock->held()) return lock;
    std::this_thread::sleep_for(kPause);
  }
  return fail(ErrorKind::kSystem, fmt::format("{} is locked by another program", file.string()),
              "try again; nothing was changed");
}

}  // namespace

fs::path notes_file(const fs::path& index) { return beside(index, ".notes.jsonl"); }

Result<Notes> read_notes(const fs::path& index) {
  const fs::path file = notes_file(index);
  const Result<bool> there = index::is_there(file);
  if (!there) return fail(there.error());
  if (!*there) return Notes();
  const Result<std::string> text = index::read_file(file);
  if (!text) return fail(text.error());
  return parse_notes(*text, file.string());
}

Status change_notes(const fs::path& index, const std::function<Status(Notes&)>& change) {
  const Result<index::FileLock> lock = wait_for_lock(beside(index, ".notes.lock"));
  if (!lock) return fail(lock.error());
  Result<Notes> notes = read_notes(index);
  if (!notes) return fail(notes.error());
  const Notes before = *notes;
  if (Status changed = change(*notes); !changed) return changed;
  if (*notes == before) return {};
  return index::write_file_synced(notes_file(index), {to_text(*notes)});
}

NotesReader::NotesReader(std::vector<fs::path> indexes) : indexes_(std::move(indexes)) {}

NotesReader::Stamp NotesReader::stamp_of(const fs::path& file) {
  struct stat status = {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {status.st_ino, status.st_size,
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

Result<std::shared_ptr<const Notes>> NotesReader::read() {
  std::vector<Stamp> now;
  for (const fs::path& index : indexes_) now.push_back(stamp_of(notes_file(index)));
  if (notes_ && now == stamps_) return notes_;
  Notes all;
  for (const fs::path& index : indexes_) {
    const Result<Notes> notes = read_notes(index);
    if (!notes) return fail(notes.error());
    add(all, *notes);
  }
  notes_ = std::make_shared<const Notes>(std::move(all));
  stamps_ = std::move(now);
  return notes_;
}

}  // namespace dateline::notes
