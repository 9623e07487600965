#include "common/text/romanisation.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dateline::text {
namespace {

using Words = std::vector<std::string>;

Words sorted(Words words) {
  std::sort(words.begin(), words.end());
  return words;
}

TEST(Romanisation, WritesASyllableInEverySystem) {
  EXPECT_EQ(sorted(romanisations(U'정')), (Words{"chong", "jeong", "jong"}));
  EXPECT_EQ(sorted(romanisations(U'은')), (Words{"eun", "un"}));
  EXPECT_EQ(sorted(romanisations(U'택')), (Words{"taek", "thaek"}));
  EXPECT_EQ(sorted(romanisations(U'덕')), (Words{"deok", "dok", "tok"}));
  EXPECT_EQ(romanisations(U'평').front(), "phyong");
  EXPECT_TRUE(romanisations(U'a').empty());
  EXPECT_TRUE(romanisations(U'ㄱ').empty());
}

TEST(Romanisation, ReadsNamesInAllSystemsInNewspapersAndInMixtures) {
  const auto reads = [](std::vector<std::string_view> units, std::u32string_view syllables) {
    return reads_as(units, syllables);
  };
  for (const std::vector<std::string_view>& units :
       std::vector<std::vector<std::string_view>>{{"jang", "song", "thaek"},
                                                  {"jang", "sung", "taek"},
                                                  {"jang", "seong", "thaek"},
                                                  {"chang", "songtaek"}}) {
    EXPECT_TRUE(reads(units, U"장성택")) << units.back();
  }
  EXPECT_TRUE(reads({"yongbyun"}, U"영변"));
  EXPECT_TRUE(reads({"kim", "kyung", "hee"}, U"김경희"));
  EXPECT_FALSE(reads({"kim", "jong", "il"}, U"김정은"));
  EXPECT_FALSE(reads({"jangs", "ong", "thaek"}, U"장성택")) << "a word ends where a syllable does";
  EXPECT_FALSE(reads({"jang", "song"}, U"장성택"));
  EXPECT_FALSE(reads({}, U""));
}

TEST(Romanisation, GivesTheRegularSpellingsOfASyllable) {
  EXPECT_EQ(sorted(regular_spellings("jong", Readings::kNorthern)), (Words{"jeong", "jong"}));
  EXPECT_EQ(sorted(regular_spellings("jong", Readings::kAll)), (Words{"chong", "jeong", "jong"}));
  EXPECT_EQ(sorted(regular_spellings("chun", Readings::kNorthern)), (Words{"cheun", "chun"})) << "never 준";
  EXPECT_EQ(regular_spellings("smith", Readings::kAll), Words{"smith"});
  EXPECT_EQ(regular_spellings("", Readings::kAll), Words{""});
}

TEST(Romanisation, EverySpellingOfASyllableIsReadAsIt) {
  for (char32_t syllable = 0xAC00; syllable <= 0xD7A3; syllable += 7) {
    for (const std::string& spelling : romanisations(syllable)) {
      const std::vector<std::string_view> units{spelling};
      EXPECT_TRUE(reads_as(units, std::u32string_view(&syllable, 1))) << spelling;
    }
  }
}

TEST(Romanisation, SplitsWordsIntoTwoSyllables) {
  const auto has = [](std::string_view word, const std::pair<std::string, std::string>& parts) {
    const auto found = split_syllables(word);
    return std::find(found.begin(), found.end(), parts) != found.end();
  };
  EXPECT_TRUE(has("jongun", {"jong", "un"}));
  EXPECT_TRUE(has("songthaek", {"song", "thaek"}));
  EXPECT_TRUE(split_syllables("smith").empty());
}

}  // namespace
}  // namespace dateline::text
