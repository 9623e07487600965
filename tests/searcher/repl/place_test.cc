#include "searcher/repl/place.h"

#include <gtest/gtest.h>

#include "searcher/repl/saved_sets.h"

namespace dateline::search {
namespace {

Place asked(std::string query) {
  Place place;
  place.queries = {std::move(query)};
  return place;
}

TEST(Trail, GoesBackAndForwardLikeABrowser) {
  Trail trail;
  EXPECT_TRUE(trail.empty());
  trail.go(asked("a"));
  EXPECT_EQ(trail.before(), nullptr);
  trail.go(asked("b"));
  trail.go(asked("c"));
  trail.back();
  trail.back();
  EXPECT_EQ(trail.here(), asked("a"));
  trail.forward();
  EXPECT_EQ(trail.here(), asked("b"));
  trail.go(asked("d"));
  EXPECT_EQ(trail.after(), nullptr) << "what came after is forgotten";
  trail.back();
  EXPECT_EQ(trail.here(), asked("b"));
}

TEST(Trail, ForgetsTheOldestPlaces) {
  Trail trail;
  for (std::size_t i = 0; i < Trail::kMax + 10; ++i) trail.go(asked(std::to_string(i)));
  std::size_t steps = 1;
  for (; trail.before() != nullptr; ++steps) trail.back();
  EXPECT_EQ(steps, Trail::kMax);
  EXPECT_EQ(trail.here(), asked("10"));
}

TEST(Place, IsShownWithItsSteps) {
  SavedSets sets;
  ASSERT_TRUE(sets.save("floods", asked("flood")));
  Place place = asked("river");
  EXPECT_EQ(place_text(place), "river");
  place.queries.emplace_back("\"new bridge\"");
  place.filters = {"source=kcna.kp-en", "topic="};
  EXPECT_EQ(place_text(place), "river › \"new bridge\" +source=kcna.kp-en +topic=");
  place.base = *sets.read("floods");
  EXPECT_EQ(place_text(place), "[floods] › river › \"new bridge\" +source=kcna.kp-en +topic=");
}

TEST(SavedSets, ReadExpressionsOrSayWhatIsWrong) {
  SavedSets sets;
  for (const char* name : {"a", "b", "c-1"}) ASSERT_TRUE(sets.save(name, asked(name)));
  const struct {
    const char* expression;
    const char* expected;  ///< the text of the set, or a part of the error
    bool good;
  } cases[] = {
      {"a", "a", true},
      {"a and b", "a and b", true},
      {" a  or b minus  c-1 ", "a or b minus c-1", true},
      {"", "the name of a set is missing", false},
      {"d", "there is no set 'd'", false},
      {"a b", "'b' is not allowed here", false},
      {"a and", "missing at the end", false},
      {"and a", "there is no set 'and'", false},
      {"a and \x1b[2J", "there is no set '[2J'", false},
  };
  for (const auto& [expression, expected, good] : cases) {
    const auto set = sets.read(expression);
    ASSERT_EQ(set.has_value(), good) << expression;
    if (good) {
      EXPECT_EQ((*set)->text, expected);
    } else {
      EXPECT_NE(set.error().what.find(expected), std::string::npos) << set.error().what;
    }
  }
}

TEST(SavedSets, TakeOnlyNamesThatCanBeWritten) {
  SavedSets sets;
  for (const char* bad : {"", "two words", "a:b", "minus", "and", "or", "\xea\xb0\x80", "\x1b"}) {
    EXPECT_FALSE(sets.save(bad, asked("x"))) << bad;
  }
  EXPECT_TRUE(sets.save("A_1-z", asked("x")));
  EXPECT_TRUE(sets.forget("A_1-z"));
  EXPECT_FALSE(sets.forget("A_1-z"));
}

TEST(SavedSets, DoNotStandWithinEachOtherWithoutEnd) {
  SavedSets sets;
  ASSERT_TRUE(sets.save("a", asked("x")));
  unsigned made = 0;
  for (; made < 10 * SavedSets::kMaxDepth; ++made) {
    const auto both = sets.read("a and a");
    if (!both) break;
    Place place;
    place.base = *both;
    if (!sets.save("a", place)) break;
  }
  EXPECT_LT(made, SavedSets::kMaxDepth);
  EXPECT_GT(made, 10U);
}

}  // namespace
}  // namespace dateline::search
