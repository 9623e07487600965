#include "bench/record/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/record/svg.h"
#include "bench/record/table.h"

namespace dateline::bench {
namespace {

constexpr double kWidth = svg::kWidth;
constexpr double kLeft = 200;
constexpr double kRight = 30;
constexpr double kTop = 40;
constexpr std::size_t kMaxRuns = 6;
constexpr std::array<std::string_view, kMaxRuns> kColours{"#4477aa", "#ee6677", "#228833",
                                                          "#ccbb44", "#66ccee", "#aa3377"};

/// Places values between two powers of ten.
class LogScale {
 public:
  LogScale(double smallest, double largest, double from, double to)
      : first_(std::floor(std::log10(std::max(smallest, 1e-3)))),
        last_(std::max(std::ceil(std::log10(std::max(largest, 1e-3))), first_ + 1)),
        from_(from),
        to_(to) {}
  double at(double value) const {
    const double part = (std::log10(std::max(value, 1e-3)) - first_) / (last_ - first_);
    return from_ + part * (to_ - from_);
  }
  std::vector<double> marks() const {
    std::vector<double> out;
    for (double exponent = first_; exponent <= last_; ++exponent) out.push_back(std::pow(10, exponent));
    return out;
  }

 private:
  double first_;
  double last_;
  double from_;
  double to_;
};

struct Bar {
  double p50 = 0;
  double p99 = 0;
};

}  // namespace

std::string latency_chart(std::span<const Summary> runs) {
  if (runs.size() > kMaxRuns) runs = runs.last(kMaxRuns);
  std::vector<std::string> classes;  // in the order of the runs
  std::vector<std::map<std::string, Bar>> bars(runs.size());
  double smallest = 1e12;
  double largest = 0;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    for (const ClassLatency& of : runs[run].latency) {
      if (of.phase != runs[run].phases.front().name) continue;
      if (std::ranges::find(classes, of.query_class) == classes.end()) classes.push_back(of.query_class);
      bars[run][of.query_class] = {of.us.p50, of.us.p99};
      smallest = std::min(smallest, of.us.p50);
      largest = std::max(largest, of.us.p99);
    }
  }
  constexpr double kStep = 7;
  const double row = kStep * static_cast<double>(runs.size()) + 10;
  const double head = kTop + 16 * static_cast<double>(runs.size());
  const double bottom = head + row * static_cast<double>(classes.size());
  const LogScale scale(smallest, std::max(largest, smallest), kLeft, kWidth - kRight);
  std::string out =
      svg::label(kWidth / 2, 20, "middle", "Latency by class: median (dot) to 99 in 100 (end of the line)");
  for (const double mark : scale.marks()) {
    out += svg::line(scale.at(mark), head, scale.at(mark), bottom, "#ddd", 1);
    out += svg::label(scale.at(mark), bottom + 16, "middle", time_text(mark));
  }
  for (std::size_t run = 0; run < runs.size(); ++run) {
    out += svg::label(kLeft, kTop + 16 * static_cast<double>(run), "start", runs[run].name, kColours[run]);
  }
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const double top = head + row * static_cast<double>(i);
    out += svg::label(kLeft - 8, top + row / 2 + 4, "end", classes[i]);
    for (std::size_t run = 0; run < runs.size(); ++run) {
      const auto found = bars[run].find(classes[i]);
      if (found == bars[run].end()) continue;
      const double y = top + 8 + kStep * static_cast<double>(run);
      out += svg::line(scale.at(found->second.p50), y, scale.at(found->second.p99), y, kColours[run], 2);
      out += svg::dot(scale.at(found->second.p50), y, kColours[run]);
    }
  }
  return svg::page(bottom + 30, out);
}

std::string indexing_chart(const Summary& run) {
  struct Point {
    double articles = 0;
    double per_second = 0;
  };
  std::map<std::string, std::vector<Point>> lines;
  Point smallest{1e12, 1e12};
  Point largest;
  for (const IndexingFigures& of : run.indexing) {
    const Point point{static_cast<double>(of.articles), of.articles_per_second()};
    if (of.work != "build" || point.per_second <= 0) continue;
    lines[fmt::format("{}, {} thread{}", of.engine, of.threads, of.threads == 1 ? "" : "s")].push_back(point);
    smallest = {std::min(smallest.articles, point.articles), std::min(smallest.per_second, point.per_second)};
    largest = {std::max(largest.articles, point.articles), std::max(largest.per_second, point.per_second)};
  }
  const double head = kTop + 16 * static_cast<double>(lines.size());
  const double bottom = head + 300;
  const LogScale across(smallest.articles, std::max(largest.articles, smallest.articles), kLeft,
                        kWidth - kRight);
  const LogScale up(smallest.per_second, std::max(largest.per_second, smallest.per_second), bottom, head);
  std::string out =
      svg::label(kWidth / 2, 20, "middle", "Articles a second by size of the collection, " + run.name);
  for (const double mark : across.marks()) {
    out += svg::line(across.at(mark), head, across.at(mark), bottom, "#ddd", 1);
    out += svg::label(across.at(mark), bottom + 16, "middle", count_text(mark));
  }
  for (const double mark : up.marks()) {
    out += svg::line(kLeft, up.at(mark), kWidth - kRight, up.at(mark), "#ddd", 1);
    out += svg::label(kLeft - 8, up.at(mark) + 4, "end", count_text(mark));
  }
  std::size_t number = 0;
  for (auto& [name, points] : lines) {
    const std::string_view colour = kColours[number % kColours.size()];
    out += svg::label(kLeft, kTop + 16 * static_cast<double>(number++), "start", name, colour);
    std::ranges::sort(points, {}, &Point::articles);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double x = across.at(points[i].articles);
      const double y = up.at(points[i].per_second);
      out += svg::dot(x, y, colour);
      if (i > 0)
        out += svg::line(across.at(points[i - 1].articles), up.at(points[i - 1].per_second), x, y, colour, 2);
    }
  }
  return svg::page(bottom + 30, out);
}

}  // namespace dateline::bench
