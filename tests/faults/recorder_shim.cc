// A library to preload into a program: it writes down every change that the program makes below a folder,
// with its data, so that the states in which a power failure can leave the disk can be made afterwards
// (disk_log.h).
//   RECORD_PATH  the folder; what lies elsewhere is not recorded
//   RECORD_LOG   the file that the changes are written into; it must lie outside of the folder

#include <sys/stat.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstdint>
#include <mutex>

#include "tests/faults/shim.h"

namespace {

using dateline::testing::next;
using dateline::testing::path_at;
using dateline::testing::path_of;
using dateline::testing::text_of;

const std::string& root() {
  static const auto* const path = new std::string(text_of("RECORD_PATH"));
  return *path;
}

/// The path below the folder, "." for the folder itself; nothing for what lies elsewhere.
bool below(std::string_view path, std::string& out) {
  const std::string& r = root();
  if (r.empty() || !path.starts_with(r)) return false;
  if (path.size() == r.size()) return out = ".", true;
  if (path[r.size()] != '/') return false;
  return out = path.substr(r.size() + 1), true;
}

void put(std::string& out, const void* data, std::size_t size) {
  const std::uint64_t n = size;
  out.append(reinterpret_cast<const char*>(&n), sizeof n);
  if (size > 0) out.append(static_cast<const char*>(data), size);
}

/// One line of the log: a letter, two texts and a number, each text behind its length in 8 bytes.
void note(char what, const std::string& path, std::string_view more, std::uint64_t number) {
  static auto* const open_real = next<int(const char*, int, ...)>("open");
  static auto* const write_real = next<ssize_t(int, const void*, std::size_t)>("write");
  static std::mutex mutex;
  const int before = errno;
  std::string line(1, what);
  put(line, path.data(), path.size());
  put(line, more.data(), more.size());
  line.append(reinterpret_cast<const char*>(&number), sizeof number);
  const std::lock_guard lock(mutex);
  static const int log =
      open_real(text_of("RECORD_LOG").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t n = write_real(log, rest.data(), rest.size());
    if (n <= 0) std::abort();  // half a log would prove nothing
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  errno = before;
}

void note_file(char what, int fd, std::string_view data, std::uint64_t number) {
  struct stat status {};
  if (::fstat(fd, &status) == 0 && status.st_nlink == 0) return;  // it has no name any more: no state has it
  std::string path;
  if (below(path_of(fd), path)) note(what, path, data, number);
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

template <class Open>
int opened(const std::string& path, int flags, Open open) {
  std::string name;
  const bool ours = below(path, name);
  const bool existed = ours && exists(path);
  const int fd = open();
  if (!ours || fd < 0) return fd;
  if (!existed && (flags & O_CREAT) != 0) note('c', name, {}, 0);
  if (existed && (flags & O_TRUNC) != 0) note('t', name, {}, 0);
  return fd;
}

/// What a copy inside the kernel wrote.
void note_copied(int fd, std::uint64_t from, std::size_t size) {
  std::string data(size, '\0');
  char link[32];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  static auto* const open_real = next<int(const char*, int, ...)>("open");
  const int in = open_real(link, O_RDONLY | O_CLOEXEC);
  for (std::size_t read = 0; read < size;) {
    const ssize_t n = ::pread(in, data.data() + read, size - read, static_cast<off_t>(from + read));
    if (n <= 0) std::abort();
    read += static_cast<std::size_t>(n);
  }
  ::close(in);
  note_file('w', fd, data, from);
}

std::uint64_t place(int fd) {
  const off_t at = ::lseek(fd, 0, SEEK_CUR);
  return at < 0 ? 0 : static_cast<std::uint64_t>(at);
}

std::string_view bytes(const void* data, ssize_t size) {
  return {static_cast<const char*>(data), size > 0 ? static_cast<std::size_t>(size) : 0};
}

int removed(char what, const std::string& path, int result) {
  std::string name;
  if (result == 0 && below(path, name)) note(what, name, {}, 0);
  return result;
}

}  // namespace

#define OPEN_LIKE(name)                                                  \
  int name(const char* path, int flags, ...) {                           \
    static auto* const real = next<int(const char*, int, ...)>(#name);   \
    MODE_BEHIND(flags)                                                   \
    return opened(path, flags, [&] { return real(path, flags, mode); }); \
  }
#define OPENAT_LIKE(name)                                                                         \
  int name(int folder, const char* path, int flags, ...) {                                        \
    static auto* const real = next<int(int, const char*, int, ...)>(#name);                       \
    MODE_BEHIND(flags)                                                                            \
    return opened(path_at(folder, path), flags, [&] { return real(folder, path, flags, mode); }); \
  }
#define OPEN_2_LIKE(name)                                          \
  int name(const char* path, int flags) {                          \
    static auto* const real = next<int(const char*, int)>(#name);  \
    return opened(path, flags, [&] { return real(path, flags); }); \
  }
#define PWRITE_LIKE(name, type)                                                          \
  ssize_t name(int fd, const void* data, std::size_t size, type offset) {                \
    static auto* const real = next<ssize_t(int, const void*, std::size_t, type)>(#name); \
    const ssize_t n = real(fd, data, size, offset);                                      \
    if (n > 0) note_file('w', fd, bytes(data, n), static_cast<std::uint64_t>(offset));   \
    return n;                                                                            \
  }
#define FTRUNCATE_LIKE(name, type)                                             \
  int name(int fd, type size) noexcept {                                       \
    static auto* const real = next<int(int, type)>(#name);                     \
    const int result = real(fd, size);                                         \
    if (result == 0) note_file('t', fd, {}, static_cast<std::uint64_t>(size)); \
    return result;                                                             \
  }
#define SYNC_LIKE(name)                              \
  int name(int fd) {                                 \
    static auto* const real = next<int(int)>(#name); \
    const int result = real(fd);                     \
    if (result == 0) note_file('s', fd, {}, 0);      \
    return result;                                   \
  }
#define SENDFILE_LIKE(name, type)                                                 \
  ssize_t name(int out, int in, type* from, std::size_t size) noexcept {          \
    static auto* const real = next<ssize_t(int, int, type*, std::size_t)>(#name); \
    const std::uint64_t at = place(out);                                          \
    const ssize_t n = real(out, in, from, size);                                  \
    if (n > 0) note_copied(out, at, static_cast<std::size_t>(n));                 \
    return n;                                                                     \
  }

extern "C" {

OPEN_LIKE(open)
OPEN_LIKE(open64)
OPENAT_LIKE(openat)
OPENAT_LIKE(openat64)
OPEN_2_LIKE(__open_2)
OPEN_2_LIKE(__open64_2)
PWRITE_LIKE(pwrite, off_t)
PWRITE_LIKE(pwrite64, off64_t)
FTRUNCATE_LIKE(ftruncate, off_t)
FTRUNCATE_LIKE(ftruncate64, off64_t)
SYNC_LIKE(fsync)
SYNC_LIKE(fdatasync)
SENDFILE_LIKE(sendfile, off_t)
SENDFILE_LIKE(sendfile64, off64_t)

ssize_t write(int fd, const void* data, std::size_t size) {
  static auto* const real = next<ssize_t(int, const void*, std::size_t)>("write");
  const std::uint64_t at = place(fd);
  const ssize_t n = real(fd, data, size);
  if (n > 0) note_file('w', fd, bytes(data, n), at);
  return n;
}

ssize_t writev(int fd, const iovec* parts, int count) {
  static auto* const real = next<ssize_t(int, const iovec*, int)>("writev");
  std::uint64_t at = place(fd);
  const ssize_t n = real(fd, parts, count);
  std::size_t left = n > 0 ? static_cast<std::size_t>(n) : 0;
  for (int i = 0; i < count && left > 0; ++i) {
    const std::size_t size = parts[i].iov_len < left ? parts[i].iov_len : left;
    note_file('w', fd, bytes(parts[i].iov_base, static_cast<ssize_t>(size)), at);
    at += size;
    left -= size;
  }
  return n;
}

int rename(const char* from, const char* to) noexcept {
  static auto* const real = next<int(const char*, const char*)>("rename");
  const int result = real(from, to);
  std::string old_name;
  std::string new_name;
  if (result == 0 && below(from, old_name) && below(to, new_name)) note('r', old_name, new_name, 0);
  return result;
}

int mkdir(const char* path, mode_t mode) noexcept {
  static auto* const real = next<int(const char*, mode_t)>("mkdir");
  const int result = real(path, mode);
  std::string name;
  if (result == 0 && below(path, name)) note('d', name, {}, 0);
  return result;
}

int unlink(const char* path) noexcept {
  static auto* const real = next<int(const char*)>("unlink");
  return removed('u', path, real(path));
}

int rmdir(const char* path) noexcept {
  static auto* const real = next<int(const char*)>("rmdir");
  return removed('u', path, real(path));
}

int remove(const char* path) noexcept {
  static auto* const real = next<int(const char*)>("remove");
  return removed('u', path, real(path));
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  static auto* const real = next<int(int, const char*, int)>("unlinkat");
  const std::string whole = path_at(folder, path);
  return removed('u', whole, real(folder, path, flags));
}

ssize_t copy_file_range(int in, off64_t* from, int out, off64_t* to, std::size_t size, unsigned flags) {
  static auto* const real =
      next<ssize_t(int, off64_t*, int, off64_t*, std::size_t, unsigned)>("copy_file_range");
  const std::uint64_t at = to != nullptr ? static_cast<std::uint64_t>(*to) : place(out);
  const ssize_t n = real(in, from, out, to, size, flags);
  if (n > 0) note_copied(out, at, static_cast<std::size_t>(n));
  return n;
}

}  // extern "C"
