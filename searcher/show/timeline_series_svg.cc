#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "searcher/show/markup.h"
#include "searcher/show/printable.h"
#include "searcher/show/svg_chart.h"
#include "searcher/show/text.h"
#include "searcher/show/timeline_series.h"

namespace dateline::show {
namespace {

using search::TimelinePeriod;
using search::TimelineSeries;

constexpr double kLegendLine = 18;

struct Stroke {
  std::string_view colour;
  std::string_view dashes;
};

/// Told apart by those who do not see colours too: each colour again with another dash.
Stroke stroke_of(std::size_t series) {
  constexpr std::array<std::string_view, 6> kColours{"#2a6f97", "#c1440e", "#3a7d44",
                                                     "#7b4b94", "#b8860b", "#444444"};
  constexpr std::array<std::string_view, 2> kDashes{"", " stroke-dasharray=\"6 3\""};
  return {kColours[series % kColours.size()], kDashes[series / kColours.size() % kDashes.size()]};
}

}  // namespace

std::string series_svg(const std::vector<TimelineSeries>& series, TimelineMeasure measure) {
  std::string title;
  std::string description = fmt::format("Line chart of {} series.", series.size());
  double most = 0;
  for (const TimelineSeries& one : series) {
    title += (title.empty() ? "" : "; ") + printable(one.label);
    description += fmt::format(" {}: {} of {}.", printable(one.label), grouped(one.timeline.all.found),
                               counted(one.timeline.all.articles, "article", "articles"));
    for (const TimelinePeriod& period : one.timeline.periods)
      most = std::max(most, value_of(period.count, measure).value_or(0));
  }
  const double top = axis_top(most);
  SvgPlot plot{.plot_height = 240};
  plot.height = plot.bottom() + 40 + kLegendLine * static_cast<double>(series.size()) + 12;
  std::string out = svg_begin(plot, title, description) + svg_grid(plot, top, measure);
  const std::size_t count = series.empty() ? 0 : series.front().timeline.periods.size();
  const auto x_of = [&](std::size_t i) {
    return plot.left + plot.step(count) * (static_cast<double>(i) + 0.5);
  };
  for (std::size_t s = 0; s < series.size(); ++s) {
    const Stroke stroke = stroke_of(s);
    std::string path;
    std::string dots;
    bool drawing = false;
    for (std::size_t i = 0; i < count; ++i) {
      const TimelinePeriod& period = series[s].timeline.periods[i];
      const auto value = value_of(period.count, measure);
      if (!value) {
        drawing = false;  // nothing was captured: the line is broken
        continue;
      }
      const double y = plot.bottom() - plot.plot_height * *value / top;
      path += fmt::format("{}{:.2f} {:.2f}", drawing ? " L " : path.empty() ? "M " : " M ", x_of(i), y);
      drawing = true;
      dots +=
          fmt::format("<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"2\" fill=\"{}\"><title>{}</title></circle>\n",
                      x_of(i), y, stroke.colour,
                      markup_escaped(fmt::format("{}, {}: {} of {}", printable(series[s].label), period.label,
                                                 period.count.found,
                                                 counted(period.count.articles, "article", "articles"))));
    }
    if (!path.empty()) {
      out += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>\n", path,
                         stroke.colour, stroke.dashes);
    }
    out += dots;
    const double y = plot.bottom() + 40 + kLegendLine * static_cast<double>(s);
    out += fmt::format(
        "<line x1=\"{0}\" y1=\"{1}\" x2=\"{2}\" y2=\"{1}\" stroke=\"{3}\" stroke-width=\"2\"{4}/>\n"
        "<text x=\"{5}\" y=\"{6}\" fill=\"#222222\">{7}</text>\n",
        plot.left, y, plot.left + 30, stroke.colour, stroke.dashes, plot.left + 38, y + 4,
        markup_escaped(printable(series[s].label)));
  }
  return out +
         svg_labels(plot, count, [&](std::size_t i) { return series.front().timeline.periods[i].label; }) +
         "</svg>\n";
}

}  // namespace dateline::show
