#include "searcher/batch/query_file.h"

#include <gtest/gtest.h>

#include <sstream>

namespace dateline::search {
namespace {

/// Everything that a file gives, as text.
std::vector<std::string> read(const std::string& text) {
  std::istringstream in(text);
  QueryFile file(in);
  std::vector<std::string> out;
  while (const auto query = file.next()) {
    if (!*query) {
      out.push_back("line " + std::to_string(file.line()) + ": " + query->error().what);
      continue;
    }
    const BatchQuery& q = **query;
    std::string line = std::to_string(q.line) + "|" + q.id + "|" + q.text;
    for (const std::string& filter : q.filters) line += "|" + filter;
    if (!q.from.empty() || !q.to.empty()) line += "|" + q.from + ".." + q.to;
    out.push_back(std::move(line));
  }
  return out;
}

TEST(QueryFile, ReadsIdsTextsAndConditions) {
  struct Case {
    std::string name;
    std::string input;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases{
      {"id and text", "q1\triver dam\nq2\tbridge\n", {"1|q1|river dam", "2|q2|bridge"}},
      {"text alone gets the number of its line", "river dam\n\nbridge", {"1|1|river dam", "3|3|bridge"}},
      {"comments, blank lines, CRLF and a byte order mark",
       "\xEF\xBB\xBFq1\tdam\r\n# no query\n   \nq2\tbridge\r\n",
       {"1|q1|dam", "4|q2|bridge"}},
      {"a month", "q\tdam\t2023-02", {"1|q|dam|2023-02-01..2023-02-28"}},
      {"filters and an open period",
       "q\tdam\tsource=kcna\t2019..\tlanguage=en",
       {"1|q|dam|source=kcna|language=en|2019-01-01.."}},
      {"an empty id gets the number of its line", "\tdam\t", {"1|1|dam"}},
      {"wrong conditions end their own line only",
       "a\tdam\tsoon\nb\tdam\t2023\t2024\nc\tdam",
       {"line 1: \"soon\" is no filter: ", "line 2: \"2024\" is a second period", "3|c|dam"}},
  };
  for (const Case& c : cases) {
    const std::vector<std::string> got = read(c.input);
    ASSERT_EQ(got.size(), c.expected.size()) << c.name;
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].substr(0, c.expected[i].size()), c.expected[i]) << c.name;
    }
  }
}

TEST(QueryFile, RefusesALineWithoutAnEndAndGoesOn) {
  const std::vector<std::string> got = read("q\t" + std::string(3 << 20, 'x') + "\nr\tdam\n");
  ASSERT_EQ(got.size(), 2U);
  EXPECT_EQ(got[0].substr(0, 7), "line 1:");
  EXPECT_EQ(got[1], "2|r|dam");
}

}  // namespace
}  // namespace dateline::search
