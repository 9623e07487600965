#include "searcher/search/expansion.h"

#include <gtest/gtest.h>

#include <algorithm>

#include <xapian.h>

#include "common/index/terms_databases.h"
#include "tests/searcher/search/generated_index.h"

namespace dateline::search {
namespace {

class Decider : public Xapian::ExpandDecider {
 public:
  explicit Decider(const index::Terms& terms) : terms_(terms) {}
  bool operator()(const std::string& term) const override { return terms_.document_frequency(term) >= 2; }

 private:
  const index::Terms& terms_;
};

std::vector<std::string> by_xapian(const Xapian::Database& database, const index::Terms& terms,
                                   index::Docid docid, std::size_t limit) {
  Xapian::RSet relevant;
  relevant.add_document(docid);
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query::MatchAll);
  const Decider decider(terms);
  const Xapian::ESet set = enquire.get_eset(static_cast<Xapian::termcount>(limit), relevant, 0, &decider);
  return {set.begin(), set.end()};
}

bool keep(const std::string&) { return true; }

TEST(ExpansionTerms, AreThoseOfXapian) {
  constexpr std::uint64_t kSeed = 20261130;
  RecordProperty("seed", static_cast<int>(kSeed));
  testing::RandomText random(kSeed);
  testing::GeneratedIndex generated;
  constexpr index::Docid kArticles = 150;
  for (index::Docid i = 0; i < kArticles; ++i) generated.add(random.article());
  const index::Terms terms = generated.terms();
  for (index::Docid docid = 1; docid <= kArticles; ++docid) {
    const std::vector<std::string> all = expansion_terms(terms, docid, 1000, keep);
    EXPECT_EQ(all, by_xapian(generated.database(), terms, docid, 1000)) << docid;
    // Of those that weigh the same, Xapian may keep others.
    for (const std::size_t limit : {1U, 3U, 10U}) {
      const std::vector<std::string> first(
          all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size())));
      EXPECT_EQ(expansion_terms(terms, docid, limit, keep), first) << docid << " limit " << limit;
    }
  }
}

TEST(ExpansionTerms, AreWeighedWithoutArticlesThatAreLeftOut) {
  constexpr std::uint64_t kSeed = 20261201;
  testing::RandomText random(kSeed);
  testing::GeneratedIndex whole;
  testing::GeneratedIndex some;  // without every third
  std::vector<index::Docid> left_out;
  std::vector<index::Docid> kept;
  for (index::Docid docid = 1; docid <= 150; ++docid) {
    const testing::WrittenArticle article = random.article();
    whole.add(article);
    if (docid % 3 == 0) {
      left_out.push_back(docid);
    } else {
      some.add(article);
      kept.push_back(docid);
    }
  }
  const index::Terms terms = index::terms_of(std::vector{whole.database()}, left_out);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    EXPECT_EQ(expansion_terms(terms, kept[i], 8, keep),
              expansion_terms(some.terms(), static_cast<index::Docid>(i + 1), 8, keep));
  }
}

}  // namespace
}  // namespace dateline::search
