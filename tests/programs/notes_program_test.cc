#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;

/// Tags, notes and saved queries, from the programs themselves.
class NotesOfReaders : public testing::BuiltIndex {
 protected:
  void SetUp() override {
    write("a.jsonl", {"ferry", "bridge", "orchard"});
    build(path("a.jsonl"));
  }

  /// An article a word, with the word as its key.
  void write(const std::string& file, const std::vector<std::string>& words) {
    std::ofstream out(path(file));
    for (const std::string& word : words) {
      out << json{{"id", word + "1"},
                  {"title", "News of the " + word},
                  {"body", "Workers looked at the " + word + " beside the lake and found it in order."},
                  {"url", "https://example.org/" + word},
                  {"date", "2014-03-02"}}
                 .dump()
          << "\n";
    }
  }
  void add(const std::string& file) {
    const Ran added = testing::run(DATELINE_INDEX_PROGRAM, {"add", path(file), "-i", idx_, "-q"});
    ASSERT_EQ(added.code, 0) << added.err;
  }
  std::uint64_t found(const std::vector<std::string>& arguments) const {
    return search_json(arguments)["total"].get<std::uint64_t>();
  }
  std::string notes() const { return idx_ + ".notes.jsonl"; }
};

TEST_F(NotesOfReaders, TagsAreFoundShownAndExported) {
  ASSERT_EQ(search({"tag", "ferry1", "Boats", "to-read"}).code, 0);
  ASSERT_EQ(search({"tag", "bridge1", "boats"}).code, 0);
  EXPECT_EQ(found({"tag:boats"}), 2U);
  EXPECT_EQ(found({"tag:BOATS", "ferry"}), 1U);
  EXPECT_EQ(found({"tag:to*"}), 1U);
  EXPECT_EQ(found({"lake", "-tag:boats"}), 1U);
  EXPECT_EQ(found({"lake", "--filter", "tag=boats"}), 2U);
  EXPECT_EQ(found({"tag:none"}), 0U);
  const json hit = search_json({"tag:to-read"})["hits"][0];
  EXPECT_EQ(hit["tags"], (json{"boats", "to-read"}));
  const std::string id = hit["id"];
  EXPECT_NE(search({"tag:to-read"}).out.find("#boats #to-read"), std::string::npos);
  EXPECT_NE(search({"show", id}).out.find("#boats #to-read"), std::string::npos);
  const json facets = search_json({"facets", "lake", "--facet", "tag"});
  EXPECT_EQ(facets["facets"][0]["values"][0]["value"], "boats");
  EXPECT_EQ(facets["facets"][0]["values"][0]["count"], 2);
  EXPECT_NE(search({"export", "tag:to-read", "--format", "csv"}).out.find(",boats to-read,"),
            std::string::npos);
  EXPECT_NE(
      search({"export", "tag:to-read", "--format", "jsonl"}).out.find("\"tags\":[\"boats\",\"to-read\"]"),
      std::string::npos);
  EXPECT_NE(search({"export", "tag:to-read", "--format", "ris"}).out.find("KW  - to-read"),
            std::string::npos);
  EXPECT_NE(search({"export", "tag:to-read", "--format", "bibtex"}).out.find("boats, to-read"),
            std::string::npos);
  // The kwic of a tag has no words; a timeline has its articles.
  EXPECT_EQ(search_json({"timeline", "tag:boats"})["total"], 2);
  // Other schemes of ranking rank by Xapian's own matcher.
  EXPECT_EQ(found({"lake", "tag:boats", "--rank", "bm25"}), 2U);

  ASSERT_EQ(search({"untag", "ferry1", "boats"}).code, 0);
  EXPECT_EQ(found({"tag:boats"}), 1U);
  EXPECT_EQ(search({"untag", "ferry1", "boats"}).code, 2);
  EXPECT_EQ(search({"tag", "nobody1", "boats"}).code, 1);
  EXPECT_EQ(search({"tag", "ferry1", "two words"}).code, 2);
}

TEST_F(NotesOfReaders, NotesAreShownWithoutControlCharacters) {
  ASSERT_EQ(search({"note", "ferry1", "see\x1b[31m", "page", "4"}).code, 0);
  EXPECT_EQ(search_json({"ferry"})["hits"][0]["note"], "see [31m page 4");
  EXPECT_NE(search({"ferry"}).out.find("note: see [31m page 4"), std::string::npos);
  EXPECT_EQ(search({"note", "ferry1"}).code, 2);
  EXPECT_EQ(search({"note", "ferry1", "a", "--remove"}).code, 2);
  ASSERT_EQ(search({"note", "ferry1", "--remove"}).code, 0);
  EXPECT_FALSE(search_json({"ferry"})["hits"][0].contains("note"));
}

TEST_F(NotesOfReaders, AreKeptByARebuild) {
  ASSERT_EQ(search({"tag", "ferry1", "boats"}).code, 0);
  ASSERT_EQ(search({"saved", "add", "lakes", "lake"}).code, 0);
  write("b.jsonl", {"tower", "ferry"});
  build(path("b.jsonl"));
  EXPECT_EQ(found({"tag:boats"}), 1U);
  EXPECT_EQ(search_json({"saved", "list"})["saved"][0]["articles"], 2);
}

TEST_F(NotesOfReaders, OfSeveralIndexesComeTogetherEachBesideItsOwn) {
  const std::string first = idx_;
  write("b.jsonl", {"tower"});
  idx_ = path("b.idx");
  build(path("b.jsonl"));
  const auto both = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"-i", first, "-i", path("b.idx")});
    return testing::run(DATELINE_SEARCH_PROGRAM, arguments);
  };
  ASSERT_EQ(both({"tag", "tower1", "high"}).code, 0);
  ASSERT_EQ(both({"tag", "ferry1", "high"}).code, 0);
  EXPECT_EQ(found({"tag:high"}), 1U);
  EXPECT_TRUE(std::filesystem::exists(first + ".notes.jsonl"));
  EXPECT_NE(both({"tag:high"}).out.find("2 articles"), std::string::npos);
}

TEST_F(NotesOfReaders, ThatAreDamagedFailWhatNeedsThemAndAreToldElsewhere) {
  ASSERT_EQ(search({"tag", "ferry1", "boats"}).code, 0);
  std::ofstream(notes(), std::ios::app) << "half a li";
  const Ran words = search({"ferry"});
  EXPECT_EQ(words.code, 0);
  EXPECT_NE(words.out.find(":3: this is no line of notes"), std::string::npos) << words.out;
  EXPECT_EQ(search({"tag:boats"}).code, 4);
  EXPECT_EQ(search({"--filter", "tag=boats"}).code, 4);
  EXPECT_EQ(search({"tag", "ferry1", "more"}).code, 4);
  EXPECT_EQ(search({"saved", "list"}).code, 4);
}

TEST_F(NotesOfReaders, SavedQueriesRunAgainAndTellWhatIsNew) {
  ASSERT_EQ(search({"saved", "add", "lakes", "lake", "--to", "2014"}).code, 0);
  EXPECT_EQ(search({"saved", "add", "lakes", "other"}).code, 2);
  EXPECT_EQ(search({"saved", "add", "a b", "other"}).code, 2);
  EXPECT_EQ(search({"saved", "add", "broken", "kim AND"}).code, 2);
  EXPECT_EQ(search_json({"saved", "list"})["saved"][0]["new"], 3);
  const json first = search_json({"saved", "run", "lakes", "--new"});
  EXPECT_EQ(first["total"], 3);
  EXPECT_EQ(first["notices"][0], "The query runs for the first time: all articles count as new.");
  EXPECT_EQ(search_json({"saved", "run", "lakes", "--new"})["total"], 0);
  write("b.jsonl", {"ferry", "tower"});
  add("b.jsonl");
  EXPECT_EQ(search_json({"saved", "list"})["saved"][0]["new"], 1);
  const json fresh = search_json({"saved", "run", "lakes", "--new"});
  EXPECT_EQ(fresh["total"], 1);
  EXPECT_EQ(fresh["hits"][0]["key"], "tower1");
  EXPECT_EQ(search_json({"saved", "run", "lakes"})["total"], 4);
  EXPECT_EQ(search_json({"saved", "run", "lakes", "--new"})["total"], 0);
  // A rebuild gives new numbers to articles.
  build(path("b.jsonl"));
  const json again = search_json({"saved", "run", "lakes", "--new"});
  EXPECT_EQ(again["total"], 2);
  EXPECT_NE(again["notices"][0].get<std::string>().find("built anew"), std::string::npos);
  EXPECT_EQ(search({"saved", "remove", "lakes"}).code, 0);
  EXPECT_EQ(search({"saved", "remove", "lakes"}).code, 2);
  EXPECT_EQ(search({"saved", "run", "lakes"}).code, 2);
  EXPECT_EQ(search({"saved", "list"}).code, 1);
}

TEST_F(NotesOfReaders, WordsThatAreNoCommandAreAQuery) {
  for (const auto& words : std::vector<std::vector<std::string>>{{"saved", "the", "lake"},
                                                                 {"note", "of", "the", "lake"},
                                                                 {"tag", "the", "lake"},
                                                                 {"untag", "lake"}}) {
    const Ran ran = search(words);
    EXPECT_LE(ran.code, 1) << words[0];
    EXPECT_NE(ran.err.find("for the command write: dateline-search " + words[0]), std::string::npos)
        << ran.err;
  }
}

TEST_F(NotesOfReaders, DaysOfAdditionAreAFieldAndAFacet) {
  EXPECT_EQ(found({"added:today"}), 3U);
  EXPECT_EQ(found({"added:..2020"}), 0U);
  EXPECT_EQ(found({"lake", "-added:2020.."}), 0U);
  EXPECT_EQ(found({"lake", "-added:2020..", "--rank", "bm25"}), 0U);
  EXPECT_EQ(found({"added:-1d..", "ferry"}), 1U);
  write("b.jsonl", {"tower", "ferry"});
  add("b.jsonl");
  EXPECT_EQ(found({"added:2020.."}), 4U);
  const json facets = search_json({"facets", "", "--facet", "added"});
  std::uint64_t sum = facets["facets"][0]["none"].get<std::uint64_t>();
  for (const json& value : facets["facets"][0]["values"]) sum += value["count"].get<std::uint64_t>();
  EXPECT_EQ(sum, 4U);
  EXPECT_EQ(facets["facets"][0]["none"], 0);
  // Merging and removing keep what is known of the others.
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"merge", "-i", idx_}).code, 0);
  EXPECT_EQ(found({"added:2020.."}), 4U);
}

TEST_F(NotesOfReaders, TheShellSharesThem) {
  ASSERT_EQ(search({"tag", "ferry1", "boats"}).code, 0);
  const Ran ran = search({"repl"},
                         "tag:boats\n:tag 1 seen\n:note 1 read this\n:note 1\n:saved add boats\n:saved\n"
                         ":saved run boats new\n:untag 1 boats\n:saved run boats\n:note 1 -\n");
  EXPECT_NE(ran.out.find("read this"), std::string::npos) << ran.out << ran.err;
  EXPECT_NE(ran.out.find("  boats         1           1 new  tag:boats"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("1 new\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("#boats #seen"), std::string::npos) << ran.err;
  EXPECT_EQ(found({"tag:seen"}), 1U);
  EXPECT_EQ(found({"tag:boats"}), 0U);
}

}  // namespace
}  // namespace dateline
