#include "common/index/date_terms.h"

#include <fmt/format.h>

#include <algorithm>

namespace dateline::index {
namespace {

using dates::Day;

std::string day_term(const FieldInfo& field, Day day) {
  return fmt::format("{}{:08d}", field.prefix, dates::to_yyyymmdd(day));
}
std::string month_term(const FieldInfo& field, int year, unsigned month) {
  return fmt::format("{}{:04d}{:02d}", field.month_prefix, year, month);
}
std::string year_term(const FieldInfo& field, int year) {
  return fmt::format("{}{:04d}", field.year_prefix, year);
}

Day first_of(int year, unsigned month) { return *dates::make_day(year, month, 1); }
Day last_of(int year, unsigned month) {
  return *dates::make_day(year, month, dates::days_in_month(year, month));
}

/// Clamps to the years 1..9999; false when nothing is left.
bool clamp(Day& from, Day& to) {
  const Day first = first_of(1, 1);
  const Day last = last_of(9999, 12);
  from = std::max(from, first);
  to = std::min(to, last);
  return from <= to;
}

void add_unique(std::vector<std::string>& terms, std::string term) {
  if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(std::move(term));
}

constexpr int kMaxDays = 31;
constexpr int kMaxMonths = 24;
constexpr int kMaxYears = 200;

}  // namespace

std::vector<std::string> covering_terms(Field field_id, Day from, Day to) {
  const FieldInfo& field = info(field_id);
  std::vector<std::string> terms;
  if (!clamp(from, to)) return terms;
  for (Day day = from; day <= to;) {
    const int year = dates::year_of(day);
    const unsigned month = dates::month_of(day);
    if (day == first_of(year, 1) && last_of(year, 12) <= to) {
      terms.push_back(year_term(field, year));
      day = last_of(year, 12) + std::chrono::days{1};
    } else if (day == first_of(year, month) && last_of(year, month) <= to) {
      terms.push_back(month_term(field, year, month));
      day = last_of(year, month) + std::chrono::days{1};
    } else {
      terms.push_back(day_term(field, day));
      day += std::chrono::days{1};
    }
  }
  return terms;
}

std::vector<std::string> day_terms(Field field_id, Day day) {
  const FieldInfo& field = info(field_id);
  const int year = dates::year_of(day);
  if (year < 1) return {};
  return {day_term(field, day), month_term(field, year, dates::month_of(day)), year_term(field, year)};
}

std::vector<std::string> published_terms(Day from, dates::Precision precision) {
  std::vector<std::string> terms = day_terms(Field::kPublished, from);
  if (terms.empty()) return terms;
  if (precision == dates::Precision::kYear) {
    terms.erase(terms.begin(), terms.begin() + 2);
  } else if (precision != dates::Precision::kDay) {
    terms.erase(terms.begin());
  }
  return terms;
}

std::vector<std::string> mention_terms(const dates::DateMention& mention) {
  const FieldInfo& field = info(Field::kMentions);
  std::vector<std::string> terms;
  const bool year_only = mention.kind == dates::Kind::kLifespan || mention.kind == dates::Kind::kDecade ||
                         mention.kind == dates::Kind::kCentury;
  if (mention.precision == dates::Precision::kMonthDay || mention.precision == dates::Precision::kLunar)
    return terms;
  if (year_only || mention.kind == dates::Kind::kName || mention.kind == dates::Kind::kLunar) return terms;
  Day from = mention.from;
  Day to = mention.to;
  if (!clamp(from, to)) return terms;
  const int first_year = dates::year_of(from);
  const int last_year = dates::year_of(to);
  const int months = (last_year - first_year) * 12 + static_cast<int>(dates::month_of(to)) -
                     static_cast<int>(dates::month_of(from)) + 1;
  const auto days = (to - from).count() + 1;
  if (mention.precision == dates::Precision::kDay ||
      (mention.precision == dates::Precision::kRange && days <= kMaxDays)) {
    for (Day day = from; day <= to; day += std::chrono::days{1}) terms.push_back(day_term(field, day));
  }
  if (mention.precision != dates::Precision::kYear && months <= kMaxMonths) {
    int year = first_year;
    unsigned month = dates::month_of(from);
    for (int i = 0; i < months; ++i) {
      terms.push_back(month_term(field, year, month));
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
  }
  if (last_year - first_year < kMaxYears) {
    for (int year = first_year; year <= last_year; ++year) add_unique(terms, year_term(field, year));
  }
  return terms;
}

std::vector<std::string> juche_terms(unsigned juche_year, unsigned month, unsigned day) {
  std::vector<std::string> terms;
  if (juche_year == 0) return terms;
  terms.push_back(juche_term(juche_year, 0, 0));
  if (month != 0) terms.push_back(juche_term(juche_year, month, 0));
  if (month != 0 && day != 0) terms.push_back(juche_term(juche_year, month, day));
  return terms;
}

std::string juche_term(unsigned juche_year, unsigned month, unsigned day) {
  const std::string_view prefix = info(Field::kJuche).prefix;
  if (month == 0) return fmt::format("{}{}", prefix, juche_year);
  if (day == 0) return fmt::format("{}{}.{}", prefix, juche_year, month);
  return fmt::format("{}{}.{}.{}", prefix, juche_year, month, day);
}

}  // namespace dateline::index
