#include "searcher/query/planner.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/index/terms_databases.h"
#include "searcher/query/bonuses.h"
#include "searcher/query/limits.h"
#include "searcher/query/parser.h"
#include "searcher/search/match_sets.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::query {
namespace {

using index::Field;
using testing::GeneratedIndex;
using testing::RandomText;

constexpr std::uint64_t kSeed = 112;

struct Case {
  std::string_view name;
  std::string_view query;
  std::string_view plan;
};

GeneratedIndex small_index() {
  GeneratedIndex index;
  index.add({"Harbour talks",
             "The visitors visited a lantern school.",
             {{Field::kSource, "kcna.kp-en"}, {Field::kHost, "www.example.org"}, {Field::kTopic, "Trade"}},
             20230914});
  index.add({"River",
             "A visit to the orchard.",
             {{Field::kSource, "kcna.kp-ko"}, {Field::kHost, "example.org"}, {Field::kTopic, "trade"}},
             20200229});
  index.add({"Bridge",
             "평양에서 visits",
             {{Field::kSource, "rodong"}, {Field::kHost, "notexample.org"}},
             20191231});
  return index;
}

QueryResult<Plan> plan_of(GeneratedIndex& index, std::string_view text, PlanOptions options = {}) {
  auto ast = parse(text);
  if (!ast) return tl::unexpected(ast.error());
  return plan(*ast, text, index.terms(), index.analyzer(), options);
}

void expect_plans(const std::vector<Case>& cases, const PlanOptions& options) {
  GeneratedIndex index = small_index();
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.name) + ": " + std::string(c.query));
    const auto made = plan_of(index, c.query, options);
    if (!made) {
      ADD_FAILURE() << caret_text(made.error(), c.query);
      continue;
    }
    EXPECT_EQ(dump(made->root), c.plan);
  }
}

TEST(Plan, TurnsPartsIntoTerms) {
  expect_plans(
      {
          {"word", "Visits", "term Zvisit\n"},
          {"number", "2023.9", "term 2023.9\n"},
          {"exact", "=Visits", "term visits\n"},
          {"title", "title:talks", "term ZStalk\n"},
          {"exact title", "title:=talks", "term Stalks\n"},
          {"prefix", "visit*", "synonym\n  term visit\n  term visited\n  term visitors\n  term visits\n"},
          {"title prefix", "title:har*", "synonym\n  term Sharbour\n"},
          {"prefix of no word", "xyz*", "synonym\n  term xyz\n"},
          {"spelling", "lantren~ harbor~", "and\n  synonym\n    term lantern\n  synonym\n    term harbour\n"},
          {"phrase", "\"a lantern School\"", "phrase a lantern school\n"},
          {"phrase of one word", "\"visits\"", "term visits\n"},
          {"title phrase", "title:\"harbour talks\"", "phrase Sharbour Stalks\n"},
          {"near", "near/3(visit* lantern)", "near/3 (visit|visited|visitors|visits) lantern\n"},
          {"written together", "lantern-school", "filter phrase lantern school\n"},
          {"prefix of what is written together", "lantern-sch*", "phrase lantern school\n"},
          {"Hangul without particles", "평양에서", "filter term 평양\n"},
          {"longer Hangul", "조선로동당은", "filter phrase 조선 선로 로동 동당\n"},
          {"one character", "김", "filter term 김\n"},
          {"Hangul as written", "\"평양에서\"", "phrase 평양 양에 에서\n"},
          {"Hangul phrase", "\"평양 방문\"", "phrase 평양 양방 방문\n"},
          {"Hangul before letters", "\"평양 visits\"", "phrase 평양 양 visits\n"},
          {"stop words", "the visit of a lantern", "and\n  term Zvisit\n  term Zlantern\n"},
          {"stop words alone", "the of", "and\n  term Zthe\n  term Zof\n"},
          {"required stop word", "+the visit", "and\n  term Zvisit\n  term Zthe\n"},
          {"negated", "visit -lantern", "and\n  term Zvisit\n  filter not\n    term Zlantern\n"},
          {"or", "visit OR lantern", "or\n  term Zvisit\n  term Zlantern\n"},
          {"everything", "", "filter everything\n"},
          {"punctuation", "?", "nothing\n"},
          {"a part without words drops out", "visit \"?\" OR \"!\"", "term Zvisit\n"},
      },
      {});
}

TEST(Plan, TurnsSignsWithinQuotationMarksIntoSlots) {
  expect_plans(
      {
          {"beginning", "\"lantern sch*\"", "phrase lantern school\n"},
          {"any word", "\"visitors * a lantern\"", "phrase visitors * a lantern\n"},
          {"one of two words", "\"(orchard|lantern) school\"", "phrase (orchard|lantern) school\n"},
          {"one of two phrases", "\"(the orchard|lantern) school\"",
           "or\n  phrase lantern school\n  phrase the orchard school\n"},
          {"pattern", "\"l?ntern s*l\"", "phrase lantern school\n"},
          {"Hangul before a word left open", "\"평양 * visits\"", "phrase 평양 양 * visits\n"},
          {"no sign", "=\"lantern sch*\"", "phrase lantern sch\n"},
          {"in a title", "title:\"harbour t*s\"", "phrase Sharbour Stalks\n"},
          {"ordered", "before/4(visitors lantern)", "before/4 visitors lantern\n"},
          {"pattern of a word", "v*t?d", "term visited\n"},
          {"pattern of two words", "lant*n-school", "phrase lantern school\n"},
          {"expression", "/visit(ed|ors)/", "synonym\n  term visited\n  term visitors\n"},
          {"expression in a title", "title:/.*r/", "synonym\n  term Sharbour\n  term Sriver\n"},
          {"expression in any case", "/LANT.*/", "term lantern\n"},
      },
      {});
  GeneratedIndex index = small_index();
  const auto text_of = [&](std::string_view query) {
    const auto made = plan_of(index, query);
    return made ? "fine" : made.error().message;
  };
  EXPECT_EQ(text_of("/(/"), "the expression cannot be read: missing ): (");
  EXPECT_EQ(text_of("평*양"), "* and ? cannot be used inside Korean, Chinese or Japanese words");
  EXPECT_EQ(text_of("\"(a b|c d|e f) (a b|c d|e f) (a b|c d|e f) (a b|c d|e f) (a b|c d|e f)\""),
            "this phrase can be read in more than 100 ways");
}

TEST(Plan, FindsWordsThatAreWrittenTogetherOrApart) {
  GeneratedIndex index;
  index.add({"", "The KX-21 lantern and the KX21 lantern. A re-opening of the reopening in 14 ports."});
  const auto plan_text = [&](std::string_view query) {
    const auto made = plan_of(index, query);
    return made ? dump(made->root) : made.error().message;
  };
  EXPECT_EQ(plan_text("KX-21"), "or\n  filter phrase kx 21\n  term kx21\n");
  EXPECT_EQ(plan_text("KX21"), "or\n  term Zkx21\n  phrase kx 21\n");
  EXPECT_EQ(plan_text("re-opening"), "or\n  filter phrase re opening\n  term reopening\n");
  EXPECT_EQ(plan_text("reopening"), "or\n  term Zreopen\n  phrase re opening\n");
  EXPECT_EQ(plan_text("=KX21"), "term kx21\n");
  EXPECT_EQ(plan_text("14ports lantern"),
            "and\n  or\n    term Z14ports\n    phrase 14 ports\n  term Zlantern\n");
  EXPECT_EQ(plan_text("14th"), "term Z14th\n");
  EXPECT_EQ(plan_text("1-4"), "filter phrase 1 4\n");
}

TEST(Plan, FindsDaysOfEveryYear) {
  expect_plans(
      {{"a day", "date:*-02-29", "filter term D20200229\n"},
       {"a month", "date:*-09",
        "filter or\n  filter term M201909\n  filter term M202009\n  filter term M202109\n  filter term "
        "M202209\n  filter term M202309\n"},
       {"over New Year", "date:*-12-31..*-01-01 date:2020",
        "filter and\n  filter or\n    filter term D20190101\n    filter term D20191231\n    filter term "
        "D20200101\n    filter term D20201231\n    filter term D20210101\n    filter term D20211231\n    "
        "filter term D20220101\n    filter term D20221231\n    filter term D20230101\n    filter term "
        "D20231231\n  filter term Y2020\n"}},
      {});
}

TEST(Plan, ComparesTheBeginningOfAValueInAnyCase) {
  expect_plans({{"topic", "topic:tr*", "filter or\n  filter term BTrade\n  filter term Btrade\n"},
                {"in capitals", "topic:TRA*", "filter or\n  filter term BTrade\n  filter term Btrade\n"}},
               {});
}

TEST(Plan, SaysWhereTheIndexHasTheStemOfAHangulWordAlone) {
  GeneratedIndex index;
  index.add({"", "항구에서 전문을 보내였다"});
  const auto notices = [&](std::string_view query) {
    const auto made = plan_of(index, query);
    std::string out;
    if (made) {
      for (const Notice& notice : made->notices) out += notice.text;
    }
    return out;
  };
  EXPECT_EQ(notices("전문가"), "No article has '전문가' as written; '전문' is searched for.");
  EXPECT_EQ(notices("전문을"), "");
  EXPECT_EQ(notices("나룻배는"), "");
}

TEST(Plan, TurnsFieldsIntoFilters) {
  expect_plans(
      {
          {"source and what is below it", "source:kcna.kp",
           "filter or\n  filter term XSRCkcna.kp-en\n  filter term XSRCkcna.kp-ko\n"},
          {"source exactly", "source:=kcna.kp", "filter term XSRCkcna.kp\n"},
          {"source", "source:rodong", "filter term XSRCrodong\n"},
          {"host and what is below it", "host:example.org",
           "filter or\n  filter term Hexample.org\n  filter term Hwww.example.org\n"},
          {"topic in any case", "topic:trade", "filter or\n  filter term Btrade\n  filter term BTrade\n"},
          {"topic as written", "topic:\"Trade\"", "filter term BTrade\n"},
          {"two values of a field", "source:rodong source:=kcna.kp-en visit",
           "and\n  term Zvisit\n  filter or\n    filter term XSRCrodong\n    filter term XSRCkcna.kp-en\n"},
          {"two values of a field with AND", "source:rodong AND source:=kcna.kp-en",
           "filter and\n  filter term XSRCrodong\n  filter term XSRCkcna.kp-en\n"},
          {"day", "date:2023-09-14", "filter term D20230914\n"},
          {"from a day on, to the last year there is", "date:2022-11-30..",
           "filter or\n  filter term D20221130\n  filter term M202212\n  filter term Y2023\n"},
          {"years that the index has", "date:..2019", "filter term Y2019\n"},
          {"before all", "date:..1990", "filter nothing\n"},
          {"dates that no article names", "mentions:1950", "filter nothing\n"},
          {"Juche years", "juche:111..112", "filter or\n  filter term XJ111\n  filter term XJ112\n"},
          {"Juche month", "juche:112.2", "filter term XJ112.2\n"},
          {"Juche days", "juche:112.2.27..112.3",
           "filter or\n  filter term XJ112.2.27\n  filter term XJ112.2.28\n  filter term XJ112.3\n"},
      },
      {});
}

TEST(Plan, LooseModesLoosenWordsButNotFilters) {
  expect_plans({{"any", "visit lantern source:=rodong -school",
                 "and\n  or\n    term Zvisit\n    term Zlantern\n  filter term XSRCrodong\n  filter not\n    "
                 "term Zschool\n"},
                {"required", "+visit lantern", "term Zvisit\n"},
                {"written together", "lantern-school", "or\n  term Zlantern\n  term Zschool\n"},
                {"long Hangul words need most of their bigrams", "조선로동당",
                 "filter at least 3\n  term 조선\n  term 선로\n  term 로동\n  term 동당\n"},
                {"AND holds", "visit AND lantern school",
                 "or\n  and\n    term Zvisit\n    term Zlantern\n  term Zschool\n"}},
               {.mode = Mode::kAny});
  expect_plans({{"most", "visit lantern school source:=rodong",
                 "and\n  at least 2\n    term Zvisit\n    term Zlantern\n    term Zschool\n  filter term "
                 "XSRCrodong\n"},
                {"one word", "visit", "term Zvisit\n"}},
               {.mode = Mode::kMax});
}

TEST(Plan, LooksForStemsInEveryLanguage) {
  expect_plans({{"two stems", "happily", "synonym\n  term Zhappili\n  term Zhappily\n"}},
               {.languages = {text::Language::from_code("en"), text::Language::from_code("fr")}});
}

TEST(Plan, FindsNamesInAllTheirSpellings) {
  text::Analyzer analyzer;
  const auto lexicon = text::Lexicon::parse(
      "person\tPak Chol\tPark Chul\t박철\n"
      "place\tHarbour\tHarbor\t항구\n"
      "organisation\tOrder of Lanterns\tLantern Order\n",
      analyzer);
  ASSERT_TRUE(lexicon) << lexicon.error().what;
  const std::string both = "or\n  filter phrase pak chol\n  synonym\n    phrase park chul\n    term 박철\n";
  expect_plans(
      {{"two words", "Pak Chol", both},
       {"in another script", "박철은",
        "or\n  filter and\n    filter term 박철\n  synonym\n    phrase pak chol\n    phrase park chul\n"},
       {"one word counts as one", "harbour", "synonym\n  term harbour\n  term harbor\n  term 항구\n"},
       {"in a title", "title:harbour", "synonym\n  term Sharbour\n  term Sharbor\n  term S항구\n"},
       {"with a stop word in it", "order of lanterns",
        "or\n  and\n    term Zorder\n    term Zlantern\n  synonym\n    phrase lantern order\n"},
       {"with a hyphen in it", "Pak-Chol", both},
       {"beside other words", "river Pak Chol school",
        "and\n  term Zriver\n  or\n    filter phrase pak chol\n    synonym\n      phrase park chul\n"
        "      term 박철\n  term Zschool\n"},
       {"in half a word", "harbour-side", "filter phrase harbour side\n"},
       {"exact", "=harbour", "term harbour\n"},
       {"as written", "\"Pak Chol\"", "phrase pak chol\n"}},
      {.lexicon = &*lexicon});
  expect_plans(
      {{"a name is one part", "Pak Chol river",
        "or\n  or\n    filter phrase pak chol\n    synonym\n      phrase park chul\n      term 박철\n"
        "  term Zriver\n"}},
      {.mode = Mode::kAny, .lexicon = &*lexicon});
}

TEST(Plan, SaysWhatStandsForOtherWords) {
  GeneratedIndex index = small_index();
  const auto made = plan_of(index, "visit* source:kcna.kp lantren~");
  ASSERT_TRUE(made);
  ASSERT_EQ(made->expansions.size(), 3U);
  EXPECT_EQ(made->expansions[0].values, (std::vector<std::string>{"visit", "visited", "visitors", "visits"}));
  EXPECT_EQ(made->expansions[1].values, (std::vector<std::string>{"kcna.kp-en", "kcna.kp-ko"}));
  EXPECT_EQ(made->expansions[2].values, (std::vector<std::string>{"lantern"}));
  const auto unknown = plan_of(index, "source:rodnog");
  ASSERT_TRUE(unknown);
  ASSERT_EQ(unknown->notices.size(), 1U);
  EXPECT_EQ(unknown->notices[0].text, "No article has 'source:rodnog'. Did you mean source:rodong?");
}

TEST(Plan, NamesTheWordThatStandsForTooManyWords) {
  GeneratedIndex index;
  std::string body;
  for (int i = 0; i < 1001; ++i) body += "harb" + std::to_string(i) + "x ";
  index.add({"", body});
  const auto text_of = [&](std::string_view query) {
    const auto made = plan_of(index, query);
    return made ? "fine" : caret_text(made.error(), query);
  };
  EXPECT_EQ(text_of("kim harb*"),
            "column 5: harb* matches more than 1000 words of this index\n"
            "  kim harb*\n"
            "      ^^^^^\n"
            "write more of the word\n");
  EXPECT_EQ(text_of("kim harb1*"), "fine");
  EXPECT_EQ(text_of("ha*"),
            "column 1: ha* is too short: 3 letters are needed before the *\n"
            "  ha*\n"
            "  ^^^\n"
            "write more of the word\n");
}

TEST(Plan, BoundsTheWordsOfAQuery) {
  GeneratedIndex index = small_index();
  std::string long_phrase = "\"";
  for (std::size_t i = 0; i <= kMaxWords; ++i) long_phrase += "a ";
  const auto made = plan_of(index, long_phrase + "\"");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "the query has more than 2000 words");
  std::string dotted;
  for (std::size_t i = 0; i <= kMaxWords; ++i) dotted += "ab-";
  EXPECT_FALSE(plan_of(index, dotted + "x"));
}

TEST(Plan, TellsWhatToHighlight) {
  GeneratedIndex index = small_index();
  const auto made = plan_of(index, "visit title:talks =school \"a b\" -orchard source:rodong 평양");
  ASSERT_TRUE(made);
  EXPECT_EQ(wanted_terms(made->root),
            (std::vector<std::string>{"Zvisit", "Ztalk", "school", "a", "b", "평양"}));
}

TEST(Plan, RangesOfDaysFindTheArticlesOfThoseDays) {
  RandomText random(kSeed);
  GeneratedIndex index;
  std::vector<int> days;
  for (int i = 0; i < 300; ++i) {
    const testing::WrittenArticle article = random.article();
    days.push_back(article.yyyymmdd);
    index.add(article);
  }
  search::MatchSets sets(index.terms());
  const auto day = [&] {
    return static_cast<int>((2018 + random.below(6)) * 10000 + (1 + random.below(12)) * 100 + 1 +
                            random.below(28));
  };
  const auto iso = [](int number) { return dates::to_iso(*dates::from_yyyymmdd(number)); };
  for (int i = 0; i < 2000; ++i) {
    int from = day();
    int to = day();
    if (from > to) std::swap(from, to);
    const bool open_from = random.below(5) == 0;
    const bool open_to = !open_from && random.below(5) == 0;
    const std::string query = "date:" + (open_from ? "" : iso(from)) + ".." + (open_to ? "" : iso(to));
    std::vector<std::uint32_t> expected;
    for (std::size_t n = 0; n < days.size(); ++n) {
      if (days[n] != 0 && (open_from || days[n] >= from) && (open_to || days[n] <= to)) {
        expected.push_back(static_cast<std::uint32_t>(n + 1));
      }
    }
    const auto made = plan_of(index, query);
    ASSERT_TRUE(made) << query;
    ASSERT_EQ(sets.find(made->root).set.docids(), expected) << "seed " << kSeed << ": " << query;
  }
}

TEST(HangulWords, WrittenTogetherStandTogetherAndWrittenApartStandAnywhere) {
  GeneratedIndex index;
  index.add({"", "오늘 나룻배선장께서 항구를 찾으시였다"});
  index.add({"", "오늘 나룻배 선장께서 항구를 찾으시였다"});
  index.add({"", "선장들은 나룻배에서 내렸다"});
  index.add({"", "선장들은 항구에서 일하였다"});
  search::MatchSets sets(index.terms());
  const auto found = [&](std::string_view query) {
    const auto made = plan_of(index, query);
    EXPECT_TRUE(made) << query;
    return sets.find(made->root).set.docids();
  };
  using Docids = std::vector<std::uint32_t>;
  // How the article spaces its words makes no difference.
  EXPECT_EQ(found("나룻배 선장"), (Docids{1, 2, 3}));
  EXPECT_EQ(found("나룻배선장"), (Docids{1, 2}));
  EXPECT_EQ(found("\"나룻배 선장\""), (Docids{1, 2}));
  EXPECT_EQ(found("\"나룻배선장\""), (Docids{1, 2}));
}

TEST(LeadsOf, TellsWhetherArticlesHaveNoTitles) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const auto add = [&](const std::string& term) {
    Xapian::Document article;
    article.add_term(term);
    database.add_document(article);
  };
  EXPECT_EQ(leads_of(index::terms_of(database)), Leads::kNone);
  add("XLriver");
  EXPECT_EQ(leads_of(index::terms_of(database)), Leads::kAll);
  add("Sflood");
  EXPECT_EQ(leads_of(index::terms_of(database)), Leads::kSome);
  database.delete_document(1);
  EXPECT_EQ(leads_of(index::terms_of(database)), Leads::kNone);
}

}  // namespace
}  // namespace dateline::query
