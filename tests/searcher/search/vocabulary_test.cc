#include "searcher/search/vocabulary.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include <xapian.h>

#include "common/index/terms_databases.h"

namespace dateline::search {
namespace {

/// Many words that begin alike, of one byte a letter and of more, among terms of fields.
std::set<std::string> random_words(std::mt19937& random) {
  static const std::vector<std::string> kLetters = {"a",      "b",      "c",      "1",
                                                    "\u00e9", "\u044f", "\ud3c9", "\uc591"};
  std::set<std::string> words;
  while (words.size() < 3000) {
    std::string word;
    for (std::size_t n = 1 + random() % 7; n > 0; --n) word += kLetters[random() % kLetters.size()];
    words.insert(word);
  }
  return words;
}

class Visited {
 public:
  explicit Visited(unsigned seed) : seed_(seed) {}
  /// Leaves words out that begin like some of those that it sees, always the same.
  std::size_t operator()(std::string_view word) {
    words.emplace_back(word);
    const std::size_t mark = std::hash<std::string_view>()(word) ^ seed_;
    return mark % 3 == 0 ? 1 + mark / 3 % word.size() : 0;
  }
  std::vector<std::string> words;

 private:
  unsigned seed_;
};

std::vector<std::string> expected(const std::set<std::string>& words, std::string_view prefix,
                                  unsigned seed) {
  Visited visited(seed);
  std::string left_out;
  for (const std::string& word : words) {
    if (!word.starts_with(prefix) || (!left_out.empty() && word.starts_with(left_out))) continue;
    left_out = word.substr(0, visited(word));
  }
  return visited.words;
}

TEST(IndexVocabulary, VisitsTheSameWordsInTheIndexAndInMemory) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::set<std::string> words = random_words(random);
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  Xapian::Document document;
  for (const std::string& word : words) document.add_term(word);
  for (const char* field : {"Abc", "XSRCkcna", "Yabc", "Zabc"}) document.add_term(field);
  database.add_document(document);

  const IndexVocabulary vocabulary(index::terms_of(database));
  for (unsigned round = 0; round < 20; ++round) {
    for (const std::string& prefix : {std::string(), std::string("a"), std::string("b1"), *words.begin(),
                                      *words.rbegin(), std::string("zzz"), std::string("\ud3c9")}) {
      Visited visited(seed + round);
      vocabulary.each(prefix, std::ref(visited));
      ASSERT_EQ(visited.words, expected(words, prefix, seed + round)) << round << ' ' << prefix;
    }
  }
}

TEST(IndexVocabulary, OfAnIndexWithoutWordsIsEmpty) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const IndexVocabulary vocabulary(index::terms_of(database));
  for (int round = 0; round < 3; ++round)
    vocabulary.each("", [](std::string_view word) -> std::size_t {
      ADD_FAILURE() << word;
      return 0;
    });
  EXPECT_EQ(vocabulary.frequency("river"), 0U);
}

}  // namespace
}  // namespace dateline::search
