#include "bench/queries/draw.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "bench/corpus/oracle.h"
#include "bench/corpus/vocabulary.h"
#include "bench/queries/query_case.h"

namespace dateline::bench {
namespace {

using Form = Asked::Form;

struct Sample {
  std::vector<GeneratedArticle> articles = generate(2000, 3);
  std::vector<Record> records;
  Oracle oracle{articles};
  Sample() {
    for (const GeneratedArticle& article : articles) {
      const int year = static_cast<int>(article.date.year());
      records.push_back({article.title, article.body, std::to_string(year), article.source});
    }
  }
};

const Sample& sample() {
  static const Sample made;
  return made;
}

std::vector<Draft> drawn(std::uint64_t seed) {
  DrawOptions options = options_for_generated(Vocabulary());
  options.queries = 4;
  options.seed = seed;
  return draw_queries(sample().records, options);
}

std::vector<std::string> texts(const std::vector<Draft>& drafts) {
  std::vector<std::string> out;
  for (const Draft& draft : drafts) out.push_back(draft.query_class + " " + to_request(draft.asked).query);
  return out;
}

TEST(Drawing, GivesTheSameQueriesForTheSameSeed) {
  EXPECT_EQ(texts(drawn(7)), texts(drawn(7)));
  EXPECT_NE(texts(drawn(7)), texts(drawn(8)));
}

TEST(Drawing, GivesEveryClassItsQueries) {
  std::map<std::string, int> counts;
  for (const Draft& draft : drawn(7)) ++counts[draft.query_class];
  for (const char* name : {"one_word/rare",
                           "one_word/middle",
                           "one_word/frequent",
                           "all_words/2",
                           "all_words/5",
                           "any_word/2",
                           "any_word/5",
                           "phrase/2",
                           "phrase/3",
                           "near/2",
                           "prefix",
                           "date_range",
                           "date_range_and_word",
                           "juche_range",
                           "juche_range_and_word",
                           "facets/0",
                           "facets/1",
                           "facets/5",
                           "filter_and_word",
                           "multi_select",
                           "hangul_word",
                           "no_hits",
                           "deep_page",
                           "timeline",
                           "kwic",
                           "shell/headline",
                           "first_after_open"}) {
    EXPECT_EQ(counts[name], 4) << name;
  }
}

TEST(Drawing, GoesByTheNumberOfArticlesThatHaveAWord) {
  const double all = static_cast<double>(sample().oracle.articles());
  for (const Draft& draft : drawn(7)) {
    const auto found = static_cast<double>(count_matches(draft.asked, sample().oracle));
    const std::string& name = draft.query_class;
    const std::string query = to_request(draft.asked).query;
    if (name == "one_word/rare") {
      EXPECT_LE(found, 12) << query;
    }
    if (name == "one_word/middle") {
      EXPECT_LE(found, all * 0.03) << query;
    }
    if (name == "one_word/frequent") {
      EXPECT_GE(found, all * 0.1) << query;
    }
    if (name == "no_hits") {
      EXPECT_EQ(found, 0) << query;
    } else if (!name.starts_with("juche") && !name.starts_with("date") && !name.starts_with("filter") &&
               !name.starts_with("multi") && name != "hangul_word") {
      EXPECT_GE(found, 1) << name << ": " << query;
    }
  }
}

TEST(Drawing, LeavesOutHangulWhereThereIsNone) {
  const std::vector<Record> records{
      {"Spring planting", "The planting began near the river embankment today.", "1999-04-01", "none"}};
  DrawOptions options;
  options.queries = 2;
  for (const Draft& draft : draw_queries(records, options)) EXPECT_NE(draft.query_class, "hangul_word");
  EXPECT_TRUE(draw_queries({}, options).empty());
}

TEST(Drawing, TakesHangulFromTheTexts) {
  const std::vector<Record> records(
      3, {"강산", "The word 강산 stands here, 산 alone does not count.", "1999-04-01", "none"});
  DrawOptions options;
  options.queries = 1;
  std::set<std::string> words;
  for (const Draft& draft : draw_queries(records, options)) {
    if (draft.query_class == "hangul_word") words.insert(draft.asked.words.front());
  }
  EXPECT_EQ(words, std::set<std::string>{"강산"});
}

TEST(Asking, WritesQueriesAsUsersDo) {
  const auto text = [](Form form, std::vector<std::string> words) {
    Asked asked;
    asked.form = form;
    asked.words = std::move(words);
    asked.window = 5;
    return to_request(asked).query;
  };
  EXPECT_EQ(text(Form::kAll, {"a", "b"}), "a b");
  EXPECT_EQ(text(Form::kAll, {"a", "b", "c", "d", "e"}), "a AND b AND c AND d AND e");
  EXPECT_EQ(text(Form::kAny, {"a", "b"}), "a b");
  EXPECT_EQ(text(Form::kPhrase, {"a", "b"}), "\"a b\"");
  EXPECT_EQ(text(Form::kNear, {"a", "b"}), "near/5(a b)");
  EXPECT_EQ(text(Form::kPrefix, {"abcd"}), "abcd*");
  Asked ranges;
  ranges.years = {1999, 2001};
  ranges.juche = {88, 90};
  ranges.filter_years = {2000};
  EXPECT_EQ(to_request(ranges).query, "date:1999..2001 juche:88..90");
  EXPECT_EQ(to_request(ranges).filters, std::vector<std::string>{"year=2000"});
}

TEST(Asking, CountsRangesAndFiltersByTheArticles) {
  Asked asked;
  asked.years = {2000, 2003};
  asked.filter_years = {2003, 2009};
  std::uint64_t expected = 0;
  for (const GeneratedArticle& article : sample().articles) {
    if (article.kind != GeneratedArticle::Kind::kSameRecord &&
        static_cast<int>(article.date.year()) == 2003) {
      ++expected;
    }
  }
  EXPECT_EQ(count_matches(asked, sample().oracle), expected);
}

}  // namespace
}  // namespace dateline::bench
