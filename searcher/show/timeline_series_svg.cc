#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "searcher/show/markup.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/timeline_series.h"

namespace dateline::show {
namespace {

using search::TimelinePeriod;
using search::TimelineSeries;

constexpr double kWidth = 960;
constexpr double kLeft = 64;
constexpr double kPlotWidth = kWidth - kLeft - 16;
constexpr double kTop = 48;
constexpr double kPlotHeight = 240;
constexpr double kLegendLine = 18;
constexpr std::size_t kLabels = 12;

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

double round_up(double value) {
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 2.5, 5.0}) {
    if (step * power >= value * (1 - 1e-12)) return step * power;
  }
  return 10 * power;
}

std::string value_text(double value, TimelineMeasure measure) {
  return measure == TimelineMeasure::kShare ? fmt::format("{:.3g} %", value * 100)
                                            : fmt::format("{:.6g}", value);
}

}  // namespace

std::string series_svg(const std::vector<TimelineSeries>& series, TimelineMeasure measure) {
  std::string title;
  std::string description = fmt::format("Line chart of {} series.", series.size());
  double most = 0;
  for (const TimelineSeries& one : series) {
    title += (title.empty() ? "" : "; ") + printable(one.label);
    description += fmt::format(" {}: {} of {} articles.", printable(one.label),
                               grouped(one.timeline.all.found), grouped(one.timeline.all.articles));
    for (const TimelinePeriod& period : one.timeline.periods)
      most = std::max(most, value_of(period.count, measure).value_or(0));
  }
  const double top = most > 0 ? round_up(most) : 1;
  const double bottom = kTop + kPlotHeight;
  const double height = bottom + 40 + kLegendLine * static_cast<double>(series.size()) + 12;
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" "
      "font-size=\"12\">\n<title id=\"title\">{2}</title>\n<desc id=\"desc\">{3}</desc>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n"
      "<text x=\"{4}\" y=\"26\" font-size=\"16\" fill=\"#222222\">{2}</text>\n",
      kWidth, height, markup_escaped(title), markup_escaped(description), kLeft);
  for (int i = 0; i <= 4; ++i) {
    const double y = bottom - kPlotHeight * i / 4;
    out += fmt::format(
        "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\"/>\n"
        "<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"end\" fill=\"#555555\">{}</text>\n",
        kLeft, y, kLeft + kPlotWidth, y, i == 0 ? "#888888" : "#e4e4e4", kLeft - 6, y + 4,
        value_text(top * i / 4, measure));
  }
  const std::size_t count = series.empty() ? 0 : series.front().timeline.periods.size();
  const double step = kPlotWidth / static_cast<double>(std::max<std::size_t>(count, 1));
  const auto x_of = [&](std::size_t i) { return kLeft + step * (static_cast<double>(i) + 0.5); };
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
      const double y = bottom - kPlotHeight * *value / top;
      path += fmt::format("{}{:.2f} {:.2f}", drawing ? " L " : path.empty() ? "M " : " M ", x_of(i), y);
      drawing = true;
      dots +=
          fmt::format("<circle cx=\"{:.2f}\" cy=\"{:.2f}\" r=\"2\" fill=\"{}\"><title>{}</title></circle>\n",
                      x_of(i), y, stroke.colour,
                      markup_escaped(fmt::format("{}, {}: {} of {} articles", printable(series[s].label),
                                                 period.label, period.count.found, period.count.articles)));
    }
    if (!path.empty()) {
      out += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"{}/>\n", path,
                         stroke.colour, stroke.dashes);
    }
    out += dots;
    const double y = bottom + 40 + kLegendLine * static_cast<double>(s);
    out += fmt::format(
        "<line x1=\"{0}\" y1=\"{1}\" x2=\"{2}\" y2=\"{1}\" stroke=\"{3}\" stroke-width=\"2\"{4}/>\n"
        "<text x=\"{5}\" y=\"{6}\" fill=\"#222222\">{7}</text>\n",
        kLeft, y, kLeft + 30, stroke.colour, stroke.dashes, kLeft + 38, y + 4,
        markup_escaped(printable(series[s].label)));
  }
  const std::size_t every = std::max<std::size_t>((count + kLabels - 1) / kLabels, 1);
  for (std::size_t i = 0; i < count; i += every) {
    out += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"middle\" fill=\"#555555\">{}</text>\n",
                       x_of(i), bottom + 18, markup_escaped(series.front().timeline.periods[i].label));
  }
  return out + "</svg>\n";
}

}  // namespace dateline::show
