#pragma once

#include <benchmark/benchmark.h>

#include <exception>
#include <iostream>

namespace dateline::bench {

/// Prints to the console and remembers whether a benchmark had an error: Google Benchmark itself ends with 0
/// after SkipWithError.
class ErrorReporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) failed_ = failed_ || run.error_occurred;
    ConsoleReporter::ReportRuns(runs);
  }
  bool failed() const { return failed_; }

 private:
  bool failed_ = false;
};

/// Runs what is registered. The exit code of the program: 0; 1 when a benchmark had an error or none was run;
/// 2 for an argument that is not understood.
inline int run_checked(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  ErrorReporter reporter;
  const std::size_t ran = benchmark::RunSpecifiedBenchmarks(&reporter);
  return reporter.failed() || ran == 0 ? 1 : 0;
}

/// The main function of a program that prepares something first: `run` registers the benchmarks and ends with
/// `run_checked`. An exception becomes a line on standard error and exit code 1.
inline int run_prepared(const char* program, int argc, char** argv, int (*run)(int argc, char** argv)) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << program << ": " << error.what() << '\n';
    return 1;
  }
}

}  // namespace dateline::bench
