#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::dates {

/// Whether a sentence speaks of a date as coming.
enum class Future : std::uint8_t {
  kNo,
  kPresent,    ///< "opens on June 10": a plan, or what was
  kElsewhere,  ///< it speaks of the future, perhaps of other things than the date
  kYes,        ///< in the clause of the date
};

/// What the sentence says in which a date stands, by its words `before` and `behind` the date (normal text).
/// The `languages` of its month name (set of Language) tell whose words they are; 0 is Korean, Japanese or
/// Chinese.
Future find_future(std::string_view before, std::string_view behind, unsigned languages);

}  // namespace dateline::dates
