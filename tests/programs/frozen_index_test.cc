// Indexes as earlier versions wrote them: that of the present schema is read, older ones are refused.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "common/index/schema.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::TemporaryFolder;

const fs::path kFrozen = fs::path(DATELINE_SOURCE_DIR) / "tests" / "frozen";

/// A copy, because opening an index locks a file in it.
std::string thawed(const TemporaryFolder& folder, int schema) {
  const fs::path copy = folder.path() / "frozen.idx";
  fs::copy(kFrozen / ("schema-" + std::to_string(schema)), copy, fs::copy_options::recursive);
  return copy.string();
}

Ran search(const std::vector<std::string>& arguments) {
  return testing::run(DATELINE_SEARCH_PROGRAM, arguments);
}

TEST(FrozenIndex, OfThePresentSchemaGivesTheKnownAnswers) {
  const TemporaryFolder folder;
  const std::string index = thawed(folder, index::kSchemaVersion);
  std::ifstream expected(kFrozen / "expected.tsv");
  ASSERT_TRUE(expected);
  int rows = 0;
  for (std::string line; std::getline(expected, line); ++rows) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const std::string query = line.substr(0, first);
    const Ran ran = search({query, "-i", index, "--format", "json"});
    ASSERT_TRUE(ran.code == 0 || ran.code == 1) << query << ": " << ran.err;
    const auto answer = nlohmann::json::parse(ran.out);
    EXPECT_EQ(std::to_string(answer["total"].get<int>()), line.substr(first + 1, second - first - 1))
        << query;
    std::string ids;
    for (const auto& hit : answer["hits"]) ids += (ids.empty() ? "" : " ") + hit["id"].get<std::string>();
    EXPECT_EQ(ids, line.substr(second + 1)) << query;
  }
  EXPECT_GT(rows, 5);
}

TEST(FrozenIndex, OfAnOlderSchemaIsRefusedWithWhatToDo) {
  int older = 0;
  for (int schema = 1; schema < index::kSchemaVersion; ++schema) {
    if (!fs::exists(kFrozen / ("schema-" + std::to_string(schema)))) continue;
    ++older;
    const TemporaryFolder folder;
    const Ran ran = search({"river", "-i", thawed(folder, schema)});
    EXPECT_EQ(ran.code, 4) << schema;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find("has schema '" + std::to_string(schema) + "', this program reads " +
                           std::to_string(index::kSchemaVersion)),
              std::string::npos)
        << ran.err;
    EXPECT_NE(ran.err.find("build the index anew"), std::string::npos) << ran.err;
  }
  if (older == 0) GTEST_SKIP() << "there is no older schema";
}

}  // namespace
}  // namespace dateline
