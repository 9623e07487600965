// The ledger through the programs. The story of docs/ledger.md is run by tests/documents.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;

const std::string kSamples = std::string(DATELINE_SOURCE_DIR) + "/tests/samples/ledger/";

std::string whole(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class LedgerPrograms : public testing::BuiltIndex {
 protected:
  void SetUp() override { build(kSamples + "1-march.jsonl"); }
  void add(const std::string& input) {
    const Ran ran = testing::run(DATELINE_INDEX_PROGRAM, {"add", input, "-i", idx_, "-q"});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  std::string id_of(const std::string& query) { return search_json({query})["hits"][0]["id"]; }
};

TEST_F(LedgerPrograms, HistoryDiffAndEditsTellTheSame) {
  add(kSamples + "2-december.jsonl");
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"check", "-i", idx_}).code, 0);
  const std::string id = id_of("ferry");
  const json history = search_json({"history", id});
  ASSERT_EQ(history["versions"].size(), 2U);
  EXPECT_EQ(history["fate"], "edited");
  EXPECT_EQ(history["current"], 2);
  EXPECT_EQ(history["edits"][0]["kinds"], (json{"number", "name-removed"}));
  const json diff = search_json({"diff", id});
  EXPECT_EQ(diff["kinds"], history["edits"][0]["kinds"]);
  std::string older;
  std::string newer;
  for (const json& sentence : diff["sentences"]) {
    for (const json& piece : sentence["pieces"]) {
      if (piece["in"] != "newer") older += piece["text"];
      if (piece["in"] != "older") newer += piece["text"];
    }
  }
  EXPECT_NE(older.find("Jang Song Thaek"), std::string::npos);
  EXPECT_EQ(newer.find("Jang Song Thaek"), std::string::npos);
  const json edits = search_json({"edits"});
  EXPECT_EQ(edits["total"], 1);
  EXPECT_EQ(edits["exposed"], 2);
  EXPECT_EQ(edits["known"], 3);
  EXPECT_EQ(edits["edits"][0]["id"], id);
  EXPECT_EQ(edits["edits"][0]["after"], "2023-12-14");
  for (const char* name : {"Jang Song Thaek", "Jang Sung-taek", "장성택"})
    EXPECT_EQ(search_json({"edits", "--removed-name", name})["total"], 1) << name;
  EXPECT_EQ(search_json({"edits", "--removed-name", "Pak Pong Ju"})["total"], 0);
  EXPECT_EQ(search_json({"edits", "--added-name", "Jang Song Thaek"})["total"], 0);
  EXPECT_EQ(search_json({"edits", "ferry"})["total"], 1);
  EXPECT_EQ(search_json({"edits", "chestnut"})["total"], 0);
  EXPECT_EQ(search_json({"edits", "--kind", "number"})["total"], 1);
  EXPECT_EQ(search_json({"edits", "--kind", "title"})["total"], 0);
  const json periods = search_json({"edits", "--by", "month"})["periods"];
  EXPECT_EQ(periods,
            json::parse(R"([{"period":"2023-12","edits":1,"chances":2,"removals":0,"restorations":0}])"));
  EXPECT_EQ(search_json({"edits", "--from", "2024"})["total"], 0);
  EXPECT_EQ(search_json({"edits", "--from", "2023-12", "--to", "2023-12-14"})["total"], 1);
}

TEST_F(LedgerPrograms, SeveralIndexesHaveOneHistory) {
  const std::string other = path("other.idx");
  ASSERT_EQ(
      testing::run(DATELINE_INDEX_PROGRAM, {"build", kSamples + "2-december.jsonl", "-i", other, "-q"}).code,
      0);
  const std::string id = id_of("ferry");
  ASSERT_EQ(search_json({"history", id})["versions"].size(), 1U);
  const json history = search_json({"history", id, "-i", other});
  ASSERT_EQ(history["versions"].size(), 2U);
  EXPECT_EQ(history["versions"][0]["first"], "2023-03-05");
  EXPECT_EQ(history["versions"][1]["first"], "2023-12-14");
}

/// Every kind of answer, without how long it took.
std::vector<std::string> all_answers(const std::string& idx, const std::vector<std::string>& more = {}) {
  const std::vector<std::vector<std::string>> commands{
      {"query", "ferry OR mill", "--facet", "fate", "--facet", "edit", "--format", "json"},
      {"query", "Jang Song Thaek", "--past", "--format", "json"},
      {"facets", "--format", "json"},
      {"timeline", "river", "--by", "month", "--format", "json"},
      {"kwic", "river", "--format", "json"},
      {"export", "ferry", "--body", "--format", "jsonl"},
      {"export", "--format", "bibtex"},
      {"edits", "--format", "json"},
      {"info", "--format", "json"},
      {"cite", "ferry", "--format", "text"},
      {"query", "tag:read", "--format", "json"},
      {"significant", "ferry", "--format", "json"},
  };
  std::vector<std::string> out;
  for (std::vector<std::string> command : commands) {
    command.insert(command.end(), {"-i", idx});
    command.insert(command.end(), more.begin(), more.end());
    const Ran ran = testing::run(DATELINE_SEARCH_PROGRAM, command);
    EXPECT_LE(ran.code, 1) << command[0] << ran.err;
    json told = json::parse(ran.out, nullptr, false);
    if (told.is_object()) told.erase("elapsed_us");
    out.push_back(command[0] + ": " + (told.is_object() ? told.dump() : ran.out));
  }
  return out;
}

TEST_F(LedgerPrograms, EachCommandAnswersAsOfAnEarlierState) {
  ASSERT_EQ(search({"tag", id_of("ferry"), "read"}).code, 0);
  const std::string cite = path("river.cite.json");
  ASSERT_EQ(search({"cite", "ferry OR mill", "-o", cite}).code, 0);
  const std::vector<std::string> then = all_answers(idx_);
  add(kSamples + "2-december.jsonl");
  const std::vector<std::string> second = all_answers(idx_);
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", id_of("mill"), "-i", idx_}).code, 0);
  EXPECT_NE(all_answers(idx_), then);
  EXPECT_EQ(all_answers(idx_, {"--as-of", "g1"}), then);
  EXPECT_EQ(all_answers(idx_, {"--as-of", cite}), then);
  EXPECT_EQ(all_answers(idx_, {"--as-of", "g2"}), second);
  EXPECT_EQ(search({"recheck", cite}).code, 1);
  const Ran again = search({"recheck", cite, "--as-of", cite});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
  EXPECT_TRUE(again.out.starts_with("same: ")) << again.out;
  EXPECT_TRUE(again.err.starts_with("as of g1-")) << again.err;

  const std::string march = path("march.idx");
  const Ran made = testing::run(DATELINE_INDEX_PROGRAM, {"as-of", cite, "-i", idx_, "-o", march});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"check", "-i", march}).code, 0);
  EXPECT_EQ(testing::run(DATELINE_SEARCH_PROGRAM, {"recheck", cite, "-i", march}).code, 0);
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"add", kSamples + "4-june.jsonl", "-i", march}).code, 4);

  const Ran listed = testing::run(DATELINE_INDEX_PROGRAM, {"as-of", "-i", idx_, "--output", "json"});
  EXPECT_EQ(json::parse(listed.out)["states"].size(), 3U);
  const Ran wrong = search({"ferry", "--as-of", "1999-01-01"});
  EXPECT_EQ(wrong.code, 4);
  EXPECT_NE(wrong.err.find("has no state '1999-01-01'"), std::string::npos) << wrong.err;
  EXPECT_EQ(search({"ferry", "--as-of", "whenever"}).code, 2);
  EXPECT_EQ(search({"ferry", "--as-of", kSamples + "1-march.jsonl"}).code, 3);
}

TEST_F(LedgerPrograms, AnAnswerAsOfEarlierNamesWhatWasPurgedSince) {
  const std::string id = id_of("mill");
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", "--purge", id, "-i", idx_}).code, 0);
  const json answer = search_json({"query", "ferry OR mill", "--as-of", "g1"});
  EXPECT_EQ(answer["total"], 1);
  EXPECT_EQ(answer["notices"],
            json{"1 article is missing of this state, because it was purged since: " + id + "."});
}

TEST_F(LedgerPrograms, PunctuationIsNoEdit) {
  add(kSamples + "2-december.jsonl");
  const json history = search_json({"history", id_of("chestnut")});
  EXPECT_EQ(history["versions"].size(), 2U);
  EXPECT_EQ(history["edits"][0]["is_edit"], false);
  EXPECT_EQ(history["fate"], "kept");
}

TEST_F(LedgerPrograms, DiffAsAPageHasNoScriptsAndEscapesTheText) {
  const std::string file = path("evil.jsonl");
  std::ofstream(file)
      << R"({"url":"http://kcna.kp/e","captured":"2023-01-01","title":"A","body":"The <b>dam</b> is new here."})"
         "\n"
      << R"({"url":"http://kcna.kp/e","captured":"2023-02-01","title":"A","body":"The <script>alert(1)</script> dam is old here."})"
         "\n";
  add(file);
  const Ran ran = search({"diff", id_of("dam"), "--format", "html"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out.find("<script"), std::string::npos);
  EXPECT_EQ(ran.out.find("http"), std::string::npos);
  EXPECT_NE(ran.out.find("<ins>"), std::string::npos);
}

TEST_F(LedgerPrograms, WrongVersionsAreUsageErrors) {
  const std::string id = id_of("ferry");
  EXPECT_EQ(search({"diff", id}).code, 2);
  add(kSamples + "2-december.jsonl");
  EXPECT_EQ(search({"diff", id, "1", "3"}).code, 2);
  EXPECT_EQ(search({"diff", id, "1"}).code, 2);
  EXPECT_EQ(search({"diff", id, "2", "1"}).code, 0);
  EXPECT_EQ(search({"history", "0000000000000001"}).code, 1);
}

TEST_F(LedgerPrograms, ACitedSearchIsFoundAgainAfterARebuildElsewhere) {
  const std::string cite = path("river.cite.json");
  ASSERT_EQ(search({"cite", "river OR mill", "-o", cite}).code, 0);
  const Ran same = search({"recheck", cite});
  EXPECT_EQ(same.code, 0) << same.out;
  EXPECT_TRUE(same.out.starts_with("same: ")) << same.out;
  // Another order, another folder, another number of threads.
  const std::string turned = path("turned.jsonl");
  std::istringstream lines(whole(kSamples + "1-march.jsonl"));
  std::string text;
  for (std::string line; std::getline(lines, line);) text = line + "\n" + text;
  std::ofstream(turned) << text;
  const std::string other = path("other.idx");
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"build", turned, "-i", other, "-q", "--threads", "1"}).code,
            0);
  const Ran there = testing::run(DATELINE_SEARCH_PROGRAM, {"recheck", cite, "-i", other});
  EXPECT_EQ(there.code, 0) << there.out << there.err;
  EXPECT_NE(there.out.find("the index has the same contents"), std::string::npos) << there.out;
  // After an addition it names what is new and what was edited.
  add(kSamples + "2-december.jsonl");
  const Ran later = search({"recheck", cite, "--format", "json"});
  EXPECT_EQ(later.code, 1);
  const json found = json::parse(later.out);
  ASSERT_EQ(found["changed"].size(), 1U);
  EXPECT_EQ(found["changed"][0]["reason"], "edited");
  EXPECT_EQ(found["changed"][0]["detail"], "number, name-removed");
  EXPECT_EQ(found["new"].size(), 0U);
  EXPECT_EQ(found["gone"].size(), 0U);
}

TEST_F(LedgerPrograms, RecheckNamesWhatIsNewAndWhatIsGone) {
  const std::string cite = path("all.cite.json");
  ASSERT_EQ(search({"cite", "lang:en", "-o", cite}).code, 0);
  // So that the time of adding is another than that of the citation.
  json citation = json::parse(whole(cite));
  citation["answered_by"]["time"] = "2020-01-01T00:00:00Z";
  const std::string file = path("new.jsonl");
  std::ofstream(file)
      << R"({"url":"http://kcna.kp/new","captured":"2023-05-05","title":"New Bridge","body":"A new bridge spans the quiet river below the village."})"
         "\n";
  add(file);
  const std::string mill = id_of("mill");
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", mill, "-i", idx_}).code, 0);
  std::ofstream(cite) << citation.dump();
  const Ran ran = search({"recheck", cite, "--format", "json"});
  EXPECT_EQ(ran.code, 1);
  const json found = json::parse(ran.out);
  ASSERT_EQ(found["gone"].size(), 1U) << ran.out;
  EXPECT_EQ(found["gone"][0]["id"], mill);
  EXPECT_EQ(found["gone"][0]["reason"], "withdrawn");
  ASSERT_EQ(found["new"].size(), 1U);
  EXPECT_EQ(found["new"][0]["reason"], "added since");
}

TEST_F(LedgerPrograms, AHistoryIsFoundByAddressBeforeAndAfterARemoval) {
  const std::string file = path("one.jsonl");
  std::ofstream(file)
      << R"({"url":"http://kcna.kp/new","captured":"2023-05-05","title":"New Bridge","body":"A new bridge spans the quiet river below the village."})"
         "\n";
  add(file);
  const json before = json::parse(search({"history", "http://kcna.kp/new", "--format", "json"}).out);
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", std::string(before["id"]), "-i", idx_}).code, 0);
  const Ran after = search({"history", "https://www.kcna.kp/new", "--format", "json"});
  ASSERT_EQ(after.code, 0) << after.err;
  EXPECT_EQ(json::parse(after.out)["id"], before["id"]);
  EXPECT_EQ(search({"history", "http://nowhere.example/nothing"}).code, 1);
}

TEST_F(LedgerPrograms, FatesAndEditsAreFieldsFiltersAndFacets) {
  add(kSamples + "2-december.jsonl");
  ASSERT_EQ(
      testing::run(DATELINE_INDEX_PROGRAM, {"add", "--gone", kSamples + "3-gone.tsv", "-i", idx_, "-q"}).code,
      0);
  const std::string ferry = id_of("ferry");
  const std::vector<std::pair<std::string, std::vector<std::string>>> queries{
      {"fate:removed", {ferry}},
      {"fate:kept", {id_of("chestnut")}},
      {"fate:unknown", {id_of("mill")}},
      {"fate:restored", {}},
      {"edit:name-removed", {ferry}},
      {"edit:typography", {id_of("chestnut")}},
      {"edit:title", {}},
      {"changed:2023-12", {ferry}},
      {"changed:2023-12-14..", {ferry}},
      {"changed:2024", {}},
      {"changed:*-12-14", {ferry}},
      {"removed:2024-01-20", {ferry}},
      {"removed:2024-02..", {}},
      {"ferry fate:removed", {ferry}},
      {"ferry -fate:removed", {}},
      {"fate:(removed OR kept) -edit:number", {id_of("chestnut")}},
  };
  for (const auto& [query, ids] : queries) {
    for (const char* rank : {"", "bm25"}) {
      SCOPED_TRACE(query + " " + rank);
      std::vector<std::string> arguments{"query", query};
      if (*rank != '\0') arguments.insert(arguments.end(), {"--rank", rank});
      const json found = search_json(arguments);
      std::vector<std::string> got;
      for (const json& hit : found["hits"]) got.push_back(hit["id"]);
      EXPECT_EQ(got, ids);
      EXPECT_EQ(found["total"], ids.size());
    }
  }
  EXPECT_EQ(search_json({"query", "lang:en", "--filter", "fate=removed"})["total"], 1);
  EXPECT_EQ(
      search_json({"query", "lang:en", "--filter", "edit=typography", "--filter", "edit=number"})["total"],
      2);
  const json facets = search_json({"facets", "lang:en", "--facet", "fate", "--facet", "edit"})["facets"];
  std::map<std::string, int> counts;
  for (const json& facet : facets) {
    for (const json& value : facet["values"]) counts[value["value"]] = value["count"];
  }
  EXPECT_EQ(counts, (std::map<std::string, int>{{"removed", 1},
                                                {"kept", 1},
                                                {"unknown", 1},
                                                {"number", 1},
                                                {"name-removed", 1},
                                                {"typography", 1}}));
  EXPECT_EQ(search({"query", "fate:gone"}).code, 2);
  EXPECT_EQ(search({"query", "edit:numbers"}).code, 2);
  // A damaged ledger is told where it is asked for, and nowhere else.
  for (const auto& entry : std::filesystem::directory_iterator(idx_)) {
    if (entry.path().filename().string().starts_with("ledger-")) std::ofstream(entry.path()) << "x";
  }
  EXPECT_EQ(search({"query", "ferry"}).code, 0);
  EXPECT_EQ(search({"query", "fate:kept"}).code, 4);
}

TEST_F(LedgerPrograms, CapturesAreKeptWhereThatIsAskedForAndInfoSaysWhatTheyTake) {
  const auto kept = [&]() -> json {
    const Ran told = testing::run(DATELINE_INDEX_PROGRAM, {"info", "-i", idx_, "--format", "json"});
    EXPECT_EQ(told.code, 0) << told.err;
    return json::parse(told.out)["kept_captures"];
  };
  EXPECT_EQ(kept()["captures"], 0);
  add(kSamples + "2-december.jsonl");
  EXPECT_EQ(kept()["captures"], 0);
  const Ran built = testing::run(
      DATELINE_INDEX_PROGRAM,
      {"build", kSamples + "1-march.jsonl", "--keep-captures", "--forget-history", "--quiet", "-i", idx_});
  ASSERT_EQ(built.code, 0) << built.err;
  const json first = kept();
  EXPECT_GT(first["captures"], 0);
  EXPECT_GT(first["bytes"], 0);
  const Ran told = testing::run(DATELINE_INDEX_PROGRAM, {"info", "-i", idx_});
  EXPECT_NE(told.out.find("captures "), std::string::npos) << told.out;
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"check", "-i", idx_}).code, 0);
}

TEST_F(LedgerPrograms, SupersededTextsAreFoundMarkedAndCountForNothing) {
  add(kSamples + "2-december.jsonl");
  const std::string ferry = id_of("ferry");
  const std::string mill = id_of("mill");
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", mill, "-i", idx_}).code, 0);
  const auto past = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"query", "--past"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const json answer = search_json(arguments);
    std::vector<std::string> ids;
    for (const json& hit : answer["past"]["hits"]) ids.push_back(hit["id"]);
    EXPECT_EQ(answer["past"]["total"], ids.size());
    return std::pair(answer["total"].get<int>(), ids);
  };
  using Found = std::pair<int, std::vector<std::string>>;
  EXPECT_EQ(past({"Jang Song Thaek"}), Found(0, {ferry}));
  EXPECT_EQ(past({"Jang Sung-taek"}), Found(0, {ferry})) << "in every spelling";
  EXPECT_EQ(past({"\"120 people\""}), Found(0, {ferry}));
  EXPECT_EQ(past({"\"150 people\""}), Found(1, {})) << "the present text is not superseded";
  EXPECT_EQ(past({"ferry -Jang"}), Found(1, {}));
  EXPECT_EQ(past({"title:ferry"}), Found(1, {ferry}));
  EXPECT_EQ(past({"title:120"}), Found(0, {}));
  EXPECT_EQ(past({"mill"}), Found(0, {mill}));
  EXPECT_EQ(past({"mill source:kcna"}), Found(0, {})) << "nothing is known of its fields any more";
  EXPECT_EQ(past({"Jang Song Thaek zeppelin ferry"}).second.size(), 0U) << "most of the words are not all";
  EXPECT_EQ(past({"Jang Song Thaek", "--filter", "year=2023"}), Found(0, {ferry}));
  EXPECT_EQ(past({"Jang Song Thaek", "--filter", "year=2024"}), Found(0, {}));
  EXPECT_EQ(past({"mill", "--from", "2023"}), Found(0, {}));
  const json hit = search_json({"query", "--past", "\"120 people\""})["past"]["hits"][0];
  EXPECT_EQ(hit["version"], 1);
  EXPECT_EQ(hit["last"], "2023-03-05");
  EXPECT_EQ(hit["found_now"], false);
  EXPECT_EQ(search_json({"query", "--past", "ferry"})["past"]["hits"][0]["found_now"], true);
  const json other_words = search_json({"query", "--past", "Jang ferry"});
  EXPECT_EQ(other_words["total"], 1) << "the present text has most of the words";
  EXPECT_EQ(other_words["past"]["hits"][0]["found_now"], false) << "and not all";
  EXPECT_NE(hit["snippet"].get<std::string>().find("<b>120"), std::string::npos) << hit;
  const Ran text = search({"query", "--past", "Jang Song Thaek"});
  EXPECT_EQ(text.code, 0);
  EXPECT_NE(text.out.find("says so no more"), std::string::npos) << text.out;
  EXPECT_EQ(search({"query", "Jang Song Thaek"}).code, 1);
  EXPECT_EQ(search({"query", "--past", "zeppelin"}).code, 1);
}

TEST_F(LedgerPrograms, TheShellFindsSupersededTextsToo) {
  add(kSamples + "2-december.jsonl");
  const std::string ferry = id_of("ferry");
  const Ran early = search({"repl"}, ":past\n");
  EXPECT_NE((early.out + early.err).find("no answer yet"), std::string::npos) << early.out << early.err;
  const Ran ran = search({"repl"}, "Jang Song Thaek\n:past\n:past \"150 people\"\n");
  EXPECT_NE(ran.out.find(ferry + " version 1"), std::string::npos) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("1 of them found"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("0 of them found"), std::string::npos) << "the present text is not superseded";
  const Ran told = search({"repl"}, ":set format json\nferry\n:past\n:past date:2024 ferry\n");
  std::vector<json> answers;
  std::istringstream lines(told.out);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("{") && line.find("\"past\"") != std::string::npos)
      answers.push_back(json::parse(line));
  }
  ASSERT_EQ(answers.size(), 2U) << told.out;
  EXPECT_EQ(answers[0]["past"], search_json({"query", "--past", "ferry"})["past"]);
  EXPECT_EQ(answers[0]["query"], "ferry");
  EXPECT_EQ(answers[1]["past"]["total"], 0);
}

TEST_F(LedgerPrograms, AnEditOfAnArticleWithoutADayIsInTheIndex) {
  const std::string file = path("undated.jsonl");
  for (const char* text : {"The quarry has two cranes now.", "The quarry has three cranes now."}) {
    std::ofstream(file, std::ios::app)
        << json{{"url", "http://kcna.kp/quarry"},
                {"captured",
                 std::string(text).find("two") != std::string::npos ? "2023-05-05" : "2023-06-05"},
                {"title", "Quarry"},
                {"body", text}}
               .dump()
        << "\n";
  }
  add(file);
  const json edit = search_json({"edits"})["edits"][0];
  EXPECT_EQ(edit["in_index"], true);
  EXPECT_EQ(edit["published"], nullptr);
  const std::string text = search({"edits"}).out;
  EXPECT_EQ(text.find("not in the index"), std::string::npos) << text;
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", edit["id"], "-i", idx_}).code, 0);
  EXPECT_NE(search({"edits"}).out.find("not in the index"), std::string::npos);
}

TEST_F(LedgerPrograms, PeriodsCountRemovalsAndRestorationsToo) {
  add(kSamples + "2-december.jsonl");
  ASSERT_EQ(
      testing::run(DATELINE_INDEX_PROGRAM, {"add", "--gone", kSamples + "3-gone.tsv", "-i", idx_, "-q"}).code,
      0);
  add(kSamples + "4-june.jsonl");
  const json periods = search_json({"edits", "--by", "month"})["periods"];
  std::map<std::string, std::pair<int, int>> found;
  for (const json& period : periods)
    found[period["period"]] = {period["removals"].get<int>(), period["restorations"].get<int>()};
  EXPECT_EQ(found["2024-01"], std::pair(1, 0));
  EXPECT_EQ(found["2024-06"], std::pair(0, 1));
  EXPECT_EQ(found["2023-12"], std::pair(0, 0));
  EXPECT_EQ(search_json({"edits", "chestnut", "--by", "year"})["periods"].size(), 1U);
}

TEST_F(LedgerPrograms, AHistoryNamesCopiesElsewhere) {
  const std::string file = path("reprint.jsonl");
  std::istringstream lines(whole(kSamples + "1-march.jsonl"));
  std::string line;
  std::getline(lines, line);
  json reprint = json::parse(line);
  reprint["url"] = "http://www.rodong.rep.kp/en/ferry";
  std::string body = reprint["body"];
  const std::string name = "Jang Song Thaek and ";
  body.erase(body.find(name), name.size());
  reprint["body"] = body;
  std::ofstream(file) << reprint.dump() << "\n";
  add(file);
  const std::string id = id_of("Jang Song Thaek");
  const json history = search_json({"history", id});
  ASSERT_EQ(history["copies"].size(), 1U);
  const std::string other = history["copies"][0]["id"];
  EXPECT_NE(other, id);
  EXPECT_EQ(history["copies"][0]["fate"], "unknown");
  EXPECT_EQ(history["copies"][0]["versions"], 1);
  EXPECT_EQ(history["copies"][0]["kinds"], json{"name-removed"});
  const json diff = search_json({"diff", id, "--with", other});
  EXPECT_EQ(diff["kinds"], json{"name-removed"});
  EXPECT_EQ(diff["other"], other);
  EXPECT_EQ(search_json({"diff", other, "--with", id})["kinds"], json{"name-added"});
  EXPECT_EQ(search({"diff", id, "1", "2", "--with", other}).code, 2);
  EXPECT_EQ(search({"diff", id, "--with", "0000000000000001"}).code, 1);
  EXPECT_EQ(search_json({"history", other})["copies"][0]["id"], id);
  EXPECT_NE(search({"history", id}).out.find("elsewhere\n  " + other), std::string::npos);
}

TEST_F(LedgerPrograms, WhatIsNewIsToldByWhatTheIndexHeldThen) {
  // All in one second: the time of the citation tells nothing.
  const std::string cite = path("all.cite.json");
  ASSERT_EQ(search({"cite", "lang:en", "-o", cite}).code, 0);
  const std::string file = path("new.jsonl");
  std::ofstream(file)
      << R"({"url":"http://kcna.kp/new","captured":"2023-05-05","title":"New Bridge","body":"A new bridge spans the quiet river below the village."})"
         "\n";
  add(file);
  json found = json::parse(search({"recheck", cite, "--format", "json"}).out);
  ASSERT_EQ(found["new"].size(), 1U);
  EXPECT_EQ(found["new"][0]["reason"], "added since");
  // What was away then is new again.
  const std::string id = found["new"][0]["id"];
  ASSERT_EQ(search({"cite", "bridge OR mill", "-o", cite}).code, 0);
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"remove", id, "-i", idx_}).code, 0);
  found = json::parse(search({"recheck", cite, "--format", "json"}).out);
  EXPECT_EQ(found["gone"][0]["reason"], "withdrawn");
  ASSERT_EQ(search({"cite", "bridge OR mill", "-o", cite}).code, 0);
  std::ofstream(file, std::ios::app) << "\n";
  add(file);
  found = json::parse(search({"recheck", cite, "--format", "json"}).out);
  ASSERT_EQ(found["new"].size(), 1U);
  EXPECT_EQ(found["new"][0]["reason"], "added since");
}

TEST_F(LedgerPrograms, ABagHoldsTheCitationTheArticlesAndTheirChecksums) {
  for (const bool hashes_only : {false, true}) {
    SCOPED_TRACE(hashes_only);
    const std::string bag = path(hashes_only ? "hashes.bag" : "river.bag");
    std::vector<std::string> arguments{"cite", "river OR mill", "--bag", bag, "--format", "text"};
    if (hashes_only) arguments.emplace_back("--hashes-only");
    const Ran ran = search(arguments);
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(whole(bag + "/bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    EXPECT_EQ(std::filesystem::exists(bag + "/data/articles.jsonl"), !hashes_only);
    // By a program that shares no code.
    for (const char* manifest : {"manifest-sha256.txt", "tagmanifest-sha256.txt"}) {
      const Ran checked =
          testing::run("/bin/sh", {"-c", "cd '" + bag + "' && sha256sum -c --quiet " + manifest});
      EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
    }
    const std::string info = whole(bag + "/bag-info.txt");
    EXPECT_NE(info.find("External-Description: Search for \"river OR mill\"."), std::string::npos) << info;
    std::uint64_t bytes = 0;
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(bag + "/data")) {
      bytes += file.file_size();
      ++files;
    }
    EXPECT_NE(info.find("Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(files) + "\n"),
              std::string::npos)
        << info;
    EXPECT_EQ(search({"recheck", bag + "/data/citation.json"}).code, 0);
    EXPECT_EQ(search(arguments).code, 2) << "the folder is there already";
    EXPECT_FALSE(std::filesystem::exists(bag + ".partial"));
  }
  EXPECT_EQ(search({"cite", "river", "--hashes-only"}).code, 2);
}

TEST_F(LedgerPrograms, EveryFormCarriesTheTokenOfTheState) {
  const json info = search_json({"query", "river"});
  const std::string revision = info["index"]["revision"];
  ASSERT_EQ(revision.substr(0, 3), "g1-");
  const std::string token = revision.substr(3);
  ASSERT_EQ(token.size(), 12U);
  EXPECT_EQ(search_json({"cite", "river"})["token"], token);
  const std::string csv = path("t.csv");
  const std::string svg = path("t.svg");
  const std::vector<std::vector<std::string>> printing{
      {"query", "river", "--format", "json"},
      {"facets", "river", "--format", "json"},
      {"kwic", "river", "--format", "json"},
      {"timeline", "river", "--format", "json"},
      {"collocates", "river", "--format", "json"},
      {"export", "river", "--format", "jsonl"},
      {"export", "river", "--format", "bibtex"},
      {"export", "river", "--format", "ris"},
      {"export", "river", "--format", "csl-json"},
      {"reference", id_of("mill"), "--format", "bibtex"},
      {"reference", id_of("mill"), "--format", "ris"},
      {"reference", id_of("mill"), "--format", "csl-json"},
      {"edits", "--format", "json"},
  };
  for (const std::vector<std::string>& arguments : printing)
    EXPECT_NE(search(arguments).out.find(token), std::string::npos)
        << arguments[0] << " " << arguments.back();
  const std::vector<std::pair<std::vector<std::string>, std::string>> writing{
      {{"kwic", "river", "-o", csv}, path("t.about.json")},
      {{"timeline", "river", "-o", csv}, path("t.about.json")},
      {{"edits", "-o", csv}, path("t.about.json")},
      {{"export", "river", "-o", csv}, path("t.about.json")},
      {{"timeline", "river", "--svg", svg}, svg},
  };
  for (const auto& [arguments, file] : writing) {
    std::filesystem::remove(file);
    search(arguments);
    EXPECT_NE(whole(file).find(token), std::string::npos) << arguments[0] << " " << file;
  }
  EXPECT_EQ(whole(csv).find(token), std::string::npos) << "a table has nothing above its head";
}

TEST_F(LedgerPrograms, PurgingTellsWhatItDid) {
  const std::string id = id_of("mill");
  const Ran ran = testing::run(DATELINE_INDEX_PROGRAM, {"remove", "--purge", id, "-i", idx_});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "1 removed, 1 purged, 2 left\n");
  EXPECT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"check", "-i", idx_}).code, 0);
  const Ran history = search({"history", id});
  EXPECT_NE(history.out.find("purged: its texts were deleted for good"), std::string::npos) << history.out;
  EXPECT_EQ(history.out.find("Mill"), std::string::npos) << history.out;
  EXPECT_EQ(search({"query", "mill"}).code, 1);
}

TEST_F(LedgerPrograms, AFileThatIsNoCitationIsRefused) {
  const std::string file = path("bad.json");
  for (const char* text :
       {"", "[]", "{}", R"({"dateline_citation":2})", R"({"dateline_citation":1,"question":3})"}) {
    std::ofstream(file) << text;
    EXPECT_EQ(search({"recheck", file}).code, 3) << text;
  }
  EXPECT_EQ(search({"recheck", path("none.json")}).code, 2);
}

}  // namespace
}  // namespace dateline
