#include "searcher/serve/chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "searcher/search/quiet_stretches.h"
#include "searcher/show/text.h"

namespace dateline::serve {
namespace {

using search::Timeline;
using search::TimelinePeriod;

constexpr double kWidth = 1000;
constexpr double kHeight = 150;
constexpr double kSilenceHeight = 6;
constexpr std::size_t kSilences = 3;

std::string number(double value) { return fmt::format("{:.2f}", value); }

std::string name_of(const Timeline& line) { return line.query.empty() ? "all articles" : line.query; }

std::string measured(const search::TimelineCount& count, show::TimelineMeasure measure) {
  const std::optional<double> value = show::value_of(count, measure);
  if (!value) return "–";
  switch (measure) {
    case show::TimelineMeasure::kFound:
      return show::grouped(count.found);
    case show::TimelineMeasure::kShare:
      return fmt::format("{:.3g} %", *value * 100);
    case show::TimelineMeasure::kPlaces:
      return show::grouped(count.places);
    case show::TimelineMeasure::kPerWords:
    case show::TimelineMeasure::kPlacesPerWords:
      return fmt::format("{:.4g}", *value);
  }
  return {};
}

PageState narrowed(PageState state, const TimelinePeriod& period) {
  state.from = dates::to_iso(period.from);
  state.to = dates::to_iso(period.to);
  state.by.reset();
  state.page = 1;
  return state;
}

void write_bars(Html& html, const std::vector<Timeline>& lines, const PageState& state) {
  const std::vector<TimelinePeriod>& periods = lines.front().periods;
  const double step = kWidth / static_cast<double>(periods.size());
  double highest = 0;
  for (const Timeline& line : lines) {
    for (const TimelinePeriod& period : line.periods) {
      highest = std::max(highest, show::value_of(period.count, state.measure).value_or(0));
    }
  }
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const TimelinePeriod& period = periods[i];
    const double x = step * static_cast<double>(i);
    const bool gap = period.count.gap();
    std::string tip = period.label + ": ";
    for (const Timeline& line : lines) {
      if (gap) break;
      if (lines.size() > 1) tip += name_of(line) + " ";
      tip += fmt::format("{} of {} ", show::grouped(line.periods[i].count.found),
                         show::counted(period.count.articles, "article", "articles"));
    }
    if (gap) tip += "nothing captured";
    html.element("a",
                 {{"href", address("/search", narrowed(state, period))},
                  {"data-from", dates::to_iso(period.from)},
                  {"data-to", dates::to_iso(period.to)},
                  {"tabindex", "-1"}},
                 [&] {
                   html.element("title", tip);
                   html.element("rect",
                                {{"class", gap ? "gap" : "space"},
                                 {"x", number(x)},
                                 {"y", "0"},
                                 {"width", number(step)},
                                 {"height", number(kHeight)}},
                                "");
                   const double bar = (step > 4 ? step - 1 : step) / static_cast<double>(lines.size());
                   for (std::size_t n = 0; n < lines.size() && !gap; ++n) {
                     const double value =
                         show::value_of(lines[n].periods[i].count, state.measure).value_or(0);
                     if (value <= 0) continue;
                     const double height = std::max(1.0, (kHeight - 4) * value / highest);
                     html.element("rect",
                                  {{"class", fmt::format("bar line{}", n)},
                                   {"x", number(x + bar * static_cast<double>(n))},
                                   {"y", number(kHeight - height)},
                                   {"width", number(bar)},
                                   {"height", number(height)}},
                                  "");
                   }
                 });
  }
}

std::string label_of(const Timeline& line, const search::QuietStretch& quiet) {
  const std::string& first = line.periods[quiet.first].label;
  const std::string& last = line.periods[quiet.last].label;
  return first == last ? first : first + " to " + last;
}

/// A band at the foot of the chart where the query was silent although articles were captured.
void write_silent_bands(Html& html, const Timeline& line, const std::vector<search::QuietStretch>& silences) {
  const double step = kWidth / static_cast<double>(line.periods.size());
  for (const search::QuietStretch& quiet : silences) {
    html.element("rect",
                 {{"class", "silence"},
                  {"x", number(step * static_cast<double>(quiet.first))},
                  {"y", number(kHeight - kSilenceHeight)},
                  {"width", number(step * static_cast<double>(quiet.last + 1 - quiet.first))},
                  {"height", number(kSilenceHeight)}},
                 "");
  }
}

/// The same in words, each with what was printed meanwhile.
void write_silences(Html& html, const Timeline& line, const std::vector<search::QuietStretch>& silences,
                    const PageState& state) {
  if (silences.empty()) return;
  html.element("p", {{"class", "choice"}}, [&] {
    html.element("span", {{"class", "key silence"}}, "");
    html.text(fmt::format("Silent although articles were captured ({}): ", name_of(line)));
    for (const search::QuietStretch& quiet : silences) {
      PageState meanwhile = narrowed(state, line.periods[quiet.first]);
      meanwhile.to = dates::to_iso(line.periods[quiet.last].to);
      meanwhile.query.clear();
      meanwhile.compare.clear();
      meanwhile.hit.clear();
      html.element("a", {{"href", address("/search", meanwhile)}},
                   fmt::format("{}, {} {}", label_of(line, quiet), show::grouped(quiet.articles),
                               quiet.articles == 1 ? "article" : "articles"));
      html.text(" ");
    }
    html.text("· ");
    html.element("a", {{"href", address("/silences", state)}}, "to the day");
  });
}

void write_table(Html& html, const std::vector<Timeline>& lines, const PageState& state) {
  html.element("details", [&] {
    html.element("summary", fmt::format("The chart as a table, {} to {}", lines.front().periods.front().label,
                                        lines.front().periods.back().label));
    html.element(
        "div",
        {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "Table of the chart"}},
        [&] {
          html.element("table", [&] {
            html.element("thead", [&] {
              html.element("tr", [&] {
                html.element("th", {{"scope", "col"}}, "period");
                for (const Timeline& line : lines) html.element("th", {{"scope", "col"}}, name_of(line));
                html.element("th", {{"scope", "col"}}, "all articles captured");
              });
            });
            html.element("tbody", [&] {
              for (std::size_t i = 0; i < lines.front().periods.size(); ++i) {
                const TimelinePeriod& period = lines.front().periods[i];
                html.element("tr", [&] {
                  html.element("th", {{"scope", "row"}}, [&] {
                    html.element("a", {{"href", address("/search", narrowed(state, period))}}, period.label);
                  });
                  for (const Timeline& line : lines) {
                    html.element("td", measured(line.periods[i].count, state.measure));
                  }
                  html.element(
                      "td", period.count.gap() ? "nothing captured" : show::grouped(period.count.articles));
                });
              }
            });
          });
        });
  });
}

void write_choice(Html& html, const PageState& state) {
  html.element("p", {{"class", "choice"}}, [&] {
    html.text("Bars: ");
    const auto choice = [&](show::TimelineMeasure measure, std::string_view label) {
      PageState chosen = state;
      chosen.measure = measure;
      html.element("a",
                   {{"href", address("/search", chosen)},
                    {"aria-current", measure == state.measure ? "true" : Html::kNone}},
                   label);
      html.text(" ");
    };
    choice(show::TimelineMeasure::kFound, "articles");
    choice(show::TimelineMeasure::kShare, "share of all articles");
    choice(show::TimelineMeasure::kPerWords, "articles per million words");
    html.text("· Save as ");
    for (const std::string_view format : {"svg", "csv", "json"}) {
      html.element("a", {{"href", address("/timeline." + std::string(format), state)}}, format);
      html.text(" ");
    }
  });
}

}  // namespace

search::PeriodUnit unit_for(dates::Day first, dates::Day last) {
  const auto days = (last - first).count();
  if (days > 6 * 366) return search::PeriodUnit::kYear;
  return days > 100 ? search::PeriodUnit::kMonth : search::PeriodUnit::kDay;
}

void write_chart(Html& html, const std::vector<Timeline>& lines, const PageState& state) {
  if (lines.empty() || lines.front().periods.empty()) return;
  const std::vector<TimelinePeriod>& periods = lines.front().periods;
  const std::vector<search::QuietStretch> silences = search::quiet_stretches(lines.front(), kSilences);
  html.element("section", {{"class", "chart"}, {"aria-labelledby", "time"}}, [&] {
    html.element("h2", {{"id", "time"}}, "Over time");
    if (lines.size() > 1) {
      html.element("ul", {{"class", "legend"}}, [&] {
        for (std::size_t n = 0; n < lines.size(); ++n) {
          html.element("li", [&] {
            html.element("span", {{"class", fmt::format("key line{}", n)}}, "");
            html.text(fmt::format("{}: {}", name_of(lines[n]), show::grouped(lines[n].all.found)));
          });
        }
      });
    }
    html.element("svg",
                 {{"viewBox", fmt::format("0 0 {} {}", kWidth, kHeight)},
                  {"preserveAspectRatio", "none"},
                  {"aria-hidden", "true"},
                  {"id", "chart"}},
                 [&] {
                   write_bars(html, lines, state);
                   write_silent_bands(html, lines.front(), silences);
                 });
    html.element("p", {{"class", "axis"}}, [&] {
      html.element("span", periods.front().label);
      html.element("span", periods.back().label);
    });
    write_silences(html, lines.front(), silences, state);
    write_choice(html, state);
    write_table(html, lines, state);
  });
}

}  // namespace dateline::serve
