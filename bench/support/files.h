#pragma once

#include <filesystem>
#include <string>

#include "common/result.h"

namespace dateline::bench {

/// Replaces a file. A System error when it cannot be written.
Status write_file(const std::filesystem::path& file, const std::string& text);
/// All of a file. An Input error when it cannot be read.
Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace dateline::bench
