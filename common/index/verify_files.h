#pragma once

#include <filesystem>
#include <functional>

#include "common/index/manifest.h"
#include "common/result.h"

namespace dateline::index {

/// An Index error when a file of the folder is missing, or has another size or other content than was noted.
Status verify_file(const std::filesystem::path& folder, const FileInfo& file);

/// Reads every file that the manifest of an index in `folder` names, and compares size and hash with what was
/// written. An Index error names the first that is missing or another one; a System error one that cannot be
/// read. `go_on`, which may be empty, is asked before each file, and ends it with its error. Thread-safe.
Status verify_files(const std::filesystem::path& folder, const Manifest& manifest,
                    const std::function<Status()>& go_on = {});

}  // namespace dateline::index
