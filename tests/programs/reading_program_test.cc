#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;
using testing::TemporaryFolder;

/// Timelines, concordances, words and similar articles, from the programs themselves.
class Reading : public testing::BuiltIndex {};

class ReadingOfSamples : public Reading {
 protected:
  void SetUp() override { build(std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures"); }
};

TEST_F(ReadingOfSamples, TimelineCountsWhatASearchFinds) {
  for (const char* query : {"river", "pyongyang", "lang:ko", "", "embankment OR football"}) {
    const json found = search_json({query, "--limit", "0", "--facet", "year", "--facet-limit", "100"});
    for (const char* by : {"day", "week", "month", "quarter", "year", "juche"}) {
      const json timeline = search_json({"timeline", query, "--by", by});
      EXPECT_EQ(timeline["schema"], 1);
      EXPECT_EQ(timeline["total"], found["total"]) << query;
      std::uint64_t sum = 0;
      for (const char* rough : {"month_known_only", "year_known_only", "no_date"})
        sum += timeline[rough]["found"].get<std::uint64_t>();
      std::string last;
      for (const json& period : timeline["periods"]) {
        sum += period["found"].get<std::uint64_t>();
        EXPECT_EQ(period["gap"], period["articles"] == 0);
        EXPECT_LT(last, period["from"].get<std::string>());
        EXPECT_LE(period["from"], period["to"]);
        last = period["to"];
      }
      EXPECT_EQ(sum, timeline["total"]) << query << " by " << by;
    }
    const json years = search_json({"timeline", query});
    for (const json& value : found["facets"][0]["values"]) {
      for (const json& period : years["periods"]) {
        if (period["period"] == value["value"]) {
          EXPECT_EQ(period["found"], value["count"]) << query;
        }
      }
    }
  }
}

TEST_F(ReadingOfSamples, TimelineKeepsToItsFilters) {
  const json timeline = search_json({"timeline", "river", "--from", "2021", "--to", "2024-06", "--by", "year",
                                     "--filter", "source=kcna.kp-en"});
  ASSERT_EQ(timeline["periods"].size(), 4U);
  EXPECT_EQ(timeline["all"]["articles"],
            search_json({"", "--from", "2021", "--to", "2024-06", "--filter", "source=kcna.kp-en"})["total"]);
}

TEST_F(ReadingOfSamples, TimelineWritesAStandaloneChart) {
  const Ran ran = search({"timeline", "\"<b>&\" OR river", "--svg", path("chart.svg")});
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::ifstream in(path("chart.svg"));
  const std::string svg((std::istreambuf_iterator<char>(in)), {});
  EXPECT_TRUE(svg.starts_with(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_NE(svg.find("&lt;b&gt;&amp;"), std::string::npos);
  EXPECT_EQ(search({"timeline", "river", "--svg", "/nowhere/at/all.svg"}).code, 5);
}

TEST_F(ReadingOfSamples, KwicShowsEveryPlaceWithItsArticle) {
  const json lines = search_json({"kwic", "embankment", "--width", "30"});
  EXPECT_EQ(lines["schema"], 1);
  EXPECT_EQ(lines["whole"], true);
  EXPECT_EQ(lines["lines"].size(), lines["places"].get<std::size_t>());
  ASSERT_GT(lines["lines"].size(), 5U);
  std::string last;
  for (const json& line : lines["lines"]) {
    EXPECT_EQ(search({"show", line["id"].get<std::string>()}).code, 0);
    if (line["date"].is_null()) continue;
    EXPECT_LE(last, line["date"].get<std::string>());
    last = line["date"];
  }
  const json right = search_json({"kwic", "embankment", "--sort", "right", "--limit", "3"});
  EXPECT_EQ(right["lines"].size(), 3U);
  EXPECT_EQ(right["places"], lines["places"]);
  EXPECT_EQ(search_json({"kwic", "\"river embankment\""})["places"], 3);
  EXPECT_EQ(
      search_json({"kwic", "near/3(river embankment)"})["lines"][0]["keyword"].get<std::string>().find('\n'),
      std::string::npos);
}

TEST_F(ReadingOfSamples, KwicSortsByTheWordsBeside) {
  std::vector<std::string> rights;
  const json sorted = search_json({"kwic", "the", "--sort", "right", "--width", "12", "--limit", "1000"});
  for (const json& line : sorted["lines"]) {
    std::string word;
    for (const char c : line["right"].get<std::string>()) {
      if (c != ' ') {
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      } else if (!word.empty()) {
        break;
      }
    }
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (plain) rights.push_back(word);
  }
  ASSERT_GT(rights.size(), 20U);
  // Words that are cut off at the width sort as their beginnings do.
  EXPECT_TRUE(std::is_sorted(rights.begin(), rights.end(), [](const std::string& a, const std::string& b) {
    return a.compare(0, std::min(a.size(), b.size()), b, 0, std::min(a.size(), b.size())) < 0;
  }));
}

TEST_F(ReadingOfSamples, SimilarFindsRelatedArticlesAndNotTheArticleItself) {
  const json river = search_json({"embankment title:rebuilt"});
  const std::string id = river["hits"][0]["id"];
  const json out = search_json({"similar", id, "--limit", "20"});
  EXPECT_EQ(out["schema"], 1);
  EXPECT_EQ(out["similar_to"]["id"], id);
  ASSERT_GT(out["hits"].size(), 3U);
  EXPECT_FALSE(out["words"].empty());
  double last = 1e9;
  bool embankment = false;
  for (const json& hit : out["hits"]) {
    EXPECT_NE(hit["id"], id);
    EXPECT_LE(hit["score"].get<double>(), last);
    last = hit["score"];
    if (hit["rank"].get<int>() <= 3)
      embankment = embankment || hit["snippet"].get<std::string>().find("mbankment") != std::string::npos;
  }
  EXPECT_TRUE(embankment) << out["hits"];
  const json korean = search_json({"similar", id, "--filter", "language=ko"});
  for (const json& hit : korean["hits"]) EXPECT_EQ(hit["language"], "ko");
  EXPECT_EQ(search({"similar", "0000000000000000"}).code, 1);
  for (const std::string command : {"similar", "twins", "show", "reference"}) {
    const testing::Ran unknown = search({command, "0\x1b[2J"});
    EXPECT_EQ(unknown.code, 1) << command;
    EXPECT_EQ(unknown.err, "dateline-search: no article has the id, key or address '0\\x1b[2J'\n") << command;
  }
  EXPECT_EQ(search({"similar", id, "zzzunfindable"}).code, 1);
  EXPECT_EQ(search({"similar"}).code, 2);
}

TEST_F(ReadingOfSamples, ShowTellsTheEvidenceForTheDay) {
  const json hit = search_json({"spaceport delegation academy"})["hits"][0];
  const json shown = search_json({"show", hit["id"].get<std::string>()});
  EXPECT_EQ(shown["published"]["date"], "2023-09-15");
  ASSERT_GE(shown["evidence"].size(), 4U);
  EXPECT_EQ(shown["evidence"][0]["by"], "header");
  EXPECT_EQ(shown["evidence"][0]["verdict"], "used");
  EXPECT_EQ(shown["evidence"][1]["by"], "stamp");
  EXPECT_EQ(shown["evidence"][1]["printed"], "(Juche112.9.14.)");
  EXPECT_EQ(shown["evidence"][1]["verdict"], "1 day before");
  EXPECT_EQ(shown["evidence"][2]["by"], "dateline");
  EXPECT_EQ(shown["evidence"][3]["verdict"], "upper bound only");
  EXPECT_EQ(shown["copies"], 0);
  const Ran text = search({"show", hit["id"].get<std::string>()});
  EXPECT_NE(text.out.find("evidence for the day of publication\n  header    2023-09-15  used\n"),
            std::string::npos)
      << text.out;
}

TEST_F(Reading, ShowListsTheCopies) {
  std::string lines;
  for (int i = 1; i <= 9; ++i) {
    const std::string body = i < 3    ? "The ferry crossed the river."
                             : i == 3 ? "No ferry crossed it."
                                      : "Harvest number " + std::to_string(i);
    lines += json{{"title", "News"},
                  {"body", body},
                  {"url", "http://a.org/" + std::to_string(i)},
                  {"date", "2001-01-0" + std::to_string(i)}}
                 .dump() +
             "\n";
  }
  folder_.write("in.jsonl", lines);
  build(path("in.jsonl"));
  const json hit = search_json({"ferry crossed", "--copies", "--sort", "date"})["hits"][0];
  const json shown = search_json({"show", hit["id"].get<std::string>()});
  EXPECT_EQ(shown["copies"], 1);
  ASSERT_EQ(shown["same_text"].size(), 1U);
  EXPECT_EQ(shown["same_text"][0]["url"], "http://a.org/2");
  EXPECT_NE(search({"show", hit["id"].get<std::string>()}).out.find("the same text in 1 more article"),
            std::string::npos);
  EXPECT_EQ(search_json({"similar", hit["id"].get<std::string>()})["hits"].size(), 1U)
      << "the copy is no similar article";
}

/// The words of a command line; '…' keeps blanks.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

TEST_F(ReadingOfSamples, TheManualShowsWhatTheProgramsPrint) {
  const std::string manual = testing::read_whole(std::string(DATELINE_SOURCE_DIR) + "/docs/reading.md");
  const std::string begin = "```\n$ dateline-search ";
  const std::string index = " -i samples.idx";
  int examples = 0;
  for (std::size_t at = manual.find(begin); at != std::string::npos; at = manual.find(begin, at + 1)) {
    const std::size_t command = at + begin.size();
    const std::size_t output = manual.find('\n', command) + 1;
    const std::size_t end = manual.find("```", output);
    ASSERT_NE(end, std::string::npos);
    std::string line = manual.substr(command, output - 1 - command);
    ASSERT_TRUE(line.ends_with(index)) << line;
    line.resize(line.size() - index.size());
    const Ran ran = search(words_of(line));
    EXPECT_EQ(ran.out, manual.substr(output, end - output)) << line;
    ++examples;
  }
  EXPECT_GE(examples, 7);
}

TEST_F(ReadingOfSamples, EndWithTheDocumentedExitCodes) {
  for (const char* command : {"timeline", "kwic", "collocates", "significant"}) {
    EXPECT_EQ(search({command, "kim AND"}).code, 2) << command;
    EXPECT_EQ(search({command, "zzzunfindable"}).code, 1) << command;
    EXPECT_EQ(search({command, "river", "--format", "xml"}).code, 2) << command;
    EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {command, "river", "-i", "/nowhere.idx"}).code, 4)
        << command;
    const Ran help = testing::run(DATELINE_SEARCH_PROGRAM, {command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("Examples:"), std::string::npos) << command;
  }
  EXPECT_EQ(search({"kwic", "lang:ko"}).code, 2) << "no words";
  EXPECT_EQ(search({"collocates", "lang:ko"}).code, 2) << "no words";
  EXPECT_EQ(search({"significant", "lang:ko", "--least", "1"}).code, 0);
  EXPECT_EQ(search({"timeline", "river", "--by", "day", "--from", "1000"}).code, 2) << "too many periods";
  EXPECT_EQ(search({"collocates", "river", "--against", "kim AND"}).code, 2);
}

TEST_F(Reading, CountsWordsNearTheQueryByTheirFormula) {
  std::string lines;
  const auto add = [&](const std::string& body, const std::string& url, const std::string& date) {
    lines += json{{"title", ""}, {"body", body}, {"url", url}, {"date", date}}.dump() + "\n";
  };
  // "warning" stands beside "flood" three times, one of them in a copy; "harvest" never.
  add("The flood warning came late. A harvest was lost far away from here in other places.", "http://a.org/1",
      "2001-01-01");
  add("Another flood warning was given before anybody saw it.", "http://a.org/2", "2001-02-01");
  add("Another flood warning was given before anybody saw it.", "http://a.org/3", "2001-03-01");
  add("The harvest was good, and no warning was needed.", "http://a.org/4", "2002-01-01");
  folder_.write("in.jsonl", lines);
  build(path("in.jsonl"));
  const json near = search_json({"collocates", "flood", "--window", "1", "--least", "1"});
  ASSERT_EQ(near["words"].size(), 2U) << "warning and another: " << near;
  const json& word = near["words"][0];
  EXPECT_EQ(word["word"], "warning");
  EXPECT_EQ(word["found"], 2) << "the copy is folded";
  EXPECT_EQ(word["articles"], 2);
  // In the archive four times, the copy included.
  EXPECT_EQ(word["elsewhere"], 2);
  EXPECT_EQ(near["here"]["words"], 4) << "the, warning, another, warning";
  EXPECT_EQ(near["here"]["words"].get<int>() + near["elsewhere"]["words"].get<int>(), 16 + 9 + 9 + 9);
  const double a = 2, b = 2, c = 4, d = 39;
  const double ratio = (a + b) / (c + d);
  EXPECT_NEAR(word["log_likelihood"], 2 * (a * std::log(a / (c * ratio)) + b * std::log(b / (d * ratio))),
              1e-9);
  EXPECT_NEAR(word["times"], (a / c) / (b / d), 1e-9);

  const json against =
      search_json({"collocates", "flood", "--window", "1", "--least", "1", "--against", "2002"});
  EXPECT_EQ(against["elsewhere"]["what"], "articles of 2002");
  EXPECT_EQ(against["elsewhere"]["articles_read"], 1);
  EXPECT_EQ(against["elsewhere"]["words"], 9);
  for (const json& one : against["words"]) {
    EXPECT_EQ(one["elsewhere"], one["word"] == "warning" ? 1 : 0) << one;
  }

  const json telling = search_json({"significant", "flood", "--least", "1", "--against", "harvest"});
  for (const json& one : telling["words"]) {
    EXPECT_NE(one["word"], "flood") << "words of the query are left out";
    EXPECT_NE(one["word"], "was") << "stop words are left out";
  }
  EXPECT_EQ(telling["elsewhere"]["articles"], 1) << "articles of the query are not compared with themselves";
}

TEST_F(Reading, SaysWhenNotAllArticlesWereRead) {
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    lines += json{{"title", "Ferry"},
                  {"body", "The ferry crossed for the " + std::to_string(i) + "th time."},
                  {"url", "http://a.org/" + std::to_string(i)},
                  {"date", "2001-01-" + std::string(i % 28 < 9 ? "0" : "") + std::to_string(i % 28 + 1)}}
                 .dump() +
             "\n";
  }
  folder_.write("in.jsonl", lines);
  build(path("in.jsonl"));
  const json kwic = search_json({"kwic", "ferry", "--sort", "left", "--max-articles", "10", "--limit", "5"});
  EXPECT_EQ(kwic["whole"], false);
  EXPECT_EQ(kwic["articles_read"], 10);
  EXPECT_EQ(kwic["total"], 40);
  EXPECT_EQ(kwic["lines"].size(), 5U);
  EXPECT_NE(search({"kwic", "ferry", "--sort", "left", "--max-articles", "10"})
                .out.find("the 10 read of 40 articles"),
            std::string::npos);
  const json words = search_json({"collocates", "ferry", "--max-articles", "10"});
  EXPECT_EQ(words["here"]["articles_read"], 10);
  EXPECT_EQ(words["here"]["articles"], 40);
}

TEST_F(Reading, LetsNoEscapeSequenceOfADocumentThrough) {
  folder_.write(
      "in.jsonl",
      R"({"title":"Evil \u001b]0;t\u0007 ferry","body":"ferry \u001b[2J \u009b31m \u202e ferry \u0000 end","source":"\u001b[31mred","date":"2001-01-01"})"
      "\n");
  build(path("in.jsonl"));
  for (const char* format : {"text", "json", "csv", "tsv"}) {
    for (const char* command : {"timeline", "kwic", "collocates", "significant"}) {
      const Ran ran = search({command, "ferry", "--format", format});
      EXPECT_LE(ran.code, 1) << ran.err;
      for (const char* bytes : {"\x1b", "\xC2\x9B", "\xE2\x80\xAE"})
        EXPECT_EQ(ran.out.find(bytes), std::string::npos) << command << " " << format;
    }
  }
}

/// The same news in two languages among others of those days, and once more under another name.
class ReadingOfTwins : public Reading {
 protected:
  void SetUp() override {
    folder_.write(
        "twins.jsonl",
        R"({"id":"e1","source":"river.example","lang":"en","date":"2016-03-02","title":"Delegation of Namibia Visits Power Station","body":"A delegation of Namibia led by Tomas Ekandjo visited the power station at Huichon on Wednesday. It looked at 12 generators with 300 workers."})"
        "\n"
        R"({"id":"e2","source":"river.example","lang":"en","date":"2016-03-02","title":"Ferry Opens in Nampho","body":"The ferry between Nampho and the island opened on Wednesday. 45 people crossed the river on the first day."})"
        "\n"
        R"({"id":"e3","source":"river.example","lang":"en","date":"2016-03-03","title":"Spring Planting Begins","body":"Farmers began planting in the fields round Sariwon with 77 tractors."})"
        "\n"
        R"({"id":"s1","source":"river.example","lang":"es","date":"2016-03-03","title":"Delegación de Namibia visita central eléctrica","body":"Una delegación de Namibia encabezada por Tomas Ekandjo visitó el miércoles la central eléctrica de Huichon. Vio 12 generadores con 300 obreros."})"
        "\n"
        R"({"id":"s2","source":"river.example","lang":"es","date":"2016-03-03","title":"Comienza la siembra de primavera","body":"Los agricultores comenzaron la siembra en los campos de Sariwon con 77 tractores."})"
        "\n"
        R"({"id":"s3","source":"river.example","lang":"es","date":"2016-04-20","title":"Otra delegación de Namibia","body":"Tomas Ekandjo de Namibia visitó Huichon con 12 personas y 300 libros."})"
        "\n"
        R"({"id":"n1","source":"river.example","lang":"en","title":"Undated","body":"Nobody wrote the day."})"
        "\n");
    build(path("twins.jsonl"));
  }
  std::vector<std::string> twins_of(const std::string& id, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"twins", id};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::vector<std::string> out;
    const json found = search_json(arguments);
    for (const json& twin : found["twins"]) out.push_back(twin["key"]);
    return out;
  }
};

TEST_F(ReadingOfTwins, FindTheSameNewsInAnotherLanguageWithinTwoDays) {
  EXPECT_EQ(twins_of("e1"), std::vector<std::string>{"s1"});
  EXPECT_EQ(twins_of("s1"), std::vector<std::string>{"e1"}) << "and the other way round";
  EXPECT_EQ(twins_of("s2"), std::vector<std::string>{"e3"});
  EXPECT_EQ(twins_of("e2"), std::vector<std::string>{});
  EXPECT_EQ(twins_of("e1", {"--filter", "language=ko"}), std::vector<std::string>{});
  EXPECT_EQ(twins_of("e1", {"--days", "0"}), std::vector<std::string>{});
  const json twin = search_json({"twins", "e1"})["twins"][0];
  EXPECT_EQ(twin["days_apart"], 1);
  EXPECT_GT(twin["score"], 0.5);
  const json shared = twin["shared"];
  EXPECT_NE(std::find(shared.begin(), shared.end(), "300"), shared.end());
  EXPECT_NE(std::find(shared.begin(), shared.end(), "ekandjo"), shared.end());
}

TEST_F(ReadingOfTwins, StandSideBySide) {
  const Ran ran = search({"twins", "e1"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("Delegation of Namibia Visits Power     │ Delegación de Namibia visita central"),
            std::string::npos)
      << ran.out;
  EXPECT_EQ(search({"twins", "e2"}).code, 1);
  EXPECT_EQ(search({"twins", "k9"}).code, 1);
  const Ran undated = search({"twins", "n1"});
  EXPECT_EQ(undated.code, 2);
  EXPECT_NE(undated.err.find("has no exact day"), std::string::npos) << undated.err;
}

TEST_F(ReadingOfTwins, OfSeveralTheOneThatSharesMostComesFirst) {
  std::string lines =
      R"({"id":"ma1","source":"river.example","lang":"en","date":"2017-05-02","title":"Delegation of Namibia Visits Power Station","body":"A delegation of Namibia led by Tomas Ekandjo visited the power station at Huichon on Tuesday. It looked at 12 generators with 300 workers."})"
      "\n"
      R"({"id":"mb1","source":"river.example","lang":"es","date":"2017-05-02","title":"Visita de Namibia","body":"Una delegación de Namibia encabezada por Tomas Ekandjo estuvo en Huichon con 12 obreros."})"
      "\n"
      R"({"id":"mc1","source":"river.example","lang":"es","date":"2017-05-03","title":"Delegación de Namibia visita central eléctrica","body":"Una delegación de Namibia encabezada por Tomas Ekandjo visitó el martes la central eléctrica de Huichon. Vio 12 generadores con 300 obreros."})"
      "\n"
      R"({"id":"md1","source":"harbour.example","lang":"en","date":"2017-05-03","title":"Namibians at Huichon","body":"Tomas Ekandjo of Namibia and his delegation saw the Huichon power station, its 12 generators and 300 workers, say those who were there."})"
      "\n"
      R"({"id":"me1","source":"harbour.example","lang":"en","date":"2017-05-03","title":"Delegation of Namibia Visits Power Station","body":"A delegation of Namibia led by Tomas Ekandjo visited the power station at Huichon on Tuesday. It looked at 12 generators with 300 workers."})"
      "\n";
  for (int i = 10; i < 40; ++i) {  // what else was in the papers
    lines += R"({"id":"f)" + std::to_string(i) + R"(","source":"river.example","lang":")" +
             (i % 2 == 0 ? "en" : "es") + R"(","date":"2017-05-03","title":"plain )" + std::to_string(i) +
             R"(","body":"of fields and weather )" + std::to_string(i * 37) + "\"}\n";
  }
  folder_.write("more.jsonl", lines);
  build(path("more.jsonl"));
  const std::vector<std::string> all = twins_of("ma1");
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()), (std::set<std::string>{"mb1", "mc1", "md1"}))
      << "another source will do; the same text is a copy";
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front(), "mc1");
  EXPECT_EQ(twins_of("ma1", {"-n", "2"}).size(), 2U);
}

TEST_F(ReadingOfTwins, SilencesNameTheArticlesAroundThem) {
  const json out = search_json({"silences", "Namibia"});
  EXPECT_EQ(out["total"], 3);
  ASSERT_EQ(out["silences"].size(), 0U) << "from the days between nothing was captured";
  EXPECT_EQ(out["days_without_any_article"], 47);
  EXPECT_EQ(out["longest_without_any_article"][0]["from"], "2016-03-04");
  EXPECT_EQ(out["last"]["title"], "Otra delegación de Namibia");
  const json ferry = search_json({"silences", "ferry"});
  ASSERT_EQ(ferry["silences"].size(), 1U);
  EXPECT_EQ(ferry["silences"][0]["from"], "2016-03-03");
  EXPECT_EQ(ferry["silences"][0]["days_with_articles"], 2);
  EXPECT_EQ(ferry["silences"][0]["articles"], 4);
  EXPECT_TRUE(ferry["silences"][0]["after"].is_null());
  const Ran text = search({"silences", "ferry"});
  EXPECT_NE(text.out.find("2016-03-03 … 2016-04-20, 49 days, to the end of the archive"), std::string::npos)
      << text.out;
  const Ran csv = search({"silences", "ferry", "--format", "csv", "--columns", "kind,from,days"});
  EXPECT_EQ(csv.out, "kind,from,days\nsilence,2016-03-03,49\nno article,2016-03-04,47\n");
}

TEST_F(ReadingOfTwins, AnIssueIsEverythingOfADay) {
  const json issue = search_json({"issue", "3", "March", "2016"});
  EXPECT_EQ(issue["day"], "2016-03-03");
  EXPECT_EQ(issue["total"], 3);
  EXPECT_EQ(issue["sources"][0]["articles"].size(), 3U);
  EXPECT_EQ(search({"issue", "2016-03-04"}).code, 1);
  EXPECT_NE(search({"issue", "2016-03"}).err.find("'2016-03' is not one day"), std::string::npos);
  const Ran words = search({"issue", "of", "the", "ferry"});
  EXPECT_NE(words.err.find("for the command write: dateline-search issue DAY"), std::string::npos)
      << words.err;
}

TEST_F(ReadingOfTwins, AReferenceSaysWhoWhatWhenAndHowThatIsKnown) {
  const json hit = search_json({"key:e2"})["hits"][0];
  const std::string id = hit["id"];
  EXPECT_EQ(search({"reference", "e2"}).out,
            "river.example, “Ferry Opens in Nampho”, 2 March 2016 (by field, confidence medium) [dateline:" +
                id + "]\n");
  EXPECT_TRUE(
      search({"reference", "e2", "--format", "ris"}).out.starts_with("TY  - NEWS\r\nID  - dateline:" + id));
  EXPECT_TRUE(search({"reference", "e2", "--format", "bibtex"}).out.starts_with("@misc{dateline:" + id));
  const json csl = json::parse(search({"reference", "e2", "n1", "--format", "csl-json"}).out);
  ASSERT_EQ(csl.size(), 2U);
  EXPECT_EQ(csl[0]["title"], "Ferry Opens in Nampho");
  EXPECT_NE(search({"reference", "n1"}).out.find("“Undated”, n.d. [dateline:"), std::string::npos);
  EXPECT_EQ(search({"reference", "k9"}).code, 1);
}

TEST_F(ReadingOfSamples, SeveralTimelinesAreThoseOfEachQuery) {
  const std::vector<std::string> queries{"river", "embankment", "football", "zeppelin"};
  const json out = search_json({"timeline", queries[0], "--with", queries[1], "--with", queries[2], "--with",
                                queries[3], "--by", "month"});
  ASSERT_EQ(out["series"].size(), queries.size());
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const json& series = out["series"][i];
    EXPECT_EQ(series["label"], queries[i]);
    EXPECT_EQ(series["timeline"], search_json({"timeline", queries[i], "--by", "month"}));
    const json dated = search_json({queries[i], "--sort", "date", "--limit", "1"})["hits"];
    if (dated.empty()) {
      EXPECT_TRUE(series["first"].is_null());
    } else if (dated[0]["published"]["precision"] == "day") {
      EXPECT_EQ(series["first"]["date"], dated[0]["published"]["date"]);
    }
  }
  const Ran csv = search({"timeline", "river", "--with", "football", "--format", "csv"});
  EXPECT_TRUE(csv.out.starts_with("series,period,from,to,found,articles,")) << csv.out;
  EXPECT_NE(csv.out.find("\nfootball,"), std::string::npos);
  const Ran text = search({"timeline", "river", "--with", "football"});
  EXPECT_NE(text.out.find("football, "), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("  first "), std::string::npos) << text.out;
}

TEST_F(ReadingOfSamples, ATimelinePerValueAddsUpToThatOfAll) {
  for (const char* facet : {"language", "source", "confidence"}) {
    const json all = search_json({"timeline", "river"});
    const json out = search_json({"timeline", "river", "--per", facet, "--lines", "12"});
    std::uint64_t sum = 0;
    for (const json& series : out["series"]) {
      sum += series["timeline"]["total"].get<std::uint64_t>();
      ASSERT_EQ(series["timeline"]["periods"].size(), all["periods"].size()) << facet;
      for (std::size_t i = 0; i < all["periods"].size(); ++i)
        EXPECT_EQ(series["timeline"]["periods"][i]["period"], all["periods"][i]["period"]);
      const json one = search_json(
          {"timeline", "river", "--filter", std::string(facet) + "=" + series["label"].get<std::string>()});
      EXPECT_EQ(series["timeline"]["all"], one["all"]);
    }
    const json counts = search_json({"river", "--limit", "0", "--facet", facet, "--facet-limit", "100"});
    EXPECT_EQ(sum + counts["facets"][0]["none"].get<std::uint64_t>(), all["total"]) << facet;
  }
  EXPECT_EQ(search({"timeline", "river", "--per", "language", "--with", "snow"}).code, 2);
}

TEST_F(ReadingOfSamples, ALineChartHasALineForEachQuery) {
  ASSERT_EQ(search({"timeline", "river", "--with", "\"<b>&\" OR football", "--svg", path("lines.svg")}).code,
            0);
  const std::string svg = testing::read_whole(path("lines.svg"));
  EXPECT_TRUE(svg.starts_with("<?xml"));
  EXPECT_NE(svg.find("&lt;b&gt;&amp;"), std::string::npos);
  std::size_t lines = 0;
  for (std::size_t at = svg.find("<path"); at != std::string::npos; at = svg.find("<path", at + 1)) ++lines;
  EXPECT_EQ(lines, 2U);
}

}  // namespace
}  // namespace dateline
