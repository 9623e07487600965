#pragma once

#include <string>

namespace dateline::pdf {

/// Takes from this process, for ever, what a parser of PDF does not need: memory and time beyond the limits,
/// files but those of the library's tables (read only), writing, the network, other processes. Gives what of
/// it the kernel could do beside the limits: "seccomp+landlock", "seccomp", "landlock" or "none".
std::string enter_sandbox(unsigned long memory_mib, unsigned long cpu_seconds);

}  // namespace dateline::pdf
