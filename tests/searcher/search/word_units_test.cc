#include "searcher/search/word_units.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "common/text/analyzer.h"
#include "common/text/word_count.h"
#include "searcher/search/log_likelihood.h"

namespace dateline::search {
namespace {

std::string units_of(const std::string& text, const char* language) {
  text::Analyzer analyzer;
  text::TokenList tokens;
  text::AnalysisCounts counts;
  analyzer.analyze(text, text::Language::from_code(language), tokens, counts);
  std::vector<WordUnit> units;
  word_units(tokens, units);
  EXPECT_EQ(units.size(), text::count_words(tokens)) << text;
  std::string out;
  std::uint32_t last = 0;
  for (const WordUnit& unit : units) {
    EXPECT_GE(unit.begin, last) << text;
    last = unit.begin;
    if (!out.empty()) out += ' ';
    out += is_telling(unit) ? std::string(unit.word) : "(" + std::string(unit.word) + ")";
  }
  return out;
}

TEST(WordUnits, AreTheWordsThatPeopleCount) {
  const struct {
    const char* text;
    const char* language;
    const char* expected;
  } rows[] = {
      {"The river rose 3.5 metres.", "en", "(the) river rose (3.5) metres"},
      {"평양에서는 새 학교가", "ko", "평양 새 학교"},
      {"平壤9月14日", "zh", "平壤 () (9) () (14) ()"},
      {"김정은同志는", "ko", "김정은 同志 志는 는"},
      {"Jong-un's P'yongyang", "en", "jong un pyongyang"},
      {"", "en", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(units_of(row.text, row.language), row.expected) << row.text;
}

TEST(WordUnits, AreAsManyAsWordsAreCounted) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  static const char* const kPieces[] = {"river", " ", "평", "양", "同", "志",   "9",
                                        ".",     "-", "\n", "か", "é",  "\xff", "'s "};
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (auto n = random() % 30; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    units_of(text, i % 2 == 0 ? "ko" : "ja");
  }
}

TEST(LogLikelihood, HasTheValuesOfTheirFormula) {
  // Rayson and Garside's own form: E1 = c(a+b)/(c+d).
  EXPECT_NEAR(log_likelihood({10, 10, 1000, 2000}), 2.3556, 1e-3);
  EXPECT_NEAR(log_likelihood({20, 0, 1000, 1000}), 2 * 20 * std::log(2.0), 1e-9);
  EXPECT_NEAR(log_likelihood({0, 20, 1000, 1000}), 2 * 20 * std::log(2.0), 1e-9);
  EXPECT_EQ(log_likelihood({0, 0, 1000, 1000}), 0);
  EXPECT_EQ(log_likelihood({5, 5, 1000, 1000}), 0);
  EXPECT_EQ(log_likelihood({5, 5, 0, 1000}), 0);
  EXPECT_DOUBLE_EQ(times_as_frequent({10, 10, 1000, 2000}), 2);
  EXPECT_DOUBLE_EQ(times_as_frequent({10, 0, 1000, 1000}), 20);
  EXPECT_EQ(times_as_frequent({10, 0, 1000, 0}), 0);
}

}  // namespace
}  // namespace dateline::search
