#include "searcher/search/ngram_counter.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace dateline::search {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

Counts counted(const NgramCounter& counter, unsigned n, std::uint64_t least, bool only_marked = false) {
  Counts out;
  counter.each(n, least, only_marked, nullptr, [&](NgramCounter::Places places) {
    EXPECT_TRUE(out.emplace(counter.words_at(places.front(), n), places.size()).second) << "met twice";
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  });
  return out;
}

TEST(NgramCounter, CountsWhatATableCounts) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 60; ++round) {
    NgramCounter counter;
    // Sentences of texts, as vectors of words; "the" says nothing, "m…" are marked.
    std::map<unsigned, Counts> expected;
    std::map<unsigned, Counts> marked;
    std::map<std::string, std::set<std::size_t>> texts_of_pairs;
    const std::size_t texts = random() % 8;
    for (std::size_t text = 0; text < texts; ++text) {
      counter.begin_text(static_cast<std::uint32_t>(2000 + random() % 3));
      for (std::size_t sentence = random() % 4; sentence > 0; --sentence) {
        std::vector<std::string> words;
        for (std::size_t n = random() % 9; n > 0; --n) {
          constexpr const char* kWords[] = {"the", "a", "river", "dam", "m1"};
          words.emplace_back(kWords[random() % 5]);
          counter.add_word(words.back(), words.back() != "the" && words.back() != "a", words.back() == "m1");
        }
        counter.add_break();
        for (unsigned n = 2; n <= 6; ++n) {
          for (std::size_t i = 0; i + n <= words.size(); ++i) {
            std::string joined;
            bool tells = false;
            bool asked = false;
            for (std::size_t k = i; k < i + n; ++k) {
              joined += (joined.empty() ? "" : " ") + words[k];
              tells = tells || (words[k] != "the" && words[k] != "a");
              asked = asked || words[k] == "m1";
            }
            if (!tells) continue;
            ++expected[n][joined];
            if (asked) ++marked[n][joined];
            if (n == 2) texts_of_pairs[joined].insert(text);
          }
        }
      }
    }
    for (unsigned n = 2; n <= 6; ++n) {
      for (std::uint64_t least = 1; least <= 3; ++least) {
        for (const bool only_marked : {false, true}) {
          Counts wanted = only_marked ? marked[n] : expected[n];
          std::erase_if(wanted, [&](const auto& entry) { return entry.second < least; });
          EXPECT_EQ(counted(counter, n, least, only_marked), wanted) << n << " words, least " << least;
        }
      }
    }
    counter.each(2, 1, false, nullptr, [&](NgramCounter::Places places) {
      std::set<std::size_t> found;
      for (const std::uint32_t place : places) found.insert(counter.text_of(place));
      EXPECT_EQ(found, texts_of_pairs[counter.words_at(places.front(), 2)]);
    });
  }
}

TEST(NgramCounter, KnowsTheWordsOfEachPart) {
  NgramCounter counter;
  counter.begin_text(2001);
  counter.add_word("river", true, false);
  counter.begin_text(2002);
  counter.begin_text(2001);
  counter.add_word("river", true, false);
  counter.add_word("dam", true, false);
  EXPECT_EQ(counter.parts().at(2001), 3U);
  EXPECT_EQ(counter.parts().at(2002), 0U);
  EXPECT_EQ(counter.words(), 3U);
  EXPECT_EQ(counter.parts().size(), 2U);
}

TEST(NgramCounter, CanBeStopped) {
  NgramCounter counter;
  counter.begin_text(1);
  counter.add_word("river", true, false);
  counter.add_word("dam", true, false);
  const StopFlag stop{true};
  EXPECT_THROW(counter.each(2, 1, false, &stop, [](NgramCounter::Places) {}), Stopped);
}

}  // namespace
}  // namespace dateline::search
