#pragma once

#include <cstdint>
#include <string>

namespace dateline::bench {

/// Where and with what a run was made.
struct Environment {
  std::string date;      ///< UTC, YYYY-MM-DDTHH:MM:SSZ
  std::string commit;    ///< empty when unknown
  bool changed = false;  ///< the sources differed from the commit
  std::string compiler;
  std::string flags;
  std::string build_type;
  std::string processor;
  unsigned processors = 0;
  std::uint64_t memory_bytes = 0;
  std::string governor;  ///< of the processor's frequency; "unknown" where the system does not say
  std::string system;
};

/// Looks at the machine, the clock, and the sources at DATELINE_SOURCE_DIR.
Environment look_around();

/// A short name of a machine for a folder, of small letters, digits and hyphens: its processor and how many
/// of them.
std::string machine_name(const Environment& environment);

}  // namespace dateline::bench
