#include "common/text/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace dateline::text {
namespace {

class LexiconTest : public ::testing::Test {
 protected:
  static const Lexicon& names() {
    static const Lexicon kLexicon = [] {
      Analyzer analyzer;
      auto lexicon = Lexicon::built_in(analyzer);
      if (!lexicon) throw std::runtime_error(lexicon.error().what);
      return *std::move(lexicon);
    }();
    return kLexicon;
  }

  std::vector<LexiconMatch> find(std::string_view text) {
    AnalysisCounts counts;
    analyzer_.analyze(text, Language::from_code("en"), tokens_, counts);
    return names().find(tokens_);
  }

  /// The first spelling of each group that is found.
  std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> firsts;
    for (const LexiconMatch& match : find(text))
      firsts.push_back(names().group(match.group).spellings.front());
    return firsts;
  }

  Analyzer analyzer_;
  TokenList tokens_;
};

TEST_F(LexiconTest, HoldsAtLeastThreeHundredGroups) { EXPECT_GE(names().size(), 300U); }

TEST_F(LexiconTest, KnowsNamesThatArePartOfALongerOneWhereTheyAreUsedAlone) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(found("визит Путин"), Names{"Vladimir Putin"});
  EXPECT_EQ(found("Vladimir Putin visits"), Names{"Vladimir Putin"});
  EXPECT_EQ(found("Трамп"), Names{"Donald Trump"});
  EXPECT_EQ(found("a trump card"), Names{});
  EXPECT_EQ(found("Ли Мён Бак"), Names{"Lee Myung Bak"});
  EXPECT_EQ(found("tour of Geumgang"), Names{"Mt Kumgang"});
  EXPECT_EQ(found("Mt. Kumgang"), Names{"Mt Kumgang"});
}

TEST_F(LexiconTest, FindsEveryMemberOfAGroupByEveryOther) {
  for (std::size_t i = 0; i < names().size(); ++i) {
    const LexiconGroup& group = names().group(i);
    ASSERT_GE(group.spellings.size(), 2U);
    for (const std::string& spelling : group.spellings) {
      const auto matches = find(spelling);
      ASSERT_EQ(matches.size(), 1U) << spelling;
      EXPECT_EQ(matches.front().group, i) << spelling;
      EXPECT_EQ(matches.front().offset, 0U) << spelling;
    }
  }
}

TEST_F(LexiconTest, MergesNoTwoGroups) {
  std::map<std::vector<std::string>, std::size_t> owners;
  for (std::size_t i = 0; i < names().size(); ++i) {
    for (const auto& phrase : names().group(i).phrases) {
      const auto [owner, added] = owners.emplace(phrase, i);
      EXPECT_TRUE(added) << names().group(i).spellings.front() << " and "
                         << names().group(owner->second).spellings.front() << " share " << phrase.front();
    }
  }
}

TEST_F(LexiconTest, FindsNamesInRunningText) {
  using Firsts = std::vector<std::string>;
  EXPECT_EQ(found("talks of Kim Jong-un with Vladimir Putin in Vladivostok"),
            (Firsts{"Kim Jong Un", "Vladimir Putin", "Vladivostok"}));
  EXPECT_EQ(found("Kim Chŏng-ŭn in P'yŏngyang"), (Firsts{"Kim Jong Un", "Pyongyang"}));
  EXPECT_EQ(found("Kim Jongun"), (Firsts{"Kim Jong Un"}));
  EXPECT_EQ(found("김정은동지께서 평양에서"), (Firsts{"Kim Jong Un", "Pyongyang"}));
  EXPECT_EQ(found("the D.P.R.K. side"), (Firsts{"DPRK"}));
  EXPECT_EQ(found("Novak and Belousov"), Firsts{});
  EXPECT_EQ(found("Alexander Nobak"), (Firsts{"Alexander Novak"}));
}

TEST_F(LexiconTest, TakesASurnameOnlyAloneOrBeforeAKoreanName) {
  using Firsts = std::vector<std::string>;
  EXPECT_EQ(found("Lee"), (Firsts{"Ri"}));
  EXPECT_EQ(found("Lee Jong Hyok"), (Firsts{"Ri"}));
  EXPECT_EQ(found("an amusement park opened"), Firsts{});
  EXPECT_EQ(found("a full moon"), Firsts{});
}

TEST_F(LexiconTest, TakesAnAbbreviationForTheNameOnlyInCapitalsOrWithDots) {
  using Firsts = std::vector<std::string>;
  EXPECT_EQ(found("a WHO team"), (Firsts{"World Health Organization"}));
  EXPECT_EQ(found("those who came"), Firsts{});
  EXPECT_EQ(found("Who came?"), Firsts{});
  EXPECT_EQ(found("U.S. and US troops"), (Firsts{"United States", "United States"}));
  EXPECT_EQ(found("help us"), Firsts{});
  EXPECT_EQ(found("al hospital de la ВОЗ"), (Firsts{"World Health Organization"}));
  EXPECT_EQ(found("тяжёлый воз"), Firsts{});
  AnalysisCounts counts;
  analyzer_.analyze("who", Language::from_code("en"), tokens_, counts);
  const auto asked = names().find(tokens_, LexiconReading::kQuery);
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_TRUE(asked.front().small);
}

TEST_F(LexiconTest, TakesACommonWordForTheNameOnlyWithACapital) {
  using Firsts = std::vector<std::string>;
  EXPECT_EQ(found("Soul"), Firsts{"Seoul"});
  EXPECT_EQ(found("body and soul"), Firsts{});
  EXPECT_EQ(found("park"), Firsts{});
  EXPECT_EQ(found("Park"), Firsts{"Pak"});
  for (std::size_t i = 0; i < names().size(); ++i) {
    for (const auto& phrase : names().group(i).phrases) EXPECT_NE(phrase, std::vector<std::string>{"soul"});
  }
}

TEST_F(LexiconTest, ReadsOtherRomanisationsOfItsKoreanNamesInQueries) {
  for (const auto& [text, first] :
       std::vector<std::pair<const char*, const char*>>{{"Kim Jung Un", "Kim Jong Un"},
                                                        {"Kim Jong-Eun", "Kim Jong Un"},
                                                        {"Jang Song Taek", "Jang Song Thaek"},
                                                        {"Jang Seong-thaek", "Jang Song Thaek"},
                                                        {"Hyon Yong Chul", "Hyon Yong Chol"},
                                                        {"Kaesung", "Kaesong"},
                                                        {"Yongbyun", "Yongbyon"},
                                                        {"Kim Yeong-nam", "Kim Yong Nam"},
                                                        {"Choe Ryong Hae", "Choe Ryong Hae"}}) {
    AnalysisCounts counts;
    analyzer_.analyze(text, Language::from_code("en"), tokens_, counts);
    const auto matches = names().find(tokens_, LexiconReading::kQuery);
    ASSERT_EQ(matches.size(), 1U) << text;
    EXPECT_EQ(names().group(matches.front().group).spellings.front(), first);
  }
}

TEST(TermSieve, LetsThroughWhatWasAddedAndLittleElse) {
  TermSieve sieve;
  const auto word = [](int i) { return "w" + std::to_string(i * 7919 % 100'000); };
  for (int i = 0; i < 500; ++i) sieve.add(word(i));
  sieve.add("");
  EXPECT_TRUE(sieve.may_have(""));
  for (int i = 0; i < 500; ++i) EXPECT_TRUE(sieve.may_have(word(i))) << word(i);
  for (const std::string_view other : {"kim", "of", "the", "river", "평양", "x"})
    EXPECT_FALSE(sieve.may_have(other)) << other;
}

TEST_F(LexiconTest, DoesNotBeginInTheMiddleOfAHangulWord) {
  EXPECT_EQ(found("서평양"), std::vector<std::string>{});
  EXPECT_EQ(found("서 평양"), std::vector<std::string>{"Pyongyang"});
}

TEST_F(LexiconTest, GivesThePhraseOfEachSpelling) {
  const auto matches = find("Kim Jong Un");
  ASSERT_EQ(matches.size(), 1U);
  const auto& phrases = names().group(matches.front().group).phrases;
  const auto has = [&](const std::vector<std::string>& phrase) {
    return std::find(phrases.begin(), phrases.end(), phrase) != phrases.end();
  };
  EXPECT_TRUE(has({"kim", "jong", "un"}));
  EXPECT_TRUE(has({"kim", "jongun"}));
  EXPECT_TRUE(has({"김정", "정은"}));
  EXPECT_TRUE(has({"金正", "正恩"}));
  EXPECT_TRUE(has({"ким", "чен", "ын"}));
}

struct Bad {
  const char* name;
  const char* file;
  const char* what;
};

class LexiconFile : public ::testing::TestWithParam<Bad> {};

TEST_P(LexiconFile, IsRefusedWithTheLine) {
  Analyzer analyzer;
  const auto lexicon = Lexicon::parse(GetParam().file, analyzer);
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().kind, ErrorKind::kInput);
  EXPECT_EQ(lexicon.error().what, GetParam().what);
}

INSTANTIATE_TEST_SUITE_P(
    Bad, LexiconFile,
    ::testing::Values(Bad{"UnknownKind", "# names\nriver\tAmnok\tYalu\n",
                          "line 2 of the lexicon: \"river\" is not a kind"},
                      Bad{"OneSpelling", "place\tAmnok\n", "line 1 of the lexicon: fewer than two spellings"},
                      Bad{"NoWord", "place\tAmnok\t--\n", "line 1 of the lexicon: \"--\" has no word"},
                      Bad{"SameTwice", "place\tKim-po\tKim Po\n",
                          "line 1 of the lexicon: \"Kim Po\" is the same as another spelling of its group"},
                      Bad{"TwoGroups", "person\tKim A\tKim B\nperson\tKim C\tKim B\n",
                          "line 2 of the lexicon: \"Kim B\" also stands in the group of \"Kim A\""}),
    [](const auto& tested) { return tested.param.name; });

TEST(RussianNames, AreFoundInAllTheirCases) {
  Analyzer analyzer;
  const auto lexicon =
      Lexicon::parse("person\tPak Chol\tПак Чхоль\tПак Чен Ын\nplace\tHarbour\tГавань\n", analyzer);
  ASSERT_TRUE(lexicon) << lexicon.error().what;
  for (const char* text : {"Пак Чен Ыном", "встреча с Паком Чен Ына", "Пак Чхоля", "в Гавани"}) {
    TokenList tokens;
    AnalysisCounts counts;
    analyzer.analyze(text, Language::from_code("ru"), tokens, counts);
    const bool declined_first = std::string_view(text).find("Паком") != std::string_view::npos;
    EXPECT_EQ(lexicon->find(tokens).size(), declined_first ? 0U : 1U) << text;
  }
  const std::vector<std::vector<std::string>>& phrases = lexicon->group(0).phrases;
  for (const char* last : {"ын", "ына", "ыну", "ыном", "ыне"}) {
    EXPECT_NE(std::find(phrases.begin(), phrases.end(), (std::vector<std::string>{"пак", "чен", last})),
              phrases.end())
        << last;
  }
}

}  // namespace
}  // namespace dateline::text
