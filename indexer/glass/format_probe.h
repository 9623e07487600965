#pragma once

#include <filesystem>
#include <string_view>

#include "common/result.h"

namespace dateline::indexer::glass {

/// Whether `version_file` is that of a new database without documents in the one format that the writer
/// knows: format number, block sizes, deflate thresholds, statistics. The UUID may be any.
bool is_known_format(std::string_view version_file);

/// Lets the installed library make an empty database in a new folder within `scratch` and looks at it. An
/// Index error when it writes another format, so tables must not be written directly.
Status probe_format(const std::filesystem::path& scratch);

}  // namespace dateline::indexer::glass
