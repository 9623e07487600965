#include "bench/stats/slowdown.h"

#include <algorithm>
#include <cmath>

#include "bench/corpus/random.h"
#include "bench/stats/percentile.h"

namespace dateline::bench {
namespace {

constexpr unsigned kLowerQuartile = 250;

double lower_quartile(std::vector<double> samples) {
  std::ranges::sort(samples);
  return percentile(samples, kLowerQuartile);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : std::sqrt(values[half - 1] * values[half]);
}

/// The first and the second half of the samples of one run, as if they were two runs.
std::vector<Stratum> halves(std::span<const Stratum> queries, std::vector<double> Stratum::*side) {
  std::vector<Stratum> out;
  for (const Stratum& query : queries) {
    const std::vector<double>& samples = query.*side;
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    out.push_back({{samples.begin(), middle}, {middle, samples.end()}});
  }
  return out;
}

double unrest_of(std::span<const Stratum> queries) {
  double unrest = 1;
  for (auto side : {&Stratum::before, &Stratum::after}) {
    const double ratio = class_ratio(halves(queries, side));
    unrest = std::max({unrest, ratio, 1 / ratio});
  }
  return unrest;
}

std::vector<double> redraw(const std::vector<double>& samples, Random& random) {
  std::vector<double> out(samples.size());
  for (double& value : out) value = random.pick(samples);
  return out;
}

void set_interval(ClassChange& change, std::span<const Stratum> queries, double machine,
                  const SlowdownOptions& options) {
  Random random(options.seed);
  std::vector<double> ratios;
  for (std::size_t i = 0; i < options.resamples; ++i) {
    std::vector<Stratum> drawn;
    for (const Stratum& query : queries) {
      Stratum again;
      again.before = redraw(query.before, random);
      again.after = redraw(query.after, random);
      drawn.push_back(std::move(again));
    }
    ratios.push_back(class_ratio(drawn) / machine);
  }
  std::ranges::sort(ratios);
  change.low = percentile(ratios, 25);
  change.high = percentile(ratios, 975);
}

/// The samples after as they would have been on a machine as fast as before.
std::vector<Stratum> adjusted(std::span<const Stratum> queries, double machine) {
  std::vector<Stratum> out(queries.begin(), queries.end());
  for (Stratum& query : out) {
    for (double& value : query.after) value /= machine;
  }
  return out;
}

}  // namespace

double class_ratio(std::span<const Stratum> queries) {
  std::vector<double> ratios;
  for (const Stratum& query : queries) {
    if (query.before.empty() || query.after.empty()) continue;
    const double before = lower_quartile(query.before);
    const double after = lower_quartile(query.after);
    if (before > 0 && after > 0) ratios.push_back(after / before);
  }
  return ratios.empty() ? 1 : median(std::move(ratios));
}

std::vector<ClassChange> find_slowdowns(std::span<const ClassSamples> classes, double machine,
                                        const SlowdownOptions& options) {
  std::vector<ClassChange> changes;
  std::vector<double> p_values;
  for (const ClassSamples& samples : classes) {
    ClassChange change;
    change.name = samples.name;
    change.ratio = class_ratio(samples.queries) / machine;
    change.unrest = unrest_of(samples.queries);
    set_interval(change, samples.queries, machine, options);
    p_values.push_back(p_value_of_increase(adjusted(samples.queries, machine)));
    changes.push_back(std::move(change));
  }
  const std::vector<double> p = holm(p_values);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    ClassChange& change = changes[i];
    change.p = p[i];
    const double needed = std::max(options.threshold, change.unrest * change.unrest);
    const double surely = 1 + (options.threshold - 1) / 2;
    change.slower = change.ratio > needed && change.low > surely && change.p < options.alpha;
  }
  return changes;
}

}  // namespace dateline::bench
