#include "bench/drive/latency.h"
#include "bench/drive/shell.h"
#include "bench/queries/draw.h"
#include "bench/queries/index_queries.h"
#include "bench/queries/matcher_oracle.h"
#include "bench/queries/reading_queries.h"
#include "bench/suite/steps.h"

namespace dateline::bench {
namespace {

Status count_in_articles(SuiteRun& run, const std::vector<Draft>& drafts) {
  const Oracle oracle(run.generated);
  for (const Draft& draft : drafts) {
    run.queries.push_back(
        {draft.query_class, draft.action, to_request(draft.asked), count_matches(draft.asked, oracle)});
  }
  run.generated = {};
  return {};
}

Status count_with_matcher(SuiteRun& run, const std::vector<Draft>& drafts) {
  run.summary.notes.push_back(
      "The collection was not generated: expected counts come from Xapian's own matcher over the same "
      "index, "
      "not from the articles.");
  const auto reader = index::IndexReader::open(run.index());
  if (!reader) return fail(reader.error());
  auto engine = search::Engine::open(run.index());
  if (!engine) return fail(engine.error());
  Shell shell(*engine);
  std::size_t read_otherwise = 0;
  for (const Draft& draft : drafts) {
    QueryCase query{draft.query_class, draft.action, to_request(draft.asked), 0};
    query.request.language = "en";
    const Result<std::uint64_t> count = count_by_matcher(query.request, *reader);
    if (!count) return fail(count.error());
    query.expected = *count;
    if (query.action == Action::kShell) {
      // The shell is not told the language: a Spanish headline finds Spanish forms of its words.
      const Result<std::uint64_t> found = shell.ask(query.request.query);
      if (!found) return fail(found.error());
      if (*found != *count) {
        ++read_otherwise;
        continue;
      }
    }
    // Words of another language are not found by their English stems; the engine would give what has most
    // of them.
    if (*count > 0 || query.query_class == "no_hits") run.queries.push_back(std::move(query));
  }
  if (read_otherwise > 0) {
    run.summary.notes.push_back(fmt::format(
        "Headlines that the shell does not take for English, so that it finds other forms, were left "
        "out: {}.",
        read_otherwise));
  }
  return {};
}

/// What is asked of the index itself; for the beginnings of words those that are asked for alone.
Status ask_index(SuiteRun& run) {
  std::vector<std::string> words;
  for (const QueryCase& query : run.queries) {
    if (query.query_class == "one_word/middle") words.push_back(query.request.query);
  }
  const auto reader = index::IndexReader::open(run.index());
  if (!reader) return fail(reader.error());
  const auto drawn = draw_from_index(*reader, words, run.extent.queries, run.options.seed);
  if (!drawn) return fail(drawn.error());
  run.queries.insert(run.queries.end(), drawn->begin(), drawn->end());
  const auto reading = reading_queries(run.index(), run.queries);
  if (!reading) return fail(reading.error());
  for (const QueryCase& query : *reading) {
    // A page is not told the language, and the oracle of other collections was.
    if (query.action == Action::kPage && !run.collection.generated) continue;
    run.queries.push_back(query);
  }
  return {};
}

}  // namespace

Status make_queries(SuiteRun& run) {
  run.say("drawing queries");
  DrawOptions draw = run.collection.generated ? options_for_generated(Vocabulary()) : DrawOptions();
  draw.queries = run.extent.queries;
  draw.seed = run.options.seed;
  const std::vector<Draft> drafts = draw_queries(run.records, draw);
  const Status counted =
      run.collection.generated ? count_in_articles(run, drafts) : count_with_matcher(run, drafts);
  if (!counted) return counted;
  if (const Status asked = ask_index(run); !asked) return asked;
  run.summary.collection.queries = run.queries.size();
  run.summary.collection.queries_hash = hash(run.queries);
  run.say("comparing the answers of {} queries", run.queries.size());
  return verify_queries(run.index(), run.queries);
}

}  // namespace dateline::bench
