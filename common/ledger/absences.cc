#include "common/ledger/absences.h"

#include <algorithm>

namespace dateline::ledger {
namespace {

struct DayLook {
  dates::Day day;
  std::optional<Removal> missing;  // nullopt: the article was there
  bool listed = false;             // in a list alone
};

}  // namespace

Missing missing_of(const Record& record) {
  return static_cast<Missing>(std::min<unsigned>(record.how, kMissingCount - 1));
}

std::optional<Removal> removal_of(Missing missing) {
  switch (missing) {
    case Missing::kGone:
      return Removal::kGone;
    case Missing::kRedirect:
    case Missing::kSoftGone:
      return Removal::kSoftGone;
    case Missing::kDelisted:
      return Removal::kDelisted;
    case Missing::kBlocked:
    case Missing::kThere:
    case Missing::kListed:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<Absence> absences_of(std::span<const std::pair<std::int32_t, std::uint64_t>> sightings,
                                 std::span<const Look> found) {
  std::vector<DayLook> looks;
  for (const auto& [day, text] : sightings) {
    if (const auto known = day_of(day)) looks.push_back({*known, std::nullopt});
  }
  for (const Look& look : found) {
    const auto removal = removal_of(look.missing);
    const auto day = day_of(look.day);
    const bool listed = look.missing == Missing::kListed;
    if (day && (removal || listed || look.missing == Missing::kThere))
      looks.push_back({*day, removal, listed});
  }
  // On the same day the capture counts first: the article went afterwards.
  std::stable_sort(looks.begin(), looks.end(), [](const DayLook& a, const DayLook& b) {
    return std::pair(a.day, a.missing.has_value()) < std::pair(b.day, b.missing.has_value());
  });
  std::vector<Absence> out;
  std::optional<dates::Day> seen;
  bool absent = false;
  for (const DayLook& look : looks) {
    if (!look.missing) {
      // What is there after a list left it out may have been there all the time.
      const bool was_there = absent && !look.listed && out.back().kind == Removal::kDelisted;
      if (was_there) {
        out.pop_back();
      } else if (absent) {
        out.back().restored = look.day;
      }
      absent = false;
      seen = look.day;
      continue;
    }
    if (!absent) {
      Absence absence;
      absence.kind = *look.missing;
      absence.last_seen = seen;
      absence.first_missing = look.day;
      out.push_back(absence);
      absent = true;
    }
    Absence& absence = out.back();
    absence.last_missing = look.day;
    ++absence.looks;
    absence.two_kinds = absence.two_kinds || absence.kind != *look.missing;
    absence.kind = std::min(absence.kind, *look.missing);  // the surest
  }
  return out;
}

Fate fate_of(std::span<const Absence> absences, bool edited, std::size_t chances) {
  if (!absences.empty()) return absences.back().restored ? Fate::kRestored : Fate::kRemoved;
  if (edited) return Fate::kEdited;
  return chances >= 2 ? Fate::kKept : Fate::kUnknown;
}

}  // namespace dateline::ledger
