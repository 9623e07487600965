#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/additions.h"
#include "common/index/changes.h"
#include "common/index/manifest.h"
#include "common/index/origin.h"
#include "common/result.h"

namespace dateline::index {

/// The bytes of the state file of that role, empty where a manifest names none. An Index error when they are
/// not those that were written.
Result<std::string> read_state_file(const std::filesystem::path& index, const Manifest& manifest,
                                    std::string_view role);

/// The changes that a manifest names; none where it names none.
Result<Changes> read_changes(const std::filesystem::path& index, const Manifest& manifest);

/// Of which index it is an earlier state; nullopt of an index that is none.
Result<std::optional<Origin>> read_origin(const std::filesystem::path& index, const Manifest& manifest);

/// When docids came in; none where a manifest does not tell.
Result<std::vector<Addition>> read_additions(const std::filesystem::path& index, const Manifest& manifest);

}  // namespace dateline::index
