#pragma once

#include <optional>
#include <string_view>

#include "common/dates/day.h"

namespace dateline::dates {

/// What an address says about the day of its page.
struct UrlDates {
  std::optional<Day> published;  ///< day in the addresses of kcna.co.jp, vok.rep.kp and rodong.rep.kp
  std::optional<Day> ingested;   ///< UTC day on which KCNA Watch took the page in: an upper bound only
};

/// Reads the addresses of the publishers whose scheme is known; of any other nothing. Addresses of web
/// archives are read as the page that they hold. Any bytes are allowed. Linear.
UrlDates read_url(std::string_view url);

}  // namespace dateline::dates
