#pragma once

#include "bench/suite/suite_run.h"
#include "common/result.h"

namespace dateline::bench {

/// The steps of a run, in their order. Each puts what it measured into the summary.

/// The collection that is asked: generated, or the given one.
Status make_collection(SuiteRun& run);
/// Its index, with two threads and, in a full run, with one before.
Status index_collection(SuiteRun& run);
/// Queries of every class; their answers are compared with what they must be.
Status make_queries(SuiteRun& run);
/// Latency with one client, with two, and while an indexer is adding.
Status time_queries(SuiteRun& run);
/// Latency of one phase alone.
Status time_phase(SuiteRun& run, const LatencyOptions& options);
/// Phases without anything beside: named after the number of clients.
LatencyOptions latency_options(const SuiteRun& run, int threads);
/// Adding to that index; building and adding at other sizes.
Status index_sizes(SuiteRun& run);
/// The same queries asked of other engines.
Status ask_peers(SuiteRun& run);

}  // namespace dateline::bench
