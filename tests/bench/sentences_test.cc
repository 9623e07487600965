#include "bench/suite/sentences.h"

#include <gtest/gtest.h>

namespace dateline::bench {
namespace {

ClassLatency latency(const char* name, double p50, double p95) {
  ClassLatency of;
  of.phase = "1 thread";
  of.query_class = name;
  of.us.p50 = p50;
  of.us.p95 = p95;
  return of;
}

TEST(Sentences, SayWhatIsSlowWhatChangedAndWhoIsFaster) {
  Summary summary;
  summary.phases.push_back({"1 thread", 1, 1, 1, 0, ""});
  summary.latency = {latency("one_word/rare", 300, 400), latency("similar", 6000, 14000),
                     latency("kwic", 3000, 3100), latency("any_word/4", 1500, 4000)};
  summary.peers = {{"Dateline", "all words, top 10", 1, 1, true, 500, 0, 0, 0},
                   {"SQLite FTS5", "all words, top 10", 1, 1, true, 400, 0, 0, 0},
                   {"Lucene", "all words, top 10", 1, 1, true, 900, 0, 0, 0}};
  HistoryLine line;
  line.commit = "0123456789ab";
  line.day = "2026-11-30";
  line.classes["kwic"].ratio = 1.3;
  line.classes["similar"].ratio = 1.0;
  EXPECT_EQ(closing_sentences(summary, {&line, 1}),
            "Slowest are similar (6.00 ms, 95 in 100 within 14.0 ms), any_word/4 (1.50 ms, 95 in 100 within "
            "4.00 ms), "
            "kwic (3.00 ms, 95 in 100 within 3.10 ms).\n"
            "With the last line of the history (0123456789ab, 2026-11-30) kwic x1.30 became slower and "
            "nothing faster; "
            "./dev bench history add measures this build against it.\n"
            "Faster than we are: SQLite FTS5 for all words, top 10 (0.400 ms to our 0.500 ms).\n");
}

TEST(Sentences, AreThreeForAnEmptyRunToo) {
  const std::string said = closing_sentences({}, {});
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3);
}

}  // namespace
}  // namespace dateline::bench
