#include "bench/queries/query_case.h"

#include <gtest/gtest.h>

#include <sstream>

namespace dateline::bench {
namespace {

std::vector<QueryCase> some_queries() {
  QueryCase plain{"one_word/rare", Action::kSearch, {}, 7};
  plain.request.query = "tarvok";
  QueryCase full{"multi_select", Action::kOpenAndSearch, {}, 123};
  full.request.query = "\"강산\" date:1999..2001";
  full.request.any = true;
  full.request.language = "en";
  full.request.filters = {"year=1999", "year=2000"};
  full.request.offset = 1000;
  full.request.facets = {index::Facet::kYear, index::Facet::kSource};
  return {plain, full};
}

std::string written(const std::vector<QueryCase>& queries) {
  std::ostringstream out;
  write_queries(out, queries);
  return out.str();
}

TEST(QueryFile, HoldsOneQueryALineWithoutUsualValues) {
  EXPECT_EQ(written({some_queries().front()}),
            "{\"class\":\"one_word/rare\",\"query\":\"tarvok\",\"expected\":7}\n");
}

TEST(QueryFile, IsReadAsItWasWritten) {
  std::istringstream in(written(some_queries()));
  const auto read = read_queries(in);
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ(written(*read), written(some_queries()));
  const QueryCase& full = read->back();
  EXPECT_EQ(full.action, Action::kOpenAndSearch);
  EXPECT_EQ(full.expected, 123U);
  EXPECT_TRUE(full.request.any);
  EXPECT_EQ(full.request.filters.size(), 2U);
  EXPECT_EQ(full.request.facets.front(), index::Facet::kYear);
}

TEST(QueryFile, NamesTheLineThatIsWrong) {
  for (const char* line : {"no JSON", "[]", "{\"class\":\"a\",\"query\":\"b\"}",
                           "{\"class\":\"a\",\"query\":\"b\",\"expected\":-1,\"action\":\"dance\"}",
                           "{\"class\":\"a\",\"query\":\"b\",\"expected\":1,\"facets\":[\"colour\"]}"}) {
    std::istringstream in("{\"class\":\"a\",\"query\":\"b\",\"expected\":1}\n" + std::string(line) + "\n");
    const auto read = read_queries(in);
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().kind, ErrorKind::kInput);
    EXPECT_NE(read.error().what.find("line 2"), std::string::npos) << read.error().what;
  }
}

TEST(QueryFile, OfHashesHoldsNoWordOfTheQueries) {
  std::ostringstream out;
  write_query_hashes(out, some_queries());
  EXPECT_EQ(out.str().find("tarvok"), std::string::npos) << out.str();
  EXPECT_EQ(out.str().find("강산"), std::string::npos) << out.str();
  EXPECT_NE(out.str().find("\"expected\":123"), std::string::npos) << out.str();
}

TEST(QueryFile, HasAnotherHashWhenAnExpectedCountChanges) {
  auto queries = some_queries();
  const std::string before = hash(queries);
  EXPECT_EQ(before, hash(some_queries()));
  ++queries.front().expected;
  EXPECT_NE(before, hash(queries));
}

}  // namespace
}  // namespace dateline::bench
