#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/index/serve_values.h"
#include "common/index/terms_databases.h"
#include "searcher/remote/asking.h"
#include "searcher/remote/remote_shards.h"

// Timelines from the months that servers count.

namespace dateline::remote {
namespace {

using search::not_of_shards;
using search::PeriodUnit;
using search::SearchResult;
using search::Timeline;
using search::TimelineCount;
using search::wrap;

/// A month or a year of publication, as its slot has it.
struct Known {
  dates::Day from{};
  dates::Day to{};
  bool year_only = false;
};

/// nullopt for bytes that are none, which a shard may send.
std::optional<Known> known_of(std::string_view in_slot) {
  const bool year_only = in_slot.starts_with(index::kYearMark);
  const std::string_view year_text = in_slot.substr(year_only ? 1 : 0, 4);
  int year = 0;
  unsigned month = 0;
  const auto read = [](std::string_view text, auto& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
  };
  if (!read(year_text, year) || year < 1) return std::nullopt;
  if (year_only) {
    return Known{std::chrono::year{year} / std::chrono::January / 1,
                 std::chrono::year{year} / std::chrono::December / 31, true};
  }
  if (in_slot.size() != 7 || in_slot[4] != '-' || !read(in_slot.substr(5), month) || month < 1 || month > 12)
    return std::nullopt;
  const auto of = std::chrono::year{year} / std::chrono::month{month};
  return Known{of / 1, of / std::chrono::last, false};
}

/// How many articles a query finds by month, and how many in all.
struct Months {
  ValueCounts by_value;
  std::uint64_t articles = 0;
};

Months count_months(const Xapian::Database& database, const Xapian::Query& query) {
  FacetCounter counter;
  counter.want(index::Facet::kMonth);
  const std::uint64_t articles = count_articles(database, query, &counter);
  return {counter.in_slot(index::Facet::kMonth), articles};
}

SearchResult<void> check(const search::TimelineRequest& request) {
  const auto no = [](std::string_view what) { return tl::unexpected(wrap(not_of_shards(what))); };
  if (request.by == PeriodUnit::kDay || request.by == PeriodUnit::kWeek)
    return no("a timeline by day or week");
  if (request.day == search::TimelineDay::kCaptured) return no("a timeline of captures");
  if (request.fold_copies) return no("a timeline of different texts");
  if (request.places) return no("a count of places");
  if (request.wordings) return no("other wordings");
  return {};
}

}  // namespace

SearchResult<Timeline> RemoteShards::count_timeline(const search::TimelineRequest& request) {
  if (const auto sound = check(request); !sound) return tl::unexpected(sound.error());
  SearchResult<Asked> asked = ask(request.search);
  if (!asked) return tl::unexpected(asked.error());
  const Months found = count_months(all(), narrowed(asked->query, *asked));
  search::stop_if_raised(stop_);
  const Months base = count_months(all(), narrowed(Xapian::Query::MatchAll, *asked));

  Timeline out;
  out.query = request.search.query;
  out.by = request.by;
  out.revision = reader().revision();
  out.index_articles = reader().articles();
  out.shards = open_->set.answered();
  std::optional<dates::Day> from = asked->filters.from;
  std::optional<dates::Day> to = asked->filters.to;
  std::optional<Known> whole;
  for (const auto& [value, articles] : base.by_value) {
    const auto known = known_of(value);
    if (!known) continue;
    if (!whole) whole = known;
    whole->from = std::min(whole->from, known->from);
    whole->to = std::max(whole->to, known->to);
  }
  if (!from && whole) from = whole->from;
  if (!to && whole) to = whole->to;
  std::int64_t first = 0;
  if (from && to && *from <= *to) {
    first = search::period_of(request.by, *from);
    const std::int64_t last = search::period_of(request.by, *to);
    if (last - first >= static_cast<std::int64_t>(search::kMaxPeriods)) {
      return tl::unexpected(
          wrap(Error{ErrorKind::kUsage, fmt::format("there are more than {} periods", search::kMaxPeriods),
                     "take a coarser --by, or narrow it with --from and --to"}));
    }
    for (std::int64_t period = first; period <= last; ++period) {
      out.periods.push_back({search::label(request.by, period),
                             search::first_day(request.by, period),
                             search::last_day(request.by, period),
                             {}});
    }
  }
  const auto add = [&](const Months& months, std::uint64_t TimelineCount::*count) {
    std::uint64_t dated = 0;
    for (const auto& [value, articles] : months.by_value) {
      const auto known = known_of(value);
      if (!known) continue;
      const std::int64_t period = search::period_of(request.by, known->from) - first;
      const bool within = period == search::period_of(request.by, known->to) - first;
      if (!within) {
        out.year_only.*count += articles;
      } else if (period >= 0 && period < static_cast<std::int64_t>(out.periods.size())) {
        out.periods[static_cast<std::size_t>(period)].count.*count += articles;
      } else {
        continue;
      }
      dated += articles;
    }
    out.all.*count = months.articles;
    out.undated.*count = months.articles - std::min(months.articles, dated);
  };
  add(found, &TimelineCount::found);
  add(base, &TimelineCount::articles);
  for (const query::Notice& notice : asked->plan.notices) out.notices.push_back(notice.text);
  for (const std::string& why : out.shards->missing)
    out.notices.push_back(fmt::format("Not in these counts, which are lower bounds: {}.", why));
  return out;
}

}  // namespace dateline::remote
