#pragma once

#include <string>
#include <vector>

#include "common/dates/day.h"
#include "common/dates/mention.h"
#include "common/index/schema.h"

namespace dateline::index {

/// The smallest set of year, month and day terms that covers the days `from`..`to`. `field` has type kDate.
/// Years before 1 and after 9999 are clamped away. At most 60 days and 22 months lie at the ends, whole years
/// between them, so the set is bounded by 82 + the number of years.
std::vector<std::string> covering_terms(Field field, dates::Day from, dates::Day to);

/// Terms of a day that is known exactly: its day, its month and its year.
std::vector<std::string> day_terms(Field field, dates::Day day);

/// Terms of a publication date: day, month and year, or for a date known to the month or year only what is
/// known, so that only ranges that contain the whole of it find it.
std::vector<std::string> published_terms(dates::Day from, dates::Precision precision);

/// Terms of a date in the text. Day: day, month, year. Month: month and year. Range up to 31 days: each day
/// with its month and year; up to 24 months: months and years; longer: years (at most 200 of them). A year,
/// decade, century or lifespan is indexed by years only where the date is kind body with year precision;
/// others are not indexed. So a query for one day does not match every article that names the year.
std::vector<std::string> mention_terms(const dates::DateMention& mention);

/// "XJ112", "XJ112.9", "XJ112.9.14" as far as the parts are known (0 = unknown).
std::vector<std::string> juche_terms(unsigned juche_year, unsigned month, unsigned day);

/// The single term for such a Juche date in a query.
std::string juche_term(unsigned juche_year, unsigned month, unsigned day);

}  // namespace dateline::index
