#include <fmt/format.h>

#include <algorithm>

#include "searcher/show/markup.h"
#include "searcher/show/printable.h"
#include "searcher/show/svg_chart.h"
#include "searcher/show/text.h"
#include "searcher/show/timeline.h"

namespace dateline::show {
namespace {

using search::Timeline;
using search::TimelinePeriod;

std::string description(const Timeline& timeline, TimelineMeasure measure) {
  if (timeline.periods.empty()) return "There is no dated article.";
  const auto less = [measure](const TimelinePeriod& a, const TimelinePeriod& b) {
    return value_of(a.count, measure).value_or(-1) < value_of(b.count, measure).value_or(-1);
  };
  const TimelinePeriod& most = *std::max_element(timeline.periods.begin(), timeline.periods.end(), less);
  const auto gaps = std::count_if(timeline.periods.begin(), timeline.periods.end(),
                                  [](const TimelinePeriod& period) { return period.count.gap(); });
  std::string out = fmt::format(
      "Bar chart of {} from {} to {}. {} of {} found.", counted(timeline.periods.size(), "period", "periods"),
      timeline.periods.front().label, timeline.periods.back().label, grouped(timeline.all.found),
      counted(timeline.all.articles, "article is", "articles are"));
  if (timeline.all.found > 0) {
    out += fmt::format(" The highest bar is {} with {}.", most.label,
                       value_text(value_of(most.count, measure).value_or(0), measure));
  }
  if (gaps > 0)
    out += fmt::format(" Of {} {}, shown in grey, nothing was captured.", gaps,
                       gaps == 1 ? "period" : "periods");
  if (timeline.undated.found > 0)
    out += fmt::format(" {} no date.",
                       counted(timeline.undated.found, "article found has", "articles found have"));
  return out;
}

}  // namespace

std::string timeline_svg(const Timeline& timeline, TimelineMeasure measure) {
  constexpr SvgPlot kPlot;
  double most = 0;
  for (const TimelinePeriod& period : timeline.periods)
    most = std::max(most, value_of(period.count, measure).value_or(0));
  const double top = axis_top(most);
  std::string out = svg_begin(kPlot, timeline_title(timeline, measure), description(timeline, measure)) +
                    svg_grid(kPlot, top, measure);
  const std::size_t count = timeline.periods.size();
  const double step = kPlot.step(count);
  const double bar = step > 3 ? step - 1 : step;
  for (std::size_t i = 0; i < count; ++i) {
    const TimelinePeriod& period = timeline.periods[i];
    const double x = kPlot.left + step * static_cast<double>(i);
    const double value = value_of(period.count, measure).value_or(0);
    const bool gap = period.count.gap();
    if (!gap && value <= 0) continue;
    const double height = gap ? kPlot.plot_height : kPlot.plot_height * value / top;
    const std::string tip = gap ? fmt::format("{}: nothing captured", period.label)
                                : fmt::format("{}: {} of {}", period.label, period.count.found,
                                              counted(period.count.articles, "article", "articles"));
    out += fmt::format(
        "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"><title>{}</title>"
        "</rect>\n",
        x, kPlot.bottom() - height, gap ? step : bar, height, gap ? "#eeeeee" : "#2a6f97",
        markup_escaped(tip));
  }
  out += svg_labels(kPlot, count, [&](std::size_t i) { return timeline.periods[i].label; });
  out += fmt::format(
      "<text x=\"{}\" y=\"{}\" fill=\"#555555\">{}</text>\n</svg>\n", kPlot.left, kPlot.height - 12,
      markup_escaped(fmt::format("{} of {}, {}; grey: nothing captured", grouped(timeline.all.found),
                                 counted(timeline.all.articles, "article", "articles"), timeline.revision)));
  return out;
}

}  // namespace dateline::show
