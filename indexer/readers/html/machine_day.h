#pragma once

#include <optional>
#include <string_view>

#include "common/dates/day.h"

namespace dateline::html {

/// The day of a date that a machine wrote: ISO 8601 ("2023-09-14", "2023-09-14T08:00:00+09:00", "20230914"),
/// RFC 2822 and HTTP ("Thu, 14 Sep 2023 08:00:00 GMT"), C and JavaScript ("Thu Sep 14 2023 08:00:00
/// GMT+0900", "September 14, 2023"). The day as printed, in the zone of the printer. nullopt for everything
/// else: the dates of texts are read by dateline::dates, and "14/09/2023" has no single meaning.
std::optional<dates::Day> parse_machine_day(std::string_view text);

}  // namespace dateline::html
