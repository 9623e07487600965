#include "searcher/search/printed_titles.h"

#include <gtest/gtest.h>

#include "common/text/analyzer.h"
#include "searcher/search/text_names.h"

namespace dateline::search {
namespace {

class NamesOfText : public ::testing::Test {
 protected:
  NamesOfText() : lexicon_(*text::Lexicon::built_in(analyzer_)) {}

  std::vector<TextName> names(std::string_view text) {
    text::AnalysisCounts ignored;
    analyzer_.analyze(text, text::Language(), tokens_, ignored);
    return names_in(tokens_, lexicon_);
  }
  std::vector<std::string> printed(std::string_view text) {
    std::vector<std::string> out;
    for (const TextName& name : names(text)) out.emplace_back(text.substr(name.begin, name.end - name.begin));
    return out;
  }
  /// The titles beside the places of a name, those behind it with a comma in front.
  std::vector<std::string> titles(const std::string& text, const std::string& name, bool korean = false) {
    const std::vector<TextName> all = names(text);
    std::vector<NamePlace> places;
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
      places.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())});
    std::vector<std::string> out;
    for (const PrintedTitle& title :
         korean ? korean_titles(text, places) : english_titles(text, tokens_, places, all))
      out.push_back((title.behind ? ", " : "") + title.text);
    return out;
  }

  text::Analyzer analyzer_;
  text::Lexicon lexicon_;
  text::TokenList tokens_;
};

using Strings = std::vector<std::string>;

TEST_F(NamesOfText, AreThoseOfTheLexiconAndThoseOfKoreanForm) {
  EXPECT_EQ(printed("The premier met Ro Tu Chol and Pak Pongju in Pyongyang."),
            (Strings{"Ro Tu Chol", "Pak Pongju", "Pyongyang"}));
  EXPECT_EQ(printed("Kim Jong Un spoke to the Workers' Party of Korea."),
            (Strings{"Kim Jong Un", "Workers' Party of Korea"}));
  EXPECT_EQ(printed("An army of no man went to the han river."), Strings{}) << "words without capitals";
  EXPECT_EQ(printed("Ri. Chol Min"), Strings{}) << "a sentence ends between";
  EXPECT_EQ(names("Kim Jong Un")[0].person, true);
  EXPECT_EQ(names("Pyongyang")[0].person, false);
  EXPECT_TRUE(names("Ro Tu Chol")[0].person);
  EXPECT_FALSE(names("Ro Tu Chol")[0].group);
}

TEST_F(NamesOfText, TitlesBeforeANameEndInAnOffice) {
  const struct {
    const char* text;
    Strings expected;
  } cases[] = {
      {"Premier Ro Tu Chol opened the dam.", {"Premier"}},
      {"It was opened by Vice-Premier and Foreign Minister Ro Tu Chol.",
       {"Vice-Premier and Foreign Minister"}},
      {"the great leader Comrade Ro Tu Chol", {"great leader Comrade"}},
      {"respected and beloved General Ro Tu Chol", {"respected and beloved General"}},
      {"Visitors thanked KPA Marshal Ro Tu Chol", {"KPA Marshal"}},
      {"President of the Presidium of the Supreme People's Assembly Ro Tu Chol",
       {"President of the Presidium of the Supreme People's Assembly"}},
      {"They thanked Ro Tu Chol.", {}},
      {"He met the president. Ro Tu Chol came later.", {}},
      {"Premier Kim Tok Hun and Ro Tu Chol came.", {}},
      {"Farmers Cheer Marshal Ro Tu Chol", {"Marshal"}},
  };
  for (const auto& one : cases) EXPECT_EQ(titles(one.text, "Ro Tu Chol"), one.expected) << one.text;
}

TEST_F(NamesOfText, TitlesBehindANameStandBetweenCommas) {
  const struct {
    const char* text;
    Strings expected;
  } cases[] = {
      {"Ro Tu Chol, vice-premier of the Cabinet, opened the dam.", {", vice-premier of the Cabinet"}},
      {"Ro Tu Chol, member of the Political Bureau of the C.C., the WPK and chairman of the State Planning "
       "Commission, spoke.",
       {", member of the Political Bureau of the C.C., the WPK",
        ", chairman of the State Planning Commission"}},
      {"Ro Tu Chol, president of the Presidium of the Supreme People's Assembly of the DPRK, met guests.",
       {", president of the Presidium of the Supreme People's Assembly of the DPRK"}},
      {"Ro Tu Chol, a member of the political bureau of the party, came",
       {", member of the political bureau of the party"}},
      {"Ro Tu Chol, director, Kim Tok Hun and others", {", director"}},
      {"Present were Ro Tu Chol, Premier Kim Tok Hun and others", {}},
      {"Ro Tu Chol, Kim Tok Hun and Pak Pong Ju", {}},
      {"Ro Tu Chol, who leads the team, came", {}},
      {"Ro Tu Chol came, director of nothing", {}},
  };
  for (const auto& one : cases) EXPECT_EQ(titles(one.text, "Ro Tu Chol"), one.expected) << one.text;
}

TEST_F(NamesOfText, TitlesThatDifferInArticlesAndCapitalsAreOne) {
  names("");
  const std::string text = "Ro Tu Chol, Chairman of the Commission. Ro Tu Chol, a chairman of Commission.";
  const std::vector<TextName> all = names(text);
  const std::vector<NamePlace> places{
      {0, 10},
      {static_cast<std::uint32_t>(text.rfind("Ro")), static_cast<std::uint32_t>(text.rfind("Ro") + 10)}};
  const auto found = english_titles(text, tokens_, places, all);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].key, found[1].key);
}

TEST_F(NamesOfText, KoreanTitlesStandBeforeTheNameAndRightBehindIt) {
  const struct {
    const char* text;
    Strings expected;
  } cases[] = {
      {"내각부총리 로두철동지가 참가하였다.", {"내각부총리", ", 동지"}},
      {"조선로동당 중앙위원회 비서인 로두철동지", {"조선로동당 중앙위원회 비서", ", 동지"}},
      {"회의에서 국가계획위원회 위원장 로두철이 보고하였다.", {"국가계획위원회 위원장"}},
      {"우리는 로두철 위원장을 만났다.", {", 위원장"}},
      {"그는 로두철을 만났다.", {}},
      {"외무상 로두철", {"외무상"}},
      {"외무성 부상\n로두철", {"외무성 부상"}},
      {"세상 로두철", {}},
      {"내각 \n 부총리 로두철", {"내각 부총리"}},
  };
  for (const auto& one : cases) EXPECT_EQ(titles(one.text, "로두철", true), one.expected) << one.text;
}

}  // namespace
}  // namespace dateline::search
