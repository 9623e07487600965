#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dateline::dates {

/// A number in Chinese figures at the end of a text: "二〇一九", "十二", "一百零八".
struct HanNumber {
  std::size_t begin = 0;  ///< byte in the text
  unsigned value = 0;
  unsigned figures = 0;     ///< characters
  bool positional = false;  ///< figures alone, no word for ten, hundred, thousand
};

/// The whole run of figures that `text` (UTF-8) ends with; nullopt when there is none or when it is no number
/// below 10,000. Linear in the run.
std::optional<HanNumber> han_number_before(std::string_view text);

}  // namespace dateline::dates
