#include "common/dates/mention.h"

#include <array>
#include <cstdio>

namespace dateline::dates {
namespace {

struct FlagName {
  Flag flag;
  std::string_view lower;
  std::string_view upper;
};

constexpr std::array<FlagName, 12> kFlagNames = {{
    {Flag::kConflictYear, "conflict_year", "CONFLICT_YEAR"},
    {Flag::kImpossible, "impossible", "IMPOSSIBLE"},
    {Flag::kInferredYear, "inferred_year", "INFERRED_YEAR"},
    {Flag::kInferredMonth, "inferred_month", "INFERRED_MONTH"},
    {Flag::kContextYear, "context_year", "CONTEXT_YEAR"},
    {Flag::kYearWrap, "year_wrap", "YEAR_WRAP"},
    {Flag::kBareJuche, "bare_juche", "BARE_JUCHE"},
    {Flag::kInvalidJuche, "invalid_juche", "INVALID_JUCHE"},
    {Flag::kOutOfEra, "out_of_era", "OUT_OF_ERA"},
    {Flag::kOcrRepaired, "ocr_repaired", "OCR_REPAIRED"},
    {Flag::kAcademic, "academic", "ACADEMIC"},
    {Flag::kBc, "bc", "BC"},
}};

std::string year_text(Day day) {
  const int year = year_of(day);
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%s%04d", year < 0 ? "-" : "", year < 0 ? -year : year);
  return buffer;
}

std::string month_day_text(std::string_view prefix, unsigned month, unsigned day) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%02u-%02u", month, day);
  return std::string(prefix) + buffer;
}

/// `day` written as exactly as `unit` (kDay, kMonth or kYear) allows.
std::string unit_text(Day day, Precision unit) {
  if (unit == Precision::kYear) return year_text(day);
  std::string iso = to_iso(day);
  if (unit == Precision::kMonth) iso.resize(iso.size() - 3);
  return iso;
}

}  // namespace

std::string interval_text(const DateMention& mention) {
  switch (mention.precision) {
    case Precision::kDay:
      return to_iso(mention.from);
    case Precision::kMonth:
      return unit_text(mention.from, Precision::kMonth);
    case Precision::kYear:
      return year_text(mention.from);
    case Precision::kRange:
      return unit_text(mention.from, mention.unit) + "/" + unit_text(mention.to, mention.unit);
    case Precision::kDecade:
    case Precision::kCentury:
      return year_text(mention.from) + "/" + year_text(mention.to);
    case Precision::kMonthDay:
      return month_day_text("--", mention.month, mention.day);
    case Precision::kLunar:
      return month_day_text("L", mention.month, mention.day);
  }
  return {};
}

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::kWatch:
      return "watch";
    case Kind::kCapture:
      return "capture";
    case Kind::kStamp:
      return "stamp";
    case Kind::kDateline:
      return "dateline";
    case Kind::kUrl:
      return "url";
    case Kind::kBody:
      return "body";
    case Kind::kLifespan:
      return "lifespan";
    case Kind::kDecade:
      return "decade";
    case Kind::kCentury:
      return "century";
    case Kind::kLunar:
      return "lunar";
    case Kind::kName:
      return "name";
  }
  return {};
}

std::string_view name(Precision precision) {
  switch (precision) {
    case Precision::kDay:
      return "day";
    case Precision::kMonth:
      return "month";
    case Precision::kYear:
      return "year";
    case Precision::kRange:
      return "range";
    case Precision::kDecade:
      return "decade";
    case Precision::kCentury:
      return "century";
    case Precision::kMonthDay:
      return "month_day";
    case Precision::kLunar:
      return "lunar";
  }
  return {};
}

std::vector<std::string_view> flag_names(Flags flags) {
  std::vector<std::string_view> names;
  for (const FlagName& entry : kFlagNames) {
    if (flags.has(entry.flag)) names.push_back(entry.lower);
  }
  return names;
}

std::string vector_line(const DateMention& mention) {
  std::string line(name(mention.kind));
  line += ' ';
  line += interval_text(mention);
  if (mention.juche != 0) line += " J" + std::to_string(mention.juche);
  for (const FlagName& entry : kFlagNames) {
    if (mention.flags.has(entry.flag)) (line += " !") += entry.upper;
  }
  return line;
}

}  // namespace dateline::dates
