#include "searcher/search/snippet.h"

#include <gtest/gtest.h>

#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/highlight.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using testing::GeneratedIndex;
using testing::RandomText;

class ASnippet : public ::testing::Test {
 protected:
  ASnippet() {
    index_.add({.title = "", .body = "visit visited visits visitor"});
    for (const char* code : {"ru", "es", "ko", "ja"})
      options_.languages.push_back(text::Language::from_code(code));
  }
  HighlightTerms terms(const std::string& query) {
    const auto ast = query::parse(query, {});
    EXPECT_TRUE(ast) << query;
    const auto plan = query::plan(*ast, query, index_.terms(), index_.analyzer(), options_);
    EXPECT_TRUE(plan) << query;
    return highlight_terms(index_.terms(), plan->root);
  }
  static std::string drawn(const Snippet& snippet) {
    std::string out = snippet.cut_before ? "…" : "";
    for (const SnippetPart& part : snippet.parts) out += part.hit ? "[" + part.text + "]" : part.text;
    return out + (snippet.cut_after ? "…" : "");
  }
  std::string best(const std::string& query, const std::string& text, const char* language = "en",
                   std::size_t bytes = 80) {
    return drawn(snippeter_.best_passage(text, text::Language::from_code(language), terms(query), bytes));
  }

  GeneratedIndex index_;
  query::PlanOptions options_;
  Snippeter snippeter_;
};

TEST_F(ASnippet, MarksWhatTheQueryAsksForInEveryLanguage) {
  const struct {
    const char* name;
    const char* query;
    const char* language;
    const char* text;
    const char* expected;
  } rows[] = {
      {"all forms", "visit", "en", "He visited us on a visit.", "He [visited] us on a [visit]."},
      {"words of a phrase only in the phrase", "\"goodwill visit\"", "en",
       "Goodwill: a visit. A goodwill visit.", "Goodwill: a visit. A [goodwill] [visit]."},
      {"near words only when near", "near/3(river bridge)", "en",
       "River and bridge. And then, far from it, a river.",
       "[River] and [bridge]. And then, far from it, a river."},
      {"a prefix", "visit*", "en", "Visitors visited Visa.", "Visitors [visited] Visa."},
      {"accents", "presa", "es", "La présa nueva.", "La [présa] nueva."},
      {"accents in decomposed letters", "presa", "es", "La pre\xCC\x81sa nueva.",
       "La [pre\xCC\x81sa] nueva."},
      {"Russian cases", "школа", "ru", "В школе у реки.", "В [школе] у реки."},
      {"Hangul with its particle", "평양", "ko", "강물은 평양에서 흐른다.", "강물은 [평양]에서 흐른다."},
      {"Hangul spaced in another way", "\"체육 경기\"", "ko", "체육경기가 열렸다.", "[체육경기]가 열렸다."},
      {"Han", "訪問", "ja", "代表団が訪問した。", "代表団が[訪問]した。"},
      {"a word of the title alone", "title:river", "en", "The river.", "The river."},
      {"no body", "river", "en", "", ""},
      {"white space and control bytes", "river", "en", "the\n\n\t river\x01\x7F bank", "the [river] bank"},
      {"no words in the query", "lang:en", "en", "The river.", "The river."},
  };
  for (const auto& row : rows) EXPECT_EQ(best(row.query, row.text, row.language), row.expected) << row.name;
}

TEST_F(ASnippet, IsTakenWhereMostOfTheWordsStand) {
  const std::string filler(400, '.');
  const std::string text =
      "The river. " + filler + " A river under the old bridge of the town. " + filler + " The bridge.";
  const std::string one = best("river bridge", text);
  EXPECT_NE(one.find("[river] under the old [bridge]"), std::string::npos) << one;
  EXPECT_TRUE(one.starts_with("…") && one.ends_with("…"));
}

TEST_F(ASnippet, ShowsTheLastOfTheWordsItWasTakenFor) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "and more of it ";
  text += "river one two three four five six seven eight nine ten bridge";
  for (int i = 0; i < 30; ++i) text += " and more of it";
  const std::string passage = best("river bridge", text, "en", 80);
  EXPECT_NE(passage.find("[river]"), std::string::npos) << passage;
  EXPECT_NE(passage.find("[bridge]"), std::string::npos) << passage;
}

TEST_F(ASnippet, IsWholeCharactersOfAboutTheSizeAskedFor) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  RandomText random(seed);
  static const char* const kPieces[] = {"평양", "river ", "訪問",      " ",  "школе ",
                                        "\xff", "é",      "e\xCC\x81", "\n", "visit "};
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (std::size_t n = random.below(120); n > 0; --n) text += kPieces[random.below(std::size(kPieces))];
    const std::size_t bytes = 30 + random.below(200);
    const Snippet snippet = snippeter_.best_passage(text, text::Language::from_code("ko"),
                                                    terms("river 평양 школа \"visit river\""), bytes);
    std::string all;
    for (const SnippetPart& part : snippet.parts) all += part.text;
    EXPECT_LE(all.size(), bytes + 4) << text;
    EXPECT_TRUE(all.empty() || (static_cast<unsigned char>(all.front()) & 0xC0) != 0x80) << all;
    EXPECT_EQ(all.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace dateline::search
