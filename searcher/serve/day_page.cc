#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "common/utf8.h"
#include "searcher/search/issue.h"
#include "searcher/search/timeline.h"
#include "searcher/serve/layout.h"
#include "searcher/serve/pages.h"
#include "searcher/show/calendar.h"
#include "searcher/show/issue.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

constexpr std::size_t kArticlesOfDay = 1000;
constexpr std::size_t kBytesOfArticle = 160;

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
  const auto first = dates::make_day(year, month, 1);
  if (!first) return;
  html.element("table", {{"class", "month"}}, [&] {
    html.element("caption", fmt::format("{} {}", dates::english_month(month), year));
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
              html.element("a",
                           {{"href", "/day/" + iso},
                            {"title", fmt::format("{}: {} of {}", iso, count.found,
                                                  show::counted(count.articles, "article", "articles"))}},
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

void write_source(Html& html, const search::IssueOfSource& source, std::span<const Article> articles) {
  const std::string_view name =
      source.source.name.empty() ? "unknown source" : std::string_view(source.source.name);
  html.element("section", [&] {
    html.element("h2", fmt::format("{} ({})", name, source.articles.size()));
    html.element("ul", {{"class", "list"}}, [&] {
      for (const Article& article : articles) {
        const std::string_view language = article.language.code();
        html.element("li", {{"lang", Html::or_none(language)}}, [&] {
          html.element("h3", {{"dir", "auto"}}, [&] {
            html.element("a", {{"href", "/article/" + to_string(article.id)}}, show::title_text(article));
          });
          const std::string_view beginning = cut_at_character(article.body, kBytesOfArticle);
          html.element("p", {{"class", "snippet"}, {"dir", "auto"}}, [&] {
            html.text(beginning);
            if (beginning.size() < article.body.size()) html.text(" …");
          });
        });
      }
    });
  });
}

/// The articles of a day as the search page finds them, every copy.
PageState state_of(dates::Day day) {
  const std::string iso = dates::to_iso(day);
  return PageState{.from = iso, .to = iso, .copies = true};
}

HttpReply day_page(const search::Engine& engine, const search::Issue& issue) {
  const std::string iso = dates::to_iso(issue.day);
  return page(iso, {}, engine, [&](Html& html) {
    html.element("h1", [&] {
      html.text(iso);
      html.element("small", {{"role", "status"}},
                   show::grouped(issue.total) + (issue.total == 1 ? " article" : " articles"));
    });
    write_neighbours(html, issue.day);
    html.element("p", {{"class", "views"}}, [&] {
      write_forms(html, "/day/" + iso, {},
                  {{"json", "JSON"}, {"csv", "CSV"}, {"bib", "BibTeX"}, {"ris", "RIS"}, {"csl", "CSL-JSON"}});
    });
    if (issue.total == 0) {
      html.element("p", "The index holds nothing of this day: nothing was captured, or nothing was printed.");
    }
    std::size_t left = kArticlesOfDay;
    for (const search::IssueOfSource& source : issue.sources) {
      if (left == 0) break;
      const auto shown = std::span(source.articles).first(std::min(left, source.articles.size()));
      left -= shown.size();
      write_source(html, source, shown);
    }
    if (issue.total > kArticlesOfDay) {
      html.element("p", [&] {
        html.element("a", {{"href", address("/search", state_of(issue.day))}}, "All articles of this day");
      });
    }
  });
}

/// The last year in which the query finds anything, else the last that has any article; 0 without any.
search::SearchResult<int> last_year(search::Engine& engine, const PageState& state) {
  const auto years =
      timeline_of(engine, PageState{.query = state.query, .by = search::PeriodUnit::kYear}, state.query);
  if (!years) return tl::unexpected(years.error());
  int year = 0;
  for (const search::TimelinePeriod& period : years->periods) {
    if (period.count.found > 0) year = dates::year_of(period.from);
  }
  if (year == 0 && !years->periods.empty()) year = dates::year_of(years->periods.back().to);
  return year;
}

HttpReply calendar_page(const search::Engine& engine, int year, const PageState& state,
                        const search::Timeline& counted) {
  std::map<std::string, search::TimelineCount> days;
  for (const search::TimelinePeriod& period : counted.periods) days.emplace(period.label, period.count);
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
    html.element("p", {{"class", "views"}}, [&] {
      write_forms(html, fmt::format("/calendar/{}", year), state,
                  {{"json", "JSON"}, {"csv", "CSV"}, {"svg", "SVG"}});
    });
    html.element("div", {{"class", "months"}}, [&] {
      for (unsigned month = 1; month <= 12; ++month) write_month(html, year, month, days);
    });
  });
}

}  // namespace

HttpReply day_answer(search::Engine& engine, dates::Day day, std::string_view ending) {
  if (is_of_articles(ending)) return export_file(engine, state_of(day), ending);
  const auto issue = search::issue_of(engine, day, request_of({}));
  if (!issue) return error_reply(issue.error(), {}, engine, ending);
  if (ending == "json") return {.type = "application/json", .body = show::issue_json(*issue)};
  if (ending == "csv") return table_reply(show::issue_table(*issue));
  return ending.empty() ? day_page(engine, *issue) : missing_form(engine, ending);
}

HttpReply calendar_answer(search::Engine& engine, int year, const PageState& state, std::string_view ending) {
  if (year == 0) {
    const auto last = last_year(engine, state);
    if (!last) return error_reply(last.error(), state, engine, ending);
    year = *last;
  }
  PageState of_year = state;
  of_year.from = fmt::format("{:04}-01-01", year);
  of_year.to = fmt::format("{:04}-12-31", year);
  of_year.by = search::PeriodUnit::kDay;
  search::Timeline counted;
  if (year != 0) {
    auto found = timeline_of(engine, of_year, state.query);
    if (!found) return error_reply(found.error(), state, engine, ending);
    counted = std::move(*found);
  }
  if (ending == "json") return {.type = "application/json", .body = show::calendar_json(counted)};
  if (ending == "csv") return table_reply(show::calendar_table(counted));
  if (ending == "svg") return {.type = "image/svg+xml", .body = show::calendar_svg(counted)};
  return ending.empty() ? calendar_page(engine, year, state, counted) : missing_form(engine, ending);
}

}  // namespace dateline::serve
