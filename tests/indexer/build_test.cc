#include "indexer/commit/build_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include <xapian.h>

#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

Result<BuildReport> build(const std::vector<std::string>& inputs, const fs::path& idx, int threads = 2,
                          BuilderKind builder = BuilderKind::kBulk) {
  BuildOptions options;
  options.inputs = inputs;
  options.index = idx;
  options.threads = threads;
  options.builder = builder;
  std::istringstream nothing;
  return build_index(options, nothing);
}

/// All terms, postings, values and data of an index as one text; equal texts are equal indexes.
std::string contents(const fs::path& idx) {
  const auto reader = index::IndexReader::open(idx);
  EXPECT_TRUE(reader) << reader.error().what;
  if (!reader) return {};
  const Xapian::Database& database = reader->segments()[0]->database();
  std::ostringstream out;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    out << *term << ':';
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term); ++posting) {
      out << ' ' << *posting << 'x' << posting.get_wdf();
      for (auto p = posting.positionlist_begin(); p != posting.positionlist_end(); ++p) out << ',' << *p;
    }
    out << '\n';
  }
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    out << *posting << ' ' << document.get_data();
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      out << '|' << value.get_valueno() << '=' << *value;
    }
    for (std::size_t i = 0; i < index::kFacetCount; ++i) {
      const auto facet = static_cast<index::Facet>(i);
      out << '|' << reader->columns().value(facet, reader->columns().ordinal(facet, *posting));
    }
    out << '\n';
  }
  return out.str();
}

std::string collection(int records) {
  std::string lines;
  for (int i = 0; i < records; ++i) {
    lines += "{\"id\":\"k" + std::to_string(i) + "\",\"title\":\"Story " + std::to_string(i % 700) +
             "\",\"body\":\"Pyongyang, May " + std::to_string(1 + i % 28) + " (KCNA) -- Ferry number " +
             std::to_string(i % 700) + " crossed the river.\",\"date\":\"2014-05-" + (i % 28 < 9 ? "0" : "") +
             std::to_string(1 + i % 28) + "\"" +
             (i % 3 == 0 ? ",\"captured\":\"2020-01-" + std::to_string(10 + i % 20) + "\"" : "") + "}\n";
    if (i % 50 == 7) lines += "broken line\n";
  }
  return lines;
}

TEST(BuildIndex, DoesNotDependOnTheNumberOfThreads) {
  const testing::TemporaryFolder folder;
  const std::string input = folder.write("a.jsonl", collection(6000)).string();
  const auto one = build({input}, folder.path() / "one.idx", 1);
  ASSERT_TRUE(one) << one.error().what;
  const std::string expected = contents(folder.path() / "one.idx");
  EXPECT_GT(one->duplicates, 0U);
  EXPECT_EQ(one->rejected, 120U);
  EXPECT_EQ(one->records, one->articles + one->duplicates + one->rejected);
  for (const int threads : {2, 5}) {
    const fs::path idx = folder.path() / ("t" + std::to_string(threads) + ".idx");
    const auto many = build({input}, idx, threads);
    ASSERT_TRUE(many);
    EXPECT_EQ(many->articles, one->articles);
    EXPECT_EQ(many->groups, one->groups);
    EXPECT_EQ(contents(idx), expected) << threads << " threads";
  }
}

TEST(BuildIndex, CountsWhatIsInTheIndexAfterReplacements) {
  const testing::TemporaryFolder folder;
  const std::string input = folder
                                .write("a.jsonl",
                                       "{\"title\":\"A\",\"body\":\"old\",\"url\":\"http://a.org/"
                                       "1\",\"lang\":\"de\",\"captured\":\"2020-01-01\"}\n"
                                       "{\"title\":\"A\",\"body\":\"new\",\"url\":\"http://a.org/"
                                       "1\",\"lang\":\"en\",\"captured\":\"2021-01-01\","
                                       "\"date\":\"2019-01-01\"}\n")
                                .string();
  const auto report = build({input}, folder.path() / "a.idx");
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->articles, 1U);
  EXPECT_EQ(report->duplicates, 1U);
  EXPECT_EQ(report->undated, 0U);
  EXPECT_EQ(report->by_language, (std::map<std::string, std::uint64_t>{{"en", 1}}));
}

TEST(BuildIndex, GivesTheSameWithEitherBuilder) {
  const testing::TemporaryFolder folder;
  const std::string input = folder.write("a.jsonl", collection(1500)).string();
  ASSERT_TRUE(build({input}, folder.path() / "bulk.idx"));
  ASSERT_TRUE(build({input}, folder.path() / "official.idx", 2, BuilderKind::kOfficial));
  EXPECT_EQ(contents(folder.path() / "bulk.idx"), contents(folder.path() / "official.idx"));
}

TEST(BuildIndex, StoppedFromOutsideLeavesTheOldIndex) {
  const testing::TemporaryFolder folder;
  const std::string input = folder.write("a.jsonl", collection(3000)).string();
  const fs::path idx = folder.path() / "a.idx";
  ASSERT_TRUE(build({input}, idx));
  const std::string before = contents(idx);
  const auto entries = [&] {
    return std::distance(fs::recursive_directory_iterator(idx), fs::recursive_directory_iterator());
  };
  const auto entries_before = entries();
  std::atomic<bool> stop{false};
  BuildOptions options;
  options.inputs = {input};
  options.index = idx;
  options.threads = 2;
  options.stop = &stop;
  options.on_progress = [&](const BuildReport&) { stop = true; };
  std::istringstream nothing;
  const auto stopped = build_index(options, nothing);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().what, "interrupted");
  EXPECT_EQ(contents(idx), before);
  EXPECT_EQ(entries(), entries_before) << "nothing is left over";
}

TEST(BuildIndex, WritesNothingInADryRun) {
  const testing::TemporaryFolder folder;
  BuildOptions options;
  options.inputs = {folder.write("a.jsonl", collection(100)).string()};
  options.index = folder.path() / "a.idx";
  options.dry_run = true;
  std::istringstream nothing;
  const auto report = build_index(options, nothing);
  ASSERT_TRUE(report);
  EXPECT_GT(report->articles, 0U);
  EXPECT_FALSE(fs::exists(options.index));
}

TEST(BuildIndex, WarnsOfAPageThatHoldsSeveralArticles) {
  const std::string note =
      "Pyongyang, September 14 (KCNA) -- The ferry crossed the river at Sariwon in the morning.";
  const auto warnings_of = [&](const std::string& body) {
    const testing::TemporaryFolder folder;
    BuildOptions options;
    options.inputs = {folder.write("14.txt", "Ferry crosses river\n\n" + body).string()};
    options.index = folder.path() / "a.idx";
    std::vector<std::string> warnings;
    options.on_reject = [&](const Reject& reject) { warnings.push_back(reject.reason); };
    std::istringstream nothing;
    const auto report = build_index(options, nothing);
    EXPECT_TRUE(report) << report.error().what;
    return warnings;
  };
  EXPECT_EQ(warnings_of(note), std::vector<std::string>{});
  EXPECT_EQ(
      warnings_of(note + "\n\nBridge opened\n\n" + note + "\n\nOrchards bear fruit\n\n" + note),
      std::vector<std::string>{"there are three datelines or more, as on a page with several articles"});
}

TEST(BuildIndex, ReportsEachRejectOnceInTheOrderOfTheInput) {
  const testing::TemporaryFolder folder;
  BuildOptions options;
  options.inputs = {folder.write("a.jsonl", collection(6000)).string(), (folder.path() / "missing").string()};
  options.index = folder.path() / "a.idx";
  options.threads = 4;
  std::vector<std::uint64_t> lines;
  options.on_reject = [&](const Reject& reject) { lines.push_back(reject.origin.record); };
  std::istringstream nothing;
  const auto report = build_index(options, nothing);
  ASSERT_TRUE(report);
  ASSERT_EQ(lines.size(), 121U);
  EXPECT_EQ(lines.front(), 0U) << "the missing file is known first";
  EXPECT_TRUE(std::is_sorted(lines.begin(), lines.end()));
}

}  // namespace
}  // namespace dateline::indexer
