#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/programs/built_index.h"
#include "tests/support/shared.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;
using testing::TemporaryFolder;

class SearchProgram : public testing::BuiltIndex {};

class OnSamples : public SearchProgram {
 protected:
  void SetUp() override { build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures"); }
};

TEST_F(OnSamples, FacetsAddUpToTheHits) {
  for (const char* query :
       {"river", "embankment OR football", "NOT river", "lang:ko", "date:2023", "pyongyang"}) {
    const json out = search_json(
        {query, "--facet", "source", "--facet", "year", "--facet", "language", "--facet-limit", "3"});
    ASSERT_GT(out["total"], 0) << query;
    for (const json& facet : out["facets"]) {
      std::uint64_t sum = facet["others"].get<std::uint64_t>() + facet["none"].get<std::uint64_t>();
      for (const json& value : facet["values"]) sum += value["count"].get<std::uint64_t>();
      EXPECT_EQ(sum, out["total"]) << query << " by " << facet["field"];
    }
  }
}

TEST_F(OnSamples, FacetsComeInTheOrderOfTheirValuesWhenAsked) {
  const auto values = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"facets", "NOT zeppelin"});
    std::vector<std::string> out;
    const json found = search_json(more);
    for (const json& value : found["facets"][0]["values"]) out.push_back(value["value"]);
    return out;
  };
  std::vector<std::string> up = values({"--facet", "year:value", "--facet-limit", "100"});
  ASSERT_GT(up.size(), 3u);
  EXPECT_TRUE(std::is_sorted(up.begin(), up.end()));
  EXPECT_EQ(values({"--facet", "year", "--facet-sort", "value", "--facet-limit", "100"}), up);
  EXPECT_EQ(values({"--facet", "year:value", "--facet-limit", "2"}),
            std::vector<std::string>(up.begin(), up.begin() + 2));
  std::vector<std::string> by_count =
      values({"--facet", "year:count", "--facet-sort", "-value", "--facet-limit", "100"});
  EXPECT_NE(by_count, up);
  std::reverse(up.begin(), up.end());
  EXPECT_EQ(values({"--facet", "year", "--facet-sort", "-value", "--facet-limit", "100"}), up);
  EXPECT_EQ(values({"--facet", "year:-value", "--facet-limit", "100"}), up);
  const Ran wrong = search({"facets", "river", "--facet", "year:size"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("year:value"), std::string::npos) << wrong.err;
}

TEST_F(OnSamples, AFilterByAnUnknownValueIsNoticedWithTheNearestKnownOnes) {
  const struct {
    const char* filter;
    const char* notice;
  } cases[] = {
      {"source=Rodnog", "No article of the index has source=Rodnog. Did you mean source=rodong-sinmun?"},
      {"source=Rodong Sinmun",
       "No article of the index has source=Rodong Sinmun. Did you mean source=rodong-sinmun?"},
      {"source=KCNA.KP",
       "No article of the index has source=KCNA.KP. Did you mean source=kcna.kp-en or source=kcna.co.jp-en?"},
      {"language=EN", "No article of the index has language=EN. Did you mean language=en?"},
      {"source=zzzzzzzz", "No article of the index has source=zzzzzzzz."},
  };
  for (const auto& c : cases) {
    const json out = search_json({"river", "--filter", c.filter});
    ASSERT_EQ(out["notices"].size(), 1u) << c.filter << out["notices"];
    EXPECT_EQ(out["notices"][0], c.notice);
    EXPECT_EQ(out["total"], 0);
    const std::string text = search({"river", "--filter", c.filter}).out;
    EXPECT_NE(text.find("No article of the index has"), std::string::npos) << text;
  }
  EXPECT_TRUE(search_json({"river", "--filter", "source=kcna.kp-en"})["notices"].empty());
  EXPECT_TRUE(search_json({"river", "--filter", "source="})["notices"].empty());
}

TEST_F(SearchProgram, ANameThatEndsLikeAParticleIsFoundWhole) {
  const std::string articles =
      "{\"title\":\"하나\",\"body\":\"김정일동지께서 강을 보시였다.\"}\n"
      "{\"title\":\"둘\",\"body\":\"김정은동지께서 강을 보시였다.\"}\n";
  build(folder_.write("a.jsonl", articles).string());
  for (const char* query : {"김정은", "김정은은", "김정은이", "\"김정은\"", "=김정은", "강 김정은"}) {
    const json out = search_json({query});
    ASSERT_EQ(out["total"], 1) << query;
    EXPECT_EQ(out["hits"][0]["title"], "둘") << query;
  }
  EXPECT_EQ(search_json({"김정일"})["hits"][0]["title"], "하나");
  EXPECT_EQ(search_json({"강"})["total"], 2);
}

TEST_F(OnSamples, TheIndexMayStandBeforeTheCommand) {
  const auto run = [&](std::vector<std::string> arguments) {
    return testing::run(DATELINE_SEARCH_PROGRAM, arguments);
  };
  const std::string expected = run({"kwic", "river", "-i", idx_}).out;
  EXPECT_NE(expected.find(" occurrences"), std::string::npos);
  EXPECT_EQ(run({"-i", idx_, "kwic", "river"}).out, expected);
  EXPECT_EQ(run({"--index", idx_, "kwic", "river"}).out, expected);
  EXPECT_EQ(run({"--index=" + idx_, "kwic", "river"}).out, expected);
  EXPECT_NE(run({"-i", idx_, "river", "kwic"}).out.find("most of them"), std::string::npos) << "a query";
  EXPECT_EQ(run({"-i", idx_, "query", "river"}).code, 0);
  EXPECT_EQ(run({"-i"}).code, 2);
}

TEST_F(OnSamples, AnEmptyAnswerSaysWhatEmptiedIt) {
  const std::string stamps =
      "juche: asks for the Juche date printed on an article as its stamp; for the day of publication "
      "write "
      "for example date:juche112.";
  const struct {
    std::vector<std::string> arguments;
    std::vector<std::string> notices;
  } cases[] = {
      {{"river date:1990"}, {"No article has 'date:1990'."}},
      {{"river juche:13"}, {"No article has 'juche:13'.", stamps}},
      {{"river AND =rivering AND \"zebra river\""},
       {"No article has any of: '=rivering', '\"zebra river\"'."}},
      {{"source:rodong-sinmnu river"},
       {"No article has 'source:rodong-sinmnu'. Did you mean source:rodong-sinmun?"}},
      {{"river -river"},
       {"Each part of the query finds articles, but no article has all parts: none is left at '-river'."}},
      {{"zzzunfindable"}, {"No article has 'zzzunfindable'."}},
      {{"snow", "--filter", "year=1998"}, {"The query alone finds 2; none of them passes the filters."}},
      {{"snow", "--from", "1950", "--to", "1951"},
       {"The query alone finds 2; none of them passes the filters."}},
  };
  for (const auto& c : cases) {
    const json out = search_json(c.arguments);
    EXPECT_EQ(out["total"], 0);
    EXPECT_EQ(out["notices"].get<std::vector<std::string>>(), c.notices) << c.arguments[0];
    EXPECT_EQ(search(c.arguments).code, 1);
  }
}

TEST_F(OnSamples, QueriesOfAnySizeEndInAnError) {
  const auto repeated = [](std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  const struct {
    std::string query;
    const char* message;
  } cases[] = {
      {repeated("embankment ", 95'000), "bytes long; the limit is 65536"},
      {repeated("(", 10'000) + "a" + repeated(")", 10'000), "more than 100 parentheses within each other"},
      {repeated("(a ", 10'000), "more than 100 parentheses within each other"},
      {repeated("-", 10'000) + "a", nullptr},
      {repeated("emb* ", 1'000), "more than 50 words with * or ~"},
      {repeated("embankment~2 ", 1'000), "more than 50 words with * or ~"},
      {"source:(" + repeated("kcn* ", 200) + ")", "more than 50 words with * or ~"},
      {"near/1000(" + repeated("the ", 500) + ")", "near takes at most 12 words"},
      {"near/1000(" + repeated("강", 500) + " 둑)", "near takes at most 12 words"},
      {repeated("near/1000(the of and to in) OR ", 30) + "river",
       "near takes at most 100 words in all of a query"},
      {repeated("river OR ", 2'000) + "river", "more than 1000 parts"},
      {"\"" + repeated("river ", 3'000) + "\"", "more than 2000 words"},
  };
  for (const auto& c : cases) {
    const Ran ran = search({"batch", "-", "--format", "jsonl"}, c.query + "\n");
    if (c.message == nullptr) {
      EXPECT_EQ(ran.err.find("cannot"), std::string::npos) << ran.err;
      continue;
    }
    EXPECT_EQ(ran.code, 2) << c.message;
    EXPECT_NE(ran.out.find(c.message), std::string::npos) << c.message << ": " << ran.out.substr(0, 300);
  }
}

TEST_F(OnSamples, ExplainsThePlaceOfAHitByPartsThatAddUp) {
  const std::string question =
      "which officials visited the river embankment that was rebuilt after flood and typhoon damaged "
      "villages";
  json out;
  for (const std::string& query : {question, std::string("river embankment")}) {
    out = search_json({query, "--copies", "--limit", "1000"});
    ASSERT_GT(out["hits"].size(), 2u);
    bool guessed = false;
    for (const json& hit : out["hits"]) {
      const std::string id = hit["id"];
      const Ran ran = search({"explain", query, "--hit", id});
      ASSERT_EQ(ran.code, 0) << ran.err;
      const std::string place = id + " has rank " + std::to_string(hit["rank"].get<int>()) + " of " +
                                std::to_string(out["hits"].size());
      const std::size_t begin = ran.out.find(place);
      ASSERT_NE(begin, std::string::npos) << ran.out;
      std::istringstream lines(ran.out.substr(begin));
      std::string line;
      std::getline(lines, line);
      std::getline(lines, line);  // headings
      double sum = 0;
      double whole = 0;
      while (std::getline(lines, line)) {
        const double score = std::stod(line);
        (line.find("in all") == std::string::npos ? sum : whole) += score;
        guessed = guessed || line.find("word of the best articles: Z") != std::string::npos;
      }
      EXPECT_NEAR(sum, whole, 0.001) << ran.out;
      EXPECT_NEAR(hit["score"].get<double>(), whole, 0.001) << ran.out;
      EXPECT_EQ(ran.out.find("\nwords of the best articles") != std::string::npos, query == question);
    }
    EXPECT_EQ(guessed, query == question);
  }
  const Ran other = search({"explain", "football", "--hit", out["hits"][0]["id"]});
  EXPECT_EQ(other.code, 0);
  EXPECT_NE(other.out.find("is not among the"), std::string::npos) << other.out;
  const Ran unknown = search({"explain", "football", "--hit", "0123456789abcdef"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_NE(unknown.err.find("no article has the id, key or address"), std::string::npos) << unknown.err;
}

TEST_F(OnSamples, OffersAHyphenForAWordThatIsWrittenApart) {
  const json joined = search_json({"housewarming"});
  EXPECT_EQ(joined["total"], 0);
  EXPECT_EQ(joined["notices"][0], "No article has 'housewarming'. Did you mean house-warming?");
  EXPECT_GT(search_json({"house-warming"})["total"], 0);
}

TEST_F(OnSamples, ShowsAnArticleByItsAddress) {
  const TemporaryFolder folder;
  const std::filesystem::path captures = folder.write(
      "a.jsonl",
      R"({"title":"A Lantern","text":"A lantern was lit.","url":"https://www.kcna.example/lantern"})");
  const std::string index = (folder.path() / "a.idx").string();
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"build", captures.string(), "-i", index, "-q"}).code, 0);
  for (const char* address : {"https://www.kcna.example/lantern", "http://kcna.example/lantern"}) {
    const Ran shown = testing::run(DATELINE_SEARCH_PROGRAM, {"show", address, "-i", index});
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_EQ(shown.out.substr(0, 9), "A Lantern");
  }
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"show", "https://kcna.example/", "-i", index}).code, 1);
}

TEST_F(OnSamples, RanksByASchemeOfXapianWhenAsked) {
  const json ours = search_json({"river embankment"});
  for (const char* scheme : {"bm25", "inl2", "dph", "tfidf", "coord"}) {
    EXPECT_EQ(search_json({"river embankment", "--rank", scheme})["total"], ours["total"]) << scheme;
  }
  EXPECT_EQ(search({"river", "--rank", "nonsense"}).code, 2);
  EXPECT_EQ(search({"river", "--rank", "bm25", "--recency", "2"}).code, 2);
}

TEST_F(OnSamples, HitsHaveTheMembersOfTheContract) {
  const json out = search_json({"river embankment", "--limit", "1"});
  EXPECT_EQ(out["schema"], 1);
  for (const char* member :
       {"query", "index", "total", "groups", "relaxed", "elapsed_us", "hits", "facets"}) {
    EXPECT_TRUE(out.contains(member)) << member;
  }
  ASSERT_EQ(out["hits"].size(), 1U);
  for (const char* member : {"rank", "id", "key", "score", "title", "url", "path", "source", "language",
                             "topic", "published", "juche", "captured", "copies", "snippet"}) {
    EXPECT_TRUE(out["hits"][0].contains(member)) << member;
  }
  EXPECT_NE(out["hits"][0]["snippet"].get<std::string>().find("<b>embankment</b>"), std::string::npos);
}

TEST_F(OnSamples, FiltersNarrowAndKeepTheOtherValuesInView) {
  const json all = search_json({"river", "--facet", "source"});
  const json some = search_json({"river", "--facet", "source", "--filter", "source=kcna.kp-en"});
  EXPECT_LT(some["total"], all["total"]);
  for (const json& hit : some["hits"]) EXPECT_EQ(hit["source"]["slug"], "kcna.kp-en");
  EXPECT_GT(some["facets"][0]["values"].size(), 1U) << "multi-select";
  const json period = search_json({"river", "--from", "2023-01", "--to", "2023-12-31"});
  for (const json& hit : period["hits"])
    EXPECT_TRUE(hit["published"]["date"].get<std::string>().starts_with("2023"));
}

TEST_F(OnSamples, SortsByDateWithUndatedArticlesLast) {
  for (const char* sort : {"date", "-date"}) {
    const json out = search_json({"river OR water OR pyongyang", "--sort", sort, "--limit", "100"});
    std::string last;
    bool undated = false;
    for (const json& hit : out["hits"]) {
      if (hit["published"].is_null()) {
        undated = true;
        continue;
      }
      EXPECT_FALSE(undated);
      const std::string date = hit["published"]["date"];
      if (!last.empty()) {
        EXPECT_TRUE(std::string(sort) == "date" ? last <= date : last >= date);
      }
      last = date;
    }
  }
}

TEST_F(OnSamples, PagesFollowEachOther) {
  const json whole = search_json({"the", "--limit", "20"});
  const json first = search_json({"the", "--limit", "7"});
  const json second = search_json({"the", "--limit", "7", "--offset", "7"});
  ASSERT_GE(whole["hits"].size(), 14U);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(first["hits"][i]["id"], whole["hits"][i]["id"]);
    EXPECT_EQ(second["hits"][i]["id"], whole["hits"][i + 7]["id"]);
    EXPECT_EQ(second["hits"][i]["rank"], i + 8);
  }
}

TEST_F(OnSamples, EndsWithTheDocumentedExitCodes) {
  EXPECT_EQ(search({"river"}).code, 0);
  EXPECT_EQ(search({"zzzunfindable"}).code, 1);
  const Ran bad = search({"kim AND"});
  EXPECT_EQ(bad.code, 2);
  EXPECT_EQ(bad.out, "");
  EXPECT_NE(bad.err.find("column"), std::string::npos);
  EXPECT_NE(bad.err.find("^"), std::string::npos);
  EXPECT_EQ(search({"date:2023-02-30"}).code, 2);
  EXPECT_EQ(search({"river", "--facet", "colour"}).code, 2);
  EXPECT_EQ(search({"river", "--filter", "colour=red"}).code, 2);
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"river", "-i", "/nowhere.idx"}).code, 4);
  EXPECT_EQ(search({"show", "0000000000000000"}).code, 1);
}

TEST_F(OnSamples, TakesAWordWithAMinusForANegatedWordAndNotForAnOption) {
  const json with = search_json({"river", "--limit", "100"});
  const json without = search_json({"river", "-embankment", "--limit", "100"});
  EXPECT_EQ(without["query"], "river -embankment");
  EXPECT_LT(without["total"], with["total"]);
  EXPECT_GT(search_json({"-embankment", "-n", "3"})["total"], 0);
  EXPECT_EQ(search({"river", "--sort", "-date"}).code, 0);
}

TEST_F(OnSamples, RelaxesWithinTheFilters) {
  EXPECT_EQ(search_json({"football embankment", "--from", "2023"})["relaxed"], true);
  EXPECT_EQ(search({"river", "--from", "2024", "--to", "2023"}).code, 2);
  EXPECT_EQ(search({"river", "--from", "2019..2023"}).code, 2);
}

TEST_F(OnSamples, OffersSpellingsForWordsAndNotForFields) {
  const json words = search_json({"embankmant"});
  ASSERT_FALSE(words["notices"].empty());
  EXPECT_NE(words["notices"][0].get<std::string>().find("Did you mean embankment"), std::string::npos);
  const json field = search_json({"flag:nosuchflag"});
  for (const json& notice : field["notices"]) {
    EXPECT_EQ(notice.get<std::string>().find("Did you mean f"), std::string::npos) << notice;
  }
}

TEST_F(OnSamples, ShowsAnArticleByItsId) {
  const json out = search_json({"\"river embankment\"", "--any", "--limit", "1"});
  const std::string id =
      out["hits"].empty() ? search_json({"embankment"})["hits"][0]["id"] : out["hits"][0]["id"];
  const Ran shown = search({"show", id});
  EXPECT_EQ(shown.code, 0);
  EXPECT_NE(shown.out.find(id), std::string::npos);
}

TEST_F(OnSamples, ShellReadsAScript) {
  const Ran ran = search(
      {"repl"},
      "river embankment\n1\n:set limit 2\n:next\n:nonsense\n:help set\nkim AND\n:quit\nnever reached\n");
  EXPECT_EQ(ran.code, 2) << "an error was among the lines";
  EXPECT_NE(ran.out.find("Embankment of Chongsu River Rebuilt"), std::string::npos);
  EXPECT_NE(ran.out.find("published  2023-06-14"), std::string::npos);
  EXPECT_NE(ran.out.find(":set [NAME [VALUE]]"), std::string::npos);
  EXPECT_EQ(ran.out.find("dateline>"), std::string::npos) << "no prompt without a terminal";
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos) << "no colour without a terminal";
  EXPECT_NE(ran.err.find("there is no command ':nonsense'"), std::string::npos);
  EXPECT_NE(ran.err.find('^'), std::string::npos);
  EXPECT_EQ(search({"repl", "--batch"}, ":nonsense\nriver\n").out, "");
}

TEST_F(SearchProgram, LetsNoEscapeSequenceOfADocumentThrough) {
  folder_.write(
      "in/a.jsonl",
      R"({"title":"Evil \u001b]0;title\u0007 ferry","body":"ferry \u001b[2J \u009b31m \u202e text","source":"\u001b[31mred"})"
      "\n");
  build((folder_.path() / "in").string());
  for (const char* format : {"text", "json"}) {
    const Ran ran = search({"ferry", "--format", format, "--facet", "source"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
    EXPECT_EQ(ran.out.find("\xC2\x9B"), std::string::npos);
    EXPECT_EQ(ran.out.find("\xE2\x80\xAE"), std::string::npos);
  }
}

TEST_F(SearchProgram, SaysWhenHitsHaveOnlyMostOfTheWords) {
  folder_.write(
      "in/a.jsonl",
      "{\"title\":\"A\",\"body\":\"red ferry crosses\"}\n{\"title\":\"B\",\"body\":\"blue bridge\"}\n");
  build((folder_.path() / "in").string());
  const json out = search_json({"red ferry elephant"});
  EXPECT_EQ(out["relaxed"], true);
  EXPECT_EQ(out["total"], 1);
  EXPECT_NE(search({"red ferry elephant"}).out.find("No article has all the words"), std::string::npos);
  EXPECT_EQ(search_json({"red ferry"})["relaxed"], false);
}

TEST_F(SearchProgram, FoldsEqualTextsUnderOneHit) {
  folder_.write("in/a.jsonl",
                "{\"headline\":\"One\",\"text\":\"The ferry crosses.\",\"link\":\"http://a.org/1\"}\n"
                "{\"headline\":\"One\",\"text\":\"The ferry crosses.\",\"link\":\"http://a.org/2\"}\n");
  build((folder_.path() / "in").string());
  EXPECT_EQ(search_json({"url:http://www.a.org/1"})["total"], 1) << "an address as it is printed";
  EXPECT_EQ(search_json({"url:http://a.org/*"})["total"], 2);
  EXPECT_EQ(search_json({"ferry", "--filter", "url=http://a.org/2"})["total"], 1);
  const json folded = search_json({"ferry"});
  EXPECT_EQ(folded["total"], 2);
  EXPECT_EQ(folded["groups"], 1);
  ASSERT_EQ(folded["hits"].size(), 1U);
  EXPECT_EQ(folded["hits"][0]["copies"], 1);
  const json both = search_json({"ferry", "--copies"})["hits"];
  ASSERT_EQ(both.size(), 2U);
  for (const json& hit : both) {
    const auto id = hit["id"].get<std::string>();
    EXPECT_EQ(search_json({"group:" + id})["total"], 2) << "by the id of either";
    EXPECT_EQ(search_json({"ferry", "--filter", "group=" + id})["total"], 2);
  }
  const json unknown = search_json({"group:0123456789abcdef"});
  EXPECT_EQ(unknown["total"], 0);
  EXPECT_EQ(unknown["notices"][0], "No article has the id 0123456789abcdef.");
  EXPECT_EQ(search_json({"ferry", "--facet", "host"})["facets"][0]["values"][0]["count"], 2);
  EXPECT_EQ(search_json({"ferry", "--facet", "host", "--count", "groups"})["facets"][0]["values"][0]["count"],
            1);
  EXPECT_EQ(folded["hits"][0]["captures"], 1);
}

/// The five captures that the project was begun for; they lie outside of it.
class OnSeeds : public SearchProgram {
 protected:
  void SetUp() override {
    const auto seeds = testing::shared_file("data/seeds");
    DATELINE_NEED_SHARED(seeds);
    build(seeds.string());
  }
  /// The numbers of the files found ("000").
  std::vector<std::string> found(const std::string& query) const {
    std::vector<std::string> out;
    const json answer = search_json({query});
    for (const json& hit : answer["hits"]) {
      out.push_back(std::filesystem::path(hit["path"].get<std::string>()).filename().string().substr(0, 3));
    }
    std::sort(out.begin(), out.end());
    return out;
  }
};

TEST_F(OnSeeds, FindWhatTheirBodiesSayAndNothingOfTheTeasers) {
  using Files = std::vector<std::string>;
  EXPECT_EQ(found("spaceport"), (Files{"000", "001", "002", "003", "004"}));
  for (const char* teaser : {"Khalistani", "Schoolchildren", "\"Tree Planting\"", "Venezuelan"}) {
    EXPECT_EQ(found(teaser), Files{}) << teaser;
  }
  EXPECT_EQ(found("date:2023-09"), (Files{"000", "001"}));
  EXPECT_EQ(found("juche:113"), Files{"004"});
  EXPECT_EQ(found("mentions:2023-09-15"), Files{"002"});
}

TEST_F(OnSeeds, HaveTheDatesSourcesAndTitlesThatAPersonReads) {
  const struct {
    const char* file;
    json date, by, confidence, source, juche, title;
  } expected[] = {
      {"000", "2023-09-14", "header", "medium", "Ministry of Foreign Affairs (EN)", nullptr,
       "New Milestone for Development of DPRK-Russia Relations Respected Comrade Kim Jong Un Has Historic "
       "Meeting with "
       "Comrade President Vladimir Vladimirovich Putin at Vostochny Spaceport"},
      {"001", "2023-09-14", "header", "high", "KCNA.kp (En)", "(Juche112.9.14.)",
       "Respected Comrade Kim Jong Un Has Talks with Russian President"},
      {"002", nullptr, nullptr, nullptr, nullptr, nullptr, "New Landmark in DPRK-Russia Ties"},
      {"003", nullptr, nullptr, nullptr, nullptr, nullptr,
       "Kim Jong Un meets Vladimir Putin, says Pyongyang wants to further deepen ties with Moscow"},
      {"004", "2024-06-20", "header", "high", "KCNA.kp (En)", "(Juche113.6.20.)",
       "Respected Comrade Kim Jong Un Has Talks with President Vladimir Vladimirovich Putin"},
  };
  const json out = search_json({"spaceport"});
  int compared = 0;
  for (const auto& want : expected) {
    for (const json& hit : out["hits"]) {
      if (hit["path"].get<std::string>().find(std::string("/") + want.file + "_") == std::string::npos)
        continue;
      EXPECT_EQ(hit["published"].is_null() ? json() : hit["published"]["date"], want.date) << want.file;
      EXPECT_EQ(hit["published"].is_null() ? json() : hit["published"]["by"], want.by) << want.file;
      EXPECT_EQ(hit["published"].is_null() ? json() : hit["published"]["confidence"], want.confidence)
          << want.file;
      EXPECT_EQ(hit["source"].is_null() ? json() : hit["source"]["name"], want.source) << want.file;
      EXPECT_EQ(hit["juche"].is_null() ? json() : hit["juche"]["as_printed"], want.juche) << want.file;
      EXPECT_EQ(hit["title"], want.title) << want.file;
      EXPECT_EQ(hit["language"], "en");
      ++compared;
    }
  }
  EXPECT_EQ(compared, 5);
}

}  // namespace
}  // namespace dateline
