#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "tests/support/run_program.h"
#include "tests/support/shared.h"

namespace dateline {
namespace {

using testing::Ran;
using testing::TemporaryFolder;

Ran index(const std::vector<std::string>& arguments, const std::string& input = "") {
  return testing::run(DATELINE_INDEX_PROGRAM, arguments, input);
}

const std::string kSamples = std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures";

TEST(IndexProgram, BuildsChecksAndDescribesAnIndex) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const Ran built = index({"build", kSamples, "-i", idx, "--output", "json"});
  ASSERT_EQ(built.code, 0) << built.err;
  const auto summary = nlohmann::json::parse(built.out);
  EXPECT_EQ(summary["schema"], 1);
  EXPECT_EQ(summary["records"], summary["articles"].get<int>() + summary["duplicates"].get<int>() +
                                    summary["rejected"].get<int>());
  EXPECT_EQ(summary["rejected"], 1);
  EXPECT_EQ(summary["duplicates"], 1) << "one capture stands under two paths";
  EXPECT_NE(built.err.find("rejected: " + kSamples + "/099_scanned_page.txt: the file is binary"),
            std::string::npos);

  const Ran checked = index({"check", "-i", idx});
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_NE(checked.out.find("is sound"), std::string::npos);

  const Ran info = index({"info", "-i", idx, "--format", "json"});
  ASSERT_EQ(info.code, 0);
  EXPECT_EQ(nlohmann::json::parse(info.out)["articles"], summary["articles"]);
}

TEST(IndexProgram, ShowsAnArticleWhoseFirstCaptureWasReplaced) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const std::string record = R"({"title":"Boathouse","url":"http://a.org/1","date":"2000-05-05",)"
                             R"("body":"Ferries go again between the banks.","captured":"2001-0)";
  const std::string file = folder.write("a.jsonl", record + "1-01\"}\n" + record + "2-01\"}\n").string();
  ASSERT_EQ(index({"build", file, "-i", idx, "-q"}).code, 0);
  const Ran found = testing::run(DATELINE_SEARCH_PROGRAM, {"ferries", "-i", idx, "--format", "json"});
  const auto id = nlohmann::json::parse(found.out)["hits"][0]["id"].get<std::string>();
  const Ran shown = testing::run(DATELINE_SEARCH_PROGRAM, {"show", id, "-i", idx});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find("2001-02-01, 2 times"), std::string::npos) << shown.out;
}

TEST(IndexProgram, EndsWithTheDocumentedExitCodes) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  EXPECT_EQ(index({"--help"}).code, 0);
  EXPECT_EQ(index({"--version"}).code, 0);
  EXPECT_EQ(index({}).code, 2);
  EXPECT_EQ(index({"build"}).code, 2);
  EXPECT_EQ(index({"build", kSamples, "-i", idx, "--map", "nonsense"}).code, 2);
  EXPECT_EQ(index({"build", (folder.path() / "nothing").string(), "-i", idx}).code, 3) << "no article at all";
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "a.idx")) << "nothing is left of it";
  EXPECT_EQ(index({"build", kSamples, "-i", idx, "--strict", "-q"}).code, 3)
      << "built, but a record was rejected";
  EXPECT_EQ(index({"build", kSamples, (folder.path() / "nothing").string(), "-i", idx, "-q"}).code, 3)
      << "built, but an input was not there";
  EXPECT_EQ(index({"info", "-i", (folder.path() / "none.idx").string()}).code, 4);
  EXPECT_EQ(index({"inspect", (folder.path() / "none.txt").string()}).code, 3);
  EXPECT_EQ(index({"build", kSamples, "-i", "/proc/none.idx"}).code, 5);
}

TEST(IndexProgram, KeepsTheOldIndexWhenABuildFindsNothing) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  ASSERT_EQ(index({"build", kSamples, "-i", idx, "-q"}).code, 0);
  const std::string before = index({"info", "-i", idx}).out;
  const std::string empty = folder.write("empty.txt", "").string();
  EXPECT_EQ(index({"build", empty, "-i", idx}).code, 3);
  EXPECT_EQ(index({"info", "-i", idx}).out, before);
}

TEST(IndexProgram, OnAFullDiskKeepsTheOldIndexAndLeavesNothingElse) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  ASSERT_EQ(index({"build", kSamples, "-i", idx, "-q"}).code, 0);
  const std::string before = index({"info", "-i", idx}).out;
  const auto files = [&] {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(idx))
      names.insert(entry.path().lexically_relative(idx).string());
    return names;
  };
  const std::set<std::string> kept = files();
  for (const std::string arguments : {"build", "build --builder official", "add"}) {
    // Files that may not grow past 8 KB stand for the disk. Not on the error output, which would be cut too.
    const std::string command = "ulimit -f 16; exec " + std::string(DATELINE_INDEX_PROGRAM) + " " +
                                arguments + " " + std::string(DATELINE_SOURCE_DIR) + "/tests/samples -q -i " +
                                idx + " 2>&1";
    const Ran limited = testing::run("sh", {"-c", command});
    EXPECT_EQ(limited.code, 5) << arguments << ": " << limited.out;
    EXPECT_NE(limited.out.find("disk"), std::string::npos) << arguments << ": " << limited.out;
    EXPECT_EQ(files(), kept) << arguments;
  }
  EXPECT_EQ(index({"info", "-i", idx}).out, before);
}

TEST(IndexProgram, WithoutTheRightToWriteSaysWhatToDo) {
  // Nobody makes a folder there, not even root.
  const Ran ran = index({"build", kSamples, "-i", "/sys/dateline-test.idx", "-q"});
  EXPECT_EQ(ran.code, 5);
  EXPECT_NE(ran.err.find("cannot make the folder /sys/dateline-test.idx: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("\n  you may not do that there: choose a folder of your own"), std::string::npos)
      << ran.err;
}

TEST(IndexProgram, WritesRejectsAsJsonLines) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const std::string input = folder.write("a.jsonl", "{\"title\":\"A\",\"body\":\"a\"}\nnonsense\n").string();
  const std::string rejects = (folder.path() / "rejects.jsonl").string();
  const Ran built = index({"build", input, "-i", idx, "--rejects", rejects, "-q"});
  EXPECT_EQ(built.code, 0);
  EXPECT_EQ(built.out, "");
  EXPECT_EQ(built.err, "");
  const auto reject = nlohmann::json::parse(testing::read_whole(rejects));
  EXPECT_EQ(reject["path"], input);
  EXPECT_EQ(reject["record"], 2);
  EXPECT_FALSE(reject["remedy"].get<std::string>().empty());
}

TEST(IndexProgram, AddsAndRemoves) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const std::string in = (folder.path() / "in").string();
  folder.write("in/a.jsonl", "{\"id\":\"one\",\"title\":\"A\",\"body\":\"a ferry\"}\n");
  EXPECT_EQ(index({"add", in, "-i", idx, "-q"}).code, 0) << "makes the index";
  folder.write("in/b.jsonl", "{\"id\":\"two\",\"title\":\"B\",\"body\":\"a bridge\"}\n");
  const Ran added = index({"add", in, "-i", idx, "--output", "json"});
  ASSERT_EQ(added.code, 0) << added.err;
  const auto summary = nlohmann::json::parse(added.out);
  EXPECT_EQ(summary["changed"], true);
  EXPECT_EQ(summary["files"]["read"], 1);
  EXPECT_EQ(summary["files"]["unchanged"], 1);
  EXPECT_EQ(summary["added"], 1);
  EXPECT_EQ(summary["articles"], 2);
  EXPECT_EQ(nlohmann::json::parse(index({"add", in, "-i", idx, "--output", "json"}).out)["changed"], false);
  const Ran nothing = index({"add", in, "-i", idx});
  EXPECT_NE(nothing.out.find(" s, 0 articles/s, "), std::string::npos) << nothing.out;
  const auto info = nlohmann::json::parse(index({"info", "-i", idx, "--format", "json"}).out);
  EXPECT_EQ(info["segments"].size(), 1U) << "the first was small beside what came";
  EXPECT_EQ(info["segments"][0]["articles"], 2);
  EXPECT_EQ(info["generation"], 2);
  EXPECT_EQ(info["write_amplification"], 1.5);
  std::size_t folders = 0;
  for (const auto& entry : std::filesystem::directory_iterator(idx)) folders += entry.is_directory() ? 1 : 0;
  EXPECT_EQ(folders, 1U) << "what nobody reads any more is gone";
  EXPECT_EQ(index({"remove", "no-such", "-i", idx}).code, 1);
  EXPECT_EQ(index({"remove", "one", "-i", idx}).code, 0);
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"ferry", "-i", idx}).code, 1);
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"bridge", "-i", idx}).code, 0);
  EXPECT_EQ(index({"check", "-i", idx}).code, 0);
  const Ran merged = index({"merge", "--clean", "-i", idx, "--output", "json"});
  ASSERT_EQ(merged.code, 0) << merged.err;
  EXPECT_EQ(nlohmann::json::parse(merged.out)["dead"], 0);
  EXPECT_EQ(nlohmann::json::parse(merged.out)["dead_before"], 1);
  EXPECT_NE(index({"merge", "-i", idx}).out.find("nothing to merge"), std::string::npos);
  EXPECT_EQ(index({"check", "-i", idx}).code, 0);
}

TEST(IndexProgram, CountsTheFilesOfAnAdditionToNothing) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  std::ofstream(folder.path() / "one.txt") << "A ferry crosses the river\n\nIt carries sheep and goats.\n";
  const std::string file = (folder.path() / "one.txt").string();
  const Ran dry = index({"add", file, "-i", idx, "--dry-run", "--output", "json"});
  ASSERT_EQ(dry.code, 0) << dry.err;
  EXPECT_EQ(nlohmann::json::parse(dry.out)["files"]["read"], 1);
  EXPECT_EQ(nlohmann::json::parse(dry.out)["changed"], false);
  const Ran first = index({"add", file, "-i", idx});
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.out.find("1 file read (0 of them changed), 0 unchanged; 1 article added or replaced, "
                           "0 removed\n1 article (1 different text) from 1 record: 0 duplicates"),
            std::string::npos)
      << first.out;
}

TEST(IndexProgram, WarnsOfAPublicationThatIsStillToCome) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const Ran built = index({"build", "-", "-i", idx, "--format", "jsonl"},
                          "{\"title\":\"A\",\"body\":\"a ferry\",\"date\":\"2999-01-01\"}\n");
  ASSERT_EQ(built.code, 0) << built.err;
  EXPECT_NE(built.err.find("still to come"), std::string::npos) << built.err;
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"flag:future", "-i", idx}).code, 0);
}

TEST(IndexProgram, InterruptedKeepsTheIndexAndSaysSo) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  ASSERT_EQ(index({"build", kSamples, "-i", idx, "-q"}).code, 0);
  const std::string before = index({"info", "-i", idx}).out;
  int input[2];
  ASSERT_EQ(::pipe(input), 0);
  const std::string err = (folder.path() / "err").string();
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(input[0], 0);
    ::close(input[0]);
    ::close(input[1]);
    if (std::freopen(err.c_str(), "w", stderr) == nullptr) ::_exit(99);
    ::execl(DATELINE_INDEX_PROGRAM, DATELINE_INDEX_PROGRAM, "build", "-", "--format", "jsonl", "-i",
            idx.c_str(), nullptr);
    ::_exit(98);
  }
  ::close(input[0]);
  // More than a pipe holds: when all is written, the program is reading.
  const std::string record = "{\"title\":\"A\",\"body\":\"" + std::string(1000, 'x') + "\"}\n";
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(::write(input[1], record.data(), record.size()), static_cast<ssize_t>(record.size()));
  }
  ::kill(child, SIGINT);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ::close(input[1]);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 5);
  const std::string said = testing::read_whole(err);
  EXPECT_NE(said.find("interrupted"), std::string::npos) << said;
  EXPECT_NE(said.find("the index is as it was before"), std::string::npos) << said;
  EXPECT_EQ(index({"info", "-i", idx}).out, before);
}

TEST(IndexProgram, ReadsStandardInputAndMapsMembers) {
  const TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const Ran built =
      index({"build", "-", "-i", idx, "--format", "jsonl", "--map", "title=headline,body=story_text"},
            "{\"headline\":\"Ferry\",\"story_text\":\"A ferry crosses.\",\"date\":1703376000000}\n");
  ASSERT_EQ(built.code, 0) << built.err;
  const Ran found = testing::run(DATELINE_SEARCH_PROGRAM, {"title:ferry date:2023-12-24", "-i", idx});
  EXPECT_EQ(found.code, 0) << found.out << found.err;
}

TEST(IndexProgram, InspectsOneCaptureAsJson) {
  const Ran ran = index({"inspect", kSamples + "/001_river_embankment_rebuilt.txt", "--format", "json"});
  ASSERT_EQ(ran.code, 0);
  const auto json = nlohmann::json::parse(ran.out);
  ASSERT_EQ(json["records"].size(), 1U);
  const auto& record = json["records"][0];
  EXPECT_EQ(record["published"]["date"], "2023-06-14");
  EXPECT_EQ(record["published"]["confidence"], "high");
  EXPECT_EQ(record["source"]["slug"], "kcna.kp-en");
  EXPECT_EQ(record["stamps"][0]["juche"], 112);
  EXPECT_EQ(record["zones"].back()["kind"], "teasers");
  EXPECT_FALSE(record.contains("body"));
}

TEST(IndexProgram, LetsNoFileSendEscapesToTheTerminal) {
  const TemporaryFolder folder;
  const std::string named = folder.write("a\x1b[31m\nrejected: b.txt", std::string("a\0b", 3)).string();
  folder.write(
      "c.txt",
      "Ferry\xC2\x9B 31m \xE2\x80\xAE\x1b]0;x\x07\n\nOn May 3, 2019 it crossed\x1b[31m the river.\n");
  const std::string idx = (folder.path() / "a.idx").string();
  const std::vector<std::vector<std::string>> commands{
      {"build", folder.path().string(), "-i", idx},
      {"inspect", named},
      {"inspect", (folder.path() / "c.txt").string(), "--body"},
      {"dates", (folder.path() / "c.txt").string()},
      {"dates", named},
      {"info", "-i", idx + "\x1b[31m"},
      {"remove", "\x1b[31m", "-i", idx}};
  for (const auto& arguments : commands) {
    const Ran ran = index(arguments);
    for (const char* harmful : {"\x1b", "\xC2\x9B", "\xE2\x80\xAE", "\x07", "\nrejected: b.txt"})
      EXPECT_EQ((ran.out + ran.err).find(harmful), std::string::npos) << arguments[0] << ran.out << ran.err;
  }
  EXPECT_NE(index(commands[0]).err.find("a\\x1b[31m\\x0arejected: b.txt"), std::string::npos);
}

TEST(IndexProgram, ListsTheDatesOfAText) {
  const Ran ran = index({"dates", "-", "--format", "vector"}, "from September 12 to 17, Juche 112 (2023)");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "body 2023-09-12/2023-09-17 J112\n");
  EXPECT_EQ(index({"dates", "-", "--format", "vector"}, "no date here").out, "none\n");
  EXPECT_EQ(index({"dates", "-", "--published", "2023-02-30"}, "x").code, 2);
}

}  // namespace
}  // namespace dateline
