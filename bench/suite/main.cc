// bench_suite: runs all benchmarks, compares two runs, draws charts, writes the README's figures. `./dev
// bench` calls it.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "bench/record/chart.h"
#include "bench/record/compare_runs.h"
#include "bench/record/markdown.h"
#include "bench/suite/selftest.h"
#include "bench/suite/sentences.h"
#include "bench/suite/suite.h"

namespace {

namespace fs = std::filesystem;
using namespace dateline::bench;

constexpr const char* kLatencyChart = "latency.svg";

int report(const dateline::Error& error) {
  std::cerr << "error: " << error.what << '\n';
  if (!error.hint.empty()) std::cerr << "  " << error.hint << '\n';
  return static_cast<int>(dateline::exit_code(error.kind));
}

dateline::Status draw_history(const fs::path& runs) {
  const auto history = read_history(runs);
  if (!history) return dateline::fail(history.error());
  return write_file(runs / kLatencyChart, latency_chart(*history));
}

int run(SuiteOptions& options, bool save) {
  const fs::path source = DATELINE_SOURCE_DIR;
  if (save) {
    options.parent = source / "bench/runs";
  } else if (options.folder.empty()) {
    options.folder = source / "build/bench/latest";
  }
  if (!options.quick) {
    const auto first = look_first(options, std::cerr);
    if (!first) return report(first.error());
    std::cout << *first << std::endl;
  }
  const auto folder = run_suite(options, std::cerr);
  if (!folder) return report(folder.error());
  if (save) {
    if (const auto drawn = draw_history(options.parent); !drawn) return report(drawn.error());
  }
  const auto summary = read_summary(*folder);
  if (!summary) return report(summary.error());
  const auto history = read_history_lines(source / "bench/history.jsonl");
  if (!history) return report(history.error());
  std::cout << report_of(*summary) << "\nwritten to " << folder->string() << "\n\n"
            << closing_sentences(*summary, *history);
  return 0;
}

/// 0: nothing is worse, 1: something is, else the error's code.
int compare(const fs::path& before, const fs::path& after, const SlowdownOptions& options) {
  const auto first = read_run(before);
  if (!first) return report(first.error());
  const auto second = read_run(after);
  if (!second) return report(second.error());
  const auto comparison = compare_runs(*first, *second, options);
  if (!comparison) return report(comparison.error());
  std::cout << text_of(*comparison, options);
  return comparison->slower() || comparison->indexes_worse() ? 1 : 0;
}

/// 0: comparisons can be trusted here, 1: they cannot, else the error's code.
int selftest(SuiteOptions options, int pairs) {
  constexpr std::uint32_t kRecords = 10000;
  constexpr std::size_t kQueries = 3;
  if (options.records == 0) options.records = kRecords;
  if (options.queries == 0) options.queries = kQueries;
  options.no_peers = true;
  const auto passed = test_comparison(options, pairs, std::cerr);
  if (!passed) return report(passed.error());
  std::cout << (*passed ? "Comparisons can be trusted on this machine.\n"
                        : "Comparisons cannot be trusted: is something else running?\n");
  return *passed ? 0 : 1;
}

int write_readme(const fs::path& folder, const fs::path& readme) {
  const auto summary = read_summary(folder);
  if (!summary) return report(summary.error());
  const auto page = read_file(readme);
  if (!page) return report(page.error());
  const auto replaced = replace_figures(*page, *summary);
  if (!replaced) return report(replaced.error());
  if (const auto written = write_file(readme, *replaced); !written) return report(written.error());
  return 0;
}

int run_program(int argc, char** argv) {
  CLI::App app{"Benchmarks of Dateline: every answer is verified, every sample kept.", "./dev bench"};
  SuiteOptions options;
  options.programs = fs::read_symlink("/proc/self/exe").parent_path();
  options.peers = fs::path(DATELINE_SOURCE_DIR).parent_path() / "shared/peers";
  bool save = false;
  InjectedSleep sleep;
  app.add_flag("--quick", options.quick,
               "small collections, two minutes at most: for wrong answers, not for times");
  app.add_option("--corpus", options.corpus, "JSON Lines to index and ask instead of generated articles")
      ->check(CLI::ExistingFile);
  app.add_option("--map", options.map, "members of the corpus, as for dateline-index build");
  app.add_flag("--save", save, "keep the run in bench/runs");
  app.add_option("--records", options.records, "size of the generated collection that is asked");
  app.add_option("--sizes", options.sizes, "sizes of the collections that are only indexed");
  app.add_flag("--no-sizes", options.no_sizes, "index no other collections");
  app.add_flag("--no-peers", options.no_peers, "leave out the other engines");
  app.add_option("--queries", options.queries, "queries of each class");
  app.add_option("--rounds", options.rounds, "how often each query is timed");
  app.add_option("--seed", options.seed, "for drawing queries and their order");
  app.add_option("--peers", options.peers, "folder of LucenePeer.java");
  app.add_option("--scratch", options.scratch, "folder for collections and indexes, some gigabytes; kept");
  app.add_option("--folder", options.folder, "folder of the run; build/bench/latest without --save");
  app.add_option("--inject-sleep", sleep.query_class, "class that sleeps, to test `compare`")->group("");
  app.add_option("--inject-microseconds", sleep.microseconds)->group("");

  fs::path before;
  fs::path after;
  SlowdownOptions slowdown;
  CLI::App* comparing =
      app.add_subcommand("compare", "compare two runs; exit code 1 when the second is slower");
  comparing->add_option("BEFORE", before)->required()->check(CLI::ExistingDirectory);
  comparing->add_option("AFTER", after)->required()->check(CLI::ExistingDirectory);
  comparing->add_option("--threshold", slowdown.threshold, "ratio that counts as slower")
      ->check(CLI::Range(1.01, 10.0))
      ->capture_default_str();
  CLI::App* readme = app.add_subcommand("readme", "write the README's figures from a saved run");
  fs::path folder;
  readme->add_option("RUN", folder)->required()->check(CLI::ExistingDirectory);
  CLI::App* testing = app.add_subcommand(
      "selftest", "compare pairs of equal runs and runs with a sleep in a class: about five minutes");
  int pairs = 10;
  testing->add_option("--pairs", pairs, "of equal runs")->check(CLI::Range(1, 100))->capture_default_str();
  testing->fallthrough();
  CLI::App* charts = app.add_subcommand("charts", "draw the latency of all saved runs again");
  app.require_subcommand(0, 1);
  CLI11_PARSE(app, argc, argv);

  const fs::path source = DATELINE_SOURCE_DIR;
  if (*comparing) return compare(before, after, slowdown);
  if (*readme) return write_readme(folder, source / "README.md");
  if (*testing) return selftest(options, pairs);
  if (*charts) {
    const auto drawn = draw_history(source / "bench/runs");
    return drawn ? 0 : report(drawn.error());
  }
  if (!sleep.query_class.empty()) options.sleep = sleep;
  return run(options, save);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run_program(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << '\n';
    return static_cast<int>(dateline::ExitCode::kSystem);
  }
}
