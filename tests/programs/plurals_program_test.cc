// One article is not "1 articles": whatever counts says so of a collection of one.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/programs/built_index.h"
#include "tests/support/wrong_plurals.h"

namespace dateline {
namespace {

using testing::Ran;
using testing::run;

class OfOne : public testing::BuiltIndex {
 protected:
  void write(const std::string& name, const std::string& body, const std::string& captured,
             const std::string& number = "1") const {
    std::ofstream(path(name)) << nlohmann::json{{"title", "Ferry Landing Opens"},
                                                {"body", body},
                                                {"date", "2013-02-27"},
                                                {"captured", captured},
                                                {"url", "https://example.org/" + number}}
                                     .dump()
                              << "\n";
  }
  static void expect_sound(const Ran& ran, const std::string& command) {
    EXPECT_LE(ran.code, 1) << command << "\n" << ran.err;
    EXPECT_EQ(testing::wrong_plurals(ran.out + "\n" + ran.err), std::vector<std::string>{}) << command;
  }
  void index(std::vector<std::string> arguments) const {
    const std::string command = arguments.front();
    arguments.insert(arguments.end(), {"-i", idx_});
    expect_sound(run(DATELINE_INDEX_PROGRAM, arguments), "dateline-index " + command);
  }
};

TEST_F(OfOne, EveryCommandCountsInTheSingular) {
  write("a.jsonl", "Comrade Kim Chol Su opened the ferry landing. The ferry runs every day.", "2013-03-01");
  index({"build", path("a.jsonl")});
  index({"info"});
  index({"check"});
  index({"merge"});
  index({"as-of"});
  const std::string id = search_json({"ferry"})["hits"][0]["id"];
  for (std::vector<std::string> command : std::vector<std::vector<std::string>>{
           {"ferry"},
           {"ferry bridge"},
           {"ferry", "--facet", "year", "--facet", "names", "--facet-limit", "1"},
           {"explain", "ferry", "--hit", id},
           {"facets", "ferry", "--facet", "source"},
           {"show", id},
           {"export", "ferry", "-o", path("out.csv")},
           {"export", "ferry", "-o", path("out.csl.json"), "--format", "csl-json"},
           {"info"},
           {"kwic", "landing"},
           {"similar", id},
           {"collocates", "landing"},
           {"significant", "landing"},
           {"timeline", "landing", "--by", "year"},
           {"timeline", "landing", "--by", "year", "--sparkline", "--bars", "places"},
           {"timeline", "landing", "--by", "day", "--svg", path("t.svg")},
           {"silences", "landing"},
           {"titles", "Kim Chol Su"},
           {"ngrams", "landing"},
           {"twins", id},
           {"history", id},
           {"edits"},
           {"cite", "ferry", "-o", path("ferry.json")},
           {"recheck", path("ferry.json")},
           {"issue", "2013-02-27"},
           {"calendar", "2013", "ferry"},
           {"calendar", "2013", "ferry", "--svg", path("c.svg")},
           {"saved", "add", "ferries", "ferry"},
           {"saved", "list"},
           {"saved", "run", "ferries", "--new"},
           {"tag", id, "boats"},
       }) {
    expect_sound(search(command), command.front());
  }
  for (const std::string name : {"t.svg", "c.svg"}) {
    std::ifstream file(path(name));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_FALSE(text.empty()) << name;
    EXPECT_EQ(testing::wrong_plurals(text), std::vector<std::string>{}) << name;
  }
  expect_sound(
      search({"repl"},
             "ferry\n:save a\n:sets\n:facets\n:kwic\n:timeline\n:collocates\n:significant\n:export " +
                 path("shell.csv") + "\n:saved\n:show 1\n:history 1\n:explain\n:info\n"),
      "repl");
}

TEST_F(OfOne, AChangeCountsInTheSingularToo) {
  write("a.jsonl", "The ferry landing was opened. The ferry runs every day.", "2013-03-01");
  index({"build", path("a.jsonl")});
  write("b.jsonl", "The ferry landing was opened. The ferry runs on Sundays.", "2013-03-05");
  index({"add", path("b.jsonl")});
  const std::string id = search_json({"ferry"})["hits"][0]["id"];
  for (std::vector<std::string> command :
       std::vector<std::vector<std::string>>{{"history", id}, {"edits"}, {"diff", id}})
    expect_sound(search(command), command.front());
  index({"merge", "--clean"});
  write("c.jsonl", "A bridge is being built.", "2013-03-05", "2");
  index({"add", path("c.jsonl")});
  index({"remove", id});
  index({"merge", "--clean"});
}

/// Commands that write an index say nothing with -q.
TEST_F(OfOne, QuietMeansNoSummary) {
  write("a.jsonl", "The ferry landing was opened.", "2013-03-01");
  write("b.jsonl", "A bridge is being built.", "2013-03-05", "2");
  const auto silent = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"-q", "-i", idx_});
    const Ran ran = run(DATELINE_INDEX_PROGRAM, arguments);
    EXPECT_EQ(ran.code, 0) << arguments.front() << ran.err;
    EXPECT_EQ(ran.out + ran.err, "") << arguments.front();
  };
  silent({"build", path("a.jsonl")});
  silent({"add", path("b.jsonl")});
  silent({"merge"});
  silent({"merge", "--clean"});
  silent({"upgrade"});
  silent({"remove", search_json({"ferry"})["hits"][0]["id"]});
}

}  // namespace
}  // namespace dateline
