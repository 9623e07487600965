#include "indexer/identity/index_state.h"

#include <algorithm>
#include <utility>

#include "indexer/identity/fact_writer.h"

namespace dateline::indexer {
namespace {

/// There are no more tables than this.
constexpr std::size_t kMaxTables = 8;
/// A table stays while it has more than this many times the facts of those behind it.
constexpr std::uint64_t kGrowth = 3;

/// How many of the first tables stay when so many facts come.
std::size_t tables_to_keep(const FactTables& known, std::uint64_t facts) {
  const std::vector<FactTable>& tables = known.tables();
  std::size_t kept = tables.size();
  while (kept > 0 && (tables[kept - 1].size() <= kGrowth * facts || kept >= kMaxTables)) {
    --kept;
    facts += tables[kept].size();
  }
  return kept;
}

/// Whether what a fact leads to is still there.
bool is_wanted(const FactTables& tables, FactKind kind, std::uint32_t value) {
  switch (kind) {
    case FactKind::kEntryOfId:
    case FactKind::kEntryOfTwin:
    case FactKind::kEntryOfFile:
      return tables.bytes(FactKind::kEntry, value).has_value();
    case FactKind::kTextOfHash:
    case FactKind::kTextNear:
      return tables.bytes(FactKind::kText, value).has_value();
    case FactKind::kEntry:
    case FactKind::kText:
    case FactKind::kFile:
    case FactKind::kFileOfPath:
    case FactKind::kTotals:
      return true;
  }
  return true;
}

Result<FactMerge> merged(const FactTables& known, std::size_t kept, std::string fresh) {
  std::vector<FactTable> tables(known.tables().begin() + static_cast<std::ptrdiff_t>(kept),
                                known.tables().end());
  Result<FactTable> last = FactTable::of(std::move(fresh), "the new table of captures");
  if (!last) return fail(last.error());
  tables.push_back(std::move(*last));
  const FactTables all(std::move(tables));
  return FactMerge::plan(all, kept == 0,
                         [&](FactKind kind, std::uint32_t value) { return is_wanted(all, kind, value); });
}

Result<NextTable> table(const IndexState& state, bool single) {
  FactCollector facts;
  state.files.save(facts);
  state.registry.save(facts);
  const FactTables none;
  const FactTables& known = state.known ? *state.known : none;
  NextTable out;
  out.kept = single ? 0 : tables_to_keep(known, facts.size());
  out.fresh = facts.table();
  if (out.kept < known.tables().size()) {
    Result<FactMerge> all = merged(known, out.kept, std::exchange(out.fresh, {}));
    if (!all) return fail(all.error());
    out.merge = std::move(*all);
  }
  if (const Status sound = known.sound(); !sound) return fail(sound.error());
  return out;
}

}  // namespace

Result<IndexState> open_state(std::span<const std::filesystem::path> files) {
  std::vector<FactTable> tables;
  for (const std::filesystem::path& file : files) {
    Result<FactTable> table = FactTable::open(file);
    if (!table) return fail(table.error());
    tables.push_back(std::move(*table));
  }
  IndexState state;
  state.known = std::make_shared<const FactTables>(std::move(tables));
  state.files = InputFiles(state.known);
  state.registry = Registry(state.known);
  // Without the totals that these have read, docids would begin anew.
  if (const Status sound = state.known->sound(); !sound) return fail(sound.error());
  return state;
}

Result<NextTable> next_table(const IndexState& state) { return table(state, false); }

Result<NextTable> table_of(const IndexState& state, const Registry::Part& part) {
  FactCollector facts;
  state.files.save(facts);
  state.registry.save(facts, part);
  NextTable out;
  out.fresh = facts.table();
  return out;
}

Result<NextTable> single_table(const IndexState& state) { return table(state, true); }

}  // namespace dateline::indexer
