#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "searcher/show/timeline.h"

/// What the charts of timelines in SVG have in common: a plot below a title, with lines across and labels
/// below.
namespace dateline::show {

struct SvgPlot {
  double width = 960;   ///< of the picture
  double height = 320;  ///< of the picture
  double left = 64;
  double top = 48;
  double plot_width = 880;
  double plot_height = 216;

  double bottom() const { return top + plot_height; }
  /// Width of one of `count` periods.
  double step(std::size_t count) const { return plot_width / static_cast<double>(count > 0 ? count : 1); }
};

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not below the value: the top of the axis. 1 for
/// 0.
double axis_top(double value);

std::string value_text(double value, TimelineMeasure measure);

/// The beginning of a document: title and description for those who cannot see it, the title above the plot.
/// The texts are escaped here.
std::string svg_begin(const SvgPlot& plot, const std::string& title, const std::string& description);

/// Lines across the plot with the values of the axis.
std::string svg_grid(const SvgPlot& plot, double top_value, TimelineMeasure measure);

/// Labels below the plot, of so many that they do not touch; `label` of the i-th of `count` periods,
/// unescaped.
std::string svg_labels(const SvgPlot& plot, std::size_t count,
                       const std::function<std::string(std::size_t)>& label);

}  // namespace dateline::show
