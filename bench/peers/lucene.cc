#include "bench/peers/lucene.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "bench/support/child.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kJars = "/usr/share/java";

bool can_run(const std::string& program) {
  const Result<ChildRun> run = run_child({"sh", "-c", "command -v " + program});
  return run && run->exit_code == 0;
}

std::string why_not(const fs::path& peers) {
  if (!fs::exists(peers / "LucenePeer.java")) return "Lucene was skipped: LucenePeer.java is not here";
  if (!can_run("javac") || !can_run("java")) return "Lucene was skipped: there is no Java compiler here";
  bool found = false;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(kJars, ignored)) {
    found = found || entry.path().filename().string().starts_with("lucene-core-8");
  }
  return found ? std::string() : "Lucene was skipped: the package liblucene8-java is not installed";
}

/// The program looks for `"member": "` and knows no other layout.
Status write_input(std::span<const Record> records, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  const auto quoted = [](const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  for (const Record& record : records) {
    out << "{\"title\": " << quoted(record.title) << ", \"body\": " << quoted(record.body)
        << ", \"date\": " << quoted(record.date) << ", \"source\": " << quoted(record.source) << "}\n";
  }
  out.close();
  if (!out) return fail(ErrorKind::kSystem, "cannot write " + file.string(), "is the disk full?");
  return {};
}

std::vector<std::string> java(const fs::path& scratch, std::initializer_list<std::string> arguments) {
  std::vector<std::string> words{"java", "-Xmx4g", "-cp", fmt::format("{}/*:{}", kJars, scratch.string()),
                                 "LucenePeer"};
  words.insert(words.end(), arguments);
  return words;
}

Result<IndexingFigures> build(std::span<const Record> records, int threads, const fs::path& scratch) {
  const auto run =
      run_child_to_success(java(scratch, {"index", (scratch / "input.jsonl").string(),
                                          (scratch / "index").string(), std::to_string(threads), "3"}));
  if (!run) return fail(run.error());
  IndexingFigures figures;
  figures.engine = "Lucene";
  figures.work = "build";
  figures.articles = records.size();
  figures.threads = threads;
  figures.peak_bytes = run->peak_bytes;
  // One line a round.
  std::size_t at = 0;
  while ((at = run->out.find("committed ", at)) != std::string::npos) {
    double per_second = 0;
    if (std::sscanf(run->out.c_str() + at, "committed %lf", &per_second) != 1 || per_second <= 0) {
      return fail(ErrorKind::kInput, "Lucene's answer is not understood: " + run->out);
    }
    figures.seconds.push_back(static_cast<double>(records.size()) / per_second);
    ++at;
  }
  for (const auto& entry : fs::directory_iterator(scratch / "index"))
    figures.index_bytes += entry.file_size();
  return figures;
}

Result<PeerFigures> ask(std::span<const PeerQuery> queries, bool any, bool facets, const fs::path& scratch) {
  const fs::path file = scratch / "queries.txt";
  std::ofstream out(file);
  for (const PeerQuery& query : queries) {
    if (query.any == any) out << fmt::format("{}\n", fmt::join(query.words, " "));
  }
  out.close();
  const auto run = run_child_to_success(java(scratch, {"query", (scratch / "index").string(), file.string(),
                                                       any ? "or" : "and", facets ? "facets" : "plain"}));
  if (!run) return fail(run.error());
  PeerFigures figures;
  figures.engine = "Lucene";
  figures.asked = std::string(any ? "any word" : "all words") + ", top 10" + (facets ? ", two facets" : "");
  figures.hits_exact = facets;  // the collector of facets visits every match
  unsigned long long count = 0;
  unsigned long long hits = 0;
  if (std::sscanf(run->out.c_str(),
                  "queries %llu  p50 %lf  p95 %lf  p99 %lf  mean %lf us  hits(lower bound) %llu", &count,
                  &figures.p50_us, &figures.p95_us, &figures.p99_us, &figures.mean_us, &hits) != 6) {
    return fail(ErrorKind::kInput, "Lucene's answer is not understood: " + run->out);
  }
  figures.queries = count;
  figures.hits = hits;
  return figures;
}

}  // namespace

Result<LuceneFigures> measure_lucene(const fs::path& peers, std::span<const Record> records,
                                     std::span<const PeerQuery> queries, const fs::path& scratch) {
  LuceneFigures out;
  out.skipped = why_not(peers);
  if (!out.skipped.empty()) return out;
  fs::create_directories(scratch);
  if (const Status written = write_input(records, scratch / "input.jsonl"); !written)
    return fail(written.error());
  const auto compiled = run_child_to_success({"javac", "-cp", fmt::format("{}/*", kJars), "-d",
                                              scratch.string(), (peers / "LucenePeer.java").string()});
  if (!compiled) return fail(compiled.error());
  for (const int threads : {2, 1}) {
    const Result<IndexingFigures> figures = build(records, threads, scratch);
    if (!figures) return fail(figures.error());
    out.indexing.push_back(*figures);
  }
  for (const bool any : {false, true}) {
    for (const bool facets : {false, true}) {
      const Result<PeerFigures> figures = ask(queries, any, facets, scratch);
      if (!figures) return fail(figures.error());
      out.queries.push_back(*figures);
    }
  }
  return out;
}

}  // namespace dateline::bench
