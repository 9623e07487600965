#include "common/text/speller.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace dateline::text {
namespace {

class Words : public Vocabulary {
 public:
  explicit Words(std::map<std::string, std::uint64_t> words) : words_(std::move(words)) {}
  void each(std::string_view prefix, const Visit& visit) const override {
    for (auto word = words_.lower_bound(std::string(prefix));
         word != words_.end() && word->first.starts_with(prefix);) {
      ++visited_;
      const std::size_t leave_out = visit(word->first);
      const std::string begin = word->first.substr(0, leave_out);
      ++word;
      while (leave_out > 0 && word != words_.end() && word->first.starts_with(begin)) ++word;
    }
  }
  std::uint64_t frequency(std::string_view word) const override {
    const auto found = words_.find(std::string(word));
    return found == words_.end() ? 0 : found->second;
  }
  const std::map<std::string, std::uint64_t>& all() const { return words_; }
  std::size_t visited() const { return visited_; }

 private:
  std::map<std::string, std::uint64_t> words_;
  mutable std::size_t visited_ = 0;
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

/// What the header promises, by comparing with every word.
std::vector<Suggestion> suggestions_by_brute_force(std::string_view word, const Words& words,
                                                   std::size_t limit) {
  const auto letters = [](std::string_view text) {
    std::u32string out;
    for (const char letter : text) out += static_cast<unsigned char>(letter);
    return out;
  };
  const unsigned most = word.size() < 5 ? 1 : 2;
  std::vector<Suggestion> all;
  for (const auto& [candidate, frequency] : words.all()) {
    const bool same_sound = romanisation_key(candidate) == romanisation_key(word);
    const unsigned edits = edit_distance(letters(word), letters(candidate), most);
    if (candidate == word || frequency <= words.frequency(word) || (edits > most && !same_sound)) continue;
    all.push_back({candidate, frequency, same_sound ? 0 : edits});
  }
  const auto begins_alike = [&](const Suggestion& one) {
    static const std::vector<std::string> kSame = {"kg", "td", "pb", "cjz", "rln", "sx", "uw", "ey", "iy"};
    const char initial = one.word.front();
    return initial == word[0] || (word.size() > 1 && initial == word[1]) ||
           std::any_of(kSame.begin(), kSame.end(), [&](const std::string& same) {
             return same.find(word[0]) != std::string::npos && same.find(initial) != std::string::npos;
           });
  };
  if (std::any_of(all.begin(), all.end(), begins_alike)) {
    std::erase_if(all, [&](const Suggestion& one) { return !begins_alike(one); });
  }
  std::sort(all.begin(), all.end(), [](const Suggestion& a, const Suggestion& b) {
    return std::tuple(a.distance, b.frequency, a.word) < std::tuple(b.distance, a.frequency, b.word);
  });
  if (all.size() > limit) all.resize(limit);
  return all;
}

/// Words of syllables as romanised Korean has them, and of any letters.
Words many_words(std::mt19937& random) {
  static const std::vector<std::string> kSyllables = {
      "gae", "kae", "song", "seong", "chon", "cheon", "jin", "tchin", "pyong", "phyong", "ri",
      "li",  "woo", "u",    "yeo",   "yo",   "a",     "eui", "i",     "nam",   "z",      "q"};
  std::map<std::string, std::uint64_t> words;
  while (words.size() < 3000) {
    std::string word;
    for (std::size_t n = 1 + random() % 4; n > 0; --n) word += kSyllables[random() % kSyllables.size()];
    words[word] = 1 + random() % 50;
  }
  return Words(std::move(words));
}

TEST(Speller, FindsWhatComparingWithEveryWordFinds) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const Words words = many_words(random);
  std::size_t with_suggestions = 0;
  for (int round = 0; round < 120; ++round) {
    std::string word = std::next(words.all().begin(), random() % 3000)->first;
    for (std::size_t n = random() % 4; n > 0; --n) {  // mistyped
      const std::size_t at = random() % word.size();
      const char letter = static_cast<char>('a' + random() % 26);
      switch (random() % 3) {
        case 0:
          word[at] = letter;
          break;
        case 1:
          word.insert(at, 1, letter);
          break;
        default:
          std::swap(word[at], word[word.size() / 2]);
          break;
      }
    }
    const auto found = spelling_suggestions(word, words, 3);
    ASSERT_EQ(found, suggestions_by_brute_force(word, words, 3)) << word;
    if (!found.empty()) ++with_suggestions;
  }
  EXPECT_GT(with_suggestions, 40U);
}

TEST(Speller, LooksAtASmallPartOfTheVocabularyForAWordUnlikeAll) {
  std::map<std::string, std::uint64_t> all;
  for (const char a : std::string("abcdefghijklm")) {
    for (const char b : std::string("aeiou")) {
      for (int i = 0; i < 1000; ++i) all[std::string{a, b} + std::to_string(i) + "tion"] = 1;
    }
  }
  const Words words(std::move(all));
  EXPECT_TRUE(spelling_suggestions("qzxwvjq", words, 3).empty());
  EXPECT_LT(words.visited(), words.all().size() / 20);
}

}  // namespace
}  // namespace dateline::text
