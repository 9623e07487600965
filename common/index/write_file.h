#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "common/result.h"

namespace dateline::index {

/// Takes bytes, one piece after the other.
using Sink = std::function<Status(std::string_view)>;
/// Gives bytes to a sink, and ends with the first error of it or an own one.
using Produce = std::function<Status(const Sink&)>;

/// As write_new_file of files.h, for what is not held in memory.
Status write_new_file(const std::filesystem::path& file, const Produce& produce);

}  // namespace dateline::index
