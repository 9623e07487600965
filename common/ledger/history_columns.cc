#include "common/ledger/history_columns.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>
#include <vector>

#include "common/index/xapian_wall.h"
#include "common/ledger/summary.h"

namespace dateline::ledger {
namespace {

using index::Docid;

struct IdOf {
  std::uint64_t id = 0;
  Docid docid = 0;
};

/// The ids of all articles, ascending.
std::vector<IdOf> ids_in(const index::Columns& columns) {
  std::vector<IdOf> out;
  for (Docid docid = 1; docid <= columns.last_docid(); ++docid) {
    if (columns.is_living(docid)) out.push_back({columns.id(docid).value, docid});
  }
  for (const index::Columns::OtherId& other : columns.other_ids())
    out.push_back({other.id.value, other.docid});
  const auto key = [](const IdOf& of) { return std::pair(of.id, of.docid); };
  std::sort(out.begin(), out.end(), [&](const IdOf& a, const IdOf& b) { return key(a) < key(b); });
  const auto same = [&](const IdOf& a, const IdOf& b) { return key(a) == key(b); };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

/// Calls visit(docid, id, record number) for the records of these articles, by file in the order of ids.
template <class Visit>
void each_record(const LedgerFile& file, const std::vector<IdOf>& ids, Visit visit) {
  auto at = ids.begin();
  for (std::size_t i = 0; i < file.size(); ++i) {
    const std::uint64_t id = file.id(i);
    while (at != ids.end() && at->id < id) ++at;
    // Two articles that have had the same address share what is known of it.
    for (auto same = at; same != ids.end() && same->id == id; ++same) visit(same->docid, id, i);
  }
}

struct Place {
  Docid docid = 0;
  std::uint32_t ledger = 0;
  std::uint64_t id = 0;
  std::uint32_t file = 0;
  std::uint32_t record = 0;
  auto operator<=>(const Place&) const = default;
};

/// 1-based places of used values in byte order, by number; 0 for the others.
template <std::size_t N>
std::array<std::uint32_t, N> ordinals_of(const std::array<std::string_view, N>& names,
                                         const std::array<bool, N>& used, std::vector<std::string>& values) {
  for (std::size_t i = 0; i < N; ++i) {
    if (used[i]) values.emplace_back(names[i]);
  }
  std::sort(values.begin(), values.end());
  std::array<std::uint32_t, N> out{};
  for (std::size_t i = 0; i < N; ++i) {
    if (!used[i]) continue;
    const auto found = std::lower_bound(values.begin(), values.end(), names[i]);
    out[i] = static_cast<std::uint32_t>(found - values.begin()) + 1;
  }
  return out;
}

}  // namespace

index::HistoryColumns history_columns(const index::Columns& columns, std::span<const Ledger> ledgers) {
  const std::vector<IdOf> ids = ids_in(columns);
  const std::size_t rows = std::size_t{columns.last_docid()} + 1;
  // Of most articles there is one record, that they were seen once; nothing is to be found out of it.
  std::vector<std::uint8_t> several(rows);
  for (const Ledger& ledger : ledgers) {
    for (const LedgerFile& file : ledger.files()) {
      each_record(file, ids, [&](Docid docid, std::uint64_t, std::size_t) {
        if (several[docid] < 2) ++several[docid];
      });
    }
  }
  std::vector<Place> places;
  for (std::uint32_t l = 0; l < ledgers.size(); ++l) {
    const std::vector<LedgerFile>& files = ledgers[l].files();
    for (std::uint32_t f = 0; f < files.size(); ++f) {
      each_record(files[f], ids, [&](Docid docid, std::uint64_t id, std::size_t i) {
        if (several[docid] > 1 || files[f].event(i) == Event::kMissing)
          places.push_back({docid, l, id, f, static_cast<std::uint32_t>(i)});
      });
    }
  }
  std::sort(places.begin(), places.end());

  index::HistoryColumns out;
  std::vector<std::uint8_t> fates(rows, static_cast<std::uint8_t>(Fate::kUnknown));
  std::vector<std::pair<Docid, EditKinds>> edited;
  std::array<bool, kFateNames.size()> used_fates{};
  std::array<bool, kEditKindCount> used_kinds{};
  std::vector<Record> records;
  for (std::size_t i = 0; i < places.size();) {
    const Docid docid = places[i].docid;
    records.clear();
    for (; i < places.size() && places[i].docid == docid; ++i)
      records.push_back(ledgers[places[i].ledger].files()[places[i].file].record(places[i].record));
    const Summary summary = summary_of(records);
    fates[docid] = static_cast<std::uint8_t>(summary.fate);
    if (!summary.kinds.empty()) edited.emplace_back(docid, summary.kinds);
    for (std::size_t kind = 0; kind < kEditKindCount; ++kind)
      used_kinds[kind] = used_kinds[kind] || summary.kinds.has(static_cast<EditKind>(kind));
    for (const std::int32_t day : summary.changed) out.changed.push_back({day, docid});
    for (const std::int32_t day : summary.removed) out.removed.push_back({day, docid});
  }
  std::sort(out.changed.begin(), out.changed.end());
  std::sort(out.removed.begin(), out.removed.end());

  std::vector<bool> living(rows);
  for (const IdOf& of : ids) living[of.docid] = true;
  for (std::size_t docid = 0; docid < rows; ++docid) {
    if (living[docid]) used_fates[fates[docid]] = true;
  }
  const auto fate_ordinals = ordinals_of(kFateNames, used_fates, out.fates);
  out.fate.resize(rows);
  for (std::size_t docid = 0; docid < rows; ++docid) {
    if (living[docid]) out.fate[docid] = fate_ordinals[fates[docid]];
  }
  const auto kind_ordinals = ordinals_of(kEditKindNames, used_kinds, out.edits);
  out.edit_ends.resize(rows);
  auto next = edited.begin();
  for (Docid docid = 0; docid < rows; ++docid) {
    if (next != edited.end() && next->first == docid) {
      const std::size_t begin = out.edit_lists.size();
      for (std::size_t kind = 0; kind < kEditKindCount; ++kind) {
        if (next->second.has(static_cast<EditKind>(kind))) out.edit_lists.push_back(kind_ordinals[kind]);
      }
      std::sort(out.edit_lists.begin() + static_cast<std::ptrdiff_t>(begin), out.edit_lists.end());
      ++next;
    }
    out.edit_ends[docid] = static_cast<std::uint32_t>(out.edit_lists.size());
  }
  return out;
}

void attach_history(const index::IndexReader& reader) {
  std::vector<index::Snapshot> indexes;  // without segments, which may go before the columns do
  for (const auto& index : reader.indexes()) {
    index::Snapshot& copy = indexes.emplace_back();
    copy.folder = index->folder;
    copy.manifest = index->manifest;
    copy.ledger = index->ledger;
  }
  reader.columns().use_history([indexes = std::move(indexes)](const index::Columns& columns) {
    std::vector<Ledger> ledgers;
    for (const index::Snapshot& index : indexes) {
      Result<Ledger> ledger = Ledger::open(index);
      if (!ledger) throw index::Failure(ledger.error());
      ledgers.push_back(std::move(*ledger));
    }
    return history_columns(columns, ledgers);
  });
}

}  // namespace dateline::ledger
