#include "bench/track/index_both.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "bench/support/child.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kThreads = 2;

bool can_add(const Side& side) {
  const auto help = run_child({side.indexer().string(), "--help"});  // lists the commands, one a line
  return help && help->out.find("\n  add ") != std::string::npos;
}

std::uint64_t bytes_of(const fs::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

void keep(IndexingCost& cost, const ChildRun& run) {
  cost.wall_seconds.push_back(run.seconds);
  cost.cpu_seconds.push_back(run.cpu_seconds);
  cost.peak_bytes = std::max(cost.peak_bytes, run.peak_bytes);
}

/// What `build` reports of itself.
std::uint64_t articles_in(const std::string& report) {
  const auto json = nlohmann::json::parse(report, nullptr, false);
  return json.is_object() ? json.value("articles", std::uint64_t{0}) : 0;
}

Status build(const Side& side, const Indexed& indexed, SideIndexing& out) {
  fs::remove_all(side.index);
  const auto run = run_child_to_success(build_command(side, indexed.collection, indexed.map, kThreads));
  if (!run) return fail(run.error());
  keep(out.build, *run);
  out.articles = articles_in(run->out);
  out.bytes = bytes_of(side.index);
  return {};
}

Status add(const Side& side, const Indexed& indexed, SideIndexing& out) {
  const fs::path copy = side.index.string() + ".added";
  fs::remove_all(copy);
  fs::copy(side.index, copy, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  std::vector<std::string> words{side.indexer().string(), "add",    indexed.added.string(), "-i",
                                 copy.string(),           "--quiet"};
  if (!indexed.map.empty()) words.insert(words.end(), {"--map", indexed.map});
  const auto run = run_child_to_success(words);
  fs::remove_all(copy);
  if (!run) return fail(run.error());
  if (!out.add) out.add.emplace();
  keep(*out.add, *run);
  return {};
}

}  // namespace

double SideIndexing::articles_a_second() const {
  const double seconds = distribution(build.cpu_seconds).p50;
  return seconds > 0 ? static_cast<double>(articles) / seconds : 0;
}

std::vector<std::string> build_command(const Side& side, const fs::path& collection, const std::string& map,
                                       int threads) {
  std::vector<std::string> words{side.indexer().string(),
                                 "build",
                                 collection.string(),
                                 "-i",
                                 side.index.string(),
                                 "--threads",
                                 std::to_string(threads),
                                 "--output",
                                 "json",
                                 "--quiet"};
  if (!map.empty()) words.insert(words.end(), {"--map", map});
  return words;
}

Result<std::array<SideIndexing, 2>> index_both(const std::array<Side, 2>& sides, const Indexed& indexed,
                                               int repetitions, const Progress& progress) {
  std::array<SideIndexing, 2> out;
  for (const auto& [name, work] : {std::pair{"building", &build}, std::pair{"adding", &add}}) {
    const std::array<bool, 2> able{work == &build || can_add(sides[0]), work == &build || can_add(sides[1])};
    for (int i = 0; i < repetitions; ++i) {
      progress(fmt::format("{} with both, {} of {}", name, i + 1, repetitions));
      for (const std::size_t turn : {std::size_t{0}, std::size_t{1}}) {
        const std::size_t side = (turn + static_cast<std::size_t>(i)) % 2;
        if (!able[side] || (work == &add && indexed.added.empty())) continue;
        const Status done = work(sides[side], indexed, out[side]);
        if (!done) return fail(done.error());
      }
    }
  }
  return out;
}

}  // namespace dateline::bench
