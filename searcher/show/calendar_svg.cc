#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "searcher/show/calendar.h"
#include "searcher/show/markup.h"
#include "searcher/show/svg_chart.h"
#include "searcher/show/text.h"

namespace dateline::show {
namespace {

using search::Timeline;
using search::TimelinePeriod;

constexpr double kSquare = 13;
constexpr double kStep = 16;
constexpr double kBand = 7 * kStep + 34;  ///< a year with its head
constexpr std::string_view kGap = "#d9d9d9";
constexpr std::string_view kNone = "#ffffff";
constexpr auto kShades =
    std::to_array<std::string_view>({"#cfe3f1", "#8fbfe0", "#4a90c2", "#1b5e8c", "#0a2f4d"});

/// Shades follow the logarithm: days with one article stay apart from those without.
std::string_view shade(const TimelinePeriod& day, std::uint64_t most) {
  if (day.count.gap()) return kGap;
  if (day.count.found == 0) return kNone;
  const double part = std::log2(1.0 + static_cast<double>(day.count.found)) /
                      std::log2(1.0 + static_cast<double>(std::max<std::uint64_t>(most, 1)));
  const auto step = static_cast<std::size_t>(part * static_cast<double>(kShades.size()));
  return kShades[std::min(step, kShades.size() - 1)];
}

unsigned weekday(dates::Day day) { return (std::chrono::weekday(day).iso_encoding() + 6) % 7; }

/// The column of a day: weeks that began since that of New Year.
int week(dates::Day day) {
  const dates::Day new_year = *dates::make_day(dates::year_of(day), 1, 1);
  return static_cast<int>(((day - new_year).count() + weekday(new_year)) / 7);
}

std::string tip(const TimelinePeriod& day) {
  if (day.count.gap()) return day.label + ": nothing captured";
  return fmt::format("{}: {} of {}", day.label, day.count.found,
                     counted(day.count.articles, "article", "articles"));
}

}  // namespace

std::string calendar_svg(const Timeline& days) {
  std::uint64_t most = 0;
  std::uint64_t gaps = 0;
  for (const TimelinePeriod& day : days.periods) {
    most = std::max(most, day.count.found);
    gaps += day.count.gap();
  }
  const bool empty = days.periods.empty();
  const int first = empty ? 0 : dates::year_of(days.periods.front().from);
  const int last = empty ? 0 : dates::year_of(days.periods.back().from);
  const SvgPlot plot{.height = 70 + kBand * (last - first + 1)};
  const std::string title =
      days.query.empty() ? std::string("all articles by day") : days.query + ", articles by day";
  std::string out =
      svg_begin(plot, title,
                fmt::format("Calendar of {}. {} found, at most {} on a day. Of {}, shown in grey, "
                            "nothing was captured.",
                            counted(days.periods.size(), "day", "days"),
                            counted(days.all.found, "article is", "articles are"), grouped(most),
                            counted(gaps, "day", "days")));
  int drawn = first - 1;
  unsigned month = 0;
  for (const TimelinePeriod& day : days.periods) {
    const int year = dates::year_of(day.from);
    const double top = plot.top + kBand * (year - first) + 20;
    const double x = plot.left + kStep * week(day.from);
    if (year != drawn) {
      out += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\" fill=\"#222222\">{}</text>\n",
                         plot.left - 10, top + 4 * kStep, year);
      month = 0;
    }
    drawn = year;
    if (dates::month_of(day.from) != month && (month == 0 || dates::day_of_month(day.from) == 1)) {
      month = dates::month_of(day.from);
      out += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" fill=\"#555555\">{}</text>\n", x, top - 6,
                         dates::english_month(month).substr(0, 3));
    }
    out += fmt::format(
        "<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" fill=\"{}\" stroke=\"#c4c4c4\">"
        "<title>{}</title></rect>\n",
        x, top + kStep * weekday(day.from), kSquare, kSquare, shade(day, most), markup_escaped(tip(day)));
  }
  out += fmt::format(
      "<text x=\"{:.0f}\" y=\"{:.0f}\" fill=\"#555555\">{}</text>\n</svg>\n", plot.left, plot.height - 12,
      markup_escaped(fmt::format("{}, {}; Monday above; grey: nothing captured",
                                 counted(days.all.found, "article", "articles"), days.revision)));
  return out;
}

}  // namespace dateline::show
