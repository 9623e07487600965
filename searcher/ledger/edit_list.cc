#include "searcher/ledger/edit_list.h"

#include <algorithm>
#include <array>
#include <compare>
#include <set>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "common/dates/publication.h"
#include "common/index/schema.h"
#include "common/ledger/name_reader.h"

namespace dateline::search {
namespace {

using ledger::Event;
using ledger::Ledger;
using ledger::LedgerFile;
using ledger::Record;

/// An edit by its place in the ledger, before anything is read of it.
struct Found {
  std::uint64_t id = 0;
  std::uint64_t text = 0;
  std::int32_t day = Record::kNoDay;
  std::size_t ledger = 0;
  std::size_t file = 0;
  std::size_t record = 0;
};

/// A capture of an article.
struct Seen {
  std::uint64_t id = 0;
  std::int32_t day = Record::kNoDay;
  auto operator<=>(const Seen&) const = default;
};

/// Sorts values that stand in ascending runs, which begin at `begins`. Cost: O(values x log runs).
template <class Value>
void merge_runs(std::vector<Value>& values, std::vector<std::size_t> begins) {
  const auto at = [&](std::size_t i) {
    return values.begin() + static_cast<std::ptrdiff_t>(i < begins.size() ? begins[i] : values.size());
  };
  while (begins.size() > 1) {
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < begins.size(); i += 2) {
      std::inplace_merge(at(i), at(i + 1), at(i + 2));
      left.push_back(begins[i]);
    }
    begins = std::move(left);
  }
}

/// Of [begin, end), where ids ascend already.
void sort_days(std::vector<Seen>& seen, std::size_t begin, std::size_t end) {
  while (begin < end) {
    std::size_t next = begin + 1;
    while (next < end && seen[next].id == seen[begin].id) ++next;
    if (next > begin + 1)
      std::sort(seen.begin() + static_cast<std::ptrdiff_t>(begin),
                seen.begin() + static_cast<std::ptrdiff_t>(next));
    begin = next;
  }
}

/// Articles that were captured on two days or more; `seen` ascends.
std::uint64_t count_exposed(const std::vector<Seen>& seen, std::uint64_t& looked_at) {
  std::uint64_t exposed = 0;
  looked_at = 0;
  for (std::size_t i = 0; i < seen.size();) {
    std::size_t days = 0;
    const std::size_t first = i;
    for (; i < seen.size() && seen[i].id == seen[first].id; ++i)
      days += i == first || seen[i].day != seen[i - 1].day ? 1 : 0;
    ++looked_at;
    exposed += days > 1 ? 1 : 0;
  }
  return exposed;
}

/// "2013-12", "2013"; empty where the day is not known.
std::string period_of(std::int32_t day, EditPeriod by) {
  if (day == Record::kNoDay) return {};
  return dates::to_iso(dates::Day{std::chrono::days{day}}).substr(0, by == EditPeriod::kYear ? 4 : 7);
}

bool names_match(const std::vector<ledger::NameChange>& names, const std::string& removed,
                 const std::string& added) {
  const auto has = [&](const std::string& name, bool less) {
    return name.empty() || std::any_of(names.begin(), names.end(), [&](const ledger::NameChange& change) {
             return change.name == name &&
                    (less ? change.after < change.before : change.after > change.before);
           });
  };
  return has(removed, true) && has(added, false);
}

}  // namespace

SearchResult<EditList> list_edits(Engine& engine, const Histories& histories,
                                  const EditListRequest& request) {
  EditList out;
  out.revision = engine.reader().revision();
  out.index_articles = engine.reader().articles();
  const auto refuse = [](const Error& error) { return tl::unexpected(wrap(error)); };
  if (histories.empty()) {
    out.notices.emplace_back("the index has no ledger: it was made by an older version; build it again");
  }
  std::optional<std::unordered_set<std::uint64_t>> among;
  if (request.search) {
    out.query = request.search->query;
    SearchResult<Selection> selection = engine.select(*request.search);
    if (!selection) return tl::unexpected(selection.error());
    out.notices.insert(out.notices.end(), selection->notices.begin(), selection->notices.end());
    among.emplace();
    const index::IndexReader& reader = engine.reader();
    // The ids that the ledger speaks of, looked up: edits are fewer than articles.
    std::unordered_set<std::uint64_t> known;
    for (const Ledger& ledger : histories.ledgers()) {
      for (const LedgerFile& file : ledger.files()) {
        for (std::size_t i = 0; i < file.size(); ++i) known.insert(file.id(i));
      }
    }
    if (known.size() > selection->matches.size()) {
      for (const std::uint32_t docid : selection->matches.docids()) {
        const Result<Article> article = reader.article(docid);
        if (!article) return refuse(article.error());
        for (const std::uint64_t id : ledger::ids_of(*article)) among->insert(id);
      }
    } else {
      for (const std::uint64_t id : known) {
        const auto docid =
            reader.terms().first_docid(index::boolean_term(index::Field::kId, to_string(ArticleId{id})));
        if (docid && selection->matches.contains(*docid)) among->insert(id);
      }
    }
  }
  std::optional<ledger::NameReader> reader;
  const auto name_of = [&](const std::string& written) {
    if (written.empty()) return written;
    if (!reader) reader.emplace(engine.lexicon());
    return reader->name_of(written);
  };
  const std::string removed = name_of(request.removed_name);
  const std::string added = name_of(request.added_name);

  std::set<std::uint64_t> missing;  ///< articles that were, once
  std::vector<Found> found;
  std::vector<std::size_t> found_runs;
  std::vector<Seen> seen;
  std::vector<std::size_t> seen_runs;
  std::array<std::uint64_t, std::size_t{1} << ledger::kEditKindCount> by_kinds{};
  const auto fate_fits = [&](std::uint64_t id) -> Result<bool> {
    if (!request.fate) return true;
    const std::uint64_t ids[] = {id};
    const Result<ledger::History> history = ledger::history_of(histories.ledgers(), ids);
    if (!history) return fail(history.error());
    return history->fate() == *request.fate;
  };
  for (std::size_t l = 0; l < histories.ledgers().size(); ++l) {
    std::set<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>> not_comparable;
    const Ledger& ledger = histories.ledgers()[l];
    for (std::size_t f = 0; f < ledger.files().size(); ++f) {
      const LedgerFile& file = ledger.files()[f];
      found_runs.push_back(found.size());
      seen_runs.push_back(seen.size());
      for (std::size_t i = 0; i < file.size(); ++i) {
        if (request.by != EditPeriod::kNone && file.event(i) == Event::kMissing) missing.insert(file.id(i));
        const Event event = file.event(i);
        const bool sighting = ledger::is_sighting(event);
        if (!sighting && event != Event::kEdit) continue;
        const Record record = file.record(i);
        if (among && !among->contains(record.id)) continue;
        if (sighting) {
          seen.push_back({record.id, record.day});
          continue;
        }
        const std::tuple pair{record.id, record.other, record.text};
        if (!record.comparable()) {
          not_comparable.insert(pair);
          continue;
        }
        not_comparable.erase(pair);  // both were read again since
        const auto kinds = ledger::EditKinds::of_bits(record.kinds);
        if (request.kinds.empty() ? !kinds.is_edit() : !kinds.has_any(request.kinds)) continue;
        const auto day = record.captured();
        if (request.from && (!day || *day < *request.from)) continue;
        if (request.to && (!day || *day > *request.to)) continue;
        if (!removed.empty() || !added.empty()) {
          const Result<std::vector<ledger::NameChange>> names = file.names(record.names);
          if (!names) return refuse(names.error());
          if (!names_match(*names, removed, added)) continue;
        }
        const Result<bool> fits = fate_fits(record.id);
        if (!fits) return refuse(fits.error());
        if (!*fits) continue;
        found.push_back({record.id, record.text, record.day, l, f, i});
        ++by_kinds[kinds.bits()];
      }
    }
    out.not_comparable += not_comparable.size();
  }
  for (std::size_t bits = 0; bits < by_kinds.size(); ++bits) {
    for (std::size_t k = 0; by_kinds[bits] > 0 && k < ledger::kEditKindCount; ++k) {
      if ((bits >> k & 1) != 0) out.by_kind[static_cast<ledger::EditKind>(k)] += by_kinds[bits];
    }
  }
  for (std::size_t run = 0; run < seen_runs.size(); ++run)
    sort_days(seen, seen_runs[run], run + 1 < seen_runs.size() ? seen_runs[run + 1] : seen.size());
  merge_runs(seen, seen_runs);
  out.exposed = count_exposed(seen, out.looked_at);
  if (request.by != EditPeriod::kNone) {  // `seen` is sorted by article and day now
    for (std::size_t i = 1; i < seen.size(); ++i) {
      if (seen[i].id != seen[i - 1].id || seen[i].day == seen[i - 1].day) continue;
      if (const std::string period = period_of(seen[i].day, request.by); !period.empty())
        ++out.periods[period].chances;
    }
    const auto count = [&](const std::optional<dates::Day>& day, std::uint64_t EditsOfPeriod::*what) {
      if (!day || (request.from && *day < *request.from) || (request.to && *day > *request.to)) return;
      ++(out.periods[period_of(ledger::day_number(day), request.by)].*what);
    };
    for (const std::uint64_t id : missing) {
      if (among && !among->contains(id)) continue;
      const std::uint64_t ids[] = {id};
      const Result<ledger::History> history = ledger::history_of(histories.ledgers(), ids);
      if (!history) return refuse(history.error());
      if (history->versions.empty() || (request.fate && history->fate() != *request.fate)) continue;
      for (const ledger::Absence& absence : history->absences) {
        count(absence.first_missing, &EditsOfPeriod::removals);
        count(absence.restored, &EditsOfPeriod::restorations);
      }
    }
    for (const Found& edit : found) {
      if (const std::string period = period_of(edit.day, request.by); !period.empty())
        ++out.periods[period].edits;
    }
  }
  out.total = found.size();
  std::vector<std::uint64_t> articles;
  for (const Found& edit : found) articles.push_back(edit.id);
  merge_runs(articles, found_runs);
  out.articles = static_cast<std::uint64_t>(std::unique(articles.begin(), articles.end()) - articles.begin());
  const std::size_t listed_count = std::min(found.size(), request.limit);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(listed_count), found.end(),
                    [](const Found& a, const Found& b) {
                      return std::tuple(-std::int64_t{a.day}, a.id, a.ledger, a.file, a.record) <
                             std::tuple(-std::int64_t{b.day}, b.id, b.ledger, b.file, b.record);
                    });
  found.resize(listed_count);
  for (const Found& edit : found) {
    const LedgerFile& file = histories.ledgers()[edit.ledger].files()[edit.file];
    const Record record = file.record(edit.record);
    ListedEdit listed;
    listed.id = ArticleId{record.id};
    listed.kinds = ledger::EditKinds::of_bits(record.kinds);
    Result<std::vector<ledger::NameChange>> names = file.names(record.names);
    if (!names) return refuse(names.error());
    listed.names = std::move(*names);
    listed.after = record.captured();
    const std::uint64_t ids[] = {record.id};
    const Result<ledger::History> history = ledger::history_of(histories.ledgers(), ids);
    if (!history) return refuse(history.error());
    for (const ledger::Edit& one : history->edits) {
      if (history->versions[one.older].text == record.other &&
          history->versions[one.newer].text == record.text)
        listed.before = one.before;
    }
    SearchResult<std::optional<Engine::Shown>> shown = engine.show(to_string(listed.id));
    if (!shown) return tl::unexpected(shown.error());
    if (*shown) {
      listed.in_index = true;
      listed.title = (*shown)->article.title;
      listed.published = dates::publication_text((*shown)->article.publication);
    } else {
      const Result<std::optional<ledger::KeptText>> text =
          histories.ledgers()[edit.ledger].text(record.id, record.text);
      if (!text) return refuse(text.error());
      if (*text) listed.title = (*text)->title;
    }
    out.edits.push_back(std::move(listed));
  }
  return out;
}

}  // namespace dateline::search
