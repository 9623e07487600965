// Indexes as earlier versions wrote them: that of the present formats is read, older ones are refused.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "common/index/schema.h"
#include "common/text/analyzer.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::TemporaryFolder;

const fs::path kFrozen = fs::path(DATELINE_SOURCE_DIR) / "tests" / "frozen";

std::string present() {
  return "schema-" + std::to_string(index::kSchemaVersion) + "-analyzer-" +
         std::to_string(text::kAnalyzerVersion);
}

/// A copy, because opening an index locks a file in it.
std::string thawed(const TemporaryFolder& folder, const std::string& name) {
  const fs::path copy = folder.path() / "frozen.idx";
  fs::copy(kFrozen / name, copy, fs::copy_options::recursive);
  return copy.string();
}

Ran search(const std::vector<std::string>& arguments) {
  return testing::run(DATELINE_SEARCH_PROGRAM, arguments);
}

TEST(FrozenIndex, OfThePresentFormatsGivesTheKnownAnswers) {
  const TemporaryFolder folder;
  const std::string index = thawed(folder, present());
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

TEST(FrozenIndex, OfOlderFormatsIsRefusedWithWhatToDo) {
  int older = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFrozen)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_directory() || name == present()) continue;
    ++older;
    const TemporaryFolder folder;
    const Ran ran = search({"river", "-i", thawed(folder, name)});
    EXPECT_EQ(ran.code, 4) << name;
    EXPECT_EQ(ran.out, "");
    const bool told = ran.err.find("has schema '") != std::string::npos ||
                      ran.err.find("was analysed by 'dateline/") != std::string::npos;
    EXPECT_TRUE(told) << ran.err;
    EXPECT_NE(ran.err.find("rebuild the index"), std::string::npos) << ran.err;
  }
  EXPECT_GT(older, 0);
}

}  // namespace
}  // namespace dateline
