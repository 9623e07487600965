#include "bench/record/markdown.h"

#include <gtest/gtest.h>

#include "bench/record/run_folder.h"
#include "bench/record/table.h"
#include "tests/bench/sample_runs.h"

namespace dateline::bench {
namespace {

TEST(Table, LinesUpItsColumns) {
  Table table({"class", "p50"});
  table.add({"a", "1.00 ms"});
  table.add({"longer", "20.0 ms"});
  EXPECT_EQ(table.text(),
            "| class  |     p50 |\n"
            "| ------ | ------: |\n"
            "| a      | 1.00 ms |\n"
            "| longer | 20.0 ms |\n");
}

TEST(Table, WritesFiguresWithThreeDigits) {
  EXPECT_EQ(time_text(0.5), "0.001 ms");
  EXPECT_EQ(time_text(123.4), "0.123 ms");
  EXPECT_EQ(time_text(12340), "12.3 ms");
  EXPECT_EQ(time_text(1234000), "1.23 s");
  EXPECT_EQ(bytes_text(999), "999 B");
  EXPECT_EQ(bytes_text(1234567), "1.23 MB");
  EXPECT_EQ(count_text(1234567), "1,234,567");
  EXPECT_EQ(count_text(123), "123");
}

TEST(Report, HoldsEveryClassEngineAndNote) {
  const std::string report = report_of(sample_run().summary);
  for (const char* part : {"2026-01-02-machine-x2", "0123456789ab", "GNU 12", "performance", "00112233",
                           "### 1 thread", "### while indexing", "| one_word/rare", "| slow", "SQLite FTS5",
                           "2.00", "The engines do different work."}) {
    EXPECT_NE(report.find(part), std::string::npos) << part << "\n" << report;
  }
}

TEST(Readme, GetsFiguresBetweenItsMarks) {
  const std::string page = "# A\n<!-- bench:begin old -->\nold words\n<!-- bench:end -->\nrest\n";
  const auto replaced = replace_figures(page, sample_run().summary);
  ASSERT_TRUE(replaced);
  EXPECT_TRUE(replaced->starts_with("# A\n<!-- bench:begin 2026-01-02-machine-x2 -->\n"));
  EXPECT_TRUE(replaced->ends_with("<!-- bench:end -->\nrest\n"));
  EXPECT_EQ(replaced->find("old words"), std::string::npos);
  EXPECT_NE(replaced->find("0.200 ms"), std::string::npos) << *replaced;
  EXPECT_EQ(run_named_in(*replaced), "2026-01-02-machine-x2");
  EXPECT_EQ(*replace_figures(*replaced, sample_run().summary), *replaced);
  EXPECT_FALSE(replace_figures("no marks", sample_run().summary));
}

TEST(Readme, SaysWhatTheSavedRunSays) {
  const std::filesystem::path source = DATELINE_SOURCE_DIR;
  const auto page = read_file(source / "README.md");
  ASSERT_TRUE(page);
  const std::string name = run_named_in(*page);
  ASSERT_FALSE(name.empty()) << "README.md has no place for figures";
  const auto summary = read_summary(source / "bench/runs" / name);
  ASSERT_TRUE(summary) << summary.error().what;
  EXPECT_TRUE(summary->collection.generated) << "the README's run is to be one that anybody can repeat";
  const auto replaced = replace_figures(*page, *summary);
  ASSERT_TRUE(replaced);
  EXPECT_EQ(*replaced, *page) << "write the figures anew: ./dev bench readme bench/runs/" << name;
}

}  // namespace
}  // namespace dateline::bench
