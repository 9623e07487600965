#pragma once

#include <string_view>
#include <vector>

#include "common/index/manifest.h"

namespace dateline::index {

/// The state files of a role that the text of a manifest names, whatever its schema: for what has a format of
/// its own and outlives the index, as the ledger. None when the text is damaged. Pure.
std::vector<FileInfo> state_files_in(std::string_view manifest_text, std::string_view role);

}  // namespace dateline::index
