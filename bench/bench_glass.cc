// The builders alone, on documents analysed beforehand: documents and bytes of JSON text a second, peak
// memory, bytes of the database. Every build is counted against the others before a figure is printed.
//
//   bench_glass --corpus=articles.jsonl [--limit=N] [--scratch=DIR] [--official] [benchmark options]

#include <benchmark/benchmark.h>
#include <simdjson.h>
#include <sys/resource.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/support/checked_run.h"
#include "common/index/stored_data.h"
#include "common/text/analyzer.h"
#include "common/text/ranking_recipe.h"
#include "indexer/writer/bulk_builder.h"
#include "indexer/writer/official_builder.h"

namespace {

namespace fs = std::filesystem;
using dateline::indexer::BuildCounts;
using dateline::indexer::BulkBuilder;
using dateline::indexer::BulkOptions;
using dateline::indexer::IndexBuilder;
using dateline::indexer::IndexDocument;
using dateline::indexer::TextUse;
namespace text = dateline::text;

/// What the builders take of articles, with stored data packed as a build packs them.
struct Corpus {
  std::vector<IndexDocument> documents;
  std::uint64_t json_bytes = 0;
  text::TokenList bytes;              ///< of all tokens
  std::deque<text::TokenList> texts;  ///< to which the documents point
};

/// A copy of the tokens without a memory of its own.
const text::TokenList& keep(const text::TokenList& tokens, Corpus& corpus) {
  text::TokenList& kept = corpus.texts.emplace_back();
  for (text::Token token : tokens) {
    const std::string_view term = corpus.bytes.store(token.term);
    const bool begins_it = token.stem.data() == token.term.data() && token.stem.size() <= term.size();
    token.stem = begins_it ? term.substr(0, token.stem.size()) : corpus.bytes.store(token.stem);
    token.term = term;
    kept.push_back(token);
  }
  return kept;
}

void add_texts(std::string_view title, std::string_view body, text::Language language,
               text::Analyzer& analyzer, Corpus& corpus) {
  using Form = TextUse::Form;
  text::TokenList tokens;
  text::AnalysisCounts counts;
  IndexDocument& document = corpus.documents.back();
  analyzer.analyze(body, language, tokens, counts, text::Analyzer::Stems::kLater);
  const std::uint32_t end = tokens.empty() ? 0 : tokens.back().position + text::kTitleGap;
  const std::array<TextUse, 1> body_uses{{{.form = Form::kTerms}}};
  document.add_text(keep(tokens, corpus), body_uses);
  analyzer.analyze(title, language, tokens, counts, text::Analyzer::Stems::kLater);
  const std::array<TextUse, 2> title_uses{{
      {.form = Form::kTerms, .prefix = text::kTitlePrefix},
      {.form = Form::kTerms, .wdf = text::kTitleWdf, .base = end},
  }};
  document.add_text(keep(tokens, corpus), title_uses);
}

/// The first `limit` lines.
Corpus read_corpus(const fs::path& path, std::size_t limit) {
  constexpr std::size_t kSamples = 100;
  Corpus corpus;
  text::Analyzer analyzer;
  simdjson::ondemand::parser parser;
  std::vector<std::string> samples;
  std::shared_ptr<const dateline::index::StoredDictionary> dictionary;
  dateline::index::DataPacker packer;
  std::ifstream in(path);
  for (std::string line; corpus.documents.size() < limit && std::getline(in, line);) {
    corpus.json_bytes += line.size() + 1;
    simdjson::padded_string padded(line);
    auto article = parser.iterate(padded);
    const std::string_view language = article["lang"];
    const std::string_view date = article["date"];
    IndexDocument& document = corpus.documents.emplace_back();
    document.add_term("Qkcna" + std::to_string(corpus.documents.size()), 0);
    document.add_term("XSRCkcna.co.jp", 0);
    document.add_term("L" + std::string(language), 0);
    document.add_term("D" + std::string(date), 0);
    document.add_term("M" + std::string(date.substr(0, 7)), 0);
    document.add_term("Y" + std::string(date.substr(0, 4)), 0);
    document.set_value(0, date);
    const std::string_view title = article["title"];
    const std::string_view body = article["body"];
    add_texts(title, body, text::Language::from_code(language), analyzer, corpus);
    if (samples.size() < kSamples) {
      samples.push_back(line);
    } else if (!dictionary) {
      dictionary = dateline::index::StoredDictionary::make(samples);
      packer = dateline::index::DataPacker(dictionary);
    }
    const std::string_view packed = packer.pack(line);
    document.set_data(packed.empty() ? line : packed);
  }
  return corpus;
}

/// "VmHWM" or "VmRSS" of this process, in bytes.
std::uint64_t memory_figure(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return std::stoull(line.substr(name.size() + 1)) * 1024;
  }
  return 0;
}

/// User and system time of all threads of this process, in seconds: steadier than the clock on a busy
/// machine.
double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void reset_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

/// Batches of neighbouring documents go to whichever worker is free. Gives the last error.
dateline::Status add_all(const Corpus& corpus, IndexBuilder& builder, int workers) {
  constexpr std::size_t kBatch = 100;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  dateline::Status last;
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(workers));
  for (int worker = 0; worker < workers; ++worker) {
    threads.emplace_back([&, worker] {
      for (std::size_t begin = next.fetch_add(kBatch); begin < corpus.documents.size();
           begin = next.fetch_add(kBatch)) {
        for (std::size_t i = begin; i < std::min(begin + kBatch, corpus.documents.size()); ++i) {
          dateline::Status added =
              builder.add(worker, static_cast<std::uint32_t>(i + 1), corpus.documents[i]);
          if (added) continue;
          const std::lock_guard lock(mutex);
          last = std::move(added);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return last;
}

struct Settings {
  int workers = 1;
  bool official = false;
  bool verify = true;
  int deflate_level = 1;
  std::size_t memory_mb = 512;
};

void build(benchmark::State& state, const Corpus& corpus, const fs::path& scratch, const Settings& settings) {
  const fs::path target = scratch / "db";
  double add_seconds = 0;
  double finish_seconds = 0;
  double add_processor = 0;
  double finish_processor = 0;
  BuildCounts counts;
  std::uint64_t memory = 0;
  for (auto _ : state) {
    state.PauseTiming();
    fs::remove_all(target);
    reset_peak();
    const std::uint64_t before = memory_figure("VmRSS");
    state.ResumeTiming();
    const auto start = std::chrono::steady_clock::now();
    const double start_processor = processor_seconds();
    std::unique_ptr<IndexBuilder> builder;
    if (settings.official) {
      builder = dateline::indexer::make_official_builder(target, scratch / "parts", settings.workers);
    } else {
      BulkOptions options;
      options.directory = target;
      options.scratch = scratch;
      options.workers = settings.workers;
      options.verify = settings.verify;
      options.deflate_level = settings.deflate_level;
      options.memory_bytes = settings.memory_mb << 20;
      auto made = BulkBuilder::create(options);
      if (!made) return state.SkipWithError(made.error().what.c_str());
      builder = std::move(*made);
    }
    if (const auto all = add_all(corpus, *builder, settings.workers); !all)
      return state.SkipWithError(all.error().what.c_str());
    const auto added = std::chrono::steady_clock::now();
    const double added_processor = processor_seconds();
    const auto finished = builder->finish();
    const auto end = std::chrono::steady_clock::now();
    if (!finished) return state.SkipWithError(finished.error().what.c_str());
    counts = *finished;
    add_processor += added_processor - start_processor;
    finish_processor += processor_seconds() - added_processor;
    add_seconds += std::chrono::duration<double>(added - start).count();
    finish_seconds += std::chrono::duration<double>(end - added).count();
    memory = std::max(memory, memory_figure("VmHWM") - before);
  }
  if (counts.documents != corpus.documents.size()) return state.SkipWithError("documents are missing");
  const auto runs = static_cast<double>(state.iterations());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(corpus.documents.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(corpus.json_bytes));
  state.counters["add_s"] = add_seconds / runs;
  state.counters["finish_s"] = finish_seconds / runs;
  state.counters["add_cpu_s"] = add_processor / runs;
  state.counters["finish_cpu_s"] = finish_processor / runs;
  state.counters["docs_per_cpu_s"] =
      runs * static_cast<double>(corpus.documents.size()) / (add_processor + finish_processor);
  state.counters["peak_MB"] = static_cast<double>(memory) / 1e6;
  state.counters["bytes_per_byte"] =
      static_cast<double>(counts.bytes) / static_cast<double>(corpus.json_bytes);
  const Xapian::Database database(target.string());
  state.counters["length"] = static_cast<double>(database.get_total_length());
  for (const char* table : {"postlist", "position", "termlist", "docdata"}) {
    state.counters[std::string(table) + "_MB"] =
        static_cast<double>(fs::file_size(target / (std::string(table) + ".glass"))) / 1e6;
  }
}

}  // namespace

int main(int argc, char** argv) {
  fs::path corpus_path;
  fs::path scratch = fs::temp_directory_path();
  std::size_t limit = 1000000000;
  bool official = false;
  std::vector<char*> rest;
  for (int i = 0; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    if (argument.starts_with("--corpus=")) {
      corpus_path = argument.substr(9);
    } else if (argument.starts_with("--scratch=")) {
      scratch = argument.substr(10);
    } else if (argument.starts_with("--limit=")) {
      limit = std::stoul(std::string(argument.substr(8)));
    } else if (argument == "--official") {
      official = true;
    } else {
      rest.push_back(argv[i]);
    }
  }
  if (corpus_path.empty()) {
    std::cerr << "bench_glass: give --corpus=FILE of JSON Lines with lang, date, title and body\n";
    return 2;
  }
  scratch /= "bench-glass-" + std::to_string(::getpid());
  fs::create_directories(scratch);
  const Corpus corpus = read_corpus(corpus_path, limit);
  std::cerr << corpus.documents.size() << " documents, " << corpus.json_bytes << " bytes of JSON text\n";

  const auto add = [&](const std::string& name, const Settings& settings) {
    benchmark::RegisterBenchmark(
        name.c_str(),
        [&corpus, &scratch, settings](benchmark::State& state) { build(state, corpus, scratch, settings); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond)
        ->Iterations(1);
  };
  for (const int workers : {1, 2}) {
    const std::string suffix = "/workers:" + std::to_string(workers);
    add("bulk" + suffix, {.workers = workers});
    add("bulk_unverified" + suffix, {.workers = workers, .verify = false});
    add("bulk_64MB" + suffix, {.workers = workers, .memory_mb = 64});
    if (official) add("official" + suffix, {.workers = workers, .official = true});
  }
  for (const int level : {0, 2, 6}) {
    add("bulk_deflate:" + std::to_string(level) + "/workers:2", {.workers = 2, .deflate_level = level});
  }
  const int code = dateline::bench::run_checked(static_cast<int>(rest.size()), rest.data());
  fs::remove_all(scratch);
  return code;
}
