#include "searcher/options.h"

#include <gtest/gtest.h>

#include "searcher/search/collocates.h"
#include "searcher/search/kwic.h"
#include "searcher/search/request.h"

namespace dateline::search {
namespace {

using Words = std::vector<std::string>;

template <class A>
A parsed(const Words& arguments) {
  const auto result = parse_arguments(arguments, "1.2.3");
  if (!result) {
    ADD_FAILURE() << result.error().out << result.error().err;
    return {};
  }
  if (!std::holds_alternative<A>(*result)) {
    ADD_FAILURE() << "another command: " << result->index();
    return {};
  }
  return std::get<A>(*result);
}

TEST(SearchOptions, ReadWordsAndOptionsInAnyOrder) {
  const auto a = parsed<QueryArguments>({"putin", "-n", "5", "-nuclear", "--sort", "-date", "--facet",
                                         "year:-value", "--any", "-i", "one", "-i", "two", "talks"});
  EXPECT_EQ(a.words, (Words{"putin", "-nuclear", "talks"}));
  EXPECT_EQ(a.limit, 5U);
  EXPECT_EQ(a.sort, "-date");
  EXPECT_EQ(a.facets, Words{"year:-value"});
  EXPECT_TRUE(a.any);
  EXPECT_EQ(a.indexes, (std::vector<std::filesystem::path>{"one", "two"}));
}

TEST(SearchOptions, WordsBehindTwoDashesAreWords) {
  EXPECT_EQ(parsed<QueryArguments>({"--", "--any", "-n", "-date"}).words, (Words{"--any", "-n", "-date"}));
  EXPECT_EQ(parsed<QueryArguments>({"C", "++"}).words, (Words{"C", "++"}));
  const auto similar = parsed<SimilarArguments>({"similar", "12ab", "-old", "--limit", "3", "dam"});
  EXPECT_EQ(similar.id, "12ab");
  EXPECT_EQ(similar.query.words, (Words{"-old", "dam"}));
  EXPECT_EQ(similar.query.limit, 3U);
}

TEST(SearchOptions, DefaultsAreThoseOfTheRequests) {
  const auto query = parsed<QueryArguments>({"flood"});
  const SearchRequest request;
  EXPECT_EQ(query.limit, request.limit);
  EXPECT_EQ(query.offset, request.offset);
  EXPECT_EQ(query.facet_limit, request.facet_limit);
  EXPECT_EQ(query.any, request.any);
  EXPECT_EQ(query.copies, request.copies);
  const auto kwic = parsed<KwicArguments>({"kwic", "flood"});
  EXPECT_EQ(kwic.limit, KwicRequest{}.limit);
  EXPECT_EQ(kwic.max_articles, KwicRequest{}.max_articles);
  const auto words = parsed<WordsArguments>({"collocates", "flood"});
  const WordsRequest collocates;
  EXPECT_EQ(words.window, collocates.window);
  EXPECT_EQ(words.limit, collocates.limit);
  EXPECT_EQ(words.least, collocates.least);
  EXPECT_EQ(words.max_articles, collocates.max_articles);
  EXPECT_FALSE(words.of_articles);
  EXPECT_TRUE(parsed<WordsArguments>({"significant", "flood"}).of_articles);
  EXPECT_EQ(parsed<QueryArguments>({"facets", "flood"}).limit, 0U);
  EXPECT_EQ(parsed<QueryArguments>({"facets", "flood"}).facets,
            (Words{"source", "language", "year", "juche"}));
  const auto batch = parsed<BatchArguments>({"batch", "-"});
  EXPECT_TRUE(batch.query.any);
  EXPECT_EQ(batch.query.limit, 1000U);
  EXPECT_FALSE(parsed<BatchArguments>({"batch", "q.tsv", "--all"}).query.any);
}

TEST(SearchOptions, WrongUsageSaysWhatIsWrong) {
  struct Case {
    Words arguments;
    std::string said;
  };
  const std::vector<Case> cases{{{}, "To begin:"},
                                {{"flood", "--sort", "size"}, "--sort: size not in"},
                                {{"flood", "--limit", "-1"}, "--limit"},
                                {{"flood", "--no-such-option"}, "--no-such-option"},
                                {{"flood", "--rank", "bm25", "--recency", "2"}, "excludes"},
                                {{"show", "a1", "b2"}, "was not expected: b2"},
                                {{"flood", "-x"}, "was not expected: -x"},
                                {{"kwic", "--width", "0", "flood"}, "--width"}};
  for (const Case& c : cases) {
    const auto result = parse_arguments(c.arguments, "1.2.3");
    ASSERT_FALSE(result) << c.said;
    EXPECT_EQ(result.error().code, ExitCode::kUsage);
    EXPECT_EQ(result.error().out, "");
    EXPECT_NE(result.error().err.find(c.said), std::string::npos) << result.error().err;
  }
}

TEST(SearchOptions, HelpAndVersionAreNoErrors) {
  for (const Words& words :
       {Words{"--help"}, Words{"-h"}, Words{"query", "--help"}, Words{"-i", "x", "--help"}}) {
    const auto result = parse_arguments(words, "1.2.3");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ExitCode::kDone);
    EXPECT_EQ(result.error().err, "");
    EXPECT_NE(result.error().out.find("Usage: dateline-search"), std::string::npos) << result.error().out;
  }
  EXPECT_EQ(parse_arguments({"--version"}, "1.2.3").error().out, "dateline-search 1.2.3\n");
}

}  // namespace
}  // namespace dateline::search
