#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "common/text/analyzer.h"
#include "tests/common/text/tokens.h"
#include "tests/support/shared.h"

namespace dateline::text {
namespace {

// The path that asks ICU for every boundary is the oracle of the fast one.
class FastPath : public ::testing::Test {
 protected:
  void expect_equal(std::string_view text, std::string_view language) {
    AnalysisCounts fast_counts;
    AnalysisCounts reference_counts;
    fast_.analyze(text, Language::from_code(language), fast_tokens_, fast_counts);
    reference_.analyze(text, Language::from_code(language), reference_tokens_, reference_counts);
    EXPECT_EQ(fast_counts, reference_counts);
    ASSERT_EQ(testing::shown(fast_tokens_), testing::shown(reference_tokens_)) << "text: " << text;
    for (std::size_t i = 0; i < fast_tokens_.size(); ++i) {
      ASSERT_EQ(fast_tokens_[i].offset, reference_tokens_[i].offset) << text;
      ASSERT_EQ(fast_tokens_[i].length, reference_tokens_[i].length) << text;
      ASSERT_EQ(fast_tokens_[i].kind, reference_tokens_[i].kind) << text;
    }
  }

  Analyzer fast_;
  Analyzer reference_{Analyzer::Path::kReference};
  TokenList fast_tokens_;
  TokenList reference_tokens_;
};

TEST_F(FastPath, EqualsIcuOnRandomStringsOfTellingCharacters) {
  const std::vector<std::string> alphabet = {"a",
                                             "B",
                                             "s",
                                             "z",
                                             "1",
                                             "23",
                                             "'",
                                             ".",
                                             ",",
                                             ";",
                                             ":",
                                             "_",
                                             "-",
                                             " ",
                                             "\n",
                                             "\"",
                                             "(",
                                             "@",
                                             "&nbsp;",
                                             "&",
                                             "\x01",
                                             "u.s",
                                             "1,000",
                                             "'s",
                                             "김",
                                             "정",
                                             "은",
                                             "에서",
                                             "朝",
                                             "鲜",
                                             "カ",
                                             "ー",
                                             "の",
                                             "·",
                                             "、",
                                             "…",
                                             "é",
                                             "ŏ",
                                             "’",
                                             "\u0301",
                                             "\u200d",
                                             "\u00a0",
                                             "\u3000",
                                             "ﾊﾞ",
                                             "㎞",
                                             "９",
                                             "Ж",
                                             "\xff",
                                             "\xed\xa0\x80",
                                             "\xef\xbf\xbd",
                                             "\u1112\u1161\u11ab",
                                             "q'"};
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    // Half of the rounds keep to ASCII and plain Hangul, where the fast path is at work.
    const std::size_t letters = round % 2 == 0 ? 36 : alphabet.size();
    std::string text;
    for (std::size_t n = random() % 24; n > 0; --n) text += alphabet[random() % letters];
    expect_equal(text, round % 3 == 0 ? "ko" : "en");
    if (HasFatalFailure()) return;
  }
}

TEST_F(FastPath, EqualsIcuOnEveryAsciiPairBetweenLettersAndDigits) {
  for (const char* before : {"a", "1", "a1", ""}) {
    for (const char* after : {"b", "2", "b2", ""}) {
      for (int x = 1; x < 128; ++x) {
        for (int y = 0; y < 128; ++y) {
          std::string text = before;
          text += static_cast<char>(x);
          if (y > 0) text += static_cast<char>(y);
          expect_equal(text + after, "en");
          if (HasFatalFailure()) return;
        }
      }
    }
  }
}

TEST_F(FastPath, EqualsIcuOnEveryPairOfSignsAroundAWordWithinAText) {
  for (const char* word : {"harvest", "Mechanically", "20", "a1"}) {
    for (int x = 1; x < 128; ++x) {
      for (int y = 1; y < 128; ++y) {
        std::string signs(1, static_cast<char>(x));
        signs += static_cast<char>(y);
        expect_equal("of " + signs + word + signs + " and of others", "en");
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_F(FastPath, EqualsIcuOnWordsOfEveryLengthAtEveryPlaceNearTheEnd) {
  for (std::size_t length = 1; length <= 300; ++length) {
    const std::string letters(length, 'q');
    const std::string digits(length, '7');
    for (const char* rest : {"", ".", " ", ", a", " of it", ") or none of them"}) {
      expect_equal("the " + letters + rest, "en");
      expect_equal("the (" + digits + rest, "en");
      if (HasFatalFailure()) return;
    }
  }
}

TEST_F(FastPath, EqualsIcuOnRealArticlesInEnglish) {
  const auto path = dateline::testing::shared_file("data/kcna_kp_2024.jsonl");
  DATELINE_NEED_SHARED(path);
  std::ifstream lines(path);
  std::size_t articles = 0;
  for (std::string line; std::getline(lines, line); ++articles) {
    expect_equal(nlohmann::json::parse(line).at("story_text").get<std::string>(), "en");
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(articles, 100U);
}

TEST_F(FastPath, EqualsIcuOnRealArticlesInKorean) {
  const auto folder = dateline::testing::shared_file("data/korean/new_year");
  DATELINE_NEED_SHARED(folder);
  std::size_t articles = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    expect_equal(text.str(), "ko");
    if (HasFatalFailure()) return;
    ++articles;
  }
  EXPECT_GT(articles, 10U);
}

// The whole collection takes minutes; a file of JSON Lines named in DATELINE_ARTICLES is compared in full.
TEST_F(FastPath, EqualsIcuOnTheArticlesOfAGivenFile) {
  const char* path = std::getenv("DATELINE_ARTICLES");
  if (path == nullptr) GTEST_SKIP() << "DATELINE_ARTICLES names no file";
  std::ifstream lines(path);
  std::size_t articles = 0;
  for (std::string line; std::getline(lines, line); ++articles) {
    const auto record = nlohmann::json::parse(line);
    expect_equal(record.at("title").get<std::string>(), record.value("lang", "en"));
    expect_equal(record.at("body").get<std::string>(), record.value("lang", "en"));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(articles, 0U);
}

}  // namespace
}  // namespace dateline::text
