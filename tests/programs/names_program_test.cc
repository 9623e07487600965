#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;

/// Persons with their titles, phrases and captures over some years, from the programs themselves.
class NamesOfArchive : public testing::BuiltIndex {
 protected:
  void SetUp() override {
    std::string lines;
    const auto add = [&](const char* id, const char* date, const char* title, const char* body,
                         const char* captured, const char* url) {
      lines += json{{"id", id},       {"source", "river.example"},
                    {"lang", "en"},   {"date", date},
                    {"title", title}, {"body", body},
                    {"url", url},     {"captured", captured}}
                   .dump() +
               "\n";
    };
    add("a1", "2003-02-01", "Dam Opened",
        "Pyongyang, February 1 (KCNA) -- Vice-Premier Ro Tu Chol opened the new dam on the river.",
        "2020-01-05", "http://a.example/1");
    add("a2", "2005-03-01", "Bridge Opened",
        "Ro Tu Chol, vice-premier of the Cabinet, opened a bridge. The new dam on the river was shown.",
        "2020-01-07", "http://a.example/2");
    add("a3", "2009-04-01", "Plan Discussed",
        "Ro Tu Chol, vice-premier of the Cabinet and chairman of the State Planning Commission, spoke. Kim Yong Nam and Kim Yong Nam's guests looked at the new dam on the river.",
        "2021-06-01", "http://b.example/3");
    add("a4", "2009-04-02", "Plan Discussed Again",
        "The plan was discussed by Kim Yong Nam. The ferry was late.", "2021-06-02", "http://b.example/4");
    folder_.write("in.jsonl", lines);
    build(path("in.jsonl"));
  }
};

TEST_F(NamesOfArchive, AreCountedAsAFacet) {
  const json found = search_json({"facets", "", "--facet", "names"});
  ASSERT_EQ(found["facets"].size(), 1U);
  const json& names = found["facets"][0];
  EXPECT_EQ(names["field"], "names");
  std::map<std::string, int> counts;
  for (const json& value : names["values"]) counts[value["value"]] = value["count"];
  EXPECT_EQ(counts["Kim Yong Nam"], 2) << "once an article";
  EXPECT_EQ(counts["Ro Tu Chol"], 3);
  EXPECT_FALSE(counts.contains("Korean Central News Agency")) << "of a dateline";
  EXPECT_EQ(names["none"], 0);
  EXPECT_EQ(search_json({"facets", "ferry", "--facet", "names", "--facet-limit", "1"})["facets"][0]["values"]
                .size(),
            1U);
  const Ran text = search({"ferry", "--facet", "names:value"});
  EXPECT_NE(text.out.find("names\n  Kim Yong Nam "), std::string::npos) << text.out;
}

TEST_F(NamesOfArchive, CapturesAreCountedByMonthAsTheirQueryFindsThem) {
  const json found = search_json({"facets", "", "--facet", "captured:value"});
  const json& months = found["facets"][0]["values"];
  ASSERT_EQ(months.size(), 2U);
  EXPECT_EQ(months[0]["value"], "2020-01");
  for (const json& month : months) {
    EXPECT_EQ(month["count"], search_json({"captured:" + month["value"].get<std::string>()})["total"])
        << month;
  }
}

TEST_F(NamesOfArchive, TitlesHaveTheirTimeAndTheirArticles) {
  const json found = search_json({"titles", "Ro Tu Chol"});
  std::map<std::string, json> titles;
  for (const json& title : found["titles"]) titles[title["title"]] = title;
  ASSERT_EQ(titles.size(), 3U) << found;
  const json& of_cabinet = titles["vice-premier of the Cabinet"];
  EXPECT_EQ(of_cabinet["articles"], 2);
  EXPECT_EQ(of_cabinet["first"], "2005-03-01");
  EXPECT_EQ(of_cabinet["last"], "2009-04-01");
  EXPECT_EQ(of_cabinet["overlaps"].size(), 1U) << "with the chairman's, not with the one of 2003";
  for (const auto& [name, title] : titles) {
    EXPECT_EQ(search_json({title["articles_query"].get<std::string>()})["total"], title["articles"]) << title;
  }
  const Ran text = search({"titles", "Ro Tu Chol"});
  EXPECT_NE(text.out.find("1. …, vice-premier of the Cabinet\n     2 articles, 2005-03-01 "),
            std::string::npos)
      << text.out;
  EXPECT_EQ(search({"titles", "Nobody Known"}).code, 1);
}

TEST_F(NamesOfArchive, TitlesIsAWordUnlessANameFollows) {
  const Ran ran = search({"titles", "of", "honour"});
  EXPECT_NE(ran.err.find("for the command write: dateline-search titles NAME"), std::string::npos) << ran.err;
}

TEST_F(NamesOfArchive, CollocatesKeepNamesWhole) {
  const json found = search_json({"collocates", "opened", "--least", "1", "--all-words", "-n", "100"});
  std::map<std::string, json> words;
  for (const json& word : found["words"]) words[word["word"]] = word;
  ASSERT_TRUE(words.contains("ro tu chol")) << found;
  EXPECT_EQ(words["ro tu chol"]["found"], 1) << "the other is farther away";
  EXPECT_EQ(words["ro tu chol"]["elsewhere"], 2) << "in the archive three times";
  EXPECT_FALSE(words.contains("chol"));
  // A few of the strongest are those of all.
  const json few = search_json({"collocates", "opened", "--least", "1", "--all-words", "-n", "3"});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(few["words"][i], found["words"][i]);
}

TEST_F(NamesOfArchive, NgramsHaveTheirYearsAndTheirSpread) {
  const json found = search_json({"ngrams", "--words", "6", "--least", "3"});
  ASSERT_EQ(found["ngrams"].size(), 1U) << found;
  const json& one = found["ngrams"][0];
  EXPECT_EQ(one["words"], "the new dam on the river");
  EXPECT_EQ(one["found"], 3);
  EXPECT_EQ(one["articles"], 3);
  EXPECT_EQ(one["years"], 3);
  EXPECT_EQ(one["first_year"], 2003);
  EXPECT_EQ(one["last_year"], 2009);
  // By Gries: half the sum of the differences of the shares, over 1 - the smallest share of words.
  std::map<int, double> words;
  const json timeline = search_json({"timeline", ""});
  for (const json& period : timeline["periods"]) {
    if (period["articles"] > 0) words[std::stoi(period["period"].get<std::string>())] = period["words"];
  }
  double all = 0;
  for (const auto& [year, n] : words) all += n;
  double sum = 0;
  double least = 1;
  for (const auto& [year, n] : words) {
    sum += std::abs(1.0 / 3 - n / all);
    least = std::min(least, n / all);
  }
  EXPECT_NEAR(one["deviation"], sum / 2 / (1 - least), 1e-9);
  const json near =
      search_json({"ngrams", "Ro Tu Chol", "--near", "--words", "2", "--least", "1", "-n", "1000"});
  for (const json& ngram : near["ngrams"]) {
    const std::string text = ngram["words"];
    EXPECT_TRUE(text.find("ro") != std::string::npos || text.find("tu") != std::string::npos ||
                text.find("chol") != std::string::npos)
        << text;
  }
  EXPECT_EQ(search({"ngrams", "lang:en", "--near"}).code, 2);
  EXPECT_EQ(search({"ngrams", "dam", "--words", "7"}).code, 2);
}

TEST_F(NamesOfArchive, KwicIsPagedAndSampledByYear) {
  const json all = search_json({"kwic", "the", "--limit", "1000"});
  const std::size_t lines = all["lines"].size();
  ASSERT_GT(lines, 6U);
  for (const char* sort : {"date", "-date", "left", "1R,1L"}) {
    const json whole = search_json({"kwic", "the", "--sort", sort, "--limit", "1000"});
    json joined = json::array();
    for (std::size_t at = 0; at < lines + 3; at += 3) {
      const json page =
          search_json({"kwic", "the", "--sort", sort, "--limit", "3", "--offset", std::to_string(at)});
      for (const json& line : page["lines"]) joined.push_back(line);
    }
    EXPECT_EQ(joined, whole["lines"]) << sort;
  }
  const json sample = search_json({"kwic", "the", "--per-year", "2"});
  std::map<std::string, int> years;
  for (const json& line : sample["lines"]) ++years[line["date"].get<std::string>().substr(0, 4)];
  EXPECT_EQ(years, (std::map<std::string, int>{{"2003", 2}, {"2005", 2}, {"2009", 2}}));
  EXPECT_EQ(search({"kwic", "the", "--sort", "9R"}).code, 2);
}

TEST_F(NamesOfArchive, KwicSortsByTheWordAtAPlace) {
  std::vector<std::string> words;
  const json sorted = search_json({"kwic", "the", "--sort", "2R", "--limit", "100"});
  for (const json& line : sorted["lines"]) {
    std::string right = line["right"];
    for (char& c : right)
      c = std::isalnum(static_cast<unsigned char>(c))
              ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
              : ' ';
    std::istringstream in(right);
    std::string word;
    in >> word >> word;
    words.push_back(in ? word : "");
  }
  EXPECT_TRUE(std::is_sorted(words.begin(), words.end())) << sorted;
}

TEST_F(NamesOfArchive, ATimelineCountsPlacesBesideArticles) {
  for (const char* query : {"dam", "Kim Yong Nam", "\"dam on the river\"", "the OR opened"}) {
    const json lines = search_json({"kwic", query, "--limit", "1000", "--copies"});
    const json counted = search_json({"timeline", query, "--places"});
    EXPECT_EQ(counted["all"]["places"], lines["places"]) << query;
    std::map<std::string, int> years;
    for (const json& line : lines["lines"]) ++years[line["date"].get<std::string>().substr(0, 4)];
    for (const json& period : counted["periods"]) {
      EXPECT_EQ(period["places"], years[period["period"]]) << query;
      if (period["words"] == 0) continue;
      EXPECT_NEAR(period["places_per_million_words"].get<double>(),
                  period["places"].get<double>() * 1e6 / period["words"].get<double>(), 1e-6);
    }
  }
  EXPECT_TRUE(search_json({"timeline", "dam"})["all"]["places"].is_null()) << "not counted unless asked for";
  EXPECT_EQ(search_json({"timeline", "dam", "--bars", "places"})["all"]["places"], 4);
  const json series = search_json({"timeline", "dam", "--with", "ferry", "--places"});
  EXPECT_EQ(series["series"][0]["timeline"]["all"]["places"], 4);
}

TEST_F(NamesOfArchive, ATimelineNamesItsFirstAndLastArticle) {
  const json timeline = search_json({"timeline", "dam"});
  EXPECT_EQ(timeline["first"]["title"], "Dam Opened");
  EXPECT_EQ(timeline["last"]["title"], "Plan Discussed");
  const Ran text = search({"timeline", "dam"});
  EXPECT_NE(text.out.find("\n  first 2003-02-01 "), std::string::npos) << text.out;
  EXPECT_EQ(search_json({"timeline", "nothinglikethis"}).contains("first"), false);
}

TEST_F(NamesOfArchive, ATimelineOfCapturesCountsTheFirstOfEachArticle) {
  const json months = search_json({"timeline", "", "--date", "captured", "--by", "month"});
  EXPECT_EQ(months["day"], "captured");
  std::map<std::string, int> counts;
  for (const json& period : months["periods"]) counts[period["period"]] = period["found"];
  EXPECT_EQ(counts["2020-01"], 2);
  EXPECT_EQ(counts["2021-06"], 2);
  EXPECT_EQ(months["periods"].size(), 18U) << "from the first month to the last";
  const json hosts = search_json({"timeline", "", "--date", "captured", "--per", "host"});
  EXPECT_EQ(hosts["series"].size(), 2U);
}

/// A subject that was called by another name in the first years.
TEST_F(NamesOfArchive, WordsThatStandWhereOthersStandAreProposed) {
  std::string lines;
  std::mt19937 random(1997);
  constexpr const char* kSubjects[] = {"policy", "idea", "banner", "leadership", "era", "cause"};
  constexpr const char* kOthers[] = {"river", "school", "ferry", "dam", "theatre", "orchard"};
  for (int i = 0; i < 400; ++i) {
    const bool late = i >= 200;
    std::string body;
    for (int sentence = 0; sentence < 6; ++sentence) {
      const char* subject = kSubjects[random() % 6];
      const char* other = kOthers[random() % 6];
      body += random() % 2 == 0
                  ? std::string("People upheld the ") + (late ? "kohana" : "soil first") + " " + subject +
                        " again. "
                  : std::string("The ") + other + " near the " + kOthers[random() % 6] + " was repaired. ";
    }
    lines += json{{"id", "w" + std::to_string(i)},
                  {"title", "Report " + std::to_string(i)},
                  {"body", body},
                  {"date", late ? "2008-03-" + std::to_string(10 + i % 19)
                                : "1999-03-" + std::to_string(10 + i % 19)}}
                 .dump() +
             "\n";
  }
  folder_.write("words.jsonl", lines);
  idx_ = path("words.idx");
  build(path("words.jsonl"));
  for (const json& answer :
       {search_json({"silences", "kohana"}), search_json({"timeline", "kohana", "--wordings"})}) {
    ASSERT_FALSE(answer["wordings"].empty()) << answer;
    EXPECT_EQ(answer["wordings"][0]["words"], "soil first");
    EXPECT_EQ(answer["wordings"][0]["articles"], search_json({"\"soil first\""})["total"]);
    EXPECT_NE(answer["notices"].back().get<std::string>().find("kohana OR \"soil first\""),
              std::string::npos);
  }
  EXPECT_TRUE(search_json({"silences", "ferry"})["wordings"].empty()) << "always spoken of";
}

TEST_F(NamesOfArchive, TheShellHasTheSameAnswers) {
  const Ran ran =
      search({"repl"},
             ":titles Ro Tu Chol\n:ngrams 6 dam\n:kwic 2 dam\n:kwic next\n:kwic prev\n:kwic prev\n"
             ":silences ferry\n:twins a4\n:facets names captured\nferry\n");
  EXPECT_NE(ran.out.find("…, vice-premier of the Cabinet"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("the new dam on the river"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("3-4 of 4 occurrences"), std::string::npos) << ran.out;
  EXPECT_NE((ran.out + ran.err).find("these are the first lines"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("silent in"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("captured\n"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace dateline
