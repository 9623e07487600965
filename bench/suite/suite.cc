#include "bench/suite/suite.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <ostream>
#include <set>
#include <thread>
#include <utility>

#include "bench/drive/indexing.h"
#include "bench/peers/compare_peers.h"
#include "bench/peers/lucene.h"
#include "bench/queries/draw.h"
#include "bench/queries/matcher_oracle.h"
#include "bench/record/environment.h"
#include "bench/record/run_folder.h"
#include "bench/support/scratch_folder.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kCollectionSeed = 1997;
constexpr int kOneThread = 1;
constexpr int kTwoThreads = 2;

/// The sizes of a full and of a quick run.
struct Extent {
  std::uint32_t records;
  std::vector<std::uint32_t> sizes;
  std::size_t queries;
  std::uint32_t rounds;
  std::uint32_t peer_rounds;
  int repetitions;
};

Extent extent_of(const SuiteOptions& options) {
  Extent extent =
      options.quick ? Extent{3000, {1000}, 3, 3, 2, 1} : Extent{100000, {10000, 1000000}, 10, 20, 8, 3};
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

class Suite {
 public:
  Suite(const SuiteOptions& options, std::ostream& log)
      : options_(options),
        log_(log),
        extent_(extent_of(options)),
        indexer_{options.programs / "dateline-index", options.corpus.empty() ? "" : options.map} {
    if (options.scratch.empty()) temporary_ = std::make_unique<ScratchFolder>();
    scratch_ = temporary_ ? temporary_->path() : options.scratch;
    fs::create_directories(scratch_);
  }

  Result<fs::path> run() {
    summary_.environment = look_around();
    summary_.mode = options_.quick ? "quick" : "full";
    using Step = Status (Suite::*)();
    for (const Step step : {&Suite::make_collection, &Suite::index_collection, &Suite::make_queries,
                            &Suite::time_queries, &Suite::index_sizes, &Suite::ask_peers}) {
      if (const Status done = (this->*step)(); !done) return fail(done.error());
    }
    return write();
  }

 private:
  template <class... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    fmt::print(log_, "{:6.1f} s  {}\n", seconds, fmt::format(format, std::forward<Values>(values)...));
    log_.flush();
  }

  Status make_collection() {
    say("the collection");
    const auto made = options_.corpus.empty()
                          ? generate_collection(extent_.records, kCollectionSeed,
                                                scratch_ / "collection.jsonl", &generated_)
                          : measure_collection(options_.corpus);
    if (!made) return fail(made.error());
    collection_ = *made;
    const auto map = indexer::FieldMap::parse(indexer_.map);
    if (!map) return fail(map.error());
    auto records = read_records(collection_.file, *map);
    if (!records) return fail(records.error());
    if (records->empty()) {
      return fail(ErrorKind::kInput, collection_.file.string() + " holds no articles",
                  "give JSON Lines, and --map");
    }
    records_ = std::move(*records);
    return {};
  }

  /// With two threads and with one, when that can differ.
  Status index_collection() {
    for (const int threads : {kOneThread, kTwoThreads}) {
      if (options_.quick && threads == kOneThread) continue;
      say("building its index with {} threads", threads);
      const auto figures = measure_build(indexer_, collection_, size_name(collection_.lines), index(),
                                         threads, extent_.repetitions);
      if (!figures) return fail(figures.error());
      summary_.indexing.push_back(*figures);
    }
    summary_.collection = {collection_.name,
                           collection_.hash,
                           collection_.generated,
                           summary_.indexing.back().articles,
                           collection_.bytes,
                           0,
                           {}};
    return {};
  }

  Status make_queries() {
    say("drawing queries");
    DrawOptions draw = collection_.generated ? options_for_generated(Vocabulary()) : DrawOptions();
    draw.queries = extent_.queries;
    draw.seed = options_.seed;
    const std::vector<Draft> drafts = draw_queries(records_, draw);
    const Status counted = collection_.generated ? count_in_articles(drafts) : count_with_matcher(drafts);
    if (!counted) return counted;
    summary_.collection.queries = queries_.size();
    summary_.collection.queries_hash = hash(queries_);
    say("comparing the answers of {} queries", queries_.size());
    return verify_queries(index(), queries_);
  }

  Status count_in_articles(const std::vector<Draft>& drafts) {
    const Oracle oracle(generated_);
    for (const Draft& draft : drafts) {
      queries_.push_back(
          {draft.query_class, draft.action, to_request(draft.asked), count_matches(draft.asked, oracle)});
    }
    generated_ = {};
    return {};
  }

  Status count_with_matcher(const std::vector<Draft>& drafts) {
    summary_.notes.push_back(
        "The collection was not generated: expected counts come from Xapian's own matcher over the same "
        "index, "
        "not from the articles.");
    const auto reader = index::IndexReader::open(index());
    if (!reader) return fail(reader.error());
    for (const Draft& draft : drafts) {
      QueryCase query{draft.query_class, draft.action, to_request(draft.asked), 0};
      query.request.language = "en";
      const Result<std::uint64_t> count = count_by_matcher(query.request, *reader);
      if (!count) return fail(count.error());
      query.expected = *count;
      // Words of another language are not found by their English stems; the engine would give what has most
      // of them.
      if (*count > 0 || query.query_class == "no_hits") queries_.push_back(std::move(query));
    }
    return {};
  }

  LatencyOptions latency_options(std::string phase, int threads) const {
    LatencyOptions out;
    out.phase = std::move(phase);
    out.threads = threads;
    out.rounds = extent_.rounds;
    out.seed = options_.seed;
    out.sleep = options_.sleep;
    return out;
  }

  Status time_queries() {
    if (const Status done = time_phase(latency_options("1 thread", kOneThread), {}, {}); !done) return done;
    if (const Status done = time_phase(latency_options("2 threads", kTwoThreads), {}, {}); !done) return done;
    const auto rebuild = [this]() -> Status {
      const auto built = measure_build(indexer_, collection_, "", scratch_ / "beside.idx", kOneThread, 1);
      return built ? Status() : fail(built.error());
    };
    return time_phase(latency_options("while indexing", kOneThread),
                      "an index was built beside, on one thread", rebuild);
  }

  Status time_phase(const LatencyOptions& options, const std::string& beside,
                    const std::function<Status()>& work) {
    say("queries, {}", options.phase);
    std::unique_ptr<Repeating> repeating;
    if (work) repeating = std::make_unique<Repeating>(work);
    const Result<LatencyRun> measured = measure_latency(index(), queries_, options);
    PhaseFigures phase{options.phase, options.threads, 0, 0, 0, beside};
    if (repeating) {
      const Result<std::uint64_t> finished = repeating->stop();
      if (!finished) return fail(finished.error());
      phase.adds = *finished;
    }
    if (!measured) return fail(measured.error());
    phase.seconds = measured->seconds;
    phase.per_second =
        static_cast<double>(queries_.size() * extent_.rounds) * options.threads / measured->seconds;
    summary_.phases.push_back(phase);
    sum_up(options, measured->samples);
    samples_.insert(samples_.end(), measured->samples.begin(), measured->samples.end());
    return {};
  }

  void sum_up(const LatencyOptions& options, const std::vector<Sample>& samples) {
    std::map<std::string, std::vector<double>> us;
    for (const Sample& sample : samples)
      us[sample.query_class].push_back(static_cast<double>(sample.wall_ns) / 1e3);
    std::set<std::string> seen;
    for (const QueryCase& query : queries_) {
      if (!seen.insert(query.query_class).second) continue;
      ClassLatency latency;
      latency.phase = options.phase;
      latency.query_class = query.query_class;
      for (const QueryCase& other : queries_) {
        if (other.query_class != query.query_class) continue;
        ++latency.queries;
        latency.hits += other.expected;
      }
      latency.us = distribution(std::move(us[query.query_class]));
      latency.per_second = options.threads * 1e6 / latency.us.mean;
      summary_.latency.push_back(std::move(latency));
    }
  }

  Status index_sizes() {
    std::vector<std::uint64_t> done{collection_.lines};
    for (const std::uint32_t size : extent_.sizes) {
      if (!collection_.generated && size >= collection_.lines) continue;
      const fs::path file = scratch_ / "size.jsonl";
      say("indexing {} articles", size_name(size));
      const auto part = collection_.generated ? generate_collection(size, kCollectionSeed, file)
                                              : measure_collection(collection_.file, size, file);
      if (!part) return fail(part.error());
      constexpr std::uint32_t kTooMuchToRepeat = 500000;
      const int repetitions = size > kTooMuchToRepeat ? 1 : extent_.repetitions;
      const auto figures =
          measure_build(indexer_, *part, size_name(size), scratch_ / "size.idx", kTwoThreads, repetitions);
      if (!figures) return fail(figures.error());
      summary_.indexing.push_back(*figures);
      fs::remove_all(scratch_ / "size.idx");
      fs::remove(file);
    }
    return {};
  }

  Status ask_peers() {
    if (options_.no_peers) return {};
    const std::vector<PeerQuery> queries = peer_queries(queries_);
    auto ours = open_dateline(index());
    if (!ours) return fail(ours.error());
    if (const Status asked = ask(**ours, queries); !asked) return asked;
    for (auto make : {&make_fts5, &make_plain_xapian}) {
      const std::unique_ptr<Peer> peer = make();
      const fs::path folder = scratch_ / "peer";
      fs::create_directories(folder);
      if (const Status measured = build_peer(*peer, folder); !measured) return measured;
      if (const Status opened = peer->open(folder); !opened) return opened;
      if (const Status asked = ask(*peer, queries); !asked) return asked;
      fs::remove_all(folder);
    }
    say_differences();
    return ask_lucene(queries);
  }

  Status ask(Asker& peer, const std::vector<PeerQuery>& queries) {
    say("asking {}", peer.name());
    const auto figures = ask_peer(peer, queries, extent_.peer_rounds, options_.seed);
    if (!figures) return fail(figures.error());
    summary_.peers.insert(summary_.peers.end(), figures->begin(), figures->end());
    return {};
  }

  Status build_peer(Peer& peer, const fs::path& folder) {
    say("building the index of {}", peer.name());
    const auto begin = std::chrono::steady_clock::now();
    if (const Status built = peer.build(records_, folder); !built) return built;
    IndexingFigures figures;
    figures.engine = peer.name();
    figures.work = "build";
    figures.size = size_name(collection_.lines);
    figures.articles = records_.size();
    figures.input_bytes = collection_.bytes;
    figures.seconds = {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) figures.index_bytes += entry.file_size();
    }
    summary_.indexing.push_back(std::move(figures));
    return {};
  }

  Status ask_lucene(const std::vector<PeerQuery>& queries) {
    if (options_.quick) {
      summary_.notes.push_back("Lucene was skipped: it is not part of a quick run");
      return {};
    }
    say("asking Lucene");
    auto figures = measure_lucene(options_.peers, records_, queries, scratch_ / "lucene");
    if (!figures) return fail(figures.error());
    if (!figures->skipped.empty()) summary_.notes.push_back(figures->skipped);
    for (IndexingFigures& of : figures->indexing) {
      of.size = size_name(collection_.lines);
      of.input_bytes = collection_.bytes;
      summary_.indexing.push_back(std::move(of));
    }
    summary_.peers.insert(summary_.peers.end(), figures->queries.begin(), figures->queries.end());
    return {};
  }

  void say_differences() {
    for (const char* note :
         {"Dateline finds dates, languages, sources and copies while it indexes, keeps words as written and "
          "as "
          "stems, checks the whole index before it publishes it, and starts from JSON; the others are given "
          "titles, texts, dates and sources ready to index.",
          "Dateline's answers hold the exact total, the number of different texts, and a marked snippet of "
          "each "
          "hit; the others give ten titles.",
          "SQLite FTS5 keeps no facets and syncs nothing to disk; its stemmer is Porter's first one.",
          "Plain Xapian is the engine under Dateline with default settings: every article twice in the terms "
          "of "
          "the title, two values, no dates; its facets visit every match.",
          "Lucene keeps no words as written; its time to build is without the merge to one segment; its JSON "
          "is "
          "taken apart within the time. Its percentiles are of the last of twelve rounds, its hits a lower "
          "bound.",
          "Records that come again are left out by Dateline and indexed by the others, so they find some "
          "more."}) {
      summary_.notes.emplace_back(note);
    }
  }

  Result<fs::path> write() {
    const fs::path folder =
        options_.folder.empty() ? new_run_folder(options_.parent, summary_.environment) : options_.folder;
    summary_.name = folder.filename().string();
    const Status written = write_run(folder, {summary_, samples_}, queries_);
    if (!written) return fail(written.error());
    return folder;
  }

  fs::path index() const { return scratch_ / "archive.idx"; }

  const SuiteOptions& options_;
  std::ostream& log_;
  Extent extent_;
  Indexer indexer_;
  std::unique_ptr<ScratchFolder> temporary_;
  fs::path scratch_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Summary summary_;
  Collection collection_;
  std::vector<GeneratedArticle> generated_;
  std::vector<Record> records_;
  std::vector<QueryCase> queries_;
  std::vector<Sample> samples_;
};

}  // namespace

Result<fs::path> run_suite(const SuiteOptions& options, std::ostream& log) {
  return Suite(options, log).run();
}

}  // namespace dateline::bench
