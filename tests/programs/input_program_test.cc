#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

using testing::Ran;
using testing::TemporaryFolder;

Ran index(const std::vector<std::string>& arguments, const std::string& input = "") {
  return testing::run(DATELINE_INDEX_PROGRAM, arguments, input);
}

/// Counts of a dry run.
nlohmann::json summary(std::vector<std::string> arguments, const std::string& input = "") {
  const TemporaryFolder folder;
  arguments.insert(arguments.begin(), "build");
  arguments.insert(arguments.end(),
                   {"--dry-run", "--output", "json", "-i", (folder.path() / "none.idx").string()});
  const Ran ran = index(arguments, input);
  EXPECT_EQ(ran.code, 0) << ran.err;
  return ran.code == 0 ? nlohmann::json::parse(ran.out) : nlohmann::json{};
}

std::string capture(const std::string& title) { return title + "\n\nA ferry crossed the river.\n"; }

const std::string kWarc =
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://example.org/a\r\nWARC-Date: "
    "2019-05-06T01:02:03Z\r\n"
    "Content-Type: text/plain\r\nContent-Length: 17\r\n\r\nFerry\n\nIt crosses\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 3\r\n\r\nGET\r\n\r\n";

TEST(InputProgram, ReadsPatternsListsAndArchivesAsOneCollection) {
  const TemporaryFolder folder;
  const std::string root = folder.path().string();
  for (const char* name : {"2023/a.txt", "2023/b.txt", "2024/c.txt"}) folder.write(name, capture(name));
  ASSERT_EQ(std::system(("cd '" + root + "' && tar czf all.tar.gz 2023 2024").c_str()), 0);
  EXPECT_EQ(summary({root + "/2023/*.txt"})["articles"], 2);
  EXPECT_EQ(summary({root + "/all.tar.gz"})["articles"], 3);
  const std::string names = root + "/2023/a.txt\n" + root + "/2024\n";
  EXPECT_EQ(summary({"--files-from", "-"}, names)["articles"], 2);
  EXPECT_EQ(summary({"--files-from", folder.write("list", names).string(), root + "/2023/b.txt"})["articles"],
            3);
  EXPECT_EQ(index({"build", "-", "--files-from", "-"}).code, 2);
  EXPECT_EQ(index({"build", "--files-from", root + "/nothing"}).code, 2);
}

TEST(InputProgram, CountsWhatIsNoCaptureInsteadOfHidingIt) {
  const nlohmann::json counts = summary({"-"}, kWarc);
  EXPECT_EQ(counts["articles"], 1);
  EXPECT_EQ(counts["records"], 2);
  EXPECT_EQ(counts["skipped"], (nlohmann::json{{"WARC record of type request", 1}}));
}

TEST(InputProgram, InspectsWhatBuildReads) {
  const TemporaryFolder folder;
  const std::string file = folder.write("a.warc", kWarc).string();
  const Ran ran = index({"inspect", file, "--format", "json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  ASSERT_EQ(json["records"].size(), 1U);
  EXPECT_EQ(json["records"][0]["url"], "http://example.org/a");
  EXPECT_EQ(json["records"][0]["captured"], "2019-05-06");
  EXPECT_EQ(json["skipped"]["WARC record of type request"], 1);
}

TEST(InputProgram, TakesTheNameOfAFormatInBuildAndInspectAlike) {
  const std::string csv = "headline;text\nFerry;It crosses the river.\n";
  for (const char* option : {"--read-as", "--format"})
    EXPECT_EQ(summary({"-", option, "csv"}, csv)["articles"], 1);
  EXPECT_EQ(index({"inspect", "-", "--read-as", "csv"}, csv).code, 0);
  EXPECT_EQ(index({"inspect", "-", "--read-as", "spreadsheet"}, csv).code, 2);
}

TEST(InputProgram, SaysPlainlyWhenOnlyASmallPartWasRead) {
  const TemporaryFolder folder;
  const std::string captures = (folder.path() / "in").string();
  folder.write("in/a.txt", "Ferry\n\nIt crosses the river every day.\n");
  folder.write("in/b.pptx", "PK\x03\x04x");
  Ran ran = index({"build", captures, "--dry-run"});
  EXPECT_EQ(ran.code, 0) << "half is no small part";
  EXPECT_EQ(ran.out.find("only a small part"), std::string::npos) << ran.out;
  folder.write("in/c.rtf", "{\\rtf1 x}");
  ran = index({"build", captures, "--dry-run"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.out.find("only a small part was read: 2 of 3 records were rejected"), std::string::npos)
      << ran.out;
  ran = index({"build", captures, "--dry-run", "--output", "json"});
  EXPECT_EQ(nlohmann::json::parse(ran.out)["small_part"], true);
}

TEST(InputProgram, TellsTheByteOfADamage) {
  const TemporaryFolder folder;
  const std::string rejects = (folder.path() / "rejects.jsonl").string();
  const Ran ran = index({"build", "-", "--read-as", "warc", "--dry-run", "-q", "--rejects", rejects},
                        kWarc + "rubbish\r\n" + kWarc);
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto reject = nlohmann::json::parse(testing::read_whole(rejects));
  EXPECT_EQ(reject["offset"], kWarc.size());
  EXPECT_EQ(reject["record"], 3);
}

}  // namespace
}  // namespace dateline
