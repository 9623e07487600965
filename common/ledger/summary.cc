#include "common/ledger/summary.h"

#include <algorithm>
#include <tuple>

#include "common/ledger/absences.h"

namespace dateline::ledger {

Summary summary_of(std::span<const Record> records) {
  Summary out;
  std::vector<std::pair<std::int32_t, std::uint64_t>> sightings;
  std::vector<Look> looks;
  std::vector<const Record*> edits;
  for (const Record& record : records) {
    if (is_sighting(record.event)) sightings.emplace_back(record.day, record.text);
    if (record.event == Event::kEdit) edits.push_back(&record);
    if (record.event == Event::kMissing) looks.push_back({record.day, missing_of(record)});
  }
  std::size_t chances = 0;
  for (const Look& look : looks) chances += removal_of(look.missing) ? 1 : 0;
  auto distinct = sightings;
  std::sort(distinct.begin(), distinct.end());
  chances += static_cast<std::size_t>(std::unique(distinct.begin(), distinct.end()) - distinct.begin());
  bool edited = false;
  const std::vector<SeenText> states = states_of(sightings);
  for (std::size_t i = 1; i < states.size(); ++i) {
    // The last record of a pair counts, as in a history.
    const auto known = std::find_if(edits.rbegin(), edits.rend(), [&](const Record* edit) {
      return edit->other == states[i - 1].text && edit->text == states[i].text;
    });
    if (known == edits.rend() || !(*known)->comparable()) continue;
    const EditKinds kinds = EditKinds::of_bits((*known)->kinds);
    out.kinds |= kinds;
    if (!kinds.is_edit()) continue;
    edited = true;
    if (states[i].first != Record::kNoDay) out.changed.push_back(states[i].first);
  }
  const std::vector<Absence> absences = absences_of(sightings, looks);
  for (const Absence& absence : absences) {
    if (absence.first_missing) out.removed.push_back(day_number(absence.first_missing));
  }
  out.fate = fate_of(absences, edited, chances);
  return out;
}

}  // namespace dateline::ledger
