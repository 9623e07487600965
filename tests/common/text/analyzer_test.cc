#include "common/text/analyzer.h"

#include <gtest/gtest.h>

#include "tests/common/text/tokens.h"

namespace dateline::text {
namespace {

struct Row {
  const char* name;
  const char* language;
  const char* text;
  const char* tokens;  ///< see shown()
};

class Analysis : public ::testing::TestWithParam<Row> {};

TEST_P(Analysis, GivesTheseTokens) {
  const Row& row = GetParam();
  EXPECT_EQ(testing::shown(row.text, row.language), row.tokens);
  EXPECT_EQ(testing::shown(row.text, row.language, Analyzer::Path::kReference), row.tokens) << "by ICU";
}

std::string name_of(const ::testing::TestParamInfo<Row>& tested) { return tested.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Words, Analysis,
    ::testing::Values(
        Row{"EmptyText", "en", "", ""},
        Row{"CaseIsFolded", "en", "KCNA Visits VISITS", "kcna@1 visits/visit@2 visits/visit@3"},
        Row{"CapitalsAreStemmedToo", "en", "Launches Launching", "launches/launch@1 launching/launch@2"},
        Row{"StemMayAddLetters", "en", "happy armies", "happy/happi@1 armies/armi@2"},
        Row{"UnknownLanguageStemsNothing", "", "launches запуски", "launches@1 запуски@2"},
        Row{"HyphenSeparates", "en", "Jong-un Hwasong-17", "jong@1 un@2 hwasong@3 17@4"},
        Row{"LettersAndDigitsStayTogether", "en", "B52 KN23s", "b52@1 kn23s@2"},
        Row{"UnderscoreSeparates", "en", "file_name __ _x", "file@1 name@2 x@3"},
        Row{"ApostropheJoins", "en", "can't rock'n'roll", "cant@1 rocknroll/rocknrol@2"},
        Row{"ApostropheAtAnEdgeVanishes", "en", "'quoted' workers' 'tis",
            "quoted/quot@1 workers/worker@2 tis@3"},
        Row{"PossessiveIsDropped", "en", "Kim's Korea’s KOREA'S", "kim@1 korea@2 korea@3"},
        Row{"SoIsItAfterAnAbbreviation", "en", "U.S.'s DPRK's", "us@1 s@2 dprk@3"},
        Row{"AbbreviationLosesItsDots", "en", "U.S. D.P.R.K. p.m.", "us@1 dprk@2 pm@3"},
        Row{"MissingSpaceAfterADot", "en", "army.The U.S.imperialists",
            "army/armi@1 the@2 us@3 imperialists/imperialist@4"},
        Row{"AddressIsItsParts", "en", "www.kcna.kp kcna@korea.kp", "www@1 kcna@2 kp@3 kcna@4 korea@5 kp@6"},
        Row{"ColonSeparates", "en", "a:b 10:30", "a@1 b@2 10@3 30@4"},
        Row{"FullWidthIsFolded", "en", "ＫＣＮＡ ２０２３", "kcna@1 2023@2"},
        Row{"CompatibilitySignsAreFolded", "en", "100㎞ Ⅱ ① ﬁre", "100@1 km@2 ii@3 1@4 fire@5"},
        Row{"SymbolsAreNoWords", "en", "-- *** ℃ § 《》 …", ""},
        Row{"SoftHyphenVanishes", "en", "mis\u00adsile zero\u200dwidth", "missile/missil@1 zerowidth@2"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Numbers, Analysis,
    ::testing::Values(
        Row{"GroupsOfThousandsAreJoined", "en", "1,000 1,234,567 1,234.5", "1000@1 1234567@2 1234.5@3"},
        Row{"OtherCommasSeparate", "en", "1,2 12,34 1000,000", "1@1 2@2 12@3 34@4 1000@5 000@6"},
        Row{"DecimalsAndDatesStayWhole", "en", "3.14 2023.9.14. 14.09.2023",
            "3.14@1 2023.9.14@2 14.09.2023@3"},
        Row{"BlanksGroupThousands", "en",
            "10 000 flats, 1 234 567 and 12\u00A0500 or 9\u202F000\u202F000 men",
            "10000@1 flats/flat@2 1234567@3 and@4 12500@5 or@6 9000000@7 men@8"},
        Row{"OtherBlanksSeparate", "en", "1995 200 10 00 10  000 0 123 12 0000 5\n000",
            "1995@1 200@2 10@3 00@4 10@5 000@6 0@7 123@8 12@9 0000@10 5@11 000@12"},
        Row{"SoDoThoseBehindADay", "en", "April 22 182 people", "april@1 22@2 182@3 people/peopl@4"},
        Row{"DotsAndApostrophesGroupToo", "es", "10.000 1.234.567 10'000 1.500 0.000",
            "10000@1 1234567@2 10000@3 1500@4 0.000@5"},
        Row{"DotsGroupByLanguage", "en", "10.000 1.234.567 1.500", "10000@1 1234567@2 1.500@3"},
        Row{"GroupsOfBothKinds", "en", "10 000.5 1,000 200", "10000.5@1 1000@2 200@3"},
        Row{"StampOfTheJucheYear", "en", "Juche112.9.14. Juche 112", "juche112@1 9.14@2 juche/juch@3 112@4"},
        Row{"OrdinalsAndDecadesAreWords", "en", "14th 1990s 1990's 1990’s 7's",
            "14th@1 1990s@2 1990s@3 1990s@4 7s@5"},
        Row{"DigitsOfOtherScripts", "en", "٣٤ २०", "34@1 20@2"},
        Row{"HangulAfterANumber", "ko", "1,200대", "1200@1 대@2 /대@2"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Romanisation, Analysis,
    ::testing::Values(Row{"BrevesAreFolded", "en", "P'yŏngyang Chŏng Ŭn", "pyongyang@1 chong@2 un@3"},
                      Row{"DecomposedBrevesToo", "en", "P'yo\u0306ngyang", "pyongyang@1"},
                      Row{"AnyApostrophe", "en", "P’yongyang Ch‘ongjin Tʼaean Inmin'gun",
                          "pyongyang@1 chongjin@2 taean@3 inmingun@4"},
                      Row{"DiacriticsOfLatinLetters", "", "México São Łódź Ålesund",
                          "mexico@1 sao@2 lodz@3 alesund@4"},
                      Row{"ArticleBeforeAVowelIsDropped", "", "l'homme d'Etat qu'il L'Humanité",
                          "homme@1 etat@2 il@3 humanite@4"},
                      Row{"AspiratesAreNoArticles", "", "T'aebaek K'im", "taebaek@1 kim@2"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Languages, Analysis,
    ::testing::Values(Row{"Spanish", "es", "las naciones unidas, la canción",
                          "las@1 naciones/nacion@2 unidas/unid@3 la@4 cancion@5"},
                      Row{"Russian", "ru", "ракеты ёлки первый", "ракеты/ракет@1 елки/елк@2 первый/перв@3"},
                      Row{"RussianNounsInEya", "ru", "Корея Корее Кореей идеи музеем новее",
                          "корея/коре@1 корее/коре@2 кореей/коре@3 идеи/иде@4 музеем/музе@5 новее/нов@6"},
                      Row{"Cyrillic", "", "йод е\u0301ж", "йод@1 еж@2"},
                      Row{"French", "fr", "les réunions", "les/le@1 reunions/reunion@2"},
                      Row{"German", "de", "die Straßen", "die@1 strassen/strass@2"},
                      Row{"RussianWithinEnglish", "en", "the ракеты tests",
                          "the@1 ракеты/ракет@2 tests/test@3"},
                      Row{"EnglishWithinRussian", "ru", "tests ракеты", "tests/test@1 ракеты/ракет@2"},
                      Row{"EnglishWithinKorean", "ko", "tests", "tests/test@1"},
                      Row{"Greek", "el", "Αθήνα", "αθηνα/αθην@1"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Hangul, Analysis,
    ::testing::Values(
        Row{"OneSyllable", "ko", "강", "강@1 /강@1"},
        Row{"BigramsCharactersAndTheWord", "ko", "평양시", "평@1 평양@1 양@2 양시@2 시@3 /평양시@1"},
        Row{"ParticlesAreStripped", "ko", "평양에서는",
            "평@1 평양@1 양@2 양에@2 에@3 에서@3 서@4 서는@4 는@5 /평양@1"},
        Row{"VerbsOfNounsAreStripped", "ko", "발표하였다",
            "발@1 발표@1 표@2 표하@2 하@3 하였@3 였@4 였다@4 다@5 /발표@1"},
        Row{"BigramAcrossASpace", "ko", "새 집", "새@1 /새@1 새집@1 집@2 /집@2"},
        Row{"NoneAcrossALineOrAComma", "ko", "새\n집, 강", "새@1 /새@1 집@2 /집@2 강@3 /강@3"},
        Row{"WithinEnglish", "en", "the 평양 Times", "the@1 평@2 평양@2 양@3 /평양@2 times/time@4"},
        Row{"GluedToLatinLetters", "ko", "KCNA는", "kcna@1 는@2 /는@2"},
        Row{"MiddleDotSeparates", "ko", "김·리", "김@1 /김@1 리@2 /리@2"},
        Row{"DecomposedSyllables", "ko", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한@1 한국@1 국@2 /한국@1"},
        Row{"HalfWidthLetters", "ko", "ﾡ", "ᄀ@1 /ᄀ@1"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    HanAndKana, Analysis,
    ::testing::Values(
        Row{"Chinese", "zh", "平壤市", "平@1 平壤@1 壤@2 壤市@2 市@3"},
        Row{"PunctuationSeparates", "zh", "平，壤。", "平@1 壤@2"},
        Row{"Japanese", "ja", "朝鮮の", "朝@1 朝鲜@1 鲜@2 鲜の@2 の@3"},
        Row{"HalfWidthKanaIsFolded", "ja", "ﾃﾞｰﾀ", "で@1 でー@1 ー@2 ーた@2 た@3"},
        Row{"TraditionalFormsAreSimplified", "zh", "工廠", "工@1 工厂@1 厂@2"},
        Row{"SoAreJapaneseOnes", "ja", "労働", "劳@1 劳动@1 动@2"},
        Row{"AlsoTheseOfJapan", "ja", "稲駆査", "稻@1 稻驱@1 驱@2 驱查@2 查@3"},
        Row{"AndOldOnesOfKorea", "ko", "敎卽", "教@1 教即@1 即@2"},
        Row{"BothKanaAreOne", "ja", "ハス はす", "は@1 はす@1 す@2 すは@2 は@3 はす@3 す@4"},
        Row{"VoicedSoundsStay", "ja", "バス", "ば@1 ばす@1 す@2"},
        Row{"LongVowelAtTheEndOfALongWord", "ja", "サーバーを", "さ@1 さー@1 ー@2 ーば@2 ば@3 ばを@3 を@4"},
        Row{"NotAtTheEndOfAShortOne", "ja", "コピー", "こ@1 こぴ@1 ぴ@2 ぴー@2 ー@3"},
        Row{"NorWithinAWord", "ja", "サーバーム", "さ@1 さー@1 ー@2 ーば@2 ば@3 ばー@3 ー@4 ーむ@4 む@5"},
        Row{"VuIsBu", "ja", "ヴェヴ", "べ@1 べぶ@1 ぶ@2"}, Row{"HalfWidthVu", "ja", "ｳﾞｪ", "べ@1"},
        Row{"HanAndHangulInOneRun", "ko", "金동지", "金@1 金동@1 동@2 동지@2 지@3 /동지@2"},
        Row{"BeyondTheBasicPlane", "zh", "𠀀𠀁", "𠀀@1 𠀀𠀁@1 𠀁@2"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Leftovers, Analysis,
                         ::testing::Values(Row{"NamesOfEntities", "en", "Kim&nbsp;Jong&amp;Un &#160; &#xA0;x",
                                               "kim@1 jong@2 un@3 x@4"},
                                           Row{"AmpersandAlone", "en", "R&D &c; &nbspx",
                                               "r@1 d@2 c@3 nbspx@4"},
                                           Row{"ReplacementAndControlCharacters", "en",
                                               "a\x01"
                                               "b\xEF\xBF\xBD"
                                               "c\x7F"
                                               "d\xC2\x85"
                                               "e",
                                               "a@1 b@2 c@3 d@4 e@5"},
                                           Row{"BytesThatAreNoUtf8", "en",
                                               "a\xFF"
                                               "b\xC0\x80"
                                               "c\xED\xA0\x80"
                                               "d\xF4\x90\x80\x80"
                                               "e\xE3\x81",
                                               "a@1 b@2 c@3 d@4 e@5"}),
                         name_of);

class BadInput : public ::testing::Test {
 protected:
  void analyze(std::string_view text) {
    analyzer_.analyze(text, Language::from_code("en"), tokens_, counts_);
  }

  std::size_t longest_term() const {
    std::size_t longest = 0;
    for (const Token& token : tokens_) longest = std::max({longest, token.term.size(), token.stem.size()});
    return longest;
  }

  Analyzer analyzer_;
  TokenList tokens_;
  AnalysisCounts counts_;
};

TEST_F(BadInput, IsCounted) {
  analyze(
      "a\x01"
      "b &nbsp; \xEF\xBF\xBD \xFF\xFE c");
  EXPECT_EQ(counts_.leftovers, 3U);
  EXPECT_EQ(counts_.invalid_bytes, 2U);
  EXPECT_EQ(counts_.cut_terms, 0U);
  analyze("\xFF");
  EXPECT_EQ(counts_.invalid_bytes, 3U) << "counts add up";
}

TEST_F(BadInput, TermsAreCutOnACharacterBoundary) {
  analyze(std::string(1000, 'x'));
  ASSERT_EQ(tokens_.size(), 1U);
  EXPECT_EQ(tokens_[0].term, std::string(kMaxTermBytes, 'x'));
  EXPECT_EQ(counts_.cut_terms, 1U);
  std::string zhe = "a";
  for (int i = 0; i < 300; ++i) zhe += "ж";
  analyze(zhe);
  ASSERT_EQ(tokens_.size(), 1U);
  EXPECT_EQ(tokens_[0].term.size(), kMaxTermBytes - 1) << "no half letter";
}

TEST_F(BadInput, TenMegabytesWithoutASpaceAreBounded) {
  for (const char* letter : {"a", "7", "한", "漢", "ж", "é", "'", "a.", "\xFF", "&nbsp;", "🙂", "ก"}) {
    std::string text;
    while (text.size() < 10'000'000) text += letter;
    analyze(text);
    EXPECT_LE(longest_term(), kMaxTermBytes) << letter;
    EXPECT_LE(tokens_.size(), 8'000'000U) << letter;
  }
}

TEST_F(BadInput, AMillionCombiningMarksAreBounded) {
  std::string text = "o";
  for (int i = 0; i < 1'000'000; ++i) text += i % 2 == 0 ? "\u0301" : "\u0323";
  analyze(text);
  EXPECT_LE(longest_term(), kMaxTermBytes);
  EXPECT_GE(tokens_.size(), 1U);
  EXPECT_LE(tokens_.size(), 100U);
  EXPECT_GE(counts_.cut_terms, 1U);
}

TEST_F(BadInput, LeavesTheAnalyzerAsItWas) {
  analyze("김\xFF 정 &nbsp");
  analyze("visits");
  EXPECT_EQ(testing::shown(tokens_), "visits/visit@1");
}

TEST(Analyzer, GivesOffsetsIntoTheSource) {
  Analyzer analyzer;
  TokenList tokens;
  AnalysisCounts counts;
  const std::string text = "  Kim’s 평양, l'homme ＫＣ";
  analyzer.analyze(text, Language::from_code("en"), tokens, counts);
  std::vector<std::string> slices;
  for (const Token& token : tokens) slices.push_back(text.substr(token.offset, token.length));
  EXPECT_EQ(slices, (std::vector<std::string>{"Kim", "평", "평양", "양", "평양", "homme", "ＫＣ"}));
}

TEST(Analyzer, StemsATermLikeATextDoes) {
  Analyzer analyzer;
  EXPECT_EQ(analyzer.stem("visits", Language::from_code("en")), "visit");
  EXPECT_EQ(analyzer.stem("canción", Language::from_code("es")), "cancion");
  EXPECT_EQ(analyzer.stem("visits", {}), "visits");
  EXPECT_EQ(analyzer.stem("", Language::from_code("en")), "");
}

TEST(Analyzer, TellsWordsInCapitals) {
  struct Case {
    const char* text;
    Capitals capitals;
  };
  for (const auto path : {Analyzer::Path::kFast, Analyzer::Path::kReference}) {
    Analyzer analyzer(path);
    TokenList tokens;
    AnalysisCounts counts;
    for (const Case& one : std::initializer_list<Case>{{"us", Capitals::kNone},
                                                       {"Us", Capitals::kInitial},
                                                       {"US", Capitals::kAll},
                                                       {"U.S.", Capitals::kAll},
                                                       {"u.s.", Capitals::kAll},
                                                       {"DPRK's", Capitals::kAll},
                                                       {"UNICEF", Capitals::kAll},
                                                       {"WEATHER", Capitals::kInitial},
                                                       {"A", Capitals::kInitial},
                                                       {"McCune", Capitals::kInitial},
                                                       {"iOS", Capitals::kNone},
                                                       {"KN08", Capitals::kInitial},
                                                       {"ООН", Capitals::kAll},
                                                       {"он", Capitals::kNone},
                                                       {"l'ONU", Capitals::kAll},
                                                       {"2013", Capitals::kNone}}) {
      analyzer.analyze(one.text, Language::from_code("en"), tokens, counts);
      ASSERT_EQ(tokens.size(), 1U) << one.text;
      EXPECT_EQ(tokens[0].capitals, one.capitals) << one.text;
    }
  }
}

}  // namespace
}  // namespace dateline::text
