#include "bench/record/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "bench/record/table.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kBegin = "<!-- bench:begin ";
constexpr std::string_view kMarkEnd = " -->";
constexpr std::string_view kEnd = "<!-- bench:end -->";
constexpr const char* kOurs = "Dateline";

/// Of these the README speaks.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kReadmeClasses{{
    {"one_word/rare", "a rare word"},
    {"one_word/frequent", "a frequent word"},
    {"all_words/3", "three words"},
    {"any_word/5", "any of five words"},
    {"phrase/2", "a phrase of two words"},
    {"date_range_and_word", "a word within some years"},
    {"facets/5", "a frequent word, five facets"},
    {"timeline", "a timeline"},
    {"similar", "similar articles"},
    {"kwic", "a concordance"},
}};

std::string place_of(const Environment& environment) {
  return fmt::format("{} ({} processors, {}), {}, {} {}", environment.processor, environment.processors,
                     bytes_text(static_cast<double>(environment.memory_bytes)), environment.system,
                     environment.compiler, environment.build_type);
}

std::string phases_of(const Summary& summary) {
  std::string out;
  for (const PhaseFigures& phase : summary.phases) {
    out += fmt::format("\n### {}\n\n", phase.name);
    if (!phase.beside.empty()) {
      out += fmt::format("Meanwhile {}: {} finished.\n", phase.beside,
                         count_text(static_cast<double>(phase.adds)));
    }
    out += fmt::format("All classes mixed: {} queries a second over {:.1f} s.\n\n",
                       count_text(phase.per_second), phase.seconds);
    out += latency_table(summary, phase.name).text();
  }
  return out;
}

std::string per_input_byte(const IndexingFigures& of) {
  if (of.index_bytes == 0 || of.input_bytes == 0 || of.work != "build") return "";
  return fmt::format("{:.2f}", static_cast<double>(of.index_bytes) / static_cast<double>(of.input_bytes));
}

std::string indexing_of(const Summary& summary) {
  Table table({"engine", "work", "collection", "articles", "threads", "time", "articles/s", "MB/s",
               "peak memory", "index", "index bytes per input byte"});
  for (const IndexingFigures& of : summary.indexing) {
    table.add({of.engine, of.work, of.size, count_text(static_cast<double>(of.articles)),
               std::to_string(of.threads), time_text(of.median_seconds() * 1e6),
               count_text(of.articles_per_second()), fmt::format("{:.1f}", of.megabytes_per_second()),
               of.peak_bytes == 0 ? "" : bytes_text(static_cast<double>(of.peak_bytes)),
               of.index_bytes == 0 ? "" : bytes_text(static_cast<double>(of.index_bytes)),
               per_input_byte(of)});
  }
  return table.text();
}

const PeerFigures* ours_for(const Summary& summary, const std::string& asked) {
  const auto found = std::ranges::find_if(
      summary.peers, [&](const PeerFigures& peer) { return peer.engine == kOurs && peer.asked == asked; });
  return found == summary.peers.end() ? nullptr : &*found;
}

/// How many times as long as ours.
std::string ratio_of(const Summary& summary, const PeerFigures& peer) {
  const PeerFigures* ours = ours_for(summary, peer.asked);
  if (ours == nullptr || ours->p50_us <= 0) return "";
  return fmt::format("{:.2f}", peer.p50_us / ours->p50_us);
}

std::string peers_of(const Summary& summary) {
  Table table({"engine", "asked", "queries", "hits", "p50", "p95", "p99", "mean", "p50 / Dateline's"});
  for (const PeerFigures& peer : summary.peers) {
    table.add({peer.engine, peer.asked, count_text(static_cast<double>(peer.queries)),
               (peer.hits_exact ? "" : ">= ") + count_text(static_cast<double>(peer.hits)),
               time_text(peer.p50_us), time_text(peer.p95_us), time_text(peer.p99_us),
               time_text(peer.mean_us), ratio_of(summary, peer)});
  }
  return table.text();
}

const ClassLatency* find_class(const Summary& summary, std::string_view phase, std::string_view query_class) {
  const auto found = std::ranges::find_if(summary.latency, [&](const ClassLatency& of) {
    return of.phase == phase && of.query_class == query_class;
  });
  return found == summary.latency.end() ? nullptr : &*found;
}

}  // namespace

Table latency_table(const Summary& summary, const std::string& phase) {
  Table table({"class", "queries", "hits", "samples", "p50", "p90", "p95", "p99", "max", "queries/s"});
  for (const ClassLatency& of : summary.latency) {
    if (of.phase != phase) continue;
    table.add({of.query_class, count_text(static_cast<double>(of.queries)),
               count_text(static_cast<double>(of.hits)), count_text(static_cast<double>(of.us.count)),
               time_text(of.us.p50), time_text(of.us.p90), time_text(of.us.p95), time_text(of.us.p99),
               time_text(of.us.max), count_text(of.per_second)});
  }
  return table;
}

std::string report_of(const Summary& summary) {
  const Environment& environment = summary.environment;
  const CollectionFigures& collection = summary.collection;
  std::string out = fmt::format("# Benchmarks, {}\n\n", summary.name);
  out += fmt::format("- {} run of {} at commit {}{}\n", summary.mode, environment.date, environment.commit,
                     environment.changed ? " with changes" : "");
  out += fmt::format("- {}\n- flags `{}`, governor {}\n", place_of(environment), environment.flags,
                     environment.governor);
  out += fmt::format("- collection: {}; {} articles, {} of JSON Lines, hash {}\n", collection.name,
                     count_text(static_cast<double>(collection.articles)),
                     bytes_text(static_cast<double>(collection.input_bytes)), collection.hash);
  out += fmt::format("- {} queries, hash {}; every answer was compared with the expected count\n",
                     collection.queries, collection.queries_hash);
  out +=
      "\n## Latency\n\nThe engine in this process, wall time. A percentile is a time that was measured: of "
      "so many "
      "in a hundred queries none took longer. Queries a second: what the clients would get through with this "
      "class alone.\n";
  out += phases_of(summary);
  out +=
      "\n## Indexing\n\nMedian of the repetitions; Dateline as a program of its own, from JSON to the "
      "checked and "
      "published index.\n\n";
  out += indexing_of(summary);
  if (!summary.peers.empty()) {
    out += "\n## Other engines\n\nThe same queries over the same articles in the same run.\n\n" +
           peers_of(summary);
  }
  if (!summary.notes.empty()) out += "\n## Notes\n\n";
  for (const std::string& note : summary.notes) out += fmt::format("- {}\n", note);
  return out;
}

std::string readme_figures(const Summary& summary) {
  std::string out = fmt::format(
      "Measured by `./dev bench` on {} articles ({} of JSON Lines; {}), {} processors ({}), in the run "
      "[{}](bench/runs/{}/report.md), where all figures stand:\n\n",
      count_text(static_cast<double>(summary.collection.articles)),
      bytes_text(static_cast<double>(summary.collection.input_bytes)), summary.collection.name,
      summary.environment.processors, summary.environment.processor, summary.name, summary.name);
  Table searching({"a search for", "median", "99 in 100"});
  const std::string phase = summary.phases.empty() ? std::string() : summary.phases.front().name;
  for (const auto& [query_class, words] : kReadmeClasses) {
    const ClassLatency* of = find_class(summary, phase, query_class);
    if (of != nullptr) searching.add({std::string(words), time_text(of->us.p50), time_text(of->us.p99)});
  }
  out += searching.text();
  out += '\n';
  Table building({"building the index of", "threads", "time", "articles/s", "peak memory", "index / input"});
  for (const IndexingFigures& of : summary.indexing) {
    if (of.engine != kOurs || of.work != "build") continue;
    building.add({fmt::format("{} articles", count_text(static_cast<double>(of.articles))),
                  std::to_string(of.threads), time_text(of.median_seconds() * 1e6),
                  count_text(of.articles_per_second()), bytes_text(static_cast<double>(of.peak_bytes)),
                  per_input_byte(of)});
  }
  out += building.text();
  for (const IndexingFigures& of : summary.indexing) {
    if (of.engine != kOurs || of.work != "add") continue;
    out += fmt::format("\nAdding {} articles to the index of {} takes {}.",
                       count_text(static_cast<double>(of.articles)), of.size,
                       time_text(of.median_seconds() * 1e6));
  }
  if (out.back() != '\n') out += '\n';
  return out;
}

Result<std::string> replace_figures(const std::string& readme, const Summary& summary) {
  const std::size_t begin = readme.find(kBegin);
  const std::size_t end = readme.find(kEnd, begin);
  if (begin == std::string::npos || end == std::string::npos) {
    return fail(ErrorKind::kUsage, "the page has no place for figures",
                fmt::format("put the lines {}RUN{} and {} into it", kBegin, kMarkEnd, kEnd));
  }
  return readme.substr(0, begin) + std::string(kBegin) + summary.name + std::string(kMarkEnd) + "\n" +
         readme_figures(summary) + readme.substr(end);
}

std::string run_named_in(const std::string& readme) {
  const std::size_t begin = readme.find(kBegin);
  if (begin == std::string::npos) return {};
  const std::size_t name = begin + kBegin.size();
  return readme.substr(name, readme.find(kMarkEnd, name) - name);
}

}  // namespace dateline::bench
