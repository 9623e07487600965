#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/programs/built_index.h"

namespace dateline {
namespace {

using nlohmann::json;
using testing::Ran;
using testing::TemporaryFolder;

std::string golden(const std::string& name) {
  return std::string(DATELINE_SOURCE_DIR) + "/tests/golden/export/" + name;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

class Exports : public testing::BuiltIndex {
 protected:
  void SetUp() override { build(golden("articles.jsonl")); }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
};

struct GoldenExport {
  const char* name;
  std::vector<std::string> arguments;
};

/// With DATELINE_WRITE_GOLDEN set the files are written anew instead of compared.
class GoldenExports : public Exports, public ::testing::WithParamInterface<GoldenExport> {};

TEST_P(GoldenExports, StayAsTheyAre) {
  std::vector<std::string> arguments{"export", "ferry", "--sort", "date"};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Ran ran = search(arguments);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  const std::string out = replaced(replaced(ran.out, idx_, "a.idx"), golden(""), "");
  if (std::getenv("DATELINE_WRITE_GOLDEN") != nullptr) {
    std::ofstream(golden(GetParam().name), std::ios::binary) << out;
    return;
  }
  EXPECT_EQ(out, testing::read_whole(golden(GetParam().name)));
}

INSTANTIATE_TEST_SUITE_P(
    All, GoldenExports,
    ::testing::Values(GoldenExport{"ferry.jsonl", {"--format", "jsonl"}},
                      GoldenExport{"ferry-bodies.jsonl",
                                   {"--format", "jsonl", "--body", "--copies", "--to", "2023"}},
                      GoldenExport{"ferry.csv", {"--format", "csv", "--body", "--filter", "language=en"}},
                      GoldenExport{"ferry.tsv", {"--format", "tsv", "--body"}},
                      GoldenExport{"ferry.bib", {"--format", "bibtex"}},
                      GoldenExport{"ferry.json", {"--format", "csl-json"}},
                      GoldenExport{"ferry.ris", {"--format", "ris"}}),
    [](const auto& each) {
      std::string name = each.param.name;
      for (char& c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
      }
      return name;
    });

TEST_F(Exports, HaveTheHitsOfTheSearchInItsOrder) {
  for (const std::vector<std::string>& how : {std::vector<std::string>{},
                                              {"--copies"},
                                              {"--sort", "-date"},
                                              {"--rank", "bm25"},
                                              {"--recency", "2"}}) {
    std::vector<std::string> ask{"query", "ferry", "--limit", "100", "--format", "json"};
    ask.insert(ask.end(), how.begin(), how.end());
    const json found = json::parse(search(ask).out);
    std::vector<std::string> save{"export", "ferry", "--format", "jsonl"};
    save.insert(save.end(), how.begin(), how.end());
    std::istringstream lines(search(save).out);
    std::string line;
    std::getline(lines, line);
    const json head = json::parse(line);
    EXPECT_EQ(head["total"], found["total"]);
    EXPECT_EQ(head["groups"], found["groups"]);
    EXPECT_EQ(head["exported"], found["hits"].size());
    EXPECT_EQ(head["folded"], how != std::vector<std::string>{"--copies"});
    std::size_t i = 0;
    for (; std::getline(lines, line); ++i) {
      json record = json::parse(line);
      ASSERT_LT(i, found["hits"].size());
      json hit = found["hits"][i];
      hit.erase("snippet");
      EXPECT_EQ(record, hit);
    }
    EXPECT_EQ(i, found["hits"].size());
  }
}

TEST_F(Exports, AndEveryOtherCommandTakeSeveralIndexesAsOne) {
  const std::string second = path("b.idx");
  const Ran built = testing::run(
      DATELINE_INDEX_PROGRAM,
      {"build", std::string(DATELINE_SOURCE_DIR) + "/tests/samples/captures", "-i", second, "-q"});
  ASSERT_EQ(built.code, 0) << built.err;
  const json head = json::parse(first_line(search({"export", "ferry", "-i", second}).out));
  EXPECT_EQ(head["index"]["path"], second + ", " + idx_);
  EXPECT_EQ(head["index"]["articles"], 60);
  EXPECT_EQ(head["total"], 6);
  const json found = json::parse(search({"ferry OR embankment", "-i", second, "--format", "json"}).out);
  const json both = json::parse(search({"embankment", "-i", second, "--format", "json"}).out);
  EXPECT_EQ(found["total"].get<int>(), 6 + both["total"].get<int>());
  const Ran shell =
      testing::run(DATELINE_SEARCH_PROGRAM, {"repl", "-i", second, "-i", idx_}, "ferry\n:info\n");
  EXPECT_NE(shell.out.find("6 articles"), std::string::npos) << shell.out;
  EXPECT_NE(shell.out.find("articles     60"), std::string::npos) << shell.out;
  const Ran batch = testing::run(
      DATELINE_SEARCH_PROGRAM,
      {"batch", "-", "-i", second, "-i", idx_, "--format", "jsonl", "--threads", "2"}, "ferry\n");
  EXPECT_EQ(json::parse(batch.out)["total"], 6);
  for (const char* command : {"kwic", "timeline", "significant"}) {
    EXPECT_EQ(
        json::parse(search({command, "ferry", "-i", second, "--format", "json"}).out)["index"]["articles"],
        60)
        << command;
  }
}

TEST_F(Exports, WithoutAQueryHaveEveryArticle) {
  std::istringstream lines(search({"export", "--format", "jsonl", "--copies"}).out);
  std::string line;
  std::size_t count = 0;
  while (std::getline(lines, line)) ++count;
  EXPECT_EQ(count, 8u);  // the head and seven articles
}

TEST_F(Exports, ToAFileTakeTheirFormatFromItsName) {
  const Ran ran = search({"export", "ferry", "-o", path("x.bib")});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "5 of 6 articles found, to " + path("x.bib") + "\n");
  EXPECT_TRUE(testing::read_whole(path("x.bib")).starts_with("@comment{{"));
  const Ran unknown = search({"export", "ferry", "-o", path("x.docx")});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("--format jsonl, csv, tsv, xlsx, bibtex, csl-json, ris"), std::string::npos)
      << unknown.err;
}

TEST_F(Exports, OfTablesSayBesideThemWhatTheyAre) {
  const Ran ran = search({"export", "ferry", "-o", path("x.csv"), "--columns", "title,published"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string csv = testing::read_whole(path("x.csv"));
  EXPECT_EQ(first_line(csv), "\xEF\xBB\xBFtitle,published");
  const json about = json::parse(testing::read_whole(path("x.about.json")));
  EXPECT_EQ(about["query"], "ferry");
  EXPECT_EQ(about["total"], 6);
  EXPECT_EQ(about["exported"], 5);
  EXPECT_EQ(files(), (std::vector<std::string>{"a.idx", "x.about.json", "x.csv"}));
  ASSERT_EQ(search({"export", "ferry", "--format", "csv", "--about", path("said.json")}).code, 0);
  EXPECT_EQ(json::parse(testing::read_whole(path("said.json"))), about);
  EXPECT_EQ(first_line(search({"export", "ferry", "--format", "csv"}).out).substr(0, 8), "rank,id,");
  EXPECT_EQ(search({"export", "ferry", "--format", "csv", "--columns", "day"}).code, 2);
  EXPECT_EQ(search({"export", "ferry", "--format", "ris", "--columns", "title"}).code, 2);
}

TEST_F(Exports, WithoutAFileLeaveNothingBesideDevices) {
  ASSERT_EQ(search({"export", "ferry", "--format", "csv", "-o", "/dev/null"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists("/dev/null.about.json"));
}

TEST_F(Exports, OfEveryCommandWithATableHoldNoFormula) {
  folder_.write("signs.jsonl",
                R"({"title": "=cmd dredger", "body": "+4+dredger @now -dredger", "date": "2020-03-01"})"
                "\n"
                R"({"title": "＝cmd", "body": "dredger =SUM(1) ＠a －b", "date": "2020-03-02"})"
                "\n");
  build(path("signs.jsonl"));
  const std::vector<std::string> signs{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  for (const std::vector<std::string>& command : {std::vector<std::string>{"kwic", "dredger"},
                                                  {"export", "dredger", "--body"},
                                                  {"timeline", "dredger"},
                                                  {"collocates", "dredger", "--least", "1", "--all-words"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--format", "csv"});
    const Ran ran = search(arguments);
    EXPECT_LE(ran.code, 1) << ran.err;
    for (std::size_t at = 0; at < ran.out.size(); ++at) {
      const bool begins = at == 0 || ran.out[at - 1] == ',' || ran.out[at - 1] == '\n' ||
                          (ran.out[at - 1] == '"' && at > 1 && ran.out[at - 2] == ',');
      for (const std::string& sign : signs) {
        EXPECT_FALSE(begins && ran.out.compare(at, sign.size(), sign) == 0) << command[0] << ": " << ran.out;
      }
    }
  }
}

TEST_F(Exports, ToASpreadsheetHoldEveryValue) {
  ASSERT_EQ(
      search({"export", "ferry", "--sort", "date", "-o", path("x.xlsx"), "--columns", "rank,title,published"})
          .code,
      0);
  const Ran sheet = testing::run("unzip", {"-p", path("x.xlsx"), "xl/worksheets/sheet1.xml"});
  if (sheet.code == 127) GTEST_SKIP() << "unzip is missing";
  EXPECT_NE(sheet.out.find("<t>published</t>"), std::string::npos) << sheet.out;
  EXPECT_NE(sheet.out.find("<v>1</v>"), std::string::npos) << sheet.out;
  EXPECT_NE(sheet.out.find("=HYPERLINK("), std::string::npos);
  EXPECT_EQ(sheet.out.find("<f>"), std::string::npos) << "a formula";
  const std::string bytes = testing::read_whole(path("x.xlsx"));
  ASSERT_EQ(
      search({"export", "ferry", "--sort", "date", "-o", path("y.xlsx"), "--columns", "rank,title,published"})
          .code,
      0);
  EXPECT_EQ(bytes, testing::read_whole(path("y.xlsx")));
  EXPECT_EQ(search({"kwic", "ferry", "-o", path("k.xlsx")}).code, 0);
  EXPECT_TRUE(testing::read_whole(path("k.xlsx")).starts_with("PK"));
}

TEST_F(Exports, OfAWrongQueryLeaveTheFileAsItWas) {
  folder_.write("x.csv", "kept\n");
  EXPECT_EQ(search({"export", "date:2023-02-30", "-o", path("x.csv")}).code, 2);
  EXPECT_EQ(testing::read_whole(path("x.csv")), "kept\n");
  EXPECT_EQ(files(), (std::vector<std::string>{"a.idx", "x.csv"}));
}

TEST_F(Exports, OnAFullDiskAreAnErrorAndLeaveNothing) {
  const Ran device = search({"export", "ferry", "--format", "csv", "-o", "/dev/full"});
  EXPECT_EQ(device.code, 5);
  EXPECT_NE(device.err.find("cannot write /dev/full: No space left on device"), std::string::npos)
      << device.err;
  const Ran output = testing::run(
      "sh", {"-c", std::string(DATELINE_SEARCH_PROGRAM) + " export ferry -i " + idx_ + " >/dev/full"});
  EXPECT_EQ(output.code, 5) << output.err;
  // A file that may not grow past 512 bytes stands for the disk.
  folder_.write("x.csv", "kept\n");
  const Ran limited = testing::run(
      "sh", {"-c", "ulimit -f 1; exec " + std::string(DATELINE_SEARCH_PROGRAM) + " export ferry --body -i " +
                       idx_ + " -o " + path("x.csv") + " 2>/dev/null"});
  EXPECT_EQ(limited.code, 5);
  EXPECT_EQ(testing::read_whole(path("x.csv")), "kept\n");
  EXPECT_EQ(files(), (std::vector<std::string>{"a.idx", "x.csv"}));
}

TEST_F(Exports, OfNothingSayThatNothingWasFound) {
  const Ran ran = search({"export", "zeppelin", "--format", "csl-json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(json::parse(ran.out).size(), 1u);  // the search itself
}

TEST_F(Exports, OfBibliographiesTakeNoTexts) {
  const Ran ran = search({"export", "ferry", "--body", "--format", "bibtex"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("leave --body out"), std::string::npos);
}

/// A feed read back as the engines would: the ids of its documents, in their order.
std::vector<std::string> ids_of_feed(const std::filesystem::path& folder, const std::string& target) {
  std::vector<std::filesystem::path> parts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with("documents-")) parts.push_back(entry.path());
  }
  std::sort(parts.begin(), parts.end());
  std::vector<std::string> ids;
  for (const auto& part : parts) {
    const std::string text = testing::read_whole(part.string());
    if (target == "solr") {
      for (const json& document : json::parse(text)) ids.push_back(document["id"]);
      continue;
    }
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (target == "opensearch") {
        const std::string action_id = json::parse(line)["index"]["_id"];
        std::getline(lines, line);
        EXPECT_EQ(json::parse(line)["id"], action_id);
      }
      ids.push_back(json::parse(line)["id"]);
    }
  }
  return ids;
}

TEST_F(Exports, AFeedHoldsEveryArticleOnce) {
  std::vector<std::string> expected;
  const json found = search_json({"query", "ferry", "--sort", "date", "--copies", "-n", "100"});
  for (const json& hit : found["hits"]) expected.push_back(hit["id"]);
  ASSERT_GT(expected.size(), 4U);
  for (const std::string target : {"solr", "opensearch", "quickwit"}) {
    const Ran ran = search({"export", "ferry", "--sort", "date", "--for", target, "-o", path(target)});
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ids_of_feed(path(target), target), expected) << target;
    EXPECT_TRUE(json::parse(testing::read_whole(path(target) + "/feed.json"))["complete"].get<bool>());
    EXPECT_TRUE(json::parse(testing::read_whole(path(target) + "/schema.json")).is_object());
  }
  const Ran again = search({"export", "ferry", "--sort", "date", "--for", "solr", "-o", path("solr")});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.err.find("were there already"), std::string::npos) << again.err;
}

TEST_F(Exports, AFeedSaysWhatItCannotTake) {
  EXPECT_EQ(search({"export", "ferry", "--for", "solr"}).code, 2);
  EXPECT_EQ(search({"export", "ferry", "--for", "solr", "-o", path("f"), "--format", "csv"}).code, 2);
  EXPECT_EQ(search({"export", "ferry", "--for", "solr", "-o", path("f"), "--index-name", "A/../b"}).code, 2);
  EXPECT_EQ(search({"export", "ferry", "--for", "sphinx", "-o", path("f")}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(path("f")));
}

}  // namespace
}  // namespace dateline
