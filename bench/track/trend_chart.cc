#include "bench/track/trend_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "bench/record/svg.h"

namespace dateline::bench {
namespace {

constexpr double kLeft = 60;
constexpr double kRight = 250;  ///< for the names
constexpr double kTop = 50;
constexpr double kHeight = 360;
constexpr std::array<std::string_view, 11> kColours{"#4477aa", "#ee6677", "#228833", "#ccbb44",
                                                    "#66ccee", "#aa3377", "#777777", "#000000",
                                                    "#ee8866", "#44bb99", "#bb5566"};

/// Groups of classes, by the beginnings of their names. `no_hits` is in none: at first nothing was looked
/// for, so that its ratios are thousands.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kGroups{{
    {"one word", "one_word/"},
    {"all of several words", "all_words/ shell/headline"},
    {"any of several words", "any_word/"},
    {"phrases, nearness", "phrase/ near/"},
    {"beginnings of words", "prefix"},
    {"dates", "date_range juche_range"},
    {"counts and filters", "facets/ filter_and_word multi_select deep_page"},
    {"names and numbers", "name number"},
    {"Korean and Russian", "hangul_word russian_word"},
    {"a program started for a query", "process/"},
    {"reading: timeline, kwic, similar, a hit", "timeline kwic similar show explain"},
}};

using Series = std::vector<std::optional<double>>;
using RatioOf = std::function<Followed(const HistoryLine&)>;

struct Named {
  std::string name;
  Series values;
};

bool is_in(std::string_view query_class, std::string_view group) {
  while (!group.empty()) {
    const std::size_t end = std::min(group.find(' '), group.size());
    if (query_class.starts_with(group.substr(0, end))) return true;
    group.remove_prefix(std::min(end + 1, group.size()));
  }
  return false;
}

Series followed(const std::vector<HistoryLine>& lines, const RatioOf& ratio_of) {
  std::vector<Followed> steps;
  for (const HistoryLine& line : lines) steps.push_back(ratio_of(line));
  return follow(steps);
}

/// The mean of the classes' steps from line to line: of those that both lines know, so that a class that
/// comes later changes nothing.
Series group_series(const std::vector<HistoryLine>& lines, std::string_view group,
                    const std::function<Followed(const TrackedClass&)>& ratio_of) {
  return followed(lines, [&](const HistoryLine& line) {
    Followed out;
    double sum = 0;
    int count = 0;
    for (const auto& [name, of] : line.classes) {
      if (!is_in(name, group)) continue;
      const Followed step = ratio_of(of);
      out.there = out.there || step.there;
      if (!step.ratio) continue;
      sum += std::log(*step.ratio);
      ++count;
    }
    if (count > 0) out.ratio = std::exp(sum / count);
    return out;
  });
}

/// Marks by which one sees what a ratio is.
std::vector<double> marks_between(double low, double high) {
  std::vector<double> out;
  for (const double mark : {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5,  0.7,  0.8,  0.9,  1.0,
                            1.1,  1.25, 1.5,  2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
    if (mark >= low && mark <= high) out.push_back(mark);
  }
  return out;
}

std::string chart(const std::string& title, const std::vector<HistoryLine>& lines,
                  const std::vector<Named>& series) {
  double low = 1;
  double high = 1;
  for (const Named& of : series) {
    for (const auto& value : of.values) {
      if (!value || *value <= 0) continue;
      low = std::min(low, *value);
      high = std::max(high, *value);
    }
  }
  low /= 1.1;
  high *= 1.1;
  const double bottom = kTop + kHeight;
  const double right = svg::kWidth - kRight;
  const auto y = [&](double value) {
    return bottom - std::log(value / low) / std::log(high / low) * kHeight;
  };
  const auto x = [&](std::size_t line) {
    const double steps = std::max<double>(1, static_cast<double>(lines.size()) - 1);
    return kLeft + 20 + (right - kLeft - 40) * static_cast<double>(line) / steps;
  };
  std::string out = svg::label(svg::kWidth / 2, 20, "middle", title);
  for (const double mark : marks_between(low, high)) {
    out += svg::line(kLeft, y(mark), right, y(mark), mark == 1 ? "#888" : "#ddd", 1);
    out += svg::label(kLeft - 8, y(mark) + 4, "end", fmt::format("{}", mark));
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += svg::label(x(i), bottom + 18 + static_cast<double>(i % 2) * 14, "middle",
                      lines[i].commit.substr(0, 7));
  }
  // Names stand at the height of the last value, moved apart.
  std::vector<std::pair<double, std::size_t>> names;
  for (std::size_t s = 0; s < series.size(); ++s) {
    const std::string_view colour = kColours[s % kColours.size()];
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < series[s].values.size(); ++i) {
      const auto& value = series[s].values[i];
      if (!value) continue;
      if (last) out += svg::line(x(*last), y(*series[s].values[*last]), x(i), y(*value), colour, 2);
      out += svg::dot(x(i), y(*value), colour);
      last = i;
    }
    if (last) names.emplace_back(y(*series[s].values[*last]), s);
  }
  std::ranges::sort(names);
  double at = 0;
  for (const auto& [height, s] : names) {
    at = std::max(height + 4, at + 15);
    const double value = **std::find_if(series[s].values.rbegin(), series[s].values.rend(),
                                        [](const auto& candidate) { return candidate.has_value(); });
    out += svg::label(right + 6, at, "start", fmt::format("{:.2f} {}", value, series[s].name),
                      kColours[s % kColours.size()]);
  }
  return svg::page(std::max(bottom, at) + 50, out);
}

}  // namespace

std::map<std::string, std::string> trend_charts(const std::vector<HistoryLine>& lines) {
  std::vector<Named> latency;
  std::vector<Named> instructions;
  for (const auto& [name, group] : kGroups) {
    latency.push_back({std::string(name), group_series(lines, group, [](const TrackedClass& of) {
                         return Followed{true, of.ratio};
                       })});
    instructions.push_back({std::string(name), group_series(lines, group, [](const TrackedClass& of) {
                              return Followed{of.instructions.has_value(),
                                              of.instructions ? of.instructions->ratio : std::nullopt};
                            })});
  }
  const auto add = [&](const char* name, const char* figure, std::vector<Named>& to, bool turned = false) {
    Series values = followed(lines, [&](const HistoryLine& line) {
      const auto found = line.figures.find(figure);
      if (found == line.figures.end()) return Followed{};
      const auto& ratio = found->second.ratio;
      return Followed{true, turned && ratio ? std::optional(1 / *ratio) : ratio};
    });
    if (std::ranges::any_of(values, [](const auto& value) { return value.has_value(); })) {
      to.push_back({name, std::move(values)});
    }
  };
  add("building, instructions of an article", "build_instructions", instructions);
  std::vector<Named> indexing;
  add("building", "build_articles_per_second", indexing);
  add("adding", "add_cpu_seconds", indexing, true);
  std::vector<Named> bytes;
  add("the index", "index_bytes", bytes);
  add("memory while building", "build_peak_bytes", bytes);
  add("memory while adding", "add_peak_bytes", bytes);
  add("memory of a shell", "shell_peak_bytes", bytes);
  return {
      {"latency.svg",
       chart("Time of the processor for a question, by commit; the first line is 1", lines, latency)},
      {"instructions.svg",
       chart("Instructions for a question and for an indexed article, by commit; the first line is 1", lines,
             instructions)},
      {"indexing.svg",
       chart("Articles indexed in a second of the processor, by commit; the first line is 1, more is better",
             lines, indexing)},
      {"bytes.svg", chart("Bytes on disk and of memory, by commit; the first line is 1", lines, bytes)}};
}

}  // namespace dateline::bench
