#include "searcher/search/silences.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "searcher/search/guard_reading.h"
#include "searcher/search/occurrences.h"

namespace dateline::search {
namespace {

using dates::Day;
using index::NumberColumn;

constexpr int kYearOfDays = 365;

/// What was printed on one day.
struct PrintedDay {
  std::uint32_t articles = 0;
  std::uint32_t found = 0;
  std::uint32_t first = 0;  ///< docid of the article found that has the lowest id; 0: none
  std::uint32_t last = 0;   ///< of the one that has the highest
};

/// The exact day of an article as YYYYMMDD, 0 when only its month or year or nothing is known.
std::uint32_t exact_day(const index::Columns& columns, std::uint32_t docid) {
  const std::uint32_t from = columns.number(NumberColumn::kPublished, docid);
  return from == columns.number(NumberColumn::kPublishedTo, docid) ? from : 0;
}

struct Days {
  Day first{};
  std::vector<PrintedDay> printed;

  PrintedDay* of(std::uint32_t yyyymmdd) {
    const auto on = dates::from_yyyymmdd(static_cast<std::int32_t>(yyyymmdd));
    if (!on || *on < first) return nullptr;
    const auto at = static_cast<std::size_t>((*on - first).count());
    return at < printed.size() ? &printed[at] : nullptr;
  }
  Day day(std::size_t at) const { return first + std::chrono::days{static_cast<int>(at)}; }
};

/// Sums of what was printed before each day, to have those of any stretch at once.
struct Sums {
  explicit Sums(const std::vector<PrintedDay>& printed)
      : articles(printed.size() + 1), found(printed.size() + 1), days(printed.size() + 1) {
    for (std::size_t i = 0; i < printed.size(); ++i) {
      articles[i + 1] = articles[i] + printed[i].articles;
      found[i + 1] = found[i] + printed[i].found;
      days[i + 1] = days[i] + (printed[i].articles > 0 ? 1 : 0);
    }
  }
  std::vector<std::uint64_t> articles;
  std::vector<std::uint64_t> found;
  std::vector<std::uint64_t> days;
};

/// Days [begin, end) as a silence, without what depends on others.
Silence silence_of(const Days& days, const Sums& sums, std::size_t begin, std::size_t end) {
  Silence out{.from = days.day(begin), .to = days.day(end - 1)};
  out.printed_days = sums.days[end] - sums.days[begin];
  out.articles = sums.articles[end] - sums.articles[begin];
  const std::size_t year = begin > kYearOfDays ? begin - kYearOfDays : 0;
  const std::uint64_t printed = sums.articles[begin] - sums.articles[year];
  if (printed > 0) {
    out.expected = static_cast<double>(sums.found[begin] - sums.found[year]) / static_cast<double>(printed) *
                   static_cast<double>(out.articles);
  }
  return out;
}

void find_silences(const Days& days, std::size_t limit, Silences& out) {
  const Sums sums(days.printed);
  std::vector<Silence> all;
  std::vector<std::uint64_t> lengths;  // in articles, of those so far between two articles found; sorted
  std::optional<std::uint32_t> before;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end, std::optional<std::uint32_t> after) {
    if (end == begin) return;
    Silence silence = silence_of(days, sums, begin, end);
    if (silence.articles == 0) return;  // nothing was captured: no silence
    silence.before = before;
    silence.after = after;
    const auto at = std::lower_bound(lengths.begin(), lengths.end(), silence.articles);
    silence.earlier = lengths.size();
    silence.as_long = static_cast<std::uint64_t>(lengths.end() - at);
    if (before) lengths.insert(at, silence.articles);
    all.push_back(silence);
  };
  for (std::size_t i = 0; i < days.printed.size(); ++i) {
    if (days.printed[i].found == 0) continue;
    close(i, days.printed[i].first);
    before = days.printed[i].last;
    if (!out.first) out.first = days.printed[i].first;
    out.last = before;
    begin = i + 1;
  }
  close(days.printed.size(), std::nullopt);
  out.looked_at = all.size();
  std::stable_sort(all.begin(), all.end(), [](const Silence& a, const Silence& b) {
    return a.printed_days != b.printed_days ? a.printed_days > b.printed_days : a.articles > b.articles;
  });
  if (all.size() > limit) all.resize(limit);
  out.longest = std::move(all);
}

void find_empty_days(const Days& days, std::size_t limit, Silences& out) {
  for (std::size_t i = 0; i < days.printed.size(); ++i) {
    if (days.printed[i].articles > 0) continue;
    ++out.empty_days;
    if (i > 0 && days.printed[i - 1].articles == 0) {
      out.longest_empty.back().to = days.day(i);
    } else {
      out.longest_empty.push_back({days.day(i), days.day(i)});
    }
  }
  std::stable_sort(out.longest_empty.begin(), out.longest_empty.end(),
                   [](const EmptyDays& a, const EmptyDays& b) { return a.days() > b.days(); });
  if (out.longest_empty.size() > limit) out.longest_empty.resize(limit);
}

}  // namespace

std::vector<std::uint32_t> named_articles(const Silences& silences) {
  std::vector<std::uint32_t> docids;
  const auto add = [&](const std::optional<std::uint32_t>& docid) {
    if (docid) docids.push_back(*docid);
  };
  for (const Silence& silence : silences.longest) {
    add(silence.before);
    add(silence.after);
  }
  add(silences.first);
  add(silences.last);
  return docids;
}

Silences count_silences(const index::Columns& columns, const MatchSet& matches, const MatchSet& base,
                        std::optional<Day> from, std::optional<Day> to, std::size_t limit) {
  Silences out;
  out.total = matches.size();
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t most = 0;
  base.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      const std::uint32_t day = exact_day(columns, docid);
      if (day == 0) continue;
      least = std::min(least, day);
      most = std::max(most, day);
    }
  });
  const auto first = from ? from : dates::from_yyyymmdd(static_cast<std::int32_t>(least));
  const auto last = to ? to : dates::from_yyyymmdd(static_cast<std::int32_t>(most));
  Days days;
  if (most > 0 && first && last && *first <= *last) {
    // Before the first and behind the last article of the archive nothing can be heard.
    const Day begin = std::max(*first, *dates::from_yyyymmdd(static_cast<std::int32_t>(least)));
    const Day end = std::min(*last, *dates::from_yyyymmdd(static_cast<std::int32_t>(most)));
    days.first = begin;
    if (begin <= end) days.printed.resize(static_cast<std::size_t>((end - begin).count()) + 1);
  }
  out.days = days.printed.size();
  base.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      if (PrintedDay* day = days.of(exact_day(columns, docid))) ++day->articles;
    }
  });
  matches.for_each_block([&](std::span<const std::uint32_t> docids) {
    for (const std::uint32_t docid : docids) {
      PrintedDay* day = days.of(exact_day(columns, docid));
      if (day == nullptr) {
        ++out.rough;
        continue;
      }
      ++day->found;
      if (day->first == 0 || columns.id(docid) < columns.id(day->first)) day->first = docid;
      if (day->last == 0 || columns.id(day->last) < columns.id(docid)) day->last = docid;
    }
  });
  find_silences(days, limit, out);
  find_empty_days(days, limit, out);
  return out;
}

namespace {

/// The longest silence may be one of words only: says which others stand in it.
Status find_wordings(Engine& engine, const Selection& selection, Silences& out) {
  constexpr std::size_t kWordings = 5;
  if (out.longest.empty()) return {};
  const index::Columns& columns = engine.reader().columns();
  const Silence& longest = out.longest.front();
  const auto from = static_cast<std::uint32_t>(dates::to_yyyymmdd(longest.from));
  const auto to = static_cast<std::uint32_t>(dates::to_yyyymmdd(longest.to));
  std::vector<std::uint32_t> silent;
  for (const std::uint32_t docid : selection.base.docids()) {
    if (const std::uint32_t day = exact_day(columns, docid); from <= day && day <= to)
      silent.push_back(docid);
  }
  const OccurrenceFinder finder(selection.plan.root);
  auto found = other_wordings(engine, finder, selection.matches, MatchSet::of(silent), kWordings);
  if (!found) return fail(found.error());
  if (!found->empty()) out.notices.push_back(wordings_notice(out.query, *found));
  out.wordings = std::move(*found);
  return {};
}

}  // namespace

SearchResult<Silences> silences(Engine& engine, const SilencesRequest& request) {
  SearchResult<Selection> selection = engine.select(request.search);
  if (!selection) return tl::unexpected(selection.error());
  return guard_reading([&]() -> SearchResult<Silences> {
    Silences out = count_silences(engine.reader().columns(), selection->matches, selection->base,
                                  selection->filters.from, selection->filters.to, request.limit);
    out.query = request.search.query;
    out.revision = engine.reader().revision();
    out.index_articles = engine.reader().articles();
    out.relaxed = selection->relaxed;
    out.notices = std::move(selection->notices);
    if (request.wordings) {
      if (const Status found = find_wordings(engine, *selection, out); !found)
        return tl::unexpected(wrap(found.error()));
    }
    return out;
  });
}

}  // namespace dateline::search
