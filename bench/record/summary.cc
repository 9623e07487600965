#include "bench/record/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace dateline::bench {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Distribution, count, mean, p50, p90, p95, p99, max)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Environment, date, commit, changed, compiler, flags, build_type, processor,
                                   processors, memory_bytes, governor, system)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CollectionFigures, name, hash, generated, articles, input_bytes, queries,
                                   queries_hash)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ClassLatency, phase, query_class, queries, hits, us, per_second)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PhaseFigures, name, threads, seconds, per_second, adds, beside)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(IndexingFigures, engine, work, size, articles, input_bytes, threads,
                                   seconds, peak_bytes, index_bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PeerFigures, engine, asked, queries, hits, hits_exact, p50_us, p95_us,
                                   p99_us, mean_us)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Summary, schema, name, mode, environment, collection, phases, latency,
                                   indexing, peers, notes)

double IndexingFigures::median_seconds() const {
  if (seconds.empty()) return 0;
  return distribution(seconds).p50;
}

double IndexingFigures::articles_per_second() const {
  const double median = median_seconds();
  return median > 0 ? static_cast<double>(articles) / median : 0;
}

double IndexingFigures::megabytes_per_second() const {
  const double median = median_seconds();
  return median > 0 ? static_cast<double>(input_bytes) / 1e6 / median : 0;
}

std::string to_json(const Summary& summary) {
  const nlohmann::json json = summary;
  return json.dump(1) + '\n';
}

Result<Summary> summary_from_json(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    if (json.at("schema") != kRunSchema) {
      return fail(ErrorKind::kInput, "the run was written by another version of the benchmarks",
                  "run the benchmarks of that version again");
    }
    return json.get<Summary>();
  } catch (const nlohmann::json::exception& error) {
    return fail(ErrorKind::kInput, fmt::format("this is no summary of a run: {}", error.what()));
  }
}

}  // namespace dateline::bench
