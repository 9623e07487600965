#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "common/result.h"

namespace dateline::index {

/// What to do about an index in which something is damaged.
inline constexpr const char* kDamagedHint = "run 'dateline-index check', or rebuild the index";

/// For `return damaged("stored data of an article are damaged");`
inline tl::unexpected<Error> damaged(std::string what) {
  return fail(ErrorKind::kIndex, std::move(what), kDamagedHint);
}

/// For `return missing(path);`: a file that an index must have.
inline tl::unexpected<Error> missing(const std::filesystem::path& file) {
  return fail(ErrorKind::kIndex, file.string() + " is missing", "rebuild the index");
}

}  // namespace dateline::index
