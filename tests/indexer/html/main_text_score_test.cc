#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "indexer/readers/html/read_html.h"
#include "shingle_score.h"
#include "tests/support/shared.h"

namespace dateline::html {
namespace {

std::string unpacked(const std::filesystem::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  std::array<char, 65536> part{};
  for (int size = 0; (size = gzread(file, part.data(), part.size())) > 0;) {
    bytes.append(part.data(), static_cast<std::size_t>(size));
  }
  gzclose(file);
  return bytes;
}

TEST(ShingleScore, CountsRunsOfFourWords) {
  ShingleScore score;
  score.add_page("one two three four five", "zero one two three four");
  EXPECT_DOUBLE_EQ(score.hit, 1.0 / 3);
  EXPECT_DOUBLE_EQ(score.extra, 1.0 / 3);
  EXPECT_DOUBLE_EQ(score.missed, 1.0 / 3);
  score.add_page("강뚝 공사", "강뚝 공사");
  EXPECT_DOUBLE_EQ(score.precision(), 0.8);
}

TEST(MainText, IsFoundOnRealPages) {
  const auto folder = testing::shared_file("data/html");
  DATELINE_NEED_SHARED(folder / "ground-truth.json");
  std::ifstream in(folder / "ground-truth.json");
  const nlohmann::json truth = nlohmann::json::parse(in);
  ShingleScore all;
  std::vector<ShingleScore> pages;
  for (const auto& [key, page] : truth.items()) {
    const Result<HtmlPage> read = read_html(unpacked(folder / (key + ".html.gz")));
    ASSERT_TRUE(read) << key << ": " << read.error().what;
    const std::string wanted = page.at("articleBody").get<std::string>();
    all.add_page(wanted, read->body);
    pages.emplace_back().add_page(wanted, read->body);
  }
  std::cout << pages.size() << " pages: precision " << all.precision() << ", recall " << all.recall()
            << ", F1 " << all.f1() << '\n';
  EXPECT_GE(all.f1(), 0.975);

  // No half of the pages carries the other.
  std::mt19937 random(20231114);
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(pages, random);
    ShingleScore half;
    for (std::size_t i = 0; i < pages.size() / 2; ++i) {
      half.hit += pages[i].hit;
      half.extra += pages[i].extra;
      half.missed += pages[i].missed;
    }
    EXPECT_GE(half.f1(), 0.96) << "round " << round;
  }
}

}  // namespace
}  // namespace dateline::html
