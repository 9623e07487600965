#include "common/ledger/history.h"

#include <algorithm>
#include <map>
#include <set>

#include "common/ledger/absences.h"

namespace dateline::ledger {

std::string_view name(Removal removal) {
  constexpr std::array<std::string_view, 4> kNames{"gone", "soft-gone", "delisted", "unseen"};
  return kNames[static_cast<std::size_t>(removal)];
}

std::optional<Fate> find_fate(std::string_view name) {
  for (std::size_t i = 0; i < kFateNames.size(); ++i) {
    if (kFateNames[i] == name) return static_cast<Fate>(i);
  }
  return std::nullopt;
}

std::vector<SeenText> states_of(std::vector<std::pair<std::int32_t, std::uint64_t>> sightings) {
  std::stable_sort(sightings.begin(), sightings.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<SeenText> out;
  for (const auto& [day, text] : sightings) {
    if (out.empty() || out.back().text != text) out.push_back({text, day, day});
    out.back().last = day;
  }
  return out;
}

std::size_t History::sightings() const {
  std::size_t out = 0;
  for (const Version& version : versions) out += version.captures;
  for (const Evidence& evidence : missing) out += removal_of(evidence.missing) ? 1 : 0;
  return out;
}

Fate History::fate() const {
  const bool edited = std::any_of(edits.begin(), edits.end(),
                                  [](const Edit& edit) { return edit.known && edit.kinds.is_edit(); });
  return fate_of(absences, edited, sightings());
}

Result<History> history_of(std::span<const Ledger> ledgers, std::span<const std::uint64_t> ids) {
  History out;
  std::map<std::uint64_t, std::size_t> places;  // of a text in `versions`
  std::vector<std::pair<std::int32_t, std::uint64_t>> sightings;
  struct KnownEdit {
    Record record;
    std::vector<NameChange> names;
  };
  std::map<std::pair<std::uint64_t, std::uint64_t>, KnownEdit> edits;
  std::set<std::pair<std::int32_t, std::uint64_t>> days;
  bool there = false;  // under one of its ids, in one of the indexes
  std::optional<Withdrawn> why;
  for (const Ledger& ledger : ledgers) {
    for (const std::uint64_t id : std::set<std::uint64_t>(ids.begin(), ids.end())) {
      std::optional<Withdrawn> withdrawn;
      bool seen = false;
      for (const Ledger::Entry& entry : ledger.entries(id)) {
        const Record& record = entry.record;
        const LedgerFile& file = ledger.files()[entry.file];
        switch (record.event) {
          case Event::kVersion:
          case Event::kSeen: {
            seen = true;
            withdrawn.reset();
            const auto [place, added] = places.try_emplace(record.text, out.versions.size());
            if (added) {
              Result<std::string> name = file.string(record.file);
              if (!name) return fail(name.error());
              Version version;
              version.text = record.text;
              version.extractor = record.extractor;
              version.generation = ledger.head(entry).generation;
              version.file = std::move(*name);
              version.place = record.place;
              out.versions.push_back(std::move(version));
            }
            Version& version = out.versions[place->second];
            version.extractor = record.extractor;
            version.kept = version.kept || record.stored != 0;
            sightings.emplace_back(record.day, record.text);
            if (days.emplace(record.day, record.text).second) ++version.captures;
            if (const auto day = record.captured()) {
              if (!version.first || *day < *version.first) version.first = day;
              if (!version.last || *day > *version.last) version.last = day;
            }
            break;
          }
          case Event::kText:
            if (const auto place = places.find(record.text); place != places.end())
              out.versions[place->second].kept = true;
            break;
          case Event::kEdit: {
            Result<std::vector<NameChange>> names = file.names(record.names);
            if (!names) return fail(names.error());
            edits[{record.other, record.text}] = {record, std::move(*names)};
            break;
          }
          case Event::kMissing: {
            Result<std::string> address = file.string(record.file);
            if (!address) return fail(address.error());
            out.missing.push_back(
                {missing_of(record), record.captured(), record.status, std::move(*address)});
            break;
          }
          case Event::kWithdrawn:
            withdrawn = static_cast<Withdrawn>(std::min<unsigned>(record.how, kWithdrawnCount - 1));
            break;
          case Event::kPurged:
            out.purged = true;
            break;
          case Event::kList:
          case Event::kCapture:
            break;
        }
      }
      if (withdrawn) why = withdrawn;
      there = there || (seen && !withdrawn);
    }
    if (Status sound = ledger.sound(); !sound) return fail(sound.error());
  }
  if (!there) out.withdrawn = why;
  const std::vector<SeenText> states = states_of(sightings);
  // The versions in the order in which they were first seen.
  std::vector<Version> ordered;
  std::map<std::uint64_t, std::size_t> order;
  for (const SeenText& state : states) {
    if (!order.try_emplace(state.text, ordered.size()).second) continue;
    ordered.push_back(std::move(out.versions[places[state.text]]));
  }
  out.versions = std::move(ordered);
  for (std::size_t i = 1; i < states.size(); ++i) {
    Edit edit;
    edit.older = order[states[i - 1].text];
    edit.newer = order[states[i].text];
    edit.before = day_of(states[i - 1].last);
    edit.after = day_of(states[i].first);
    if (const auto known = edits.find({states[i - 1].text, states[i].text}); known != edits.end()) {
      edit.comparable = known->second.record.comparable();
      edit.known = edit.comparable;
      edit.kinds = EditKinds::of_bits(known->second.record.kinds);
      edit.names = known->second.names;
    }
    out.edits.push_back(std::move(edit));
  }
  std::stable_sort(out.missing.begin(), out.missing.end(),
                   [](const Evidence& a, const Evidence& b) { return a.day < b.day; });
  std::vector<Look> looks;
  for (const Evidence& evidence : out.missing) looks.push_back({day_number(evidence.day), evidence.missing});
  out.absences = absences_of(sightings, looks);
  return out;
}

}  // namespace dateline::ledger
