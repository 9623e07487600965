#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "common/dates/publication.h"
#include "indexer/inspect.h"
#include "tests/indexer/memory_source.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

const std::filesystem::path kSamples = std::filesystem::path(DATELINE_SOURCE_DIR) / "tests/samples";

/// Rows of tests/samples/expected.tsv by the names in its first line.
std::vector<std::map<std::string, std::string>> expectations() {
  std::ifstream in(kSamples / "expected.tsv");
  std::vector<std::string> names;
  std::vector<std::map<std::string, std::string>> rows;
  for (std::string line; std::getline(in, line);) {
    std::vector<std::string> cells;
    std::istringstream cell_stream(line);
    for (std::string cell; std::getline(cell_stream, cell, '\t');) cells.push_back(cell);
    if (names.empty()) {
      names = cells;
      continue;
    }
    cells.resize(names.size());
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = cells[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

TEST(Samples, AreReadAsACarefulPersonReadsThem) {
  int read = 0;
  for (auto row : expectations()) {
    const std::string file = row["file"];
    if (!file.starts_with("captures/") || file.find("099_") != std::string::npos) continue;
    SCOPED_TRACE(file);
    testing::MemorySource source(file, Format::kText, testing::read_whole(kSamples / file));
    const Inspection inspection = inspect(source, {});
    ASSERT_EQ(inspection.records.size(), 1U);
    const Article& article = inspection.records[0].dated.article;
    const dates::Publication& publication = article.publication;
    const bool dated = publication.confidence != dates::Confidence::kNone;
    EXPECT_EQ(dated ? dates::publication_text(publication) : "", row["published"]);
    EXPECT_EQ(dated ? publication.by : "", row["by"]);
    EXPECT_EQ(dates::name(publication.confidence), row["confidence"]);
    EXPECT_EQ(article.source.name, row["source"]);
    EXPECT_EQ(article.language.code(), row["language"]);
    EXPECT_EQ(article.title, row["title"]);
    ++read;
  }
  EXPECT_GE(read, 40);
}

TEST(Samples, InAnotherEncodingAreReadAndReported) {
  const std::string file = "broken/euc_kr.txt";
  testing::MemorySource source(file, Format::kText, testing::read_whole(kSamples / file));
  const Inspection inspection = inspect(source, {});
  ASSERT_EQ(inspection.records.size(), 1U);
  const Article& article = inspection.records[0].dated.article;
  EXPECT_EQ(article.title, "새 유원지 개장");
  EXPECT_EQ(article.language.code(), "ko");
  EXPECT_EQ(dates::publication_text(article.publication), "2016-05-02");
  ASSERT_EQ(inspection.rejects.size(), 1U);
  EXPECT_EQ(inspection.rejects[0].reason, "the text was converted from EUC-KR");
}

TEST(Samples, BrokenFilesAreRejectedWithAReason) {
  int read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSamples / "broken")) {
    if (entry.path().extension() != ".txt" || entry.path().filename() == "euc_kr.txt") continue;
    testing::MemorySource source(entry.path().string(), Format::kText, testing::read_whole(entry.path()));
    const Inspection inspection = inspect(source, {});
    EXPECT_TRUE(inspection.records.empty()) << entry.path();
    ASSERT_FALSE(inspection.rejects.empty()) << entry.path();
    EXPECT_FALSE(inspection.rejects[0].reason.empty());
    EXPECT_FALSE(inspection.rejects[0].remedy.empty());
    ++read;
  }
  EXPECT_GE(read, 3);
}

}  // namespace
}  // namespace dateline::indexer
