#include "bench/suite/steps.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kThousand = 1000;
/// Of articles that are in none of the collections.
constexpr std::uint64_t kSeedOfMore = kCollectionSeed + 101;

Status add_thousand(SuiteRun& run, const std::string& size, const fs::path& grown) {
  if (!can_add(run.indexer)) return {};
  run.say("adding {} articles", kThousand);
  const auto more = generate_collection(kThousand, kSeedOfMore, run.scratch / "more.jsonl");
  if (!more) return fail(more.error());
  const auto figures = measure_add(run.indexer, *more, size, grown);
  if (!figures) return fail(figures.error());
  run.summary.indexing.push_back(*figures);
  return {};
}

}  // namespace

Status make_collection(SuiteRun& run) {
  run.say("the collection");
  const auto made = run.options.corpus.empty()
                        ? generate_collection(run.extent.records, kCollectionSeed,
                                              run.scratch / "collection.jsonl", &run.generated)
                        : measure_collection(run.options.corpus);
  if (!made) return fail(made.error());
  run.collection = *made;
  const auto map = indexer::FieldMap::parse(run.indexer.map);
  if (!map) return fail(map.error());
  auto records = read_records(run.collection.file, *map);
  if (!records) return fail(records.error());
  if (records->empty()) {
    return fail(ErrorKind::kInput, run.collection.file.string() + " holds no articles",
                "give JSON Lines, and --map");
  }
  run.records = std::move(*records);
  return {};
}

Status index_collection(SuiteRun& run) {
  for (const int threads : {kOneThread, kTwoThreads}) {
    if (run.options.quick && threads == kOneThread) continue;
    run.say("building its index with {} threads", threads);
    const auto figures = measure_build(run.indexer, run.collection, size_name(run.collection.lines),
                                       run.index(), threads, run.extent.repetitions);
    if (!figures) return fail(figures.error());
    run.summary.indexing.push_back(*figures);
  }
  run.summary.collection = {run.collection.name,
                            run.collection.hash,
                            run.collection.generated,
                            run.summary.indexing.back().articles,
                            run.collection.bytes,
                            0,
                            {}};
  return {};
}

Status index_sizes(SuiteRun& run) {
  if (can_add(run.indexer)) {
    fs::copy(run.index(), run.growing(), fs::copy_options::recursive);
    if (const Status added = add_thousand(run, size_name(run.collection.lines), run.growing()); !added) {
      return added;
    }
    fs::remove_all(run.growing());
  }
  for (const std::uint32_t size : run.extent.sizes) {
    if (!run.collection.generated && size >= run.collection.lines) continue;
    const fs::path file = run.scratch / "size.jsonl";
    run.say("indexing {} articles", size_name(size));
    const auto part = run.collection.generated ? generate_collection(size, kCollectionSeed, file)
                                               : measure_collection(run.collection.file, size, file);
    if (!part) return fail(part.error());
    constexpr std::uint32_t kTooMuchToRepeat = 500000;
    const int repetitions = size > kTooMuchToRepeat ? 1 : run.extent.repetitions;
    const auto figures = measure_build(run.indexer, *part, size_name(size), run.scratch / "size.idx",
                                       kTwoThreads, repetitions);
    if (!figures) return fail(figures.error());
    run.summary.indexing.push_back(*figures);
    if (const Status added = add_thousand(run, size_name(size), run.scratch / "size.idx"); !added)
      return added;
    fs::remove_all(run.scratch / "size.idx");
    fs::remove(file);
  }
  return {};
}

}  // namespace dateline::bench
