#include "indexer/show_timings.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <time.h>

namespace dateline::indexer {
namespace {

std::uint64_t read_clock(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1000;
}

double seconds(std::uint64_t microseconds) { return static_cast<double>(microseconds) / 1e6; }

void print_line(std::ostream& out, std::string_view name, const Spent& spent) {
  const double share =
      spent.wall_us == 0 ? 0 : 100 * static_cast<double>(spent.cpu_us) / static_cast<double>(spent.wall_us);
  fmt::print(out, "    {:<24}{:>8.2f} s, {:>3.0f} % of it at work\n", name, seconds(spent.wall_us), share);
}

void write_spent(JsonWriter& json, const Spent& spent) {
  json.member("wall_us", spent.wall_us);
  json.member("cpu_us", spent.cpu_us);
}

}  // namespace

Clocks system_clocks() {
  return {.wall_us = [] { return read_clock(CLOCK_MONOTONIC); },
          .thread_cpu_us = [] { return read_clock(CLOCK_THREAD_CPUTIME_ID); }};
}

void print_timings(std::ostream& out, const BuildTimings& timings) {
  for (std::size_t i = 0; i < timings.workers.size(); ++i) {
    fmt::print(out, "  worker {}\n", i + 1);
    Spent all;
    for (std::size_t stage = 0; stage < kStageNames.size(); ++stage) {
      const Spent& spent = timings.workers[i][stage];
      print_line(out, kStageNames[stage], spent);
      all.wall_us += spent.wall_us;
      all.cpu_us += spent.cpu_us;
    }
    print_line(out, "in all", all);
  }
  if (!timings.tasks.empty()) fmt::print(out, "  at the end, side by side\n");
  for (const TaskTime& task : timings.tasks) print_line(out, task.name, task.spent);
}

void write_timings(JsonWriter& json, const BuildTimings& timings) {
  json.object([&] {
    json.array("workers", timings.workers, [&](const StageTimes& times) {
      json.object([&] {
        for (std::size_t stage = 0; stage < kStageNames.size(); ++stage) {
          json.object(kStageNames[stage], [&] { write_spent(json, times[stage]); });
        }
      });
    });
    json.array("tasks", timings.tasks, [&](const TaskTime& task) {
      json.object([&] {
        json.member("name", task.name);
        write_spent(json, task.spent);
      });
    });
  });
}

}  // namespace dateline::indexer
