#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <ostream>
#include <string>

#include "common/result.h"
#include "searcher/batch/query_file.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// What a batch did.
struct BatchReport {
  std::size_t queries = 0;  ///< lines with a query, those that failed included
  std::size_t failed = 0;
  std::size_t without_hits = 0;
};

struct BatchOptions {
  SearchRequest request;  ///< what holds for every query: mode, limit, filters, order …
  unsigned threads = 1;   ///< 1..256, each with a database of its own
};

/// What one query becomes in the output; called by several threads at once, each for queries of its own.
using PrintAnswer = std::function<std::string(const BatchQuery&, const SearchResponse&)>;
using PrintError = std::function<std::string(std::size_t line, const std::string& id, const SearchError&)>;

/// Runs the queries of a stream and writes what they find to `out` in the order of the queries, whatever the
/// number of threads. A query that fails is told on `err` (and, by `print_error`, in `out`), counted, and the
/// rest goes on; an error of the index ends the run. Memory: the answers to a few queries a thread.
Result<BatchReport> run_batch(const std::function<Result<Engine>()>& open_engine, std::istream& queries,
                              const BatchOptions& options, const PrintAnswer& print_answer,
                              const PrintError& print_error, std::ostream& out, std::ostream& err);

}  // namespace dateline::search
