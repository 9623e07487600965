#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "tests/programs/built_index.h"

// A list of names of the user's own, for an index and for a search.

namespace dateline {
namespace {

class OwnNames : public testing::BuiltIndex {
 protected:
  void SetUp() override {
    write(
        "articles.jsonl",
        R"({"id":"k1","title":"Harbour","body":"Captain Orlo Vantis came to the harbour at noon.","url":"http://x.example/1"})"
        "\n"
        R"({"id":"k2","title":"Harbour","body":"Captain Urlow Wantees came with two boats.","url":"http://x.example/2"})"
        "\n"
        R"({"id":"k3","title":"Market","body":"Vantis sold fish. A boy named Orlo bought some.","url":"http://x.example/3"})"
        "\n");
    write("names.tsv", "# captains\nperson\tOrlo Vantis\tUrlow Wantees\n");
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  std::set<std::string> keys(std::vector<std::string> arguments) const {
    std::set<std::string> out;
    const nlohmann::json answer = search_json(std::move(arguments));
    for (const auto& hit : answer["hits"]) out.insert(hit["key"]);
    return out;
  }
  using Keys = std::set<std::string>;
};

TEST_F(OwnNames, OfASearchHoldForIt) {
  build(path("articles.jsonl"));
  EXPECT_EQ(keys({"query", "Orlo Vantis"}), (Keys{"k1", "k3"}));
  EXPECT_EQ(keys({"query", "Orlo Vantis", "--names", path("names.tsv")}), (Keys{"k1", "k2"}));
  EXPECT_EQ(keys({"query", "Urlow Wantees", "--names", path("names.tsv")}), (Keys{"k1", "k2"}));
  EXPECT_EQ(keys({"query", "Orlo Vantis", "--names", path("names.tsv"), "--exact-names"}), Keys{"k1"});
}

TEST_F(OwnNames, OfAnIndexHoldForEverySearch) {
  build(path("articles.jsonl"), {"--names", path("names.tsv")});
  EXPECT_EQ(keys({"query", "Orlo Vantis"}), (Keys{"k1", "k2"}));
  EXPECT_EQ(keys({"query", "\"{Orlo Vantis}\""}), (Keys{"k1", "k2"}));
  EXPECT_EQ(keys({"query", "Orlo Vantis", "--scattered"}), (Keys{"k1", "k2", "k3"}));
  EXPECT_EQ(keys({"query", "Orlo Vantis", "--exact-names"}), Keys{"k1"});
  const testing::Ran kwic = search({"kwic", "Orlo Vantis"});
  EXPECT_NE(kwic.out.find("2 occurrences in 2 articles"), std::string::npos) << kwic.out;
  const testing::Ran timeline = search({"timeline", "Orlo Vantis", "--format", "csv"});
  EXPECT_EQ(timeline.code, 0) << timeline.err;
  const testing::Ran batch = search({"batch", "-"}, "1\tOrlo Vantis\n");
  EXPECT_NE(batch.out.find("k2"), std::string::npos) << batch.out;
  EXPECT_EQ(batch.out.find("k3"), std::string::npos) << batch.out;
  const testing::Ran shell = search({"repl"}, "Orlo Vantis\n:set scattered on\nOrlo Vantis\n");
  EXPECT_NE(shell.out.find("2 articles"), std::string::npos) << shell.out;
  EXPECT_NE(shell.out.find("3 articles"), std::string::npos) << shell.out;
}

TEST_F(OwnNames, WithAWrongLineAreAnErrorWithItsPlace) {
  const struct {
    const char* line;
    const char* reason;
  } cases[] = {{"person\tOrlo Vantis\n", "bad.tsv:2: fewer than two spellings"},
               {"ship\tOrlo Vantis\tUrlow Wantees\n", "bad.tsv:2: \"ship\" is not a kind"}};
  build(path("articles.jsonl"));
  for (const auto& c : cases) {
    write("bad.tsv", std::string("# captains\n") + c.line);
    const testing::Ran searched = search({"query", "Orlo Vantis", "--names", path("bad.tsv")});
    EXPECT_NE(searched.code, 0);
    EXPECT_NE(searched.err.find(c.reason), std::string::npos) << searched.err;
    const testing::Ran built = testing::run(
        DATELINE_INDEX_PROGRAM,
        {"build", path("articles.jsonl"), "-i", path("b.idx"), "-q", "--names", path("bad.tsv")});
    EXPECT_NE(built.code, 0);
    EXPECT_NE(built.err.find(c.reason), std::string::npos) << built.err;
  }
}

}  // namespace
}  // namespace dateline
