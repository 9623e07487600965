#include "bench/suite/suite_run.h"

namespace dateline::bench {

Extent extent_of(const SuiteOptions& options) {
  Extent extent =
      options.quick ? Extent{3000, {1000}, 3, 3, 2, 1} : Extent{100000, {10000, 1000000}, 8, 12, 8, 2};
  if (options.records != 0) extent.records = options.records;
  if (!options.sizes.empty()) extent.sizes = options.sizes;
  if (options.no_sizes) extent.sizes.clear();
  if (options.queries != 0) extent.queries = options.queries;
  if (options.rounds != 0) extent.rounds = options.rounds;
  return extent;
}

std::string size_name(std::uint64_t records) {
  if (records >= 1000000 && records % 1000000 == 0) return fmt::format("{}M", records / 1000000);
  if (records >= 1000 && records % 1000 == 0) return fmt::format("{}k", records / 1000);
  return std::to_string(records);
}

std::string time_left(double done, double seconds) {
  constexpr double kEnough = 0.05;
  constexpr double kMinute = 60;
  if (done < kEnough || done > 1) return {};
  const double left = seconds * (1 - done) / done;
  if (left < kMinute) return ", less than a minute left";
  const int minutes = static_cast<int>(left / kMinute + 0.5);
  return fmt::format(", about {} minute{} left", minutes, minutes == 1 ? "" : "s");
}

SuiteRun::SuiteRun(const SuiteOptions& with, std::ostream& to)
    : options(with),
      log(to),
      extent(extent_of(with)),
      indexer{with.programs / "dateline-index", with.corpus.empty() ? "" : with.map} {
  if (options.scratch.empty()) temporary = std::make_unique<ScratchFolder>();
  scratch = temporary ? temporary->path() : options.scratch;
  std::filesystem::create_directories(scratch);
}

}  // namespace dateline::bench
