#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/dates/day.h"
#include "common/ledger/past_step.h"
#include "common/result.h"

namespace dateline::ledger {

/// Which state of an index is meant. What is given must hold; of several states that fit, see find_state.
struct PastWish {
  std::optional<std::int64_t> by = {};  ///< the last at or before this second (since 1970-01-01 UTC)
  std::optional<std::uint64_t> generation = {};
  std::string content = {};  ///< content root, or the beginning of one
};

/// From what a person writes:
/// - a day, month or year as `date:` takes it (2026-11, 30 November 2026, yesterday): the state at its end;
/// - a moment: 2026-11-30T10:15, 2026-11-30T10:15:30Z, with a blank for T too; UTC;
/// - a generation as answers print it: g7, g7-1f8fa7e68d73;
/// - the token or the content root that an export carries: 1f8fa7e68d73.
/// `today` is the day of the clock, UTC. A Usage error when it is none of these.
Result<PastWish> parse_past_wish(std::string_view text, dates::Day today);

/// Bytes of a citation: one of a million hits has fifty million.
inline constexpr std::size_t kMaxCitationBytes = std::size_t{1} << 30;

/// From a file that `dateline-search cite` wrote: what its search was answered by. An Input error says what
/// is wrong; `name` is that of the file.
Result<PastWish> parse_cited_state(std::string_view json, std::string_view name);

/// The place of the state that is meant, nullopt where there is none. `states`: oldest first. Where a content
/// is given, several states may have it: then that of the generation, else the last of the time, else the
/// last.
std::optional<std::size_t> find_state(std::span<const PastStep> states, const PastWish& wish);

/// "2026-11-30T10:15:30Z"; "an unknown time" for 0.
std::string time_text(std::int64_t seconds);

}  // namespace dateline::ledger
