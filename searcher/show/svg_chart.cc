#include "searcher/show/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "searcher/show/markup.h"

namespace dateline::show {

double axis_top(double value) {
  if (value <= 0) return 1;
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

std::string svg_begin(const SvgPlot& plot, const std::string& title, const std::string& description) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" "
      "font-size=\"12\">\n<title id=\"title\">{2}</title>\n<desc id=\"desc\">{3}</desc>\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n"
      "<text x=\"{4}\" y=\"26\" font-size=\"16\" fill=\"#222222\">{2}</text>\n",
      plot.width, plot.height, markup_escaped(title), markup_escaped(description), plot.left);
}

std::string svg_grid(const SvgPlot& plot, double top_value, TimelineMeasure measure) {
  std::string out;
  for (int i = 0; i <= 4; ++i) {
    const double y = plot.bottom() - plot.plot_height * i / 4;
    out += fmt::format(
        "<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\"/>\n"
        "<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"end\" fill=\"#555555\">{}</text>\n",
        plot.left, y, plot.left + plot.plot_width, y, i == 0 ? "#888888" : "#e4e4e4", plot.left - 6, y + 4,
        value_text(top_value * i / 4, measure));
  }
  return out;
}

std::string svg_labels(const SvgPlot& plot, std::size_t count,
                       const std::function<std::string(std::size_t)>& label) {
  constexpr std::size_t kLabels = 12;
  const std::size_t every = std::max<std::size_t>((count + kLabels - 1) / kLabels, 1);
  std::string out;
  for (std::size_t i = 0; i < count; i += every) {
    out += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" text-anchor=\"middle\" fill=\"#555555\">{}</text>\n",
                       plot.left + plot.step(count) * (static_cast<double>(i) + 0.5), plot.bottom() + 18,
                       markup_escaped(label(i)));
  }
  return out;
}

}  // namespace dateline::show
