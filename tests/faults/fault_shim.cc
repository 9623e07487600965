// A library to preload into a program under test: the n-th call of the operating system of some kinds below a
// path fails, is cut short, or ends the program. It is told by the environment:
//   FAULT_PATH   calls on this file or folder and on what lies below it count
//   FAULT_KINDS  letters: w write, s sync, r rename, o open for writing and mkdir, O open for reading and
//   opendir,
//                c copy in the kernel, t truncate, S stat, u unlink and rmdir, R read and mmap
//   FAULT_AT     the call that fails, from 1 on; 0: none
//   FAULT_DOES   EIO, ENOSPC, EACCES, short (a write or copy of half the bytes), kill
//   FAULT_STAYS  1: every call from that one on fails
//   FAULT_COUNT  a file in which the number of calls is written at the end

#include <dirent.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <atomic>
#include <cerrno>
#include <csignal>

#include "tests/faults/shim.h"

namespace {

using dateline::testing::next;
using dateline::testing::path_at;
using dateline::testing::path_of;
using dateline::testing::text_of;

/// The function behind ours of that name.
#define NEXT(name) static auto* const real = next<decltype(::name)>(#name)

enum class Fault { kNone, kFail, kShort };

struct Plan {
  std::string path;
  std::string kinds;
  long at = 0;
  bool stays = false;
  bool kills = false;
  bool shortens = false;
  int code = EIO;
  std::string count;
};

std::atomic<long> g_calls{0};

const Plan& plan() {
  static const Plan* const made = [] {
    auto* p = new Plan;  // never freed: calls come until the very end
    p->path = text_of("FAULT_PATH");
    p->kinds = text_of("FAULT_KINDS");
    p->at = std::atol(text_of("FAULT_AT").c_str());
    p->stays = text_of("FAULT_STAYS") == "1";
    const std::string does = text_of("FAULT_DOES");
    p->kills = does == "kill";
    p->shortens = does == "short";
    p->code = does == "ENOSPC" ? ENOSPC : does == "EACCES" ? EACCES : EIO;
    p->count = text_of("FAULT_COUNT");
    return p;
  }();
  return *made;
}

bool is_below(std::string_view path) {
  const std::string& root = plan().path;
  return !root.empty() && path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

Fault fault(char kind, std::string_view path) {
  const Plan& p = plan();
  if (p.kinds.find(kind) == std::string::npos || !is_below(path)) return Fault::kNone;
  const long call = ++g_calls;
  if (p.at == 0 || (p.stays ? call < p.at : call != p.at)) return Fault::kNone;
  if (p.kills) ::kill(::getpid(), SIGKILL);
  if (p.shortens) return Fault::kShort;
  errno = p.code;
  return Fault::kFail;
}

Fault fault(char kind, int fd) {
  if (plan().kinds.find(kind) == std::string::npos) return Fault::kNone;
  const int before = errno;
  const std::string path = path_of(fd);
  errno = before;
  return fault(kind, std::string_view(path));
}

bool writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0; }

Fault fault_of_open(const std::string& path, int flags) {
  return fault(writes(flags) ? 'o' : 'O', std::string_view(path));
}

std::size_t cut(Fault f, std::size_t size) { return f == Fault::kShort && size > 1 ? size / 2 : size; }

/// Writes how many calls there were, when the program ends by itself.
struct AtEnd {
  AtEnd() = default;
  AtEnd(const AtEnd&) = delete;
  AtEnd& operator=(const AtEnd&) = delete;
  ~AtEnd() {
    const std::string file = text_of("FAULT_COUNT");
    if (file.empty()) return;
    if (std::FILE* out = std::fopen(file.c_str(), "w")) {
      std::fprintf(out, "%ld\n", g_calls.load());
      std::fclose(out);
    }
  }
} g_at_end;

}  // namespace

#define OPEN_LIKE(name)                                                \
  int name(const char* path, int flags, ...) {                         \
    static auto* const real = next<int(const char*, int, ...)>(#name); \
    MODE_BEHIND(flags)                                                 \
    if (fault_of_open(path, flags) == Fault::kFail) return -1;         \
    return real(path, flags, mode);                                    \
  }
#define OPENAT_LIKE(name)                                                       \
  int name(int folder, const char* path, int flags, ...) {                      \
    static auto* const real = next<int(int, const char*, int, ...)>(#name);     \
    MODE_BEHIND(flags)                                                          \
    if (fault_of_open(path_at(folder, path), flags) == Fault::kFail) return -1; \
    return real(folder, path, flags, mode);                                     \
  }
#define OPEN_2_LIKE(name)                                         \
  int name(const char* path, int flags) {                         \
    static auto* const real = next<int(const char*, int)>(#name); \
    if (fault_of_open(path, flags) == Fault::kFail) return -1;    \
    return real(path, flags);                                     \
  }
#define STAT_LIKE(name, type)                                              \
  int name(const char* path, struct type* out) noexcept {                  \
    static auto* const real = next<int(const char*, struct type*)>(#name); \
    if (fault('S', std::string_view(path)) == Fault::kFail) return -1;     \
    return real(path, out);                                                \
  }
#define FSTATAT_LIKE(name, type)                                                        \
  int name(int folder, const char* path, struct type* out, int flags) noexcept {        \
    static auto* const real = next<int(int, const char*, struct type*, int)>(#name);    \
    if (fault('S', std::string_view(path_at(folder, path))) == Fault::kFail) return -1; \
    return real(folder, path, out, flags);                                              \
  }
#define PWRITE_LIKE(name, type)                                                          \
  ssize_t name(int fd, const void* data, std::size_t size, type offset) {                \
    static auto* const real = next<ssize_t(int, const void*, std::size_t, type)>(#name); \
    const Fault f = fault('w', fd);                                                      \
    if (f == Fault::kFail) return -1;                                                    \
    return real(fd, data, cut(f, size), offset);                                         \
  }
#define PREAD_LIKE(name, type)                                                     \
  ssize_t name(int fd, void* data, std::size_t size, type offset) {                \
    static auto* const real = next<ssize_t(int, void*, std::size_t, type)>(#name); \
    if (fault('R', fd) == Fault::kFail) return -1;                                 \
    return real(fd, data, size, offset);                                           \
  }
#define FTRUNCATE_LIKE(name, type)                         \
  int name(int fd, type size) noexcept {                   \
    static auto* const real = next<int(int, type)>(#name); \
    if (fault('t', fd) == Fault::kFail) return -1;         \
    return real(fd, size);                                 \
  }
#define MMAP_LIKE(name, type)                                                                       \
  void* name(void* at, std::size_t size, int protection, int flags, int fd, type offset) noexcept { \
    static auto* const real = next<void*(void*, std::size_t, int, int, int, type)>(#name);          \
    if (fd >= 0 && fault('R', fd) == Fault::kFail) return MAP_FAILED;                               \
    return real(at, size, protection, flags, fd, offset);                                           \
  }
#define FD_LIKE(name, kind)                          \
  int name(int fd) {                                 \
    static auto* const real = next<int(int)>(#name); \
    if (fault(kind, fd) == Fault::kFail) return -1;  \
    return real(fd);                                 \
  }
#define PATH_LIKE(name, kind)                                           \
  int name(const char* path) noexcept {                                 \
    static auto* const real = next<int(const char*)>(#name);            \
    if (fault(kind, std::string_view(path)) == Fault::kFail) return -1; \
    return real(path);                                                  \
  }

extern "C" {

OPEN_LIKE(open)
OPEN_LIKE(open64)
OPENAT_LIKE(openat)
OPENAT_LIKE(openat64)
OPEN_2_LIKE(__open_2)
OPEN_2_LIKE(__open64_2)
STAT_LIKE(stat, stat)
STAT_LIKE(stat64, stat64)
STAT_LIKE(lstat, stat)
STAT_LIKE(lstat64, stat64)
FSTATAT_LIKE(fstatat, stat)
FSTATAT_LIKE(fstatat64, stat64)
PWRITE_LIKE(pwrite, off_t)
PWRITE_LIKE(pwrite64, off64_t)
PREAD_LIKE(pread, off_t)
PREAD_LIKE(pread64, off64_t)
FTRUNCATE_LIKE(ftruncate, off_t)
FTRUNCATE_LIKE(ftruncate64, off64_t)
MMAP_LIKE(mmap, off_t)
MMAP_LIKE(mmap64, off64_t)
FD_LIKE(fsync, 's')
FD_LIKE(fdatasync, 's')
PATH_LIKE(unlink, 'u')
PATH_LIKE(rmdir, 'u')
PATH_LIKE(remove, 'u')

ssize_t write(int fd, const void* data, std::size_t size) {
  NEXT(write);
  const Fault f = fault('w', fd);
  if (f == Fault::kFail) return -1;
  return real(fd, data, cut(f, size));
}

ssize_t writev(int fd, const iovec* parts, int count) {
  NEXT(writev);
  const Fault f = fault('w', fd);
  if (f == Fault::kFail) return -1;
  return real(fd, parts, f == Fault::kShort && count > 1 ? 1 : count);
}

ssize_t read(int fd, void* data, std::size_t size) {
  NEXT(read);
  if (fault('R', fd) == Fault::kFail) return -1;
  return real(fd, data, size);
}

int rename(const char* from, const char* to) noexcept {
  NEXT(rename);
  if (fault('r', std::string_view(to)) == Fault::kFail) return -1;
  return real(from, to);
}

int mkdir(const char* path, mode_t mode) noexcept {
  NEXT(mkdir);
  if (fault('o', std::string_view(path)) == Fault::kFail) return -1;
  return real(path, mode);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  NEXT(unlinkat);
  if (fault('u', std::string_view(path_at(folder, path))) == Fault::kFail) return -1;
  return real(folder, path, flags);
}

DIR* opendir(const char* path) {
  NEXT(opendir);
  if (fault('O', std::string_view(path)) == Fault::kFail) return nullptr;
  return real(path);
}

ssize_t copy_file_range(int in, off64_t* from, int out, off64_t* to, std::size_t size, unsigned flags) {
  NEXT(copy_file_range);
  const Fault f = fault('c', out);
  if (f == Fault::kFail) return -1;
  return real(in, from, out, to, cut(f, size), flags);
}

ssize_t sendfile(int out, int in, off_t* from, std::size_t size) noexcept {
  static auto* const real = next<ssize_t(int, int, off_t*, std::size_t)>("sendfile");
  const Fault f = fault('c', out);
  if (f == Fault::kFail) return -1;
  return real(out, in, from, cut(f, size));
}

ssize_t sendfile64(int out, int in, off64_t* from, std::size_t size) noexcept {
  static auto* const real = next<ssize_t(int, int, off64_t*, std::size_t)>("sendfile64");
  const Fault f = fault('c', out);
  if (f == Fault::kFail) return -1;
  return real(out, in, from, cut(f, size));
}

}  // extern "C"
