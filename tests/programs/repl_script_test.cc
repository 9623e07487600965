#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

using testing::Ran;
using testing::TemporaryFolder;

std::string source_path(const std::string& name) { return std::string(DATELINE_SOURCE_DIR) + "/" + name; }

/// Scripts of the shell over the bundled samples.
class ReplScripts : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran built = testing::run(DATELINE_INDEX_PROGRAM,
                                   {"build", source_path("tests/samples/captures"), "-i", index_, "-q"});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  Ran repl(const std::string& script, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"repl", "-i", index_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return testing::run(DATELINE_SEARCH_PROGRAM, arguments, script);
  }

  TemporaryFolder folder_;
  std::string index_ = (folder_.path() / "samples.idx").string();
};

/// Answers and errors of a script without what differs from run to run. With DATELINE_WRITE_GOLDEN set the
/// files are written anew instead of compared.
class GoldenTranscripts : public ReplScripts, public ::testing::WithParamInterface<const char*> {};

TEST_P(GoldenTranscripts, StayAsTheyAre) {
  const std::string base = source_path(std::string("tests/golden/repl/") + GetParam());
  const Ran ran = repl(testing::read_whole(base + ".repl"));
  std::string transcript =
      ran.out + "--- errors ---\n" + ran.err + "--- exit code ---\n" + std::to_string(ran.code) + "\n";
  transcript = std::regex_replace(transcript, std::regex(" in [0-9.]+ ms"), " in N ms");
  const std::string here = source_path("");
  for (std::size_t at = transcript.find(here); at != std::string::npos; at = transcript.find(here, at)) {
    transcript.replace(at, here.size(), "<project>/");
  }
  if (std::getenv("DATELINE_WRITE_GOLDEN") != nullptr) {
    std::ofstream(base + ".txt", std::ios::binary) << transcript;
    GTEST_SKIP() << "written: " << base << ".txt";
  }
  EXPECT_EQ(transcript, testing::read_whole(base + ".txt"));
}

INSTANTIATE_TEST_SUITE_P(OfTheShell, GoldenTranscripts,
                         ::testing::Values("refine", "sets", "mistakes", "distance"));

TEST_F(ReplScripts, EndWithTheDocumentedExitCodes) {
  EXPECT_EQ(repl("river\n").code, 0);
  EXPECT_EQ(repl("zzzunfindable\n").code, 0) << "an answer without hits is an answer";
  EXPECT_EQ(repl("").code, 0);
  EXPECT_EQ(repl(":nonsense\nriver\n").code, 2);
  EXPECT_EQ(repl("kim AND\n:quit\n").code, 2);
  EXPECT_EQ(repl(":source /no/such/file\n").code, 2);
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"repl", "-i", "/nowhere.idx"}, "river\n").code, 4);
}

TEST_F(ReplScripts, StopAtTheFirstErrorOnlyInBatches) {
  const std::string script = "snow\n:nonsense\nriver\n";
  const Ran through = repl(script);
  EXPECT_EQ(through.code, 2);
  EXPECT_NE(through.out.find("River"), std::string::npos);
  const Ran batch = repl(script, {"--batch"});
  EXPECT_EQ(batch.code, 2);
  EXPECT_EQ(batch.out.find("River"), std::string::npos);
  EXPECT_NE(batch.out.find("Snow"), std::string::npos);
  EXPECT_NE(batch.err.find("line 2: there is no command ':nonsense'"), std::string::npos) << batch.err;
  folder_.write("inner", "snow\n:nonsense\nriver\n");
  const Ran sourced = repl(":source " + (folder_.path() / "inner").string() + "\nriver\n", {"--batch"});
  EXPECT_EQ(sourced.code, 2);
  EXPECT_EQ(sourced.out.find("River"), std::string::npos) << "files are a part of the batch";
}

TEST_F(ReplScripts, EchoNothing) {
  EXPECT_EQ(repl("\n\n# a remark\n:set limit 2\n").out, "");
  const Ran ran = repl("river\n");
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(ran.out.find("dateline>"), std::string::npos);
  EXPECT_EQ(ran.err, "");
}

TEST_F(ReplScripts, ReadAnyBytesWithoutHarm) {
  std::string bytes;
  unsigned state = 1;
  for (int i = 0; i < 8000; ++i) {
    state = state * 1103515245U + 12345U;
    bytes += static_cast<char>((state >> 16U) % 7 == 0 ? '\n' : (state >> 16U) & 0xFFU);
  }
  const Ran ran = repl(bytes + "\n:narrow " + bytes.substr(0, 100) + "\n:" + bytes.substr(200, 300) + "\n");
  EXPECT_TRUE(ran.code == 0 || ran.code == 2) << ran.code;
  EXPECT_EQ(ran.err.find('\x1b'), std::string::npos) << "nothing of it goes to the terminal as it is";
}

TEST_F(ReplScripts, GiveOneJsonDocumentForEachAnswer) {
  const Ran ran = repl(":set format json\nriver\n:narrow embankment\n1\n");
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 3) << ran.out;
  EXPECT_TRUE(ran.out.starts_with("{\"schema\":1"));
}

}  // namespace
}  // namespace dateline
