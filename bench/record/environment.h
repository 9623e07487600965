#pragma once

#include "bench/record/summary.h"

namespace dateline::bench {

/// Looks at the machine, the clock, and the sources at DATELINE_SOURCE_DIR.
Environment look_around();

/// A short name of a machine for a folder, of small letters, digits and hyphens: its processor and how many
/// of them.
std::string machine_name(const Environment& environment);

}  // namespace dateline::bench
