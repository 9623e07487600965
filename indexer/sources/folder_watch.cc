#include "indexer/sources/folder_watch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents =
    IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;
constexpr int kLookMilliseconds = 100;   ///< how long a stop may go unseen
constexpr int kQuietMilliseconds = 300;  ///< without an event ends a batch
constexpr int kMostPauses = 6;           ///< of that length before a batch is given out all the same

bool is_hidden(std::string_view name) { return name.starts_with('.'); }

/// "a/b" of "a" and of "a/b/c".
bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

bool is_being_written(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return false;
  // A lease for reading is given only when nobody has the file open for writing. Who wants to write meanwhile
  // waits for the few microseconds; the signal that tells us so is to do nothing.
  ::fcntl(file, F_SETSIG, SIGURG);
  const bool refused = ::fcntl(file, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;
  if (!refused) ::fcntl(file, F_SETLEASE, F_UNLCK);
  ::close(file);
  return refused;
}

Result<FolderWatch> FolderWatch::begin(const std::vector<std::string>& folders, const fs::path& leave_out) {
  for (const std::string& folder : folders) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
      return fail(ErrorKind::kUsage, folder + " is no folder, and only folders can be watched",
                  "name folders, or add without --watch");
  }
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) {
    return fail(ErrorKind::kSystem, fmt::format("folders cannot be watched: {}", std::strerror(errno)),
                "raise fs.inotify.max_user_instances");
  }
  FolderWatch watch(descriptor, folders, leave_out);
  for (const std::string& folder : folders) {
    if (const Status watched = watch.watch_tree(folder, nullptr); !watched) return fail(watched.error());
  }
  return watch;
}

FolderWatch::FolderWatch(FolderWatch&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      folders_(std::move(other.folders_)),
      leave_out_(std::move(other.leave_out_)),
      paths_(std::move(other.paths_)) {}

FolderWatch::~FolderWatch() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

/// Files that are there already go into `files`. A folder is watched before it is looked into, so that
/// nothing comes in between.
Status FolderWatch::watch_tree(const std::string& folder, std::set<std::string>* files) {
  std::error_code error;
  if (fs::equivalent(folder, leave_out_, error)) return {};
  const int watch = ::inotify_add_watch(descriptor_, folder.c_str(), kEvents);
  if (watch < 0) {
    if (errno == ENOENT || errno == ENOTDIR || errno == EACCES) return {};  // gone, or rejected when listed
    return fail(ErrorKind::kSystem, fmt::format("cannot watch {}: {}", folder, std::strerror(errno)),
                errno == ENOSPC ? "raise fs.inotify.max_user_watches, or watch fewer folders" : "");
  }
  paths_[watch] = folder;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (is_hidden(entry->path().filename().string())) continue;
    std::error_code unknown;
    if (!entry->is_directory(unknown)) {
      if (files != nullptr) files->insert(entry->path().string());
    } else if (!entry->is_symlink(unknown)) {
      if (const Status watched = watch_tree(entry->path().string(), files); !watched) return watched;
    }
  }
  return {};
}

/// A folder that was moved away is watched no more.
void FolderWatch::forget_tree(const std::string& folder) {
  std::erase_if(paths_, [&](const auto& watched) {
    if (!is_below(watched.second, folder)) return false;
    ::inotify_rm_watch(descriptor_, watched.first);
    return true;
  });
}

Status FolderWatch::take(int watch, std::uint32_t what, std::string_view name, News& news) {
  if ((what & IN_Q_OVERFLOW) != 0) {
    news.is_all = true;
    for (const std::string& folder : folders_) {
      if (const Status watched = watch_tree(folder, nullptr); !watched) return watched;
    }
    return {};
  }
  const auto known = paths_.find(watch);
  if (known == paths_.end()) return {};
  if ((what & IN_IGNORED) != 0) {
    paths_.erase(known);
    return {};
  }
  const std::string folder = known->second;
  if ((what & IN_MOVE_SELF) != 0) {
    // Of others the folder above tells where they are now.
    if (std::find(folders_.begin(), folders_.end(), folder) != folders_.end()) forget_tree(folder);
    return {};
  }
  if (name.empty() || is_hidden(name)) return {};
  const std::string path = (fs::path(folder) / name).string();
  if ((what & IN_ISDIR) == 0) {
    if ((what & IN_MOVED_FROM) == 0) news.files.insert(path);
    return {};
  }
  if ((what & IN_MOVED_FROM) != 0) {
    forget_tree(path);
    return {};
  }
  return watch_tree(path, &news.files);
}

/// False when there was nothing to read.
Result<bool> FolderWatch::read_events(News& news) {
  alignas(inotify_event) char buffer[1 << 16];
  bool any = false;
  for (;;) {
    const ssize_t size = ::read(descriptor_, buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno != EAGAIN)
      return fail(ErrorKind::kSystem, fmt::format("folders cannot be watched: {}", std::strerror(errno)));
    if (size <= 0) return any;
    any = true;
    for (ssize_t at = 0; at < size;) {
      inotify_event event;
      std::memcpy(&event, buffer + at, sizeof event);
      const char* name = buffer + at + sizeof event;
      at += static_cast<ssize_t>(sizeof event + event.len);
      const std::string_view named(name, ::strnlen(name, event.len));
      if (const Status taken = take(event.wd, event.mask, named, news); !taken) return fail(taken.error());
    }
  }
}

Result<FolderWatch::News> FolderWatch::wait(const std::atomic<bool>& stop) {
  News news;
  for (int pauses = 0; !stop;) {
    if (paths_.empty()) return fail(ErrorKind::kInput, "the folders that are watched are gone");
    const bool has_news = news.is_all || !news.files.empty();
    if (has_news && ++pauses > kMostPauses) break;
    if (has_news) {
      ::poll(nullptr, 0, kQuietMilliseconds);
    } else {
      pollfd waits{descriptor_, POLLIN, 0};
      ::poll(&waits, 1, kLookMilliseconds);
    }
    const Result<bool> any = read_events(news);
    if (!any) return fail(any.error());
    if (has_news && !*any) break;
  }
  return news;
}

}  // namespace dateline::indexer
