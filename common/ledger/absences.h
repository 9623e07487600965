#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "common/ledger/history.h"
#include "common/ledger/missing.h"
#include "common/ledger/record.h"

namespace dateline::ledger {

/// A look at the address of an article: its day, and what was found.
struct Look {
  std::int32_t day = Record::kNoDay;
  Missing missing = Missing::kGone;
};

/// Of a record of Event::kMissing.
Missing missing_of(const Record& record);
/// What a look says of the article; nullopt: nothing, or that it was there.
std::optional<Removal> removal_of(Missing missing);

/// The times in which an article was not to be had. `sightings` are days and texts. Those without a day tell
/// nothing. Pure.
std::vector<Absence> absences_of(std::span<const std::pair<std::int32_t, std::uint64_t>> sightings,
                                 std::span<const Look> looks);

/// `chances`: captures on different days and looks that found nothing. Pure.
Fate fate_of(std::span<const Absence> absences, bool edited, std::size_t chances);

}  // namespace dateline::ledger
