#include "searcher/search/ranker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "common/index/columns_builder.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/groups.h"
#include "searcher/search/xapian_query.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

using query::PlanNode;
using testing::GeneratedIndex;
using testing::RandomText;
using testing::TemporaryFolder;

constexpr std::uint64_t kSeed = 1122;
constexpr std::uint32_t kArticles = 400;
constexpr double kTolerance = 1e-4;

/// Articles with days of publication and groups of equal texts.
class Ranking : public ::testing::Test {
 protected:
  void SetUp() override {
    index::ColumnsBuilder builder;
    for (std::uint32_t docid = 1; docid <= kArticles; ++docid) {
      index_.add(random_.article());
      const auto day = static_cast<std::uint32_t>(random_.below(4));
      builder.set(index::NumberColumn::kPublished, docid, day == 0 ? 0 : 20200000 + 101 * day);
      builder.set_id(docid, {docid});
      builder.set(index::NumberColumn::kGroup, docid, docid - docid % 3 == 0 ? docid : docid - docid % 3);
    }
    const auto file = folder_.path() / "columns";
    ASSERT_TRUE(builder.write(file, kArticles));
    auto columns = index::Columns::open(file);
    ASSERT_TRUE(columns) << columns.error().what;
    columns_ = std::move(*columns);
  }

  query::Plan plan_of(const std::string& text, query::Mode mode) {
    const auto ast = query::parse(text);
    EXPECT_TRUE(ast) << text;
    auto plan = query::plan(*ast, text, index_.terms(), index_.analyzer(), {.mode = mode});
    EXPECT_TRUE(plan) << text;
    return std::move(*plan);
  }

  static bool has_positions(const PlanNode& node) {
    return !node.slots.empty() || std::any_of(node.parts.begin(), node.parts.end(), has_positions);
  }
  static bool has_positions_in_or(const PlanNode& node, bool inside) {
    const bool in_or = inside || node.op == PlanNode::Op::kOr || node.op == PlanNode::Op::kAtLeast;
    return (in_or && !node.slots.empty()) ||
           std::any_of(node.parts.begin(), node.parts.end(),
                       [&](const PlanNode& part) { return has_positions_in_or(part, in_or); });
  }
  /// Or a stem that stands for several words.
  bool has_synonyms(const PlanNode& node) const {
    const bool several = node.op == PlanNode::Op::kTerm && index_.terms().forms(node.term).size() > 1;
    return node.op == PlanNode::Op::kSynonym || several ||
           std::any_of(node.parts.begin(), node.parts.end(),
                       [this](const PlanNode& part) { return has_synonyms(part); });
  }

  RandomText random_{kSeed};
  GeneratedIndex index_;
  TemporaryFolder folder_;
  index::Columns columns_;
};

TEST_F(Ranking, ScoresAreThoseOfXapianInTheOrderOfScoreDayAndId) {
  MatchSets sets(index_.terms());
  PostingStore postings(index_.terms());
  Ranker ranker(index_.terms(), columns_, sets, postings);
  std::size_t compared = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = random_.query();
    query::Plan plan = plan_of(text, i % 2 == 0 ? query::Mode::kAll : query::Mode::kAny);
    // Xapian 1.4.22 pays for phrases and nearness within OP_OR and OP_AND_MAYBE in articles that have only
    // some of the words.
    std::erase_if(plan.boosts, [](const auto& boost) { return has_positions(boost.node); });
    const MatchSet matches = sets.find(plan.root).set;
    const std::vector<Scored> all =
        ranker.page(plan, matches, {.offset = 0, .limit = kArticles, .fold = false}, {});
    ASSERT_EQ(all.size(), matches.size()) << text;
    const auto day = [&](const Scored& hit) {
      return columns_.number(index::NumberColumn::kPublished, hit.docid);
    };
    for (std::size_t n = 1; n < all.size(); ++n) {
      const bool in_order = all[n - 1].score > all[n].score ||
                            (all[n - 1].score == all[n].score &&
                             (day(all[n - 1]) > day(all[n]) ||
                              (day(all[n - 1]) == day(all[n]) && all[n - 1].docid < all[n].docid)));
      ASSERT_TRUE(in_order) << text << " at " << n << " (seed " << kSeed << ")";
    }
    // Xapian guesses how many articles a synonym has.
    const bool synonyms =
        has_synonyms(plan.root) || std::any_of(plan.boosts.begin(), plan.boosts.end(),
                                               [&](const auto& boost) { return has_synonyms(boost.node); });
    if (synonyms || has_positions_in_or(plan.root, false)) continue;
    const text::Weighting& w = plan.weighting;
    const std::vector<Scored> xapian =
        page_by_weight(index_.terms(), columns_, plan, matches, false,
                       Xapian::BM25PlusWeight(w.k1, 0, 1, w.b, w.min_normlen, w.delta),
                       {.offset = 0, .limit = kArticles, .fold = false});
    std::map<std::uint32_t, double> expected;
    for (const Scored& hit : xapian) expected[hit.docid] = hit.score;
    for (const Scored& hit : all) {
      ASSERT_NEAR(hit.score, expected[hit.docid], kTolerance)
          << text << " article " << hit.docid << " (seed " << kSeed << ")";
      ++compared;
    }
  }
  EXPECT_GT(compared, 20000U);
}

TEST_F(Ranking, APageIsAPartOfTheWholeOrderAndExplanationsAddUp) {
  MatchSets sets(index_.terms());
  PostingStore postings(index_.terms());
  Ranker ranker(index_.terms(), columns_, sets, postings);
  for (int i = 0; i < 600; ++i) {
    const std::string text = random_.query();
    const query::Plan plan = plan_of(text, i % 2 == 0 ? query::Mode::kAll : query::Mode::kAny);
    const MatchSet matches = sets.find(plan.root).set;
    const Ranker::Options options{.recency_half_life = i % 3 == 0 ? 0.5 : 0};
    const std::vector<Scored> all =
        ranker.page(plan, matches, {.offset = 0, .limit = kArticles, .fold = false}, options);
    const auto expect_same = [&](const std::vector<Scored>& page, std::vector<Scored> expected) {
      ASSERT_EQ(page.size(), expected.size()) << text;
      for (std::size_t n = 0; n < page.size(); ++n) {
        EXPECT_EQ(page[n].docid, expected[n].docid) << text << " (seed " << kSeed << ")";
      }
    };
    const std::size_t offset = random_.below(8);
    const std::size_t limit = 1 + random_.below(5);
    const auto cut = [&](const std::vector<Scored>& whole) {
      const std::size_t begin = std::min(offset, whole.size());
      const std::size_t end = std::min(begin + limit, whole.size());
      return std::vector<Scored>(whole.begin() + static_cast<std::ptrdiff_t>(begin),
                                 whole.begin() + static_cast<std::ptrdiff_t>(end));
    };
    expect_same(ranker.page(plan, matches, {offset, limit, false}, options), cut(all));
    std::vector<Scored> folded;
    std::set<std::uint32_t> texts;
    for (const Scored& hit : all) {
      if (texts.insert(group_of(columns_, hit.docid)).second) folded.push_back(hit);
    }
    expect_same(ranker.page(plan, matches, {offset, limit, true}, options), cut(folded));
    if (!all.empty()) {
      const std::size_t n = random_.below(all.size());
      const Ranker::Place place = ranker.place(plan, matches, all[n].docid, options);
      EXPECT_EQ(place.place, n + 1) << text << " (seed " << kSeed << ")";
      EXPECT_EQ(place.score, all[n].score) << text;
    }
    for (std::size_t n = 0; n < std::min<std::size_t>(all.size(), 5); ++n) {
      double sum = 0;
      for (const Contribution& part : ranker.explain(plan, all[n].docid, options)) sum += part.score;
      EXPECT_NEAR(sum, all[n].score, 1e-9 + all[n].score * 1e-9) << text << " article " << all[n].docid;
    }
  }
}

TEST_F(Ranking, NearnessIsPaidForWhereBothWordsStandWithinTheWindow) {
  MatchSets sets(index_.terms());
  PostingStore postings(index_.terms());
  Ranker ranker(index_.terms(), columns_, sets, postings);
  const query::Plan plan = plan_of("school bridge", query::Mode::kAny);
  const auto boost = std::find_if(plan.boosts.begin(), plan.boosts.end(),
                                  [](const auto& each) { return each.node.op == PlanNode::Op::kNear; });
  ASSERT_NE(boost, plan.boosts.end());
  std::size_t near = 0;
  for (const auto& [docid, article] : index_.articles()) {
    bool expected = false;
    const auto a = article.find("school");
    const auto b = article.find("bridge");
    if (a != article.end() && b != article.end()) {
      for (const std::uint32_t x : a->second) {
        for (const std::uint32_t y : b->second) {
          expected = expected || (x > y ? x - y : y - x) < boost->node.window;
        }
      }
    }
    const std::vector<Contribution> parts = ranker.explain(plan, docid, {});
    const bool paid = std::any_of(parts.begin(), parts.end(), [](const Contribution& part) {
      return part.kind == Contribution::Kind::kNear;
    });
    EXPECT_EQ(paid, expected) << "article " << docid << " (seed " << kSeed << ")";
    near += paid ? 1 : 0;
  }
  EXPECT_GT(near, 10U);
}

TEST(Synonyms, OfWordsPhrasesAndStemsCountAsOneWord) {
  GeneratedIndex index;
  index.add({"", "harbour harbours lantern school"});                 // twice by its stem
  index.add({"", "lantern bridge and lantern bridge, one lantern"});  // twice by the phrase
  index.add({"", "harbour lantern bridge vist"});
  index.add({"", "bridge lantern"});  // no phrase
  index.add({"", "vist vist school"});
  TemporaryFolder folder;
  index::ColumnsBuilder builder;
  ASSERT_TRUE(builder.write(folder.path() / "columns", 5));
  const auto columns = index::Columns::open(folder.path() / "columns");
  ASSERT_TRUE(columns);
  const auto term = [](std::string name) {
    return PlanNode{.op = PlanNode::Op::kTerm, .term = std::move(name)};
  };
  // As a name is planned where articles have several languages: its stems, and its other spellings.
  query::Plan plan;
  plan.root = {.op = PlanNode::Op::kSynonym,
               .parts = {{.op = PlanNode::Op::kSynonym, .parts = {term("Zharbour"), term("Znowher")}},
                         {.op = PlanNode::Op::kPhrase, .slots = {{"lantern"}, {"bridge"}}},
                         term("vist")}};
  MatchSets sets(index.terms());
  PostingStore postings(index.terms());
  Ranker ranker(index.terms(), *columns, sets, postings);
  const std::map<std::uint32_t, std::uint32_t> expected{{1, 2}, {2, 2}, {3, 3}, {5, 2}};
  EXPECT_EQ(sets.find(plan.root).set.docids(), (std::vector<std::uint32_t>{1, 2, 3, 5}));
  for (std::uint32_t docid = 1; docid <= 5; ++docid) {
    SCOPED_TRACE(docid);
    const std::vector<Contribution> parts = ranker.explain(plan, docid, {});
    ASSERT_EQ(parts.size(), expected.contains(docid) ? 1U : 0U);
    if (parts.empty()) continue;
    EXPECT_EQ(parts.front().occurrences, expected.at(docid));
    EXPECT_EQ(parts.front().articles, expected.size());
    EXPECT_EQ(parts.front().terms,
              (std::vector<std::string>{"lantern", "bridge", "Zharbour", "Znowher", "vist"}));
  }
}

TEST_F(Ranking, PostingsOfAStemAreThoseOfAllItsWords) {
  PostingStore postings(index_.terms());
  std::size_t several = 0;
  for (const std::string term : {"Zharbour", "Zvisit", "ZSvisit", "Zbridg", "ZSbridg", "Zorchard", "Zvist",
                                 "Z평양", "ZS평양", "Znowher"}) {
    SCOPED_TRACE(term);
    Postings expected;
    for (const auto& [docid, article] : index_.articles()) {
      if (!article.contains(term)) continue;
      const std::string prefix = term.starts_with("ZS") ? "S" : "";
      std::size_t count = 0;
      for (const std::string form :
           {"harbour", "harbours", "visit", "visited", "visits", "bridge", "bridges", "orchard", "vist"}) {
        text::Analyzer analyzer;
        const std::string stem(analyzer.stem(form, text::Language::from_code("en")));
        const auto found = article.find(prefix + form);
        if ("Z" + prefix + stem == term && found != article.end()) count += found->second.size();
      }
      expected.docids.push_back(docid);
      expected.wdfs.push_back(static_cast<std::uint16_t>(count));
      several += count > 1;
    }
    const auto found = postings.get(term);
    EXPECT_EQ(found->docids, expected.docids);
    const bool is_hangul = (term.back() & 0x80) != 0;  // the model does not count those
    if (!is_hangul) {
      EXPECT_EQ(found->wdfs, expected.wdfs);
    }
  }
  EXPECT_GT(several, 50U);
}

TEST_F(Ranking, AWordForWhichTwoStemsStandCountsOnce) {
  PostingStore postings(index_.terms());
  const auto one = postings.get("Zbridg");
  const auto both = postings.get(std::vector<std::string>{"Zbridg", "Zbridge"});
  ASSERT_FALSE(one->docids.empty());
  EXPECT_EQ(one->docids, both->docids);
  EXPECT_EQ(one->wdfs, both->wdfs);
}

TEST_F(Ranking, PostingsThatHaveNoRoomAreReadAgain) {
  PostingStore small(index_.terms(), PostingStore::Options{.bytes = 2000});
  PostingStore large(index_.terms());
  std::vector<std::string> terms;
  for (auto it = index_.database().allterms_begin(); it != index_.database().allterms_end(); ++it)
    terms.push_back(*it);
  ASSERT_GT(terms.size(), 20U);
  for (int round = 0; round < 3; ++round) {
    for (const std::string& term : terms) {
      const auto a = small.get(term);
      const auto b = large.get(term);
      EXPECT_EQ(a->docids, b->docids);
      EXPECT_EQ(a->wdfs, b->wdfs);
      std::size_t from = 0;
      for (std::uint32_t docid = 1; docid <= kArticles; docid += 1 + docid % 5) {
        EXPECT_EQ(a->wdf_from(docid, from), a->wdf(docid));
      }
    }
  }
}

}  // namespace
}  // namespace dateline::search
