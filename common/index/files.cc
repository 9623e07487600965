#include "common/index/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "common/index/damaged.h"
#include "common/index/write_file.h"
#include "common/remedy.h"

namespace dateline::index {
namespace {

tl::unexpected<Error> system_error(std::string_view doing, const std::filesystem::path& file, int code) {
  return fail(ErrorKind::kSystem, fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(code)),
              remedy_of(code));
}

/// Closes on the way out.
struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

/// Maps a file; null, with size 0, when it is empty.
Result<ChangeableFile> map(const std::filesystem::path& file, int protection, int flags) {
  const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.fd < 0) {
    if (errno == ENOENT) return missing(file);
    return system_error("open", file, errno);
  }
  struct stat status {};
  if (::fstat(in.fd, &status) != 0) return system_error("read", file, errno);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return ChangeableFile{};
  void* address = ::mmap(nullptr, size, protection, flags, in.fd, 0);
  if (address == MAP_FAILED) return system_error("map", file, errno);
  return ChangeableFile{std::shared_ptr<void>(address, [size](void* p) { ::munmap(p, size); }), size};
}

}  // namespace

Result<MappedFile> map_file(const std::filesystem::path& file) {
  Result<ChangeableFile> mapped = map(file, PROT_READ, MAP_SHARED);
  if (!mapped) return fail(mapped.error());
  MappedFile out;
  out.bytes = {static_cast<const char*>(mapped->owner.get()), mapped->size};
  out.owner = std::move(mapped->owner);
  return out;
}

Result<ChangeableFile> map_changeable(const std::filesystem::path& file) {
  return map(file, PROT_READ | PROT_WRITE, MAP_PRIVATE);
}

Status read_pieces(const std::filesystem::path& file, const std::function<void(std::string_view)>& visit) {
  const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.fd < 0) return system_error("open", file, errno);
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(in.fd, buffer, sizeof buffer);
    if (n == 0) return {};
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error("read", file, errno);
    visit({buffer, static_cast<std::size_t>(n)});
  }
}

Result<std::string> read_file(const std::filesystem::path& file) {
  std::string out;
  const Status read = read_pieces(file, [&out](std::string_view piece) { out += piece; });
  if (!read) return fail(read.error());
  return out;
}

Result<bool> is_there(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  return system_error("look at", path, errno);
}

Result<std::vector<std::string>> names_in(const std::filesystem::path& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
  if (!open) return system_error("read the folder", folder, errno);
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(open.get());
    if (entry == nullptr && errno != 0) return system_error("read the folder", folder, errno);
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Status write_new_file(const std::filesystem::path& file, const Produce& produce) {
  const Descriptor out{::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
  if (out.fd < 0) return system_error("create", file, errno);
  Status done = produce([&](std::string_view part) -> Status {
    while (!part.empty()) {
      const ssize_t n = ::write(out.fd, part.data(), part.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return system_error("write", file, errno);
      part.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  });
  if (done && ::fsync(out.fd) != 0) done = system_error("write", file, errno);
  if (!done) ::unlink(file.c_str());
  return done;
}

Status write_new_file(const std::filesystem::path& file, std::initializer_list<std::string_view> parts) {
  return write_new_file(file, [&](const Sink& sink) -> Status {
    for (const std::string_view part : parts) {
      if (Status done = sink(part); !done) return done;
    }
    return {};
  });
}

Status write_file_synced(const std::filesystem::path& file, std::initializer_list<std::string_view> parts) {
  std::filesystem::path temporary = file;
  temporary += ".new";
  if (Status written = write_new_file(temporary, parts); !written) return written;
  if (::rename(temporary.c_str(), file.c_str()) != 0) {
    const int code = errno;
    ::unlink(temporary.c_str());
    return system_error("rename", temporary, code);
  }
  return sync_folder(file.parent_path());
}

Status sync_folder(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder.empty() ? "." : folder;
  const Descriptor in{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (in.fd < 0) return system_error("open", path, errno);
  // Some file systems cannot sync a folder, and say so.
  if (::fsync(in.fd) != 0 && errno != EINVAL) return system_error("sync", path, errno);
  return {};
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

Result<FileLock> FileLock::try_lock(const std::filesystem::path& file, Mode mode) {
  FileLock lock;
  lock.fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock.fd_ < 0 && mode == Mode::kShared) lock.fd_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (lock.fd_ < 0) return system_error("open", file, errno);
  if (::flock(lock.fd_, (mode == Mode::kShared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return FileLock{};
    return system_error("lock", file, errno);
  }
  // A file that its holder has removed meanwhile locks nothing.
  struct stat locked {};
  struct stat named {};
  if (::fstat(lock.fd_, &locked) != 0) return system_error("lock", file, errno);
  if (::stat(file.c_str(), &named) != 0) {
    if (errno == ENOENT) return FileLock{};
    return system_error("lock", file, errno);
  }
  if (locked.st_dev != named.st_dev || locked.st_ino != named.st_ino) return FileLock{};
  return lock;
}

std::string lock_holder(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  // "1: FLOCK  ADVISORY  WRITE 1234 fd:01:5678 0 EOF", where 5678 is the number of the file
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string strength;
    std::string mode;
    std::string process;
    std::string place;
    words >> number >> kind >> strength >> mode >> process >> place;
    if (kind != "FLOCK" || mode != "WRITE" || !place.ends_with(fmt::format(":{}", status.st_ino))) continue;
    std::string name;
    std::getline(std::ifstream("/proc/" + process + "/comm"), name);
    return name.empty() ? std::string() : fmt::format("process {} ({})", process, name);
  }
  return {};
}

}  // namespace dateline::index
