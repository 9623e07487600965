#include "indexer/pdf_text/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <initializer_list>

#if defined(__SANITIZE_ADDRESS__)
#define DATELINE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DATELINE_ASAN 1
#endif
#endif

namespace dateline::pdf {
namespace {

void limit(int resource, rlim_t most) {
  const rlimit both{most, most};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

/// Reading below these folders is all of the file system that is left.
bool enter_landlock() {
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // all of the first version
  const auto ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0));
  if (ruleset < 0) return false;
  // Tables of characters, some of which lie beside fonts, and converters of the C library.
  for (const char* folder : {"/usr/share/poppler", "/usr/share/fonts", "/usr/lib", "/lib"}) {
    landlock_path_beneath_attr path{};
    path.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    path.parent_fd = ::open(folder, O_PATH | O_CLOEXEC);
    if (path.parent_fd < 0) continue;
    ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &path, 0);
    ::close(path.parent_fd);
  }
  const bool entered = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  ::close(ruleset);
  return entered;
}

/// Everything that is not named here fails with EPERM.
bool enter_seccomp() {
  scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  bool sound = true;
  for (const int call :
       {SCMP_SYS(read),           SCMP_SYS(pread64),       SCMP_SYS(readv),          SCMP_SYS(write),
        SCMP_SYS(writev),         SCMP_SYS(close),         SCMP_SYS(fstat),          SCMP_SYS(newfstatat),
        SCMP_SYS(stat),           SCMP_SYS(lstat),         SCMP_SYS(statx),          SCMP_SYS(lseek),
        SCMP_SYS(mmap),           SCMP_SYS(munmap),        SCMP_SYS(mremap),         SCMP_SYS(mprotect),
        SCMP_SYS(madvise),        SCMP_SYS(brk),           SCMP_SYS(futex),          SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),    SCMP_SYS(exit),
        SCMP_SYS(exit_group),     SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),   SCMP_SYS(getpid),
        SCMP_SYS(gettid),         SCMP_SYS(tgkill),        SCMP_SYS(getrandom),      SCMP_SYS(getdents64),
        SCMP_SYS(access),         SCMP_SYS(faccessat),     SCMP_SYS(faccessat2),     SCMP_SYS(readlink),
        SCMP_SYS(readlinkat),     SCMP_SYS(fcntl),         SCMP_SYS(sched_yield),    SCMP_SYS(sysinfo),
        SCMP_SYS(uname),          SCMP_SYS(fadvise64),     SCMP_SYS(restart_syscall)}) {
    sound = sound && ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
  }
  constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
  const auto allow_reading = [filter](int call, unsigned flags_argument) {
    const scmp_arg_cmp reading{flags_argument, SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY};
    return ::seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &reading) == 0;
  };
  sound = sound && allow_reading(SCMP_SYS(openat), 2) && allow_reading(SCMP_SYS(open), 1);
  sound = sound && ::seccomp_load(filter) == 0;
  ::seccomp_release(filter);
  return sound;
}

}  // namespace

std::string enter_sandbox([[maybe_unused]] unsigned long memory_mib, unsigned long cpu_seconds) {
#ifndef DATELINE_ASAN  // which reserves more than any limit
  limit(RLIMIT_AS, memory_mib << 20);
#endif
  limit(RLIMIT_CPU, cpu_seconds);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  limit(RLIMIT_STACK, rlim_t{64} << 20);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const bool landlock = enter_landlock();
  const bool seccomp = enter_seccomp();
  return seccomp ? (landlock ? "seccomp+landlock" : "seccomp") : landlock ? "landlock" : "none";
}

}  // namespace dateline::pdf
