#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bench/record/environment.h"
#include "bench/record/sample.h"
#include "bench/stats/percentile.h"
#include "common/result.h"

namespace dateline::bench {

/// Version of the files of a run. Runs of another version cannot be read.
inline constexpr int kRunSchema = 1;

/// The articles that were indexed and asked.
struct CollectionFigures {
  std::string name;
  std::string hash;
  bool generated = false;
  std::uint64_t articles = 0;
  std::uint64_t input_bytes = 0;  ///< of JSON Lines
  std::uint64_t queries = 0;
  std::string queries_hash;
};

/// How long the queries of a class took, in microseconds of wall time.
struct ClassLatency {
  std::string phase;
  std::string query_class;
  std::uint64_t queries = 0;
  std::uint64_t hits = 0;  ///< articles that its queries find, all together
  Distribution us;
  /// What the clients would get through in a second with queries of this class alone: clients / mean.
  double per_second = 0;
};

struct PhaseFigures {
  std::string name;
  int threads = 1;
  double seconds = 0;
  double per_second = 0;   ///< queries of all classes, all clients together
  std::uint64_t adds = 0;  ///< runs of the indexer that were finished meanwhile
  std::string beside;      ///< what else went on; may be empty
};

/// Building an index of a whole collection, or adding to one.
struct IndexingFigures {
  std::string engine;
  std::string work;  ///< "build" or "add"
  std::string size;  ///< of the collection, or of the index that was added to, e.g. "10k"
  std::uint64_t articles = 0;
  std::uint64_t input_bytes = 0;
  int threads = 1;
  std::vector<double> seconds;    ///< of each repetition
  std::uint64_t peak_bytes = 0;   ///< of memory; 0: not measured
  std::uint64_t index_bytes = 0;  ///< 0: not measured

  double median_seconds() const;
  double articles_per_second() const;
  double megabytes_per_second() const;
};

/// The same queries asked of several engines.
struct PeerFigures {
  std::string engine;
  std::string asked;  ///< e.g. "all words, top 10"
  std::uint64_t queries = 0;
  std::uint64_t hits = 0;  ///< of all queries together
  bool hits_exact = true;  ///< else a lower bound
  double p50_us = 0;
  double p95_us = 0;
  double p99_us = 0;
  double mean_us = 0;
};

/// All of a run but the samples. A plain value; JSON in a run's folder.
struct Summary {
  int schema = kRunSchema;
  std::string name;  ///< of the run's folder
  std::string mode;  ///< "full" or "quick"
  Environment environment;
  CollectionFigures collection;
  std::vector<PhaseFigures> phases;
  std::vector<ClassLatency> latency;
  std::vector<IndexingFigures> indexing;
  std::vector<PeerFigures> peers;
  std::vector<std::string> notes;  ///< what was skipped, and where engines do different work
};

std::string to_json(const Summary& summary);

/// An Input error for anything that `to_json` does not write.
Result<Summary> summary_from_json(const std::string& text);

}  // namespace dateline::bench
