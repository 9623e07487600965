#pragma once

#include <string_view>
#include <vector>

#include "common/dates/token.h"

namespace dateline::dates {

/// How much of a text is cut into tokens.
enum class Coverage {
  kNearDigits,  ///< only around digits (and "primero"): no date stands elsewhere
  kAll,         ///< everything: the slow twin, for comparison
};

/// Bytes read on each side of a digit under kNearDigits. No pattern reaches farther.
inline constexpr std::size_t kReach = 112;

/// Cuts a normal text into tokens, which replace those in `tokens`. Linear.
void tokenize(std::string_view normal, Coverage coverage, std::vector<Token>& tokens);

}  // namespace dateline::dates
