// Whole builds of an index from JSON Lines, from reading to publishing: articles and megabytes of input a
// second. Every build's counts are compared with those of the generator, or for a given file with those of a
// dry run on one thread.
//
//   bench_index [--corpus=articles.jsonl] [benchmark options]

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bench/support/checked_run.h"
#include "bench/support/collection.h"
#include "bench/support/scratch_folder.h"
#include "common/index/index_reader.h"
#include "indexer/commit/build_index.h"

namespace {

namespace fs = std::filesystem;
using dateline::bench::GeneratedArticle;
using dateline::indexer::BuilderKind;
using dateline::indexer::BuildOptions;
using dateline::indexer::BuildReport;

constexpr std::uint32_t kRecords = 10000;
constexpr std::uint64_t kSeed = 1997;

struct Collection {
  fs::path file;
  std::uint64_t bytes = 0;
  std::uint64_t articles = 0;  ///< without records that come again
  std::uint64_t duplicates = 0;
  std::uint64_t rejected = 0;
};

/// What is wrong with a build; empty when nothing is.
std::string find_fault(const BuildReport& report, const fs::path& index, const Collection& collection) {
  if (report.articles != collection.articles || report.duplicates != collection.duplicates ||
      report.rejected != collection.rejected) {
    return fmt::format("{} articles, {} duplicates and {} rejects of {} articles", report.articles,
                       report.duplicates, report.rejected, collection.articles);
  }
  const auto reader = dateline::index::IndexReader::open(index);
  if (!reader) return reader.error().what;
  const std::uint64_t stored = reader->articles();
  return stored == collection.articles ? std::string() : fmt::format("{} articles are in the index", stored);
}

void measure(benchmark::State& state, const Collection& collection, BuilderKind builder) {
  std::uint64_t index_bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const dateline::bench::ScratchFolder scratch;
    BuildOptions options;
    options.inputs = {collection.file.string()};
    options.index = scratch.path() / "archive.idx";
    options.threads = static_cast<int>(state.range(0));
    options.builder = builder;
    std::istringstream no_input;
    state.ResumeTiming();
    const auto report = dateline::indexer::build_index(options, no_input);
    state.PauseTiming();
    if (!report) return state.SkipWithError(report.error().what.c_str());
    const std::string fault = find_fault(*report, options.index, collection);
    if (!fault.empty()) return state.SkipWithError(fault.c_str());
    index_bytes = report->index_bytes;
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(collection.articles));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(collection.bytes));
  state.counters["articles"] = static_cast<double>(collection.articles);
  state.counters["index_MB"] = static_cast<double>(index_bytes) / 1e6;
}

/// Written to `folder`; no articles when that fails.
Collection generated(const fs::path& folder) {
  const std::vector<GeneratedArticle> records = dateline::bench::generate(kRecords, kSeed);
  Collection collection;
  collection.file = folder / "collection.jsonl";
  collection.bytes = dateline::bench::write_collection(records, collection.file);
  if (collection.bytes == 0) return collection;
  collection.articles =
      static_cast<std::uint64_t>(std::ranges::count_if(records, [](const GeneratedArticle& record) {
        return record.kind != GeneratedArticle::Kind::kSameRecord;
      }));
  collection.duplicates = kRecords - collection.articles;
  return collection;
}

/// No articles when the file cannot be read.
Collection given(const std::string& file) {
  BuildOptions options;
  options.inputs = {file};
  options.threads = 1;
  options.dry_run = true;
  std::istringstream no_input;
  const auto report = dateline::indexer::build_index(options, no_input);
  if (!report) return {};
  return {file, report->input_bytes, report->articles, report->duplicates, report->rejected};
}

/// The value of --corpus=, taken out of the arguments; empty without.
std::string take_corpus(int& argc, char** argv) {
  constexpr std::string_view kOption = "--corpus=";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (!argument.starts_with(kOption)) continue;
    std::copy(argv + i + 1, argv + argc, argv + i);
    --argc;
    return std::string(argument.substr(kOption.size()));
  }
  return {};
}

int run(int argc, char** argv) {
  const dateline::bench::ScratchFolder scratch;
  const std::string corpus = take_corpus(argc, argv);
  const Collection collection = corpus.empty() ? generated(scratch.path()) : given(corpus);
  if (collection.articles == 0)
    throw std::runtime_error("no articles in " + (corpus.empty() ? scratch.path().string() : corpus));

  const auto add = [&](const char* name, BuilderKind builder) {
    benchmark::RegisterBenchmark(
        name, [&collection, builder](benchmark::State& state) { measure(state, collection, builder); })
        ->ArgName("threads")
        ->Arg(1)
        ->Arg(2)
        ->UseRealTime()
        ->MeasureProcessCPUTime()
        ->Unit(benchmark::kMillisecond);
  };
  add("bulk", BuilderKind::kBulk);
  add("official", BuilderKind::kOfficial);
  return dateline::bench::run_checked(argc, argv);
}

}  // namespace

int main(int argc, char** argv) { return dateline::bench::run_prepared("bench_index", argc, argv, run); }
