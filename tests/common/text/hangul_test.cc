#include "common/text/hangul.h"

#include <gtest/gtest.h>

#include "common/text/analyzer.h"
#include "common/text/characters.h"
#include "common/text/lexicon.h"
#include "common/text/utf8.h"

namespace dateline::text {
namespace {

std::string stem(std::string_view word) { return std::string(word.substr(0, hangul_stem_bytes(word))); }

TEST(HangulStem, LosesParticlesAndKeepsNames) {
  const std::pair<const char*, const char*> cases[] = {
      {"평양에서는", "평양"},
      {"발표하였다", "발표"},
      {"김정일은", "김정일"},
      {"김정은", "김정은"},
      {"김정은은", "김정은"},
      {"김정은이", "김정은"},
      {"김정은과", "김정은"},
      {"김정은동지", "김정은동지"},
      {"김정은동지께서는", "김정은동지"},
      {"스페인", "스페인"},
      {"스페인에서", "스페인"},
      {"사회주의", "사회주의"},
      {"사회주의를", "사회주의"},
      {"조선반도", "조선반도"},
      {"조선반도에서", "조선반도"},
      {"최고인민회의", "최고인민회의"},
      {"은", "은"},
  };
  for (const auto& [word, expected] : cases) EXPECT_EQ(stem(word), expected) << word;
}

/// "김정은" lost its last syllable for a particle, and a query for it found 김정일 first.
/// "이승만은" was "이승" when "이승만" stayed whole, and they did not meet.
TEST(HangulStem, OfANameIsTheSameWithAndWithoutParticles) {
  for (const char* name : {"김정은", "이승만", "리승만", "카스트로", "우크라이나", "벨기에", "사회주의",
                           "조선반도", "최고인민회의", "평안남도"}) {
    for (const char* particle :
         {"은", "는", "이", "가", "을", "를", "의", "과", "와", "에서", "에게", "까지", "에서는"})
      EXPECT_EQ(stem(std::string(name) + particle), name) << particle;
  }
}

TEST(HangulStem, LeavesEverySpellingOfTheLexiconWhole) {
  Analyzer analyzer;
  const auto lexicon = Lexicon::built_in(analyzer);
  ASSERT_TRUE(lexicon);
  std::size_t words = 0;
  for (std::size_t i = 0; i < lexicon->size(); ++i) {
    for (const std::string& spelling : lexicon->group(i).spellings) {
      std::size_t end = 0;
      if (!is_hangul(next_code_point(spelling, end)) || spelling.find(' ') != std::string::npos) continue;
      if (spelling.ends_with("적")) continue;  // "like", an ending of adjectives
      EXPECT_EQ(stem(spelling), spelling);
      ++words;
    }
  }
  EXPECT_GT(words, 500U);
}

}  // namespace
}  // namespace dateline::text
