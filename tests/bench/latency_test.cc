#include "bench/drive/latency.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "bench/queries/collection.h"
#include "bench/queries/draw.h"
#include "bench/queries/index_queries.h"
#include "bench/queries/matcher_oracle.h"
#include "bench/queries/reading_queries.h"
#include "indexer/commit/build_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::bench {
namespace {

/// An index of generated articles with a query set of every class, made once.
class LatencyTest : public ::testing::Test {
 protected:
  struct Made {
    testing::TemporaryFolder folder;
    std::filesystem::path index = folder.path() / "archive.idx";
    std::vector<QueryCase> queries;
  };

  static const Made& made() {
    static const Made* const kMade = make();
    return *kMade;
  }

 private:
  static Made* make() {
    auto* made = new Made;  // lives as long as the program: tests share it
    std::vector<GeneratedArticle> articles;
    const auto collection = generate_collection(800, 11, made->folder.path() / "collection.jsonl", &articles);
    if (!collection) ADD_FAILURE() << collection.error().what;
    indexer::BuildOptions build;
    build.inputs = {collection->file.string()};
    build.index = made->index;
    build.threads = 1;
    std::istringstream no_input;
    if (const auto built = indexer::build_index(build, no_input); !built) ADD_FAILURE() << built.error().what;
    const auto records = read_records(collection->file, indexer::FieldMap());
    if (!records) ADD_FAILURE() << records.error().what;
    const Oracle oracle(articles);
    DrawOptions draw = options_for_generated(Vocabulary());
    draw.queries = 3;
    for (const Draft& draft : draw_queries(*records, draw)) {
      made->queries.push_back(
          {draft.query_class, draft.action, to_request(draft.asked), count_matches(draft.asked, oracle)});
    }
    const auto reader = index::IndexReader::open(made->index);
    if (!reader) ADD_FAILURE() << reader.error().what;
    const auto of_index = draw_from_index(*reader, {"committee", "worker"}, 2, 5);
    if (!of_index) ADD_FAILURE() << of_index.error().what;
    made->queries.insert(made->queries.end(), of_index->begin(), of_index->end());
    return made;
  }
};

TEST_F(LatencyTest, AnswersOfEveryClassAreRight) {
  const Status verified = verify_queries(made().index, made().queries);
  EXPECT_TRUE(verified) << verified.error().what;
}

TEST_F(LatencyTest, TheIndexIsAskedForSimilarArticlesAndCompletions) {
  std::map<std::string, int> counts;
  for (const QueryCase& query : made().queries) ++counts[query.query_class];
  EXPECT_EQ(counts["similar"], 2);
  EXPECT_EQ(counts["shell/complete_source"], 1);
  EXPECT_EQ(counts["shell/complete_word"], 2);
  EXPECT_EQ(counts["shell/headline"], 3);
  for (QueryCase query : made().queries) {
    if (query.action != Action::kSimilar && query.action != Action::kComplete &&
        query.action != Action::kShell)
      continue;
    ++query.expected;
    EXPECT_FALSE(verify_queries(made().index, {query})) << query.query_class;
  }
}

TEST_F(LatencyTest, CommandsThatReadArticlesAndThePageAreAsked) {
  const auto reading = reading_queries(made().index, made().queries);
  ASSERT_TRUE(reading) << reading.error().what;
  std::map<std::string, std::size_t> counts;
  for (const QueryCase& query : *reading) ++counts[query.query_class];
  for (const char* name : {"page", "silences", "places", "ngrams", "titles", "twins"})
    EXPECT_EQ(counts[name], kReadingQueries) << name;
  const Status verified = verify_queries(made().index, *reading);
  EXPECT_TRUE(verified) << verified.error().what;
  for (QueryCase query : *reading) {
    // The articles of this collection are in one language.
    if (query.query_class != "twins") {
      EXPECT_GT(query.expected, 0U) << query.query_class;
    }
    ++query.expected;
    EXPECT_FALSE(verify_queries(made().index, {query})) << query.query_class;
  }
}

TEST_F(LatencyTest, XapiansOwnMatcherCountsTheSame) {
  const auto reader = index::IndexReader::open(made().index);
  ASSERT_TRUE(reader);
  for (QueryCase query : made().queries) {
    if (query.action == Action::kSimilar || query.action == Action::kComplete) continue;
    query.request.language = "en";
    const auto count = count_by_matcher(query.request, *reader);
    ASSERT_TRUE(count) << count.error().what;
    EXPECT_EQ(*count, query.expected) << query.query_class << ": " << query.request.query;
  }
}

TEST_F(LatencyTest, KeepsEverySample) {
  LatencyOptions options;
  options.phase = "2 threads";
  options.threads = 2;
  options.rounds = 2;
  const auto run = measure_latency(made().index, made().queries, options);
  ASSERT_TRUE(run) << run.error().what;
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> of_query;  // by thread and query
  for (const Sample& sample : run->samples) {
    EXPECT_EQ(sample.phase, "2 threads");
    EXPECT_LT(sample.round, 2U);
    EXPECT_LE(sample.waited_ns, sample.wall_ns);
    if (sample.query_class != kReference) {
      EXPECT_EQ(sample.query_class, made().queries[sample.query].query_class);
      ++of_query[{sample.thread, sample.query}];
    }
  }
  EXPECT_EQ(of_query.size(), 2 * made().queries.size());
  for (const auto& [query, samples] : of_query) EXPECT_EQ(samples, 2);
}

TEST_F(LatencyTest, AWrongAnswerIsAnError) {
  std::vector<QueryCase> queries{made().queries.front()};
  ++queries.front().expected;
  const Status verified = verify_queries(made().index, queries);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().kind, ErrorKind::kInput);
  EXPECT_NE(verified.error().what.find(queries.front().request.query), std::string::npos);
  EXPECT_FALSE(measure_latency(made().index, queries, {}));
}

TEST_F(LatencyTest, ArticlesThatAreAddedMeanwhileMayBeFound) {
  std::vector<QueryCase> queries{made().queries.front()};
  ASSERT_GT(queries.front().expected, 0U);
  --queries.front().expected;
  LatencyOptions options;
  options.rounds = 1;
  EXPECT_FALSE(measure_latency(made().index, queries, options));
  options.may_be_added = 1;
  EXPECT_TRUE(measure_latency(made().index, queries, options));
}

TEST_F(LatencyTest, AQueryThatCannotBeReadIsAnError) {
  std::vector<QueryCase> queries{made().queries.front()};
  queries.front().request.query = "date:2023-02-30";
  EXPECT_FALSE(verify_queries(made().index, queries));
  EXPECT_FALSE(measure_latency(made().index, queries, {}));
  EXPECT_FALSE(verify_queries(made().folder.path() / "missing", queries));
}

TEST_F(LatencyTest, AnInjectedSleepIsTimed) {
  const std::vector<QueryCase> queries{made().queries.front()};
  LatencyOptions options;
  options.rounds = 2;
  options.sleep = InjectedSleep{queries.front().query_class, 3000};
  const auto run = measure_latency(made().index, queries, options);
  ASSERT_TRUE(run);
  for (const Sample& sample : run->samples) {
    if (sample.query_class != kReference) {
      EXPECT_GE(sample.wall_ns - sample.waited_ns, 2500000U);
    }
  }
}

}  // namespace
}  // namespace dateline::bench
