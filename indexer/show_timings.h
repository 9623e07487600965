#pragma once

#include <ostream>

#include "common/json_writer.h"
#include "indexer/writer/timings.h"

namespace dateline::indexer {

/// The clocks of this machine, for `build --timings`.
Clocks system_clocks();

/// A table of the stages of each worker, and a line for each task of the end: seconds, and of them at work.
void print_timings(std::ostream& out, const BuildTimings& timings);

/// The same in microseconds: {"workers":[{"read":{"wall_us":0,"cpu_us":0},...}],"tasks":[{"name":...}]}.
void write_timings(JsonWriter& json, const BuildTimings& timings);

}  // namespace dateline::indexer
