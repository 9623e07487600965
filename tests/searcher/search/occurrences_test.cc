#include "searcher/search/occurrences.h"

#include <gtest/gtest.h>

#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using testing::GeneratedIndex;
using testing::RandomText;
using testing::WrittenArticle;

query::Plan plan_of(GeneratedIndex& index, const std::string& query, const query::PlanOptions& options = {}) {
  const auto ast = query::parse(query, {});
  EXPECT_TRUE(ast) << query;
  auto plan = query::plan(*ast, query, index.terms(), index.analyzer(), options);
  EXPECT_TRUE(plan) << query;
  return std::move(*plan);
}

std::vector<Occurrence> occurrences(GeneratedIndex& index, const query::Plan& plan, const std::string& text,
                                    TextPart part, const char* language = "en") {
  text::TokenList tokens;
  text::AnalysisCounts counts;
  const OccurrenceFinder finder(plan.root);
  index.analyzer().analyze(text, text::Language::from_code(language), tokens, counts, finder.stems());
  return finder.find(tokens, part);
}

/// The text with [ ] round occurrences and < > round their words where these are not the whole.
std::string drawn(const std::string& text, const std::vector<Occurrence>& found) {
  std::string out;
  std::size_t at = 0;
  const auto copy = [&](std::size_t to) {
    out += text.substr(at, to - at);
    at = to;
  };
  for (const Occurrence& occurrence : found) {
    copy(occurrence.whole.begin);
    out += '[';
    for (const Occurrence::Bytes& word : occurrence.words) {
      copy(word.begin);
      if (occurrence.words.size() > 1) out += '<';
      copy(word.end);
      if (occurrence.words.size() > 1) out += '>';
    }
    copy(occurrence.whole.end);
    out += ']';
  }
  copy(text.size());
  return out;
}

TEST(Occurrences, AreWhatTheQueryAsksForAndNothingElse) {
  const struct {
    const char* name;
    const char* query;
    const char* language;
    const char* text;
    const char* expected;
  } rows[] = {
      {"all forms of a word", "visit", "en", "He visited us; visits, a visitor.",
       "He [visited] us; [visits], a visitor."},
      {"one form alone", "=visit", "en", "He visited us on a visit.", "He visited us on a [visit]."},
      {"a prefix", "visit*", "en", "Visitors visited the visa office.",
       "[<Visitors> <visited>] the visa office."},
      {"a phrase and not its words", "\"goodwill visit\"", "en", "Goodwill, a visit. A goodwill visit.",
       "Goodwill, a visit. A [<goodwill> <visit>]."},
      {"neighbours are one", "goodwill visit", "en", "A goodwill visit; visit of goodwill.",
       "A [<goodwill> <visit>]; [visit] of [goodwill]."},
      {"words near each other", "near/4(river bridge)", "en",
       "River to the bridge. Then it was a river far away from every bridge.",
       "[<River> to the <bridge>]. Then it was a river far away from every bridge."},
      {"accents on either side", "presa", "es", "La presá y las presas.", "La [presá] y las [presas]."},
      {"Russian cases", "школа", "ru", "В школе и около школы стоит школа.",
       "В [школе] и около [школы] стоит [школа]."},
      {"Hangul with particles", "평양", "ko", "평양에서 평양시민은 서울로", "[평양]에서 [평양]시민은 서울로"},
      {"a Hangul word of four", "체육경기", "ko", "체육경기가 체육 경기", "[체육경기]가 [체육 경기]"},
      {"Han", "訪問", "ja", "代表団が訪問した", "代表団が[訪問]した"},
      {"negated words are not shown", "river -bridge", "en", "river and bridge", "[river] and bridge"},
      {"fields are no words", "river lang:en", "en", "en river lang", "en [river] lang"},
      {"words of the title not in the body", "title:river", "en", "the river", "the river"},
      {"nothing in nothing", "river", "en", "", ""},
      {"bytes that are no text", "river", "en", "\xff\xfe river\x01", "\xff\xfe [river]\x01"},
  };
  GeneratedIndex index;
  index.add({.title = "", .body = "visit visited visits visitor visitors visa"});
  query::PlanOptions options;
  for (const char* code : {"ru", "es", "ko", "ja"})
    options.languages.push_back(text::Language::from_code(code));
  for (const auto& row : rows) {
    const query::Plan plan = plan_of(index, row.query, options);
    EXPECT_EQ(drawn(row.text, occurrences(index, plan, row.text, TextPart::kBody, row.language)),
              row.expected)
        << row.name;
  }
  const query::Plan title = plan_of(index, "title:river", options);
  EXPECT_EQ(occurrences(index, title, "the river", TextPart::kTitle).size(), 1U);
  EXPECT_TRUE(OccurrenceFinder(plan_of(index, "lang:en", options).root).empty());
}

/// For a query of one part, an article is found exactly when the part stands in one of its texts.
TEST(Occurrences, StandInEveryArticleThatIsFoundAndInNoOther) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  GeneratedIndex index;
  std::vector<WrittenArticle> articles;
  for (int i = 0; i < 60; ++i) {
    articles.push_back(random.article());
    index.add(articles.back());
  }
  static const char* const kParts[] = {"harbour",
                                       "=harbours",
                                       "lant*",
                                       "\"river bridge\"",
                                       "\"Kim Pak\"",
                                       "near/3(school bridge)",
                                       "near/6(river rivers visit)",
                                       "title:bridge",
                                       "title:\"school bridge\"",
                                       "school-bridge",
                                       "평양",
                                       "\"서울에서 평양\"",
                                       "visit~",
                                       "(river OR orchard)",
                                       "2023.9"};
  for (const std::string query : kParts) {
    const query::Plan plan = plan_of(index, query);
    const std::vector<std::uint32_t> expected = index.matches(plan.root);
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < articles.size(); ++i) {
      const bool stands = !occurrences(index, plan, articles[i].title, TextPart::kTitle).empty() ||
                          !occurrences(index, plan, articles[i].body, TextPart::kBody).empty();
      if (stands) found.push_back(static_cast<std::uint32_t>(i + 1));
    }
    EXPECT_EQ(found, expected) << query;
  }
}

TEST(Occurrences, NeitherOverlapNorLeaveTheText) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  GeneratedIndex index;
  for (int i = 0; i < 20; ++i) index.add(random.article());
  for (int i = 0; i < 300; ++i) {
    const std::string query = random.query();
    const auto ast = query::parse(query, {});
    ASSERT_TRUE(ast) << query;
    const auto plan = query::plan(*ast, query, index.terms(), index.analyzer(), {});
    if (!plan) continue;  // a prefix that stands for too many words
    const std::string text = random.article().body;
    std::uint32_t end = 0;
    for (const Occurrence& found : occurrences(index, *plan, text, TextPart::kBody)) {
      EXPECT_GE(found.whole.begin, end) << query;
      ASSERT_FALSE(found.words.empty());
      EXPECT_EQ(found.words.front().begin, found.whole.begin);
      EXPECT_EQ(found.words.back().end, found.whole.end);
      end = found.whole.end;
    }
    EXPECT_LE(end, text.size());
  }
}

}  // namespace
}  // namespace dateline::search
