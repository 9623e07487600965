#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;
using testing::TemporaryFolder;

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// An index of articles with keys, two of them with the same text.
class Batch : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string input = (folder_.path() / "articles.jsonl").string();
    std::ofstream out(input);
    const auto add = [&](const std::string& key, const std::string& title, const std::string& body,
                         const std::string& date) {
      out << json{{"id", key},
                  {"title", title},
                  {"body", body},
                  {"date", date},
                  {"url", "http://e.org/" + key}}
          << '\n';
    };
    add("a 1", "Dam on the river", "The dam was opened by masons of the county.", "2001-05-06");
    add("b2", "Bridge over the river", "The bridge was opened by masons.", "2002-07-08");
    add("c3", "Bridge over the river", "The bridge was opened by masons.", "2003-09-10");
    add("d4", "Apple harvest", "Apples were gathered on the farm.", "2002-07-09");
    out.close();
    const Ran built =
        testing::run(DATELINE_INDEX_PROGRAM, {"build", input, "-i", idx_, "--map", "id=id", "-q"});
    ASSERT_EQ(built.code, 0) << built.err;
  }
  Ran batch(std::vector<std::string> arguments, const std::string& queries) const {
    arguments.insert(arguments.begin(), {"batch", "-", "-i", idx_});
    return testing::run(DATELINE_SEARCH_PROGRAM, arguments, queries);
  }

  TemporaryFolder folder_;
  std::string idx_ = (folder_.path() / "a.idx").string();
};

TEST_F(Batch, WritesTrecLinesWithKeysInTheOrderOfTheQueries) {
  std::string queries;
  for (int i = 0; i < 60; ++i) queries += std::to_string(i) + (i % 2 ? "\tbridge masons\n" : "\tdam\n");
  const Ran ran = batch({"--threads", "4", "--tag", "my run"}, queries);
  ASSERT_EQ(ran.code, 0) << ran.err;
  int query = 0;
  int rank = 0;
  for (const std::string& line : lines_of(ran.out)) {
    std::istringstream words(line);
    std::string id, q0, article, tag;
    int at = 0;
    double score = 0;
    words >> id >> q0 >> article >> at >> score >> tag;
    if (std::to_string(query) != id) {
      ++query;
      rank = 0;
    }
    EXPECT_EQ(id, std::to_string(query));
    EXPECT_EQ(at, ++rank);
    EXPECT_EQ(q0, "Q0");
    EXPECT_EQ(tag, "my_run");
    EXPECT_GT(score, 0);
    if (query % 2 == 0) {
      EXPECT_EQ(article, "a_1");
    } else if (rank <= 2) {
      EXPECT_TRUE(article == "b2" || article == "c3") << "both articles of the same text";
    }
  }
  EXPECT_EQ(query, 59);
}

TEST_F(Batch, AnyWordIsEnoughUnlessAllAreAskedFor) {
  EXPECT_EQ(lines_of(batch({}, "q\tmasons harvest\n").out).size(), 4U);
  EXPECT_EQ(lines_of(batch({"--all"}, "q\tmasons dam\n").out).size(), 1U);
  EXPECT_EQ(lines_of(batch({"--fold"}, "q\tbridge\n").out).size(), 1U);
  EXPECT_EQ(lines_of(batch({"--limit", "2"}, "q\tmasons harvest\n").out).size(), 2U);
}

TEST_F(Batch, AWrongQueryIsToldCountedAndLeavesTheOthersAlone) {
  const Ran ran = batch({"--format", "jsonl"}, "a\tdam\nb\tsouce:kcna\nc\tapple\t2002-07\nd\tapple\t2001\n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("line 2:"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("4 queries, 1 without hits, 1 with an error"), std::string::npos) << ran.err;
  const std::vector<std::string> lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(json::parse(lines[0])["hits"][0]["key"], "a 1");
  EXPECT_EQ(json::parse(lines[1])["error"]["kind"], "query");
  EXPECT_EQ(json::parse(lines[2])["total"], 1);
  EXPECT_EQ(json::parse(lines[3])["total"], 0);
}

TEST_F(Batch, AMissingIndexOrFileIsAnErrorOfTheRun) {
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"batch", "-", "-i", idx_ + "x"}, "q\tdam\n").code, 4);
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"batch", idx_ + "/none.tsv", "-i", idx_}, "").code, 3);
  const Ran ran = batch({"--filter", "colour=red"}, "q\tdam\nr\tapple\n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("2 with an error"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace dateline
