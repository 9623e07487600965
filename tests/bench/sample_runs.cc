#include "tests/bench/sample_runs.h"

#include <random>

namespace dateline::bench {

SavedRun sample_run(double slow, unsigned seed) {
  SavedRun run;
  Summary& summary = run.summary;
  summary.name = "2026-01-02-machine-x2";
  summary.mode = "full";
  summary.environment = {
      "2026-01-02T03:04:05Z",  "0123456789ab", false,    "GNU 12", "-O3", "Release", "A Processor", 2,
      std::uint64_t{8} << 30U, "performance",  "Linux 6"};
  summary.collection = {"generated, 1000 records, seed 1", "00112233", true, 990, 2500000, 6, "44556677"};
  summary.phases = {{"1 thread", 1, 12.5, 480, 0, ""},
                    {"while indexing", 1, 20, 300, 3, "an index was built beside"}};
  summary.latency = {{"1 thread", "one_word/rare", 3, 12, {60, 210, 200, 250, 260, 290, 300}, 4761},
                     {"1 thread", "slow", 3, 900, {60, 5100, 5000, 5500, 5600, 5900, 6000}, 196}};
  summary.indexing = {{"Dateline", "build", "1k", 990, 2500000, 2, {0.11, 0.10, 0.12}, 60000000, 9000000},
                      {"SQLite FTS5", "build", "1k", 1000, 2500000, 1, {0.05}, 0, 4000000}};
  summary.peers = {{"Dateline", "all words, top 10", 6, 912, true, 300, 400, 500, 320},
                   {"SQLite FTS5", "all words, top 10", 6, 915, true, 600, 800, 900, 620}};
  summary.notes = {"The engines do different work."};
  std::mt19937 random(seed);
  std::normal_distribution<double> jitter(0, 0.02);
  const auto add = [&](const char* phase, const std::string& name, std::uint32_t query, std::uint32_t round,
                       double us) {
    const auto own = static_cast<std::uint64_t>(us * 1000 * (1 + std::abs(jitter(random))));
    const std::uint64_t waited =
        random() % 4 == 0 ? own * 3 : 0;  // that others ran meanwhile must not matter
    run.samples.push_back({phase, name, query, round, 0, own + waited, waited});
  };
  for (const char* phase : {"1 thread", "while indexing"}) {
    for (std::uint32_t round = 0; round < 20; ++round) {
      add(phase, kReference, 0, round, 1000);
      for (std::uint32_t query = 0; query < 3; ++query) {
        add(phase, "one_word/rare", query, round, 100.0 * (query + 1));
        add(phase, "slow", 3 + query, round, 5000 * slow);
      }
    }
  }
  return run;
}

}  // namespace dateline::bench
