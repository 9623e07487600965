#pragma once

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <climits>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// What libraries to preload into a program have in common.
namespace dateline::testing {

/// The function behind ours of that name.
template <class F>
F* next(const char* name) {
  return reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
}

/// Of the environment; empty when it is not set.
inline std::string text_of(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// Of an open file or folder, also when it was removed.
inline std::string path_of(int fd) {
  char link[32];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  char path[PATH_MAX];
  const ssize_t n = ::readlink(link, path, sizeof path);
  std::string out(path, n > 0 ? static_cast<std::size_t>(n) : 0);
  constexpr std::string_view kGone = " (deleted)";
  if (out.ends_with(kGone)) out.resize(out.size() - kGone.size());
  return out;
}

/// What the calls that end in "at" mean by a folder and a path.
inline std::string path_at(int folder, const char* path) {
  if (path == nullptr) return {};
  if (path[0] == '/' || folder == AT_FDCWD) return path;
  return path_of(folder) + "/" + path;
}

}  // namespace dateline::testing

/// Reads `mode`, which `open` has behind its flags when it may create.
#define MODE_BEHIND(flags)                      \
  mode_t mode = 0;                              \
  if (((flags) & (O_CREAT | O_TMPFILE)) != 0) { \
    va_list more;                               \
    va_start(more, flags);                      \
    mode = va_arg(more, mode_t);                \
    va_end(more);                               \
  }
