#pragma once

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

}  // namespace dateline::index
