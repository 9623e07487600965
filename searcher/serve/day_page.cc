#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "searcher/search/timeline.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

constexpr std::size_t kArticlesOfDay = 1000;

void write_neighbours(Html& html, dates::Day day) {
  html.element("nav", {{"class", "pages"}, {"aria-label", "Days"}}, [&] {
    const std::string before = dates::to_iso(day - std::chrono::days{1});
    const std::string after = dates::to_iso(day + std::chrono::days{1});
    html.element("a", {{"href", "/day/" + before}, {"rel", "prev"}}, before);
    html.text(" ");
    html.element("a", {{"href", fmt::format("/calendar/{}", dates::year_of(day))}}, "the year");
    html.text(" ");
    html.element("a", {{"href", "/day/" + after}, {"rel", "next"}}, after);
  });
}

void write_month(Html& html, int year, unsigned month,
                 const std::map<std::string, search::TimelineCount>& days) {
  constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
  const auto first = dates::make_day(year, month, 1);
  if (!first) return;
  html.element("table", {{"class", "month"}}, [&] {
    html.element("caption", fmt::format("{} {}", kMonths[month - 1], year));
    html.element("thead", [&] {
      html.element("tr", [&] {
        for (const std::string_view name : {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}) {
          html.element("th", {{"scope", "col"}}, name);
        }
      });
    });
    html.element("tbody", [&] {
      const unsigned lead = (std::chrono::weekday{*first}.iso_encoding() + 6) % 7;
      const unsigned length = dates::days_in_month(year, month);
      for (unsigned cell = 0; cell < lead + length; cell += 7) {
        html.element("tr", [&] {
          for (unsigned i = cell; i < cell + 7; ++i) {
            if (i < lead || i >= lead + length) {
              html.element("td", "");
              continue;
            }
            const unsigned number = i - lead + 1;
            const std::string iso = fmt::format("{:04}-{:02}-{:02}", year, month, number);
            const auto found = days.find(iso);
            if (found == days.end() || found->second.gap()) {
              html.element("td", {{"class", "none"}, {"title", iso + ": nothing captured"}},
                           std::to_string(number));
              continue;
            }
            const search::TimelineCount& count = found->second;
            html.element("td", {{"class", count.found > 0 ? "some" : "other"}}, [&] {
              html.element(
                  "a",
                  {{"href", "/day/" + iso},
                   {"title", fmt::format("{}: {} of {} articles", iso, count.found, count.articles)}},
                  [&] {
                    html.text(std::to_string(number));
                    html.element("small", [&] {
                      html.element("span", {{"class", "unseen"}}, ", articles: ");
                      html.text(std::to_string(count.found));
                    });
                  });
            });
          }
        });
      }
    });
  });
}

}  // namespace

HttpReply day_page(search::Engine& engine, dates::Day day) {
  PageState state;
  const std::string iso = dates::to_iso(day);
  search::SearchRequest request = request_of(state);
  request.from = iso;
  request.to = iso;
  request.limit = kArticlesOfDay;
  request.copies = true;
  request.snippet_bytes = 160;
  request.sort = search::Sort::kOldest;
  const auto response = engine.search(request);
  if (!response) return error_page(status_of(response.error()), response.error(), state, engine);
  std::map<std::string, std::vector<const search::Hit*>> sources;
  for (const search::Hit& hit : response->hits) sources[hit.article.source.name].push_back(&hit);
  return page(iso, state, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.text(iso);
      html.element("small", {{"role", "status"}},
                   show::grouped(response->total) + (response->total == 1 ? " article" : " articles"));
    });
    write_neighbours(html, day);
    if (response->hits.empty()) {
      html.element("p", "The index holds nothing of this day: nothing was captured, or nothing was printed.");
    }
    for (const auto& [source, hits] : sources) {
      html.element("section", [&] {
        html.element("h2", fmt::format("{} ({})", source.empty() ? "unknown source" : source, hits.size()));
        html.element("ul", {{"class", "list"}}, [&] {
          for (const search::Hit* hit : hits) {
            const std::string language(hit->article.language.code());
            html.element("li", {{"lang", language.empty() ? Html::kNone : std::string_view(language)}}, [&] {
              html.element("h3", {{"dir", "auto"}}, [&] {
                html.element("a", {{"href", "/article/" + to_string(hit->article.id)}},
                             hit->article.title.empty() ? "(no title)" : hit->article.title);
              });
              html.element("p", {{"class", "snippet"}, {"dir", "auto"}}, [&] { html.passage(hit->snippet); });
            });
          }
        });
      });
    }
    if (response->total > response->hits.size()) {
      PageState all;
      all.from = iso;
      all.to = iso;
      html.element("p", [&] {
        html.element("a", {{"href", address("/search", all)}}, "All articles of this day");
      });
    }
  });
}

HttpReply calendar_page(search::Engine& engine, int year, const PageState& state) {
  if (year == 0) {
    const auto years =
        timeline_of(engine, PageState{.query = state.query, .by = search::PeriodUnit::kYear}, state.query);
    if (!years) return error_page(status_of(years.error()), years.error(), state, engine);
    for (const search::TimelinePeriod& period : years->periods) {
      if (period.count.found > 0) year = dates::year_of(period.from);
    }
    if (year == 0 && !years->periods.empty()) year = dates::year_of(years->periods.back().to);
  }
  PageState of_year = state;
  of_year.from = fmt::format("{:04}-01-01", year);
  of_year.to = fmt::format("{:04}-12-31", year);
  of_year.by = search::PeriodUnit::kDay;
  std::map<std::string, search::TimelineCount> days;
  if (year != 0) {
    const auto counted = timeline_of(engine, of_year, state.query);
    if (!counted) return error_page(status_of(counted.error()), counted.error(), state, engine);
    for (const search::TimelinePeriod& period : counted->periods) days.emplace(period.label, period.count);
  }
  const std::string title = fmt::format("Calendar of {}", year);
  return page(title, state, engine, [&](Html& html) {
    html.element("h1", title);
    if (!state.query.empty())
      html.element("p", "Days with articles that '" + state.query + "' finds; grey: nothing captured");
    html.element("nav", {{"class", "pages"}, {"aria-label", "Years"}}, [&] {
      for (const int other : {year - 1, year + 1}) {
        if (other < 1 || other > 9999) continue;
        PageState kept = state;
        kept.from.clear();
        kept.to.clear();
        html.element("a", {{"href", address(fmt::format("/calendar/{}", other), kept)}},
                     std::to_string(other));
        html.text(" ");
      }
    });
    html.element("div", {{"class", "months"}}, [&] {
      for (unsigned month = 1; month <= 12; ++month) write_month(html, year, month, days);
    });
  });
}

}  // namespace dateline::serve
