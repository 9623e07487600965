#include "bench/record/run_folder.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "bench/record/environment.h"
#include "tests/bench/sample_runs.h"
#include "tests/support/temporary_folder.h"

namespace dateline::bench {
namespace {

using testing::read_whole;
using testing::TemporaryFolder;

std::vector<QueryCase> one_query() {
  QueryCase query{"one_word/rare", Action::kSearch, {}, 7};
  query.request.query = "tarvok";
  return {query};
}

TEST(RunFolder, IsReadAsItWasWritten) {
  const TemporaryFolder folder;
  const SavedRun run = sample_run();
  ASSERT_TRUE(write_run(folder.path() / "run", run, one_query()));
  const auto read = read_run(folder.path() / "run");
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(to_json(read->summary), to_json(run.summary));
  EXPECT_EQ(read->samples, run.samples);
  EXPECT_NE(read_whole(folder.path() / "run/queries.jsonl").find("tarvok"), std::string::npos);
  EXPECT_NE(read_whole(folder.path() / "run/report.md").find("one_word/rare"), std::string::npos);
  EXPECT_NE(read_whole(folder.path() / "run/indexing.svg").find("</svg>"), std::string::npos);
}

TEST(RunFolder, HoldsNoWordOfACollectionThatWasNotGenerated) {
  const TemporaryFolder folder;
  SavedRun run = sample_run();
  run.summary.collection.generated = false;
  ASSERT_TRUE(write_run(folder.path() / "run", run, one_query()));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "run")) {
    EXPECT_EQ(read_whole(entry.path()).find("tarvok"), std::string::npos) << entry.path();
  }
  EXPECT_NE(read_whole(folder.path() / "run/queries.jsonl").find("\"hash\""), std::string::npos);
}

TEST(RunFolder, IsNamedByDayAndMachineAndNeverWrittenTwice) {
  const TemporaryFolder folder;
  Environment environment = sample_run().summary.environment;
  environment.processor = "Intel(R) Xeon(R) CPU E5-2650 v4 @ 2.20GHz";
  const auto first = new_run_folder(folder.path(), environment);
  EXPECT_EQ(first.filename(), "2026-01-02-intel-xeon-e5-2650-v4-x2");
  std::filesystem::create_directories(first);
  EXPECT_EQ(new_run_folder(folder.path(), environment).filename(), "2026-01-02-intel-xeon-e5-2650-v4-x2-2");
}

TEST(RunFolder, HistoryIsInTheOrderOfTheNames) {
  const TemporaryFolder folder;
  SavedRun run = sample_run();
  for (const char* name : {"b", "a"}) {
    run.summary.name = name;
    ASSERT_TRUE(write_run(folder.path() / name, run, {}));
  }
  folder.write("latency.svg", "");
  const auto history = read_history(folder.path());
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ(history->front().name, "a");
}

TEST(RunFolder, DamageIsAnErrorWithThePlace) {
  const TemporaryFolder folder;
  EXPECT_FALSE(read_run(folder.path() / "missing"));
  for (const char* text : {"", "{", "{}", "{\"schema\": 0}", "{\"schema\": 1}"}) {
    EXPECT_FALSE(summary_from_json(text)) << text;
  }
  const auto file = folder.path() / "samples.tsv.gz";
  EXPECT_FALSE(read_samples(file));
  ASSERT_TRUE(write_samples(file, sample_run().samples));
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  EXPECT_FALSE(read_samples(file));
  folder.write("samples.tsv.gz",
               "phase\tclass\tquery\tround\tthread\twall_ns\twaited_ns\na\tb\t1\t1\t1\t1\n");
  const auto read = read_samples(file);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().what.find("line 2"), std::string::npos) << read.error().what;
}

TEST(Environment, SaysWhereTheRunWasMade) {
  const Environment environment = look_around();
  EXPECT_EQ(environment.date.size(), std::string_view("2026-01-02T03:04:05Z").size());
  EXPECT_FALSE(environment.compiler.empty());
  EXPECT_GE(environment.processors, 1U);
  EXPECT_GT(environment.memory_bytes, 0U);
  EXPECT_FALSE(environment.governor.empty());
}

}  // namespace
}  // namespace dateline::bench
