#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "searcher/show/markup.h"
#include "searcher/show/printable.h"
#include "searcher/show/text.h"
#include "searcher/show/timeline.h"

namespace dateline::show {
namespace {

using search::Timeline;
using search::TimelinePeriod;

constexpr double kWidth = 960;
constexpr double kHeight = 320;
constexpr double kLeft = 64;
constexpr double kRight = 16;
constexpr double kTop = 48;
constexpr double kBottom = 56;
constexpr double kPlotWidth = kWidth - kLeft - kRight;
constexpr double kPlotHeight = kHeight - kTop - kBottom;
constexpr std::size_t kLabels = 12;

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below the value: the top of the axis.
double round_up(double value) {
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 2.5, 5.0}) {
    if (step * power >= value * (1 - 1e-12)) return step * power;
  }
  return 10 * power;
}

std::string value_text(double value, TimelineMeasure measure) {
  if (measure == TimelineMeasure::kShare) return fmt::format("{:.3g} %", value * 100);
  return fmt::format("{:.6g}", value);
}

std::string description(const Timeline& timeline, TimelineMeasure measure) {
  if (timeline.periods.empty()) return "There is no dated article.";
  const auto less = [measure](const TimelinePeriod& a, const TimelinePeriod& b) {
    return value_of(a.count, measure).value_or(-1) < value_of(b.count, measure).value_or(-1);
  };
  const TimelinePeriod& most = *std::max_element(timeline.periods.begin(), timeline.periods.end(), less);
  const auto gaps = std::count_if(timeline.periods.begin(), timeline.periods.end(),
                                  [](const TimelinePeriod& period) { return period.count.gap(); });
  std::string out =
      fmt::format("Bar chart of {} periods from {} to {}. {} of {} articles are found.",
                  timeline.periods.size(), timeline.periods.front().label, timeline.periods.back().label,
                  grouped(timeline.all.found), grouped(timeline.all.articles));
  if (timeline.all.found > 0) {
    out += fmt::format(" The highest bar is {} with {}.", most.label,
                       value_text(value_of(most.count, measure).value_or(0), measure));
  }
  if (gaps > 0)
    out += fmt::format(" Of {} {}, shown in grey, nothing was captured.", gaps,
                       gaps == 1 ? "period" : "periods");
  if (timeline.undated.found > 0)
    out += fmt::format(" {} articles found have no date.", grouped(timeline.undated.found));
  return out;
}

}  // namespace

std::string timeline_svg(const Timeline& timeline, TimelineMeasure measure) {
  const std::string title = markup_escaped(timeline_title(timeline, measure));
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" "
      "font-size=\"12\">\n<title id=\"title\">{2}</title>\n<desc id=\"desc\">{3}</desc>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n"
      "<text x=\"{4}\" y=\"26\" font-size=\"16\" fill=\"#222222\">{2}</text>\n",
      kWidth, kHeight, title, markup_escaped(description(timeline, measure)), kLeft);

  double most = 0;
  for (const TimelinePeriod& period : timeline.periods)
    most = std::max(most, value_of(period.count, measure).value_or(0));
  const double top = most > 0 ? round_up(most) : 1;
  const double bottom_y = kTop + kPlotHeight;
  for (int i = 0; i <= 4; ++i) {
    const double y = bottom_y - kPlotHeight * i / 4;
    out += fmt::format(
        "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\"/>\n"
        "<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"end\" fill=\"#555555\">{}</text>\n",
        kLeft, y, kLeft + kPlotWidth, y, i == 0 ? "#888888" : "#e4e4e4", kLeft - 6, y + 4,
        value_text(top * i / 4, measure));
  }

  const std::size_t count = timeline.periods.size();
  const double step = kPlotWidth / static_cast<double>(std::max<std::size_t>(count, 1));
  const double bar = step > 3 ? step - 1 : step;
  for (std::size_t i = 0; i < count; ++i) {
    const TimelinePeriod& period = timeline.periods[i];
    const double x = kLeft + step * static_cast<double>(i);
    const double value = value_of(period.count, measure).value_or(0);
    const bool gap = period.count.gap();
    if (!gap && value <= 0) continue;
    const double height = gap ? kPlotHeight : kPlotHeight * value / top;
    const std::string tip =
        gap ? fmt::format("{}: nothing captured", period.label)
            : fmt::format("{}: {} of {} articles", period.label, period.count.found, period.count.articles);
    out += fmt::format(
        "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"><title>{}</title>"
        "</rect>\n",
        x, bottom_y - height, gap ? step : bar, height, gap ? "#eeeeee" : "#2a6f97", markup_escaped(tip));
  }
  const std::size_t every = (count + kLabels - 1) / kLabels;
  for (std::size_t i = 0; i < count; i += every) {
    out += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"middle\" fill=\"#555555\">{}</text>\n",
                       kLeft + step * (static_cast<double>(i) + 0.5), bottom_y + 18,
                       markup_escaped(timeline.periods[i].label));
  }
  out += fmt::format(
      "<text x=\"{}\" y=\"{}\" fill=\"#555555\">{}</text>\n</svg>\n", kLeft, kHeight - 12,
      markup_escaped(fmt::format("{} of {} articles, {}; grey: nothing captured", grouped(timeline.all.found),
                                 grouped(timeline.all.articles), timeline.revision)));
  return out;
}

}  // namespace dateline::show
