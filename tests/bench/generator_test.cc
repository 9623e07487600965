#include "bench/corpus/generator.h"

#include <gtest/gtest.h>
#include <libstemmer.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace dateline::bench {
namespace {

using Kind = GeneratedArticle::Kind;

std::string lines(std::uint32_t records, std::uint64_t seed) {
  CorpusGenerator generator(records, seed);
  std::string out;
  for (std::uint32_t i = 0; i < records; ++i) out += generator.next().to_json() + '\n';
  return out;
}

/// FNV-1a of 64 bits.
std::uint64_t hash(const std::string& text) {
  std::uint64_t value = 0xcbf29ce484222325U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return value;
}

double share(const std::vector<GeneratedArticle>& articles, auto wanted) {
  return static_cast<double>(std::ranges::count_if(articles, wanted)) / static_cast<double>(articles.size());
}

const std::vector<GeneratedArticle>& sample() {
  static const std::vector<GeneratedArticle> articles = generate(5000, 7);
  return articles;
}

TEST(CorpusGenerator, GivesTheSameBytesForTheSameSeed) { EXPECT_EQ(lines(300, 42), lines(300, 42)); }

TEST(CorpusGenerator, GivesOtherBytesForAnotherSeed) { EXPECT_NE(lines(300, 42), lines(300, 43)); }

// When the generator is changed on purpose, this number changes, and older figures are no longer comparable.
TEST(CorpusGenerator, GivesTheSameBytesOnEveryMachine) {
  EXPECT_EQ(hash(lines(300, 42)), 3616417559790317319U);
}

TEST(CorpusGenerator, MixesLanguagesCopiesAndRepetitionsInTheStatedProportions) {
  const auto language = [](const char* code) {
    return [code](const GeneratedArticle& article) { return article.language == code; };
  };
  const auto kind = [](Kind wanted) {
    return [wanted](const GeneratedArticle& article) { return article.kind == wanted; };
  };
  EXPECT_NEAR(share(sample(), language("en")), 0.84, 0.03);
  EXPECT_NEAR(share(sample(), language("ko")), 0.10, 0.03);
  EXPECT_NEAR(share(sample(), language("ru")), 0.06, 0.03);
  EXPECT_NEAR(share(sample(), kind(Kind::kSameText)), 0.03, 0.01);
  EXPECT_NEAR(share(sample(), kind(Kind::kSameRecord)), 0.01, 0.01);
  EXPECT_NEAR(share(sample(), [](const auto& article) { return article.juche != 0; }), 0.57, 0.05);
}

TEST(CorpusGenerator, SpreadsItsDatesOverTheYearsInOrder) {
  std::map<int, int> by_year;
  for (const GeneratedArticle& article : sample()) {
    ASSERT_TRUE(article.date.ok());
    ++by_year[static_cast<int>(article.date.year())];
  }
  EXPECT_EQ(by_year.size(), 28U);
  EXPECT_EQ(by_year.begin()->first, 1997);
  for (const auto& [year, articles] : by_year) EXPECT_NEAR(articles, 5000 / 28, 30) << year;
  EXPECT_LT(sample().front().date, sample().back().date);
}

TEST(CorpusGenerator, StampsOnlyInTheEraAndWithTheDayOfTheArticle) {
  for (const GeneratedArticle& article : sample()) {
    const bool printed = article.body.find("(Juche") != std::string::npos &&
                         article.body.rfind("(Juche") > article.body.rfind('\n');
    EXPECT_EQ(printed, article.juche != 0) << article.id;
    if (article.juche == 0) continue;
    EXPECT_EQ(article.juche, static_cast<int>(article.date.year()) - 1911) << article.id;
    EXPECT_GE(article.juche, 86) << article.id;
  }
}

TEST(CorpusGenerator, RepeatsRecordsByteForByteAndCopiesUnderOtherAddresses) {
  std::set<std::string> addresses;
  std::set<std::string> records;
  std::set<std::string> bodies;
  for (const GeneratedArticle& article : sample()) {
    EXPECT_EQ(records.insert(article.to_json()).second, article.kind != Kind::kSameRecord) << article.id;
    EXPECT_EQ(addresses.insert(article.url).second, article.kind != Kind::kSameRecord) << article.id;
    EXPECT_EQ(bodies.insert(article.body).second, article.kind == Kind::kNew) << article.id;
  }
}

TEST(CorpusGenerator, WritesArticlesOfRealLengths) {
  std::vector<std::ptrdiff_t> words;
  for (const GeneratedArticle& article : sample()) {
    if (article.language == "en") words.push_back(std::ranges::count(article.body, ' ') + 1);
  }
  std::ranges::sort(words);
  EXPECT_NEAR(static_cast<double>(words[words.size() / 2]), 215, 30);
  EXPECT_LT(words[words.size() / 10], 80);
  EXPECT_GT(words[words.size() * 9 / 10], 550);
}

TEST(CorpusGenerator, WritesJsonThatHoldsTheArticle) {
  for (const GeneratedArticle& article : generate(50, 3)) {
    const auto json = nlohmann::json::parse(article.to_json());
    EXPECT_EQ(json["title"], article.title);
    EXPECT_EQ(json["body"], article.body);
    EXPECT_EQ(json["lang"], article.language);
    EXPECT_EQ(json["date"].get<std::string>().size(), 10U);
    EXPECT_EQ(json.contains("topic"), !article.topic.empty());
  }
}

TEST(Zipf, DrawsLowRanksAsOftenAsTheLawSays) {
  Random random(11);
  const Zipf zipf(1000, 1);
  std::vector<int> counts(1000, 0);
  for (int i = 0; i < 100000; ++i) ++counts[zipf.draw(random)];
  EXPECT_NEAR(counts[0] / 100000.0, 1 / 7.485, 0.01);
  EXPECT_NEAR(static_cast<double>(counts[0]) / counts[9], 10.0, 1.5);
}

TEST(Vocabulary, HasWordsThatAStemmerKeepsApart) {
  const std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer(sb_stemmer_new("english", nullptr),
                                                                   &sb_stemmer_delete);
  const auto stem = [&](const std::string& word) {
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* out = sb_stemmer_stem(stemmer.get(), bytes, static_cast<int>(word.size()));
    return std::string(reinterpret_cast<const char*>(out),
                       static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
  };
  const Vocabulary vocabulary;
  std::set<std::string> stems;
  for (const std::string& word : vocabulary.english()) {
    EXPECT_TRUE(stems.insert(stem(word)).second) << word;
    for (const char* ending : {"", "s", "ed", "ing"}) {
      EXPECT_EQ(stem(word + ending), stem(word)) << word << ending;
      EXPECT_EQ(Vocabulary::base_form(word + ending), word);
    }
  }
  EXPECT_EQ(stems.size(), Vocabulary::kEnglish);
}

}  // namespace
}  // namespace dateline::bench
