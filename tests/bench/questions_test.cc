#include "bench/track/questions.h"

#include <gtest/gtest.h>

#include <set>

#include "bench/support/scratch_folder.h"
#include "bench/track/lasting_collection.h"
#include "indexer/readers/field_map.h"

namespace dateline::bench {
namespace {

std::vector<Record> records_of(std::uint32_t count, std::string* hash = nullptr) {
  const ScratchFolder folder;
  const auto collection = write_lasting_collection(count, 1997, folder.path() / "c.jsonl");
  EXPECT_TRUE(collection);
  if (hash != nullptr) *hash = collection->hash;
  const auto records = read_records(folder.path() / "c.jsonl", indexer::FieldMap());
  EXPECT_TRUE(records);
  return *records;
}

// What the history is measured with. Another hash here means that its next line is measured with other
// questions than the last one: both sides are then asked the new ones, and the chain of ratios goes on.
TEST(Questions, LastFromCommitToCommit) {
  std::string collection;
  const auto records = records_of(2000, &collection);
  EXPECT_EQ(collection, "d11508277e6e9286");
  EXPECT_EQ(hash(draw_questions(records, true, 3, 1997)), "0cf76ac9459ad0c5");
}

TEST(Questions, AreTheSameForTheSameSeed) {
  const auto records = records_of(500);
  EXPECT_EQ(hash(draw_questions(records, true, 3, 7)), hash(draw_questions(records, true, 3, 7)));
  EXPECT_NE(hash(draw_questions(records, true, 3, 7)), hash(draw_questions(records, true, 3, 8)));
}

TEST(Questions, HoldWhatPeopleType) {
  const auto all = draw_questions(records_of(500), true, 3, 1997);
  std::set<std::string> classes;
  for (const Question& question : all) {
    classes.insert(question.query_class);
    EXPECT_FALSE(question.line.empty());
    EXPECT_EQ(question.line.find('\n'), std::string::npos);
  }
  for (const char* name :
       {"one_word/rare", "any_word/4", "phrase/2", "name", "name_otherwise", "number", "hangul_word",
        "russian_word", "timeline", "kwic", "similar", "show", "facets/5", "deep_page"}) {
    EXPECT_TRUE(classes.contains(name)) << name;
  }
  // Classes stand together, so that each is asked in one go.
  std::set<std::string> ended;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].query_class == all[i - 1].query_class) continue;
    EXPECT_TRUE(ended.insert(all[i - 1].query_class).second) << all[i - 1].query_class;
  }
}

TEST(Questions, OfOneClassOrOfAKind) {
  const auto all = draw_questions(records_of(300), true, 2, 1997);
  EXPECT_EQ(of_class(all, "").size(), all.size());
  EXPECT_EQ(of_class(all, "one_word/rare").size(), 2U);
  EXPECT_EQ(of_class(all, "one_word/").size(), 6U);
  EXPECT_TRUE(of_class(all, "one_word").empty());
}

TEST(LastingCollection, CopiesStayCopies) {
  std::multiset<std::string> bodies;
  for (const Record& record : records_of(1000)) bodies.insert(record.body);
  std::size_t again = 0;
  for (auto at = bodies.begin(); at != bodies.end(); at = bodies.upper_bound(*at))
    again += bodies.count(*at) - 1;
  EXPECT_GT(again, 20U);
}

}  // namespace
}  // namespace dateline::bench
