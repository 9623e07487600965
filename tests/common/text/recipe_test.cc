#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/text/ranking_recipe.h"
#include "common/text/stop_words.h"

namespace dateline::text {
namespace {

class RecipeTest : public ::testing::Test {
 protected:
  Recipe recipe(std::string_view text, std::vector<std::string> codes = {"en"}) {
    std::vector<Language> languages;
    for (const std::string& code : codes) languages.push_back(Language::from_code(code));
    return ranking_recipe(text, languages, analyzer_);
  }

  /// What must match: groups of a word joined by "+", alternatives by "|"; stop words in brackets.
  static std::string required(const Recipe& recipe) {
    std::string line;
    for (const QueryWord& word : recipe.words) {
      if (!line.empty()) line += ' ';
      std::string groups;
      for (const TermGroup& group : word.required) {
        if (!groups.empty()) groups += '+';
        for (std::size_t i = 0; i < group.terms.size(); ++i)
          groups.append(i == 0 ? "" : "|").append(group.terms[i]);
      }
      line += word.stop_word ? "[" + groups + "]" : groups;
    }
    return line;
  }

  static std::string scoring(const QueryWord& word) {
    std::string line;
    for (const WeightedGroup& part : word.scoring) {
      if (!line.empty()) line += ' ';
      line.append(part.group.terms.front()).append("x").append(std::to_string(part.factor).substr(0, 3));
    }
    return line;
  }

  std::vector<std::string> phrase(std::string_view text) {
    TokenList tokens;
    AnalysisCounts counts;
    analyzer_.analyze(text, {}, tokens, counts);
    const auto terms = phrase_terms(tokens);
    return {terms.begin(), terms.end()};
  }

  Analyzer analyzer_;
};

TEST_F(RecipeTest, TakesWordsOfLettersByTheirStems) {
  EXPECT_EQ(required(recipe("test launches of 2017")), "Ztest Zlaunch [Zof] 2017");
}

TEST_F(RecipeTest, TakesTheStemOfEachLanguageOfTheIndexOnce) {
  EXPECT_EQ(required(recipe("naciones launches", {"en", "es", "ru", ""})),
            "Znacion|Znaciones Zlaunch|Zlaunches");
}

TEST_F(RecipeTest, StemsAWordWithItsDiacritics) {
  const Recipe spanish = recipe("fábricas canción", {"en", "es"});
  EXPECT_EQ(spanish.words[0].stems.back(), "fabric");
  EXPECT_EQ(spanish.words[1].stems.back(), "cancion");
}

TEST_F(RecipeTest, KeepsStopWordsWhereThereIsNothingElse) {
  EXPECT_EQ(required(recipe("to be or")), "Zto Zbe Zor");
  EXPECT_EQ(required(recipe("U.S. and Kim Jong Un")), "Zus [Zand] Zkim Zjong Zun");
}

TEST_F(RecipeTest, RequiresTheBigramsOfAHangulWordWithoutItsParticles) {
  EXPECT_EQ(required(recipe("평양에서 강 미사일을", {"ko"})), "평양 강 미사+사일");
}

TEST_F(RecipeTest, ScoresBigramsCharactersAndTheWord) {
  const Recipe korean = recipe("평양의 집", {"ko"});
  ASSERT_EQ(korean.words.size(), 2U);
  EXPECT_EQ(scoring(korean.words[0]),
            "평x0.5 평양x1.0 양x0.5 양의x1.0 의x0.5 Z평양의x1.5 Z평양x1.5 의집x0.3");
  EXPECT_EQ(scoring(korean.words[1]), "집x0.5 Z집x1.5");
  EXPECT_EQ(korean.weighting.delta, 1);
}

TEST_F(RecipeTest, DropsQuestionWords) {
  EXPECT_EQ(required(recipe("평양은 어디인가?", {"ko"})), "평양 [어디]");
}

TEST_F(RecipeTest, RequiresAllBigramsOfHan) {
  EXPECT_EQ(required(recipe("朝鲜中央 金동지", {"zh"})), "朝鲜+鲜中+中央 金 동지");
}

TEST_F(RecipeTest, LetsTheLeadFadeInLongQueriesAndCountsHowOftenAWordOccurs) {
  const Recipe few = recipe("kim putin talks");
  const Recipe between = recipe("one two three four five six seven");
  const Recipe many = recipe("one two three four five six seven eight nine ten eleven");
  EXPECT_EQ(few.weighting, Weighting{});
  EXPECT_LT(few.weighting.k1, between.weighting.k1);
  EXPECT_LT(between.weighting.k1, many.weighting.k1);
  EXPECT_EQ(many.weighting.delta, 0);
  EXPECT_GT(few.lead_bonus, between.lead_bonus);
  EXPECT_GT(between.lead_pair_bonus, 0);
  EXPECT_EQ(many.lead_bonus, 0);
  EXPECT_EQ(many.near_bonus, few.near_bonus);
}

TEST_F(RecipeTest, AsksForWordsOfTheBestArticlesInLongQueriesOfLettersAlone) {
  EXPECT_EQ(recipe("one two three four five six").feedback, 0);
  EXPECT_EQ(recipe("what is the one two three four five six").feedback, 0);  // stop words do not count
  EXPECT_GT(recipe("one two three four five six seven").feedback, 0);
  EXPECT_GT(recipe("one two three four five six seven eight").feedback,
            recipe("one two three four five six seven").feedback);
  EXPECT_EQ(recipe("하나 둘이 셋이 넷이 다섯 여섯 일곱 여덟 아홉", {"ko"}).feedback, 0);
}

TEST_F(RecipeTest, HasNoWordsForNoText) { EXPECT_TRUE(recipe(" -- ").words.empty()); }

TEST_F(RecipeTest, GivesOneTermPerPositionOfAPhrase) {
  using Terms = std::vector<std::string>;
  EXPECT_EQ(phrase("Kim Jong Un's"), (Terms{"kim", "jong", "un"}));
  EXPECT_EQ(phrase("김정은동지"), (Terms{"김정", "정은", "은동", "동지"}));
  EXPECT_EQ(phrase("김정은 동지"), (Terms{"김정", "정은", "은동", "동지"}));
  EXPECT_EQ(phrase("9월 14일"), (Terms{"9", "월", "14", "일"}));
  EXPECT_EQ(phrase("강"), (Terms{"강"}));
  EXPECT_EQ(phrase(""), Terms{});
}

TEST_F(RecipeTest, KnowsTheTermsOfTheTitle) {
  EXPECT_EQ(title_term("Zvisit"), "ZSvisit");
  EXPECT_EQ(title_term("visits"), "Svisits");
  EXPECT_EQ(title_term("평양"), "S평양");
}

TEST(StopWords, SpareNamesAndTheUnitedStates) {
  for (const char* name : {"un", "no", "so", "an", "han", "us", "o"})
    EXPECT_FALSE(is_stop_word(name)) << name;
  for (const char* word : {"the", "of", "para", "для", "무엇"}) EXPECT_TRUE(is_stop_word(word)) << word;
}

}  // namespace
}  // namespace dateline::text
