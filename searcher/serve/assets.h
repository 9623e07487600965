#pragma once

#include <string_view>

namespace dateline::serve {

/// The files of assets/, compiled in.
extern const std::string_view kStyle;
extern const std::string_view kScript;
extern const std::string_view kIcon;

}  // namespace dateline::serve
