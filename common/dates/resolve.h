#pragma once

#include <optional>
#include <vector>

#include "common/dates/candidate.h"

namespace dateline::dates {

/// Turns what is printed into days: calendar check, conflicts of Juche and Gregorian year, missing years and
/// months, ranges over the turn of the year. `published` decides conflicts and gives missing years; without
/// it a date without a year stays month and day, and a lone day is dropped. Impossible days with a Juche year
/// keep their valid part and a flag; those of the Gregorian calendar alone go to `impossible`, unless they
/// are written in figures alone. Appends to both; offsets stay those of the candidates. Linear in the
/// candidates.
void resolve(const std::vector<Candidate>& candidates, std::optional<Day> published,
             std::vector<DateMention>& mentions, std::vector<ImpossibleDay>& impossible);
/// The same for who does not ask what is impossible.
void resolve(const std::vector<Candidate>& candidates, std::optional<Day> published,
             std::vector<DateMention>& mentions);

/// The day with this month and day nearest to `anchor`; nullopt when there is none within 8 years (30
/// February).
std::optional<Day> nearest_day(unsigned month, unsigned day, Day anchor);

/// The last (`step` -1) or first (`step` +1) day with this month and day not after / not before `limit`.
std::optional<Day> yearly_day(unsigned month, unsigned day, Day limit, int step);

}  // namespace dateline::dates
