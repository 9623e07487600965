#include "searcher/search/match_sets.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/xapian_query.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using query::Mode;
using query::Plan;
using testing::GeneratedIndex;
using testing::RandomText;

constexpr std::uint64_t kSeed = 20230914;

Plan plan_of(GeneratedIndex& index, const std::string& text, Mode mode,
             const text::Lexicon* lexicon = nullptr) {
  const auto ast = query::parse(text);
  EXPECT_TRUE(ast) << (ast ? "" : query::caret_text(ast.error(), text));
  if (!ast) return {};
  auto plan = query::plan(*ast, text, index.terms(), index.analyzer(), {.mode = mode, .lexicon = lexicon});
  EXPECT_TRUE(plan) << (plan ? "" : query::caret_text(plan.error(), text));
  return plan ? std::move(*plan) : Plan{};
}

/// Docids that Xapian's matcher finds, ascending.
std::vector<std::uint32_t> matcher_finds(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight());
  std::vector<std::uint32_t> found;
  const Xapian::MSet hits = enquire.get_mset(0, database.get_doccount());
  for (auto it = hits.begin(); it != hits.end(); ++it) found.push_back(*it);
  std::sort(found.begin(), found.end());
  return found;
}

GeneratedIndex generated(RandomText& random, std::size_t articles) {
  GeneratedIndex index;
  for (std::size_t i = 0; i < articles; ++i) index.add(random.article());
  return index;
}

TEST(MatchSets, AreWhatXapiansMatcherAndAVisitToEveryArticleFind) {
  RandomText random(kSeed);
  GeneratedIndex index = generated(random, 400);
  for (const Xapian::docid gone : {7U, 100U, 399U}) index.remove(gone);
  MatchSets alone(index.terms());
  PostingStore postings(index.terms(), PostingStore::Options{.bytes = 20000});
  MatchSets sharing(index.terms(), {.postings = &postings});
  const auto lexicon = text::Lexicon::parse(
      "person\tKim Pak\tPak Kim\nplace\tharbour\t평양\tlantern bridge\nword\tvisit\tvist\n",
      index.analyzer());
  ASSERT_TRUE(lexicon) << lexicon.error().what;
  std::size_t with_matches = 0;
  std::size_t relaxed = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string text = random.query();
    const Mode mode = i % 4 == 0 ? Mode::kAny : i % 4 == 1 ? Mode::kMax : Mode::kAll;
    const Plan plan = plan_of(index, text, mode, i % 3 == 0 ? &*lexicon : nullptr);
    SCOPED_TRACE("seed " + std::to_string(kSeed) + " query " + std::to_string(i) + ": " + text + "\n" +
                 query::dump(plan.root));
    const std::vector<std::uint32_t> expected = index.matches(plan.root);
    const MatchResult found = alone.find(plan.root);
    ASSERT_EQ(found.set.docids(), expected);
    ASSERT_EQ(sharing.find(plan.root).set.docids(), expected);
    Xapian::Query xapian = to_xapian(plan, index.terms());
    if (needs_match_set(plan.root)) {
      ++relaxed;
      EXPECT_GE(found.parts_met, expected.empty() ? 0U : 1U);
      xapian = Xapian::Query(Xapian::Query::OP_FILTER, xapian, filter_query(found.set));
    }
    ASSERT_EQ(matcher_finds(index.database(), xapian), expected);
    if (!expected.empty() && expected.size() < index.articles().size()) ++with_matches;
  }
  EXPECT_GT(with_matches, 2000U);
  EXPECT_GT(relaxed, 400U);
}

TEST(MatchSets, OfPhrasesWithSignsAreWhatAVisitToEveryArticleFinds) {
  RandomText random(kSeed + 7);
  GeneratedIndex index = generated(random, 400);
  MatchSets sets(index.terms());
  const std::vector<std::string> words = {"harbour", "lantern", "bridge",
                                          "river",   "school",  "orchard",
                                          "kim",     "visit",   "12",
                                          "har*",    "br?dge",  "(river|lantern)",
                                          "*ool",    "vist~",   "(school bridge|kim)"};
  std::size_t with_matches = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = i % 3 == 0 ? "before/" + std::to_string(2 + random.below(5)) + "(" : "\"";
    for (std::size_t n = 2 + random.below(2); n > 0; --n) {
      text += words[random.below(i % 3 == 0 ? 11 : words.size())] + " ";
      if (i % 3 == 1 && n > 1) text += random.below(2) == 0 ? "* " : "* * ";
    }
    text += i % 3 == 0 ? ")" : "\"";
    if (i % 5 == 0) text += " -river";
    const Plan plan = plan_of(index, text, Mode::kAll);
    SCOPED_TRACE("seed " + std::to_string(kSeed + 7) + ": " + text + "\n" + query::dump(plan.root));
    const std::vector<std::uint32_t> expected = index.matches(plan.root);
    ASSERT_EQ(sets.find(plan.root).set.docids(), expected);
    if (!expected.empty()) ++with_matches;
  }
  EXPECT_GT(with_matches, 500U);
}

TEST(MatchSets, StayWithinTheSetThatIsGiven) {
  RandomText random(kSeed + 1);
  GeneratedIndex index = generated(random, 300);
  MatchSets sets(index.terms(), {.cache_bytes = 0});
  for (int i = 0; i < 1000; ++i) {
    const std::string text = random.query();
    const Plan plan = plan_of(index, text, Mode::kAll);
    SCOPED_TRACE("seed " + std::to_string(kSeed + 1) + ": " + text);
    std::vector<std::uint32_t> some;
    for (std::uint32_t docid = 1; docid <= 300; ++docid) {
      if (random.below(static_cast<std::size_t>(1 + i % 20)) == 0) some.push_back(docid);
    }
    const MatchSet within = MatchSet::of(some);
    MatchSet expected = MatchSet::of(index.matches(plan.root));
    expected &= within;
    ASSERT_EQ(sets.find(plan.root, &within).set.docids(), expected.docids());
  }
}

TEST(MatchSets, OfPhrasesThatRepeatAWordHaveItSideBySideAndNotOnlyAsOften) {
  GeneratedIndex index;
  std::string text;
  for (int times = 1; times <= 12; ++times) {
    index.add({"", text += "river bridge "});
    index.add({"river", text + "school " + text});
  }
  MatchSets sets(index.terms());
  const auto repeated = [](std::string_view words, int times) {
    std::string out;
    for (; times > 0; --times) out.append(words).append(" ");
    return out;
  };
  std::size_t with_matches = 0;
  for (int times = 1; times <= 13; ++times) {
    for (const std::string& query :
         {'"' + repeated("river bridge", times) + '"', '"' + repeated("bridge river", times) + '"',
          '"' + repeated("river", times) + '"', "near/12(" + repeated("river", std::max(2, times % 12)) + ')',
          '"' + repeated("river bridge", times) + "\" school"}) {
      const Plan plan = plan_of(index, query, Mode::kAll);
      const std::vector<std::uint32_t> expected = index.matches(plan.root);
      EXPECT_EQ(sets.find(plan.root).set.docids(), expected) << query;
      if (!expected.empty()) ++with_matches;
    }
  }
  EXPECT_GT(with_matches, 30U);
}

TEST(MatchSets, OfRelaxedQueriesHaveEnoughWordsOrAsManyAsAnyArticleHas) {
  GeneratedIndex index;
  index.add({"", "river bridge"});
  index.add({"", "river bridge school"});
  index.add({"", "lantern"});
  MatchSets sets(index.terms());
  const MatchResult most = sets.find(plan_of(index, "river bridge school", Mode::kMax).root);
  EXPECT_EQ(most.set.docids(), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(most.parts_met, 2U);
  const MatchResult quarter =
      sets.find(plan_of(index, "river bridge school kim pak visit harbour orchard twelve", Mode::kMax).root);
  EXPECT_EQ(quarter.set.docids(), (std::vector<std::uint32_t>{2}));
  EXPECT_EQ(quarter.parts_met, 3U);
  const MatchResult fewer = sets.find(plan_of(index, "lantern orchard kim pak", Mode::kMax).root);
  EXPECT_EQ(fewer.set.docids(), (std::vector<std::uint32_t>{3}));
  EXPECT_EQ(fewer.parts_met, 1U);
  const MatchResult none = sets.find(plan_of(index, "kim pak", Mode::kMax).root);
  EXPECT_TRUE(none.set.empty());
  EXPECT_EQ(none.parts_met, 0U);
}

}  // namespace
}  // namespace dateline::search
