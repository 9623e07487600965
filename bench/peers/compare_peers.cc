#include "bench/peers/compare_peers.h"

#include <algorithm>
#include <sstream>
#include <string>

#include "bench/corpus/random.h"
#include "bench/drive/stopwatch.h"
#include "bench/stats/percentile.h"

namespace dateline::bench {
namespace {

constexpr double kNanosecondsInOne = 1000;  // microsecond

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) {
    if (word != "AND") words.push_back(word);
  }
  return words;
}

Result<PeerFigures> time_queries(Asker& peer, std::vector<PeerQuery> queries, bool facets,
                                 std::uint32_t rounds, std::uint64_t seed) {
  PeerFigures figures;
  figures.engine = peer.name();
  figures.queries = queries.size();
  figures.asked = std::string(queries.front().any ? "any word" : "all words") + ", top 10" +
                  (facets ? ", two facets" : "");
  for (const PeerQuery& query : queries) {
    const Result<std::uint64_t> count = peer.count(query);
    if (!count) return fail(count.error());
    figures.hits += *count;
  }
  Random random(seed);
  Stopwatch stopwatch;
  std::vector<double> us;
  for (std::uint32_t round = 0; round <= rounds; ++round) {
    for (std::size_t i = queries.size(); i > 1; --i) {
      std::swap(queries[i - 1], queries[random.below(static_cast<std::uint32_t>(i))]);
    }
    for (const PeerQuery& query : queries) {
      stopwatch.start();
      const auto answer = facets ? peer.top_ten_with_facets(query) : peer.top_ten(query);
      const Elapsed elapsed = stopwatch.stop();
      if (!answer) return fail(answer.error());
      if (round > 0) us.push_back(static_cast<double>(elapsed.wall_ns) / kNanosecondsInOne);
    }
  }
  const Distribution spread = distribution(std::move(us));
  figures.p50_us = spread.p50;
  figures.p95_us = spread.p95;
  figures.p99_us = spread.p99;
  figures.mean_us = spread.mean;
  return figures;
}

}  // namespace

std::vector<PeerQuery> peer_queries(std::span<const QueryCase> queries) {
  std::vector<PeerQuery> out;
  for (const QueryCase& query : queries) {
    const std::string& name = query.query_class;
    if (!name.starts_with("one_word/") && !name.starts_with("all_words/") && !name.starts_with("any_word/")) {
      continue;
    }
    out.push_back({split(query.request.query), query.request.any});
  }
  return out;
}

Result<std::vector<PeerFigures>> ask_peer(Asker& peer, std::span<const PeerQuery> queries,
                                          std::uint32_t rounds, std::uint64_t seed) {
  std::vector<PeerFigures> out;
  for (const bool any : {false, true}) {
    std::vector<PeerQuery> chosen;
    std::ranges::copy_if(queries, std::back_inserter(chosen),
                         [any](const PeerQuery& query) { return query.any == any; });
    if (chosen.empty()) continue;
    for (const bool facets : {false, true}) {
      if (facets && !peer.counts_facets()) continue;
      const Result<PeerFigures> figures = time_queries(peer, chosen, facets, rounds, seed);
      if (!figures) return fail(figures.error());
      out.push_back(*figures);
    }
  }
  return out;
}

}  // namespace dateline::bench
