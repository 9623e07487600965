// Indexes of older rules are made readable without their inputs.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "common/index/index_folder.h"
#include "common/index/manifest.h"
#include "common/index/schema.h"
#include "common/text/analyzer.h"
#include "tests/programs/built_index.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::Ran;

const fs::path kFrozen = fs::path(DATELINE_SOURCE_DIR) / "tests" / "frozen";
const std::string kSamples = std::string(DATELINE_SOURCE_DIR) + "/tests/samples/ledger/";

Ran index_program(const std::vector<std::string>& arguments) {
  return testing::run(DATELINE_INDEX_PROGRAM, arguments);
}

/// As if the index had been made by an older version, whose rules for terms were others.
void make_older(const std::string& idx) {
  index::Manifest manifest = *index::manifest_of(idx);
  manifest.analyzer = "dateline/1";
  std::ofstream(fs::path(idx) / index::kManifestFile, std::ios::binary) << index::to_text(manifest);
}

class Upgrade : public testing::BuiltIndex {
 protected:
  void SetUp() override { build(kSamples + "1-march.jsonl"); }
};

TEST_F(Upgrade, KeepsArticlesHistoryAndWhatAdditionsKnow) {
  ASSERT_EQ(index_program({"add", kSamples + "2-december.jsonl", "-i", idx_, "-q"}).code, 0);
  ASSERT_EQ(index_program({"add", "--gone", kSamples + "3-gone.tsv", "-i", idx_, "-q"}).code, 0);
  const std::string id = search_json({"ferry"})["hits"][0]["id"];
  const json history = search_json({"history", id});
  const json found = search_json({"river OR mill OR chestnut"});
  const std::string cite = path("all.json");
  ASSERT_EQ(search({"cite", "lang:en", "-o", cite}).code, 0);

  make_older(idx_);
  const Ran refused = search({"ferry"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_NE(refused.err.find("dateline-index upgrade"), std::string::npos) << refused.err;
  EXPECT_EQ(index_program({"add", kSamples + "4-june.jsonl", "-i", idx_, "-q"}).code, 4);
  const Ran ran = index_program({"upgrade", "-i", idx_});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("instead of dateline/1; 3 articles written"), std::string::npos) << ran.out;
  EXPECT_EQ(index_program({"check", "-i", idx_}).code, 0);
  EXPECT_EQ(search_json({"history", id}), history);
  const json after = search_json({"river OR mill OR chestnut"});
  EXPECT_EQ(after["hits"], found["hits"]);
  EXPECT_EQ(search({"recheck", cite}).code, 0);
  const Ran again = index_program({"upgrade", "-i", idx_});
  EXPECT_EQ(again.code, 0);
  EXPECT_TRUE(again.out.starts_with("nothing to upgrade")) << again.out;
  // The additions go on where they ended.
  const Ran same = index_program({"add", kSamples + "2-december.jsonl", "-i", idx_, "--output", "json"});
  EXPECT_EQ(json::parse(same.out)["files"]["unchanged"], 1) << same.out << same.err;
  ASSERT_EQ(index_program({"add", kSamples + "4-june.jsonl", "-i", idx_, "-q"}).code, 0);
  EXPECT_EQ(search_json({"history", id})["fate"], "restored");
}

TEST_F(Upgrade, ABuildOverAnOlderIndexKeepsTheTextsThatGo) {
  const std::string id = search_json({"mill"})["hits"][0]["id"];
  make_older(idx_);
  ASSERT_EQ(index_program({"build", kSamples + "2-december.jsonl", "-i", idx_, "-q"}).code, 0);
  const json history = search_json({"history", id});
  EXPECT_EQ(history["withdrawn"], true);
  EXPECT_EQ(history["versions"][0]["kept"], true);
}

TEST(UpgradeOfFrozenIndex, GivesTheKnownAnswers) {
  const testing::TemporaryFolder folder;
  const fs::path copy = folder.path() / "frozen.idx";
  fs::copy(kFrozen / ("schema-" + std::to_string(index::kOldestUpgradable) + "-analyzer-5"), copy,
           fs::copy_options::recursive);
  const std::vector<index::FileInfo> ledger = index::manifest_of(copy)->state_files(index::kLedgerRole);
  EXPECT_EQ(ledger.size(), 1U);
  make_older(copy.string());
  const Ran upgraded = index_program({"upgrade", "-i", copy.string()});
  ASSERT_EQ(upgraded.code, 0) << upgraded.err;
  EXPECT_EQ(index::manifest_of(copy)->state_files(index::kLedgerRole), ledger);
  EXPECT_EQ(index_program({"check", "-i", copy.string()}).code, 0);
  std::ifstream expected(kFrozen / "expected.tsv");
  int rows = 0;
  for (std::string line; std::getline(expected, line); ++rows) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const Ran ran = testing::run(DATELINE_SEARCH_PROGRAM,
                                 {line.substr(0, first), "-i", copy.string(), "--format", "json"});
    const json answer = json::parse(ran.out);
    EXPECT_EQ(std::to_string(answer["total"].get<int>()), line.substr(first + 1, second - first - 1)) << line;
    std::string ids;
    for (const json& hit : answer["hits"]) {
      const std::string id = hit["id"];
      ids += (ids.empty() ? "" : " ") + id;
      const Ran told =
          testing::run(DATELINE_SEARCH_PROGRAM, {"history", id, "-i", copy.string(), "--format", "json"});
      EXPECT_EQ(json::parse(told.out)["versions"].size(), 1U) << told.out << told.err;
    }
    EXPECT_EQ(ids, line.substr(second + 1)) << line;
  }
  EXPECT_GT(rows, 5);
}

TEST(UpgradeOfFrozenIndex, OlderSchemasAreRefused) {
  const testing::TemporaryFolder folder;
  const fs::path copy = folder.path() / "frozen.idx";
  fs::copy(kFrozen / "schema-6-analyzer-5", copy, fs::copy_options::recursive);
  const Ran ran = index_program({"upgrade", "-i", copy.string()});
  EXPECT_EQ(ran.code, 4);
  EXPECT_NE(ran.err.find("rebuild the index"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace dateline
