#include "bench/track/selftest.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kRecords = 3000;
/// Counting takes most of the time: these classes stand for all.
constexpr const char* kCountedClasses = "one_word/";

fs::path copy_programs(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  for (const char* program : {"dateline-index", "dateline-search"}) {
    fs::copy_file(from / program, to / program, fs::copy_options::overwrite_existing);
  }
  return to;
}

std::string text_of(const Verdicts& of) {
  return fmt::format("{} of {} classes slower, {} of {} with more instructions, {} figures worse", of.slower,
                     of.classes, of.more, of.counted, of.worse);
}

}  // namespace

Verdicts verdicts_of(const Against& against) {
  Verdicts out;
  for (const ClassAgainst& of : against.classes) {
    if (of.both()) {
      ++out.classes;
      out.slower += of.change.slower ? 1 : 0;
    }
    if (of.instruction_ratio()) {
      ++out.counted;
      out.more += of.more_instructions() ? 1 : 0;
    }
  }
  out.worse = static_cast<std::size_t>(std::ranges::count_if(against.figures, &FigureAgainst::worse));
  return out;
}

Result<bool> test_against(const fs::path& programs, const fs::path& slowed, int runs, const fs::path& scratch,
                          std::ostream& log) {
  const Progress quiet = [](const std::string&) {};
  const fs::path equal = copy_programs(programs, scratch / "equal");
  AgainstOptions options;
  options.records = kRecords;
  options.counted_class = kCountedClasses;
  int alarms = 0;
  int by_time = 0;
  int by_instructions = 0;
  for (int run = 1; run <= runs; ++run) {
    options.seed += 1;
    const auto same = measure_against({"build", "equal build"}, {programs, equal}, options, scratch, quiet);
    if (!same) return fail(same.error());
    const Verdicts of_same = verdicts_of(*same);
    alarms += same->worse() ? 1 : 0;
    fmt::print(log, "equal build, {} of {}: {}\n", run, runs, text_of(of_same));
    const auto other =
        measure_against({"build", "slowed build"}, {programs, slowed}, options, scratch, quiet);
    if (!other) return fail(other.error());
    const Verdicts of_other = verdicts_of(*other);
    by_time += of_other.slower > 0 ? 1 : 0;
    by_instructions += of_other.more > 0 ? 1 : 0;
    fmt::print(log, "slowed build, {} of {}: {}\n", run, runs, text_of(of_other));
    log.flush();
  }
  fmt::print(log,
             "The slowed build was found by time in {0} of {3}, by instructions in {1} of {3}; the equal "
             "build was called slower in {2} of {3}.\n",
             by_time, by_instructions, alarms, runs);
  return by_time == runs && by_instructions == runs && alarms == 0;
}

}  // namespace dateline::bench
