#include <array>
#include <chrono>

#include "bench/peers/compare_peers.h"
#include "bench/peers/lucene.h"
#include "bench/suite/steps.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

/// Where the engines do other work.
constexpr std::array kDifferences{
    "Dateline finds dates, languages, sources and copies while it indexes, keeps words as written and knows "
    "their stems, checks the whole index before it publishes it, and starts from JSON; the others are given "
    "titles, texts, dates and sources ready to index.",
    "Dateline's answers hold the exact total, the number of different texts, and a marked snippet of each "
    "hit; the others give ten titles.",
    "SQLite FTS5 keeps no facets and syncs nothing to disk; its stemmer is Porter's first one.",
    "Plain Xapian is the engine under Dateline with default settings: every article twice in the terms of "
    "the title, two values, no dates; its facets visit every match.",
    "Lucene keeps no words as written; its time to build is without the merge to one segment; its JSON is "
    "taken apart within the time; it looks for words in the text and not in the title. Its percentiles are "
    "of the last of twelve rounds, its hits a lower bound.",
    "Records that come again are left out by Dateline and indexed by the others, so they find some more."};

Status ask(SuiteRun& run, Asker& peer, const std::vector<PeerQuery>& queries) {
  run.say("asking {}", peer.name());
  const auto figures = ask_peer(peer, queries, run.extent.peer_rounds, run.options.seed);
  if (!figures) return fail(figures.error());
  run.summary.peers.insert(run.summary.peers.end(), figures->begin(), figures->end());
  return {};
}

Status build_peer(SuiteRun& run, Peer& peer, const fs::path& folder) {
  run.say("building the index of {}", peer.name());
  const auto begin = std::chrono::steady_clock::now();
  if (const Status built = peer.build(run.records, folder); !built) return built;
  IndexingFigures figures;
  figures.engine = peer.name();
  figures.work = "build";
  figures.size = size_name(run.collection.lines);
  figures.articles = run.records.size();
  figures.input_bytes = run.collection.bytes;
  figures.seconds = {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) figures.index_bytes += entry.file_size();
  }
  run.summary.indexing.push_back(std::move(figures));
  return {};
}

Status ask_lucene(SuiteRun& run, const std::vector<PeerQuery>& queries) {
  if (run.options.quick) {
    run.summary.notes.push_back("Lucene was skipped: it is not part of a quick run");
    return {};
  }
  run.say("asking Lucene");
  auto figures = measure_lucene(run.options.peers, run.records, queries, run.scratch / "lucene");
  if (!figures) return fail(figures.error());
  if (!figures->skipped.empty()) run.summary.notes.push_back(figures->skipped);
  for (IndexingFigures& of : figures->indexing) {
    of.size = size_name(run.collection.lines);
    of.input_bytes = run.collection.bytes;
    run.summary.indexing.push_back(std::move(of));
  }
  run.summary.peers.insert(run.summary.peers.end(), figures->queries.begin(), figures->queries.end());
  return {};
}

}  // namespace

Status ask_peers(SuiteRun& run) {
  if (run.options.no_peers) return {};
  const std::vector<PeerQuery> queries = peer_queries(run.queries);
  auto ours = open_dateline(run.index());
  if (!ours) return fail(ours.error());
  if (const Status asked = ask(run, **ours, queries); !asked) return asked;
  for (auto make : {&make_fts5, &make_plain_xapian}) {
    const std::unique_ptr<Peer> peer = make();
    const fs::path folder = run.scratch / "peer";
    fs::create_directories(folder);
    if (const Status measured = build_peer(run, *peer, folder); !measured) return measured;
    if (const Status opened = peer->open(folder); !opened) return opened;
    if (const Status asked = ask(run, *peer, queries); !asked) return asked;
    fs::remove_all(folder);
  }
  run.summary.notes.insert(run.summary.notes.end(), kDifferences.begin(), kDifferences.end());
  return ask_lucene(run, queries);
}

}  // namespace dateline::bench
