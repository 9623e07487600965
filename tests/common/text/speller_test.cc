#include "common/text/speller.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace dateline::text {
namespace {

class Words : public Vocabulary {
 public:
  explicit Words(std::map<std::string, std::uint64_t> words) : words_(std::move(words)) {}
  void each(std::string_view prefix, const Visit& visit) const override {
    for (auto word = words_.lower_bound(std::string(prefix));
         word != words_.end() && word->first.starts_with(prefix); ++word) {
      visit(word->first, word->second);
    }
  }
  std::uint64_t frequency(std::string_view word) const override {
    const auto found = words_.find(std::string(word));
    return found == words_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, std::uint64_t> words_;
};

const Words& index_words() {
  static const Words kWords({{"putin", 900},
                             {"puttin", 1},
                             {"kaesong", 300},
                             {"kaesang", 2},
                             {"pyongyang", 5000},
                             {"phyongyang", 3},
                             {"missile", 800},
                             {"missiles", 700},
                             {"visit", 400},
                             {"visa", 60},
                             {"평양", 4000},
                             {"평안", 80},
                             {"미사일", 500},
                             {"москва", 90},
                             {"rodong", 700}});
  return kWords;
}

std::vector<std::string> suggested(std::string_view word) {
  std::vector<std::string> words;
  for (const Suggestion& suggestion : spelling_suggestions(word, index_words(), 3))
    words.push_back(suggestion.word);
  return words;
}

TEST(Speller, OffersTheNearestAndThenTheMostFrequent) {
  using Found = std::vector<std::string>;
  EXPECT_EQ(suggested("putni"), (Found{"putin", "puttin"}));
  EXPECT_EQ(suggested("misile"), (Found{"missile", "missiles"}));
  EXPECT_EQ(suggested("utin"), (Found{"putin"}));
  EXPECT_EQ(suggested("москова"), (Found{"москва"}));
  EXPECT_EQ(suggested("zzzzzz"), Found{});
  EXPECT_EQ(suggested(""), Found{});
}

TEST(Speller, KnowsTheRomanisationsOfKorean) {
  EXPECT_EQ(spelling_suggestions("gaeseong", index_words(), 1),
            (std::vector<Suggestion>{{"kaesong", 300, 0}}));
  EXPECT_EQ(spelling_suggestions("pyeongyang", index_words(), 1),
            (std::vector<Suggestion>{{"pyongyang", 5000, 0}}));
  EXPECT_EQ(romanisation_key("chongjin"), romanisation_key("cheongjin"));
  EXPECT_EQ(romanisation_key("taephodong"), romanisation_key("daepodong"));
  EXPECT_NE(romanisation_key("wonsan"), romanisation_key("hamhung"));
}

TEST(Speller, CountsTheLettersOfASyllable) {
  EXPECT_EQ(spelling_suggestions("펑양", index_words(), 1), (std::vector<Suggestion>{{"평양", 4000, 1}}));
  EXPECT_EQ(spelling_suggestions("미사읠", index_words(), 1), (std::vector<Suggestion>{{"미사일", 500, 1}}));
}

TEST(Speller, OffersNothingRarerThanTheWordItself) {
  EXPECT_EQ(suggested("pyongyang"), std::vector<std::string>{});
  EXPECT_EQ(suggested("phyongyang"), (std::vector<std::string>{"pyongyang"}));
}

unsigned slow_distance(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return static_cast<unsigned>(std::max(a.size(), b.size()));
  unsigned best = slow_distance(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
  best = std::min(best, slow_distance(a.substr(1), b) + 1);
  best = std::min(best, slow_distance(a, b.substr(1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
    best = std::min(best, slow_distance(a.substr(2), b.substr(2)) + 1);
  }
  return best;
}

TEST(Speller, CountsEditsLikeTheDefinition) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    std::u32string a;
    std::u32string b;
    for (std::size_t n = random() % 7; n > 0; --n) a += static_cast<char32_t>('a' + random() % 3);
    for (std::size_t n = random() % 7; n > 0; --n) b += static_cast<char32_t>('a' + random() % 3);
    ASSERT_EQ(edit_distance(a, b, 2), std::min(slow_distance(a, b), 3U));
  }
}

}  // namespace
}  // namespace dateline::text
