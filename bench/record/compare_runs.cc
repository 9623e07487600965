#include "bench/record/compare_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "bench/record/table.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kOurs = "Dateline";

/// Strata by class and query.
class Classes {
 public:
  /// The classes come in the order of the summary, which that of the shuffled samples is not.
  Classes(const Summary& summary, const std::string& phase) {
    for (const ClassLatency& of : summary.latency) {
      if (of.phase == phase && places_.try_emplace(of.query_class, classes_.size()).second) {
        classes_.push_back({of.query_class, {}});
      }
    }
  }

  void add(const Sample& sample, std::vector<double> Stratum::*side) {
    auto [found, fresh] = places_.try_emplace(sample.query_class, classes_.size());
    if (fresh) classes_.push_back({sample.query_class, {}});
    ClassSamples& of_class = classes_[found->second];
    auto [query, new_query] =
        queries_.try_emplace({sample.query_class, sample.query}, of_class.queries.size());
    if (new_query) of_class.queries.emplace_back();
    const std::uint64_t own_ns = sample.wall_ns - std::min(sample.waited_ns, sample.wall_ns);
    (of_class.queries[query->second].*side).push_back(static_cast<double>(own_ns));
  }

  /// How many times as long the reference work took; takes it out of the classes.
  double take_machine() {
    const auto found = std::ranges::find(classes_, kReference, &ClassSamples::name);
    if (found == classes_.end()) return 1;
    const double ratio = class_ratio(found->queries);
    classes_.erase(found);
    return ratio;
  }

  const std::vector<ClassSamples>& all() const { return classes_; }

 private:
  std::vector<ClassSamples> classes_;
  std::map<std::string, std::size_t> places_;
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> queries_;
};

/// Whether each repetition took longer than each one before, and the median by more than the threshold.
bool builds_slower(const IndexingFigures& old, const IndexingFigures& now, double machine) {
  return std::ranges::min(now.seconds) / machine > std::ranges::max(old.seconds) &&
         now.median_seconds() / machine > kWorseSeconds * old.median_seconds();
}

/// `machine` is how many times as long the reference work took in the second run.
std::vector<IndexingChange> indexing_changes(const Summary& before, const Summary& after, double machine) {
  constexpr std::size_t kFewestRepetitions = 2;
  std::vector<IndexingChange> changes;
  for (const IndexingFigures& old : before.indexing) {
    const auto now = std::ranges::find_if(after.indexing, [&](const IndexingFigures& of) {
      return of.engine == old.engine && of.work == old.work && of.size == old.size &&
             of.threads == old.threads && of.articles == old.articles;
    });
    if (now == after.indexing.end()) continue;
    const bool ours = old.engine == kOurs;
    const std::string what = fmt::format("{} {} {}, {} threads", old.engine, old.work, old.size, old.threads);
    const auto add = [&](const char* unit, double was, double is, bool judged, bool worse) {
      if (was <= 0 || is <= 0) return;
      changes.push_back({fmt::format("{}: {}", what, unit), was, is, judged, judged && worse});
    };
    const auto add_bytes = [&](const char* unit, std::uint64_t was, std::uint64_t is, double most) {
      const auto old_bytes = static_cast<double>(was);
      const auto new_bytes = static_cast<double>(is);
      add(unit, old_bytes, new_bytes, ours, new_bytes > most * old_bytes);
    };
    const bool repeated = std::min(old.seconds.size(), now->seconds.size()) >= kFewestRepetitions;
    add("seconds", old.median_seconds(), now->median_seconds(), ours && repeated,
        repeated && builds_slower(old, *now, machine));
    add_bytes("peak bytes", old.peak_bytes, now->peak_bytes, kWorsePeakBytes);
    add_bytes("index bytes", old.index_bytes, now->index_bytes, kWorseIndexBytes);
  }
  return changes;
}

Status check_comparable(const Summary& before, const Summary& after) {
  const auto different = [](std::string_view what, std::string_view was, std::string_view is) {
    return fail(ErrorKind::kUsage, fmt::format("the runs cannot be compared: {} {} and {}", what, was, is),
                "run the benchmarks again with the same options");
  };
  if (before.collection.hash != after.collection.hash) {
    return different("the collections have the hashes", before.collection.hash, after.collection.hash);
  }
  if (before.collection.queries_hash != after.collection.queries_hash) {
    return different("the queries have the hashes", before.collection.queries_hash,
                     after.collection.queries_hash);
  }
  return {};
}

}  // namespace

bool Comparison::slower() const {
  return std::ranges::any_of(phases, [](const PhaseComparison& phase) {
    return phase.judged && std::ranges::any_of(phase.classes, &ClassChange::slower);
  });
}

bool Comparison::indexes_worse() const { return std::ranges::any_of(indexing, &IndexingChange::worse); }

Result<Comparison> compare_runs(const SavedRun& before, const SavedRun& after,
                                const SlowdownOptions& options) {
  if (const Status comparable = check_comparable(before.summary, after.summary); !comparable) {
    return fail(comparable.error());
  }
  Comparison comparison;
  if (before.summary.environment.processor != after.summary.environment.processor ||
      before.summary.environment.processors != after.summary.environment.processors) {
    comparison.notes.push_back("The runs were made on different machines.");
  }
  for (const PhaseFigures& phase : before.summary.phases) {
    Classes classes(before.summary, phase.name);
    for (const Sample& sample : before.samples) {
      if (sample.phase == phase.name) classes.add(sample, &Stratum::before);
    }
    for (const Sample& sample : after.samples) {
      if (sample.phase == phase.name) classes.add(sample, &Stratum::after);
    }
    PhaseComparison compared;
    compared.phase = phase.name;
    compared.judged = phase.beside.empty();
    compared.machine = classes.take_machine();
    compared.classes = find_slowdowns(classes.all(), compared.machine, options);
    comparison.phases.push_back(std::move(compared));
  }
  const double machine = comparison.phases.empty() ? 1 : comparison.phases.front().machine;
  comparison.indexing = indexing_changes(before.summary, after.summary, machine);
  return comparison;
}

std::string text_of(const Comparison& comparison, const SlowdownOptions& options) {
  std::string out;
  for (const std::string& note : comparison.notes) out += note + "\n\n";
  for (const PhaseComparison& phase : comparison.phases) {
    out += fmt::format(
        "## {}\n\nThe machine took {:.2f} times as long for the reference work; divided out below.{}\n\n",
        phase.phase, phase.machine, phase.judged ? "" : " Something else ran beside: no verdict.");
    Table table({"class", "after / before", "95 in 100 between", "p", "unrest", "verdict"});
    for (const ClassChange& change : phase.classes) {
      table.add({change.name, fmt::format("{:.3f}", change.ratio),
                 fmt::format("{:.3f} and {:.3f}", change.low, change.high), fmt::format("{:.1e}", change.p),
                 fmt::format("{:.2f}", change.unrest), change.slower && phase.judged ? "SLOWER" : ""});
    }
    out += table.text() + '\n';
  }
  if (!comparison.indexing.empty()) {
    Table table({"indexing", "before", "after", "after / before", "verdict"});
    for (const IndexingChange& change : comparison.indexing) {
      table.add({change.what, fmt::format("{:.6g}", change.before), fmt::format("{:.6g}", change.after),
                 fmt::format("{:.3f}", change.after / change.before),
                 change.worse ? "WORSE" : (change.judged ? "" : "none")});
    }
    out += table.text() + '\n';
  }
  out += comparison.slower()
             ? fmt::format("Some classes are slower by more than {:.0f} %.\n", (options.threshold - 1) * 100)
             : "No class is slower.\n";
  out += comparison.indexes_worse() ? "Indexing is slower or takes more.\n" : "Indexing is no worse.\n";
  return out;
}

}  // namespace dateline::bench
