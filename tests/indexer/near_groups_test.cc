#include "indexer/identity/grouping/group_texts.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>
#include <string>
#include <vector>

#include "common/index/article_id.h"
#include "tests/support/shared.h"

namespace dateline::indexer {
namespace {

struct Story {
  std::string title;
  std::string body;
  std::int32_t day = 0;
};

Fingerprint print_of(const Story& story) { return fingerprint(story.title, story.body, story.day); }

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// `share` of the words replaced (60 %), left out (20 %) or followed by another word (20 %).
std::string edited(const std::string& text, double share, const std::vector<std::string>& vocabulary,
                   std::mt19937& random) {
  std::vector<std::string> words = words_of(text);
  std::vector<std::size_t> order(words.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random);
  order.resize(static_cast<std::size_t>(share * static_cast<double>(words.size())));
  for (const std::size_t i : order) {
    const std::string& other = vocabulary[random() % vocabulary.size()];
    const unsigned what = static_cast<unsigned>(random() % 10);
    words[i] = what < 6 ? other : what < 8 ? "" : words[i] + " " + other;
  }
  std::string out;
  for (const std::string& word : words) out += word + " ";
  return out;
}

/// Articles of words that are as unevenly frequent as in a language, with names in them.
std::vector<Story> generated(std::size_t count, std::mt19937& random, std::vector<std::string>& vocabulary) {
  for (int i = 0; i < 4000; ++i) {
    std::string word;
    for (int letters = 3 + static_cast<int>(random() % 7); letters > 0; --letters) {
      word += static_cast<char>('a' + random() % 26);
    }
    if (i % 5 == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    vocabulary.push_back(word);
  }
  std::vector<Story> stories;
  for (std::size_t i = 0; i < count; ++i) {
    Story story;
    story.day = 19000 + static_cast<std::int32_t>(i / 40);
    const auto word = [&] {
      const double x = static_cast<double>(random() % 1'000'000) / 1e6;
      return vocabulary[static_cast<std::size_t>(x * x * x * static_cast<double>(vocabulary.size()))];
    };
    for (int n = 0; n < 7; ++n) story.title += word() + " ";
    for (std::size_t n = 60 + random() % 400; n > 0; --n) story.body += word() + (n % 17 == 0 ? ". " : " ");
    stories.push_back(std::move(story));
  }
  return stories;
}

struct Measured {
  double recall = 0;
  double precision = 0;
};

enum class Edit { kBody, kBodyAndTitle };

/// For each text the first of its group.
std::vector<std::uint32_t> groups_of(const std::vector<Story>& stories) {
  std::vector<Fingerprint> prints;
  for (const Story& story : stories) prints.push_back(print_of(story));
  std::vector<TextToGroup> texts;
  for (std::size_t i = 0; i < stories.size(); ++i)
    texts.push_back({index::text_hash(stories[i].body + std::to_string(i)), &prints[i]});
  return group_texts(texts);
}

/// Groups all stories with edited copies of those that have none: with `share` of the words of the text
/// changed, and as many of the title's, one at the least. A copy that is in a group without its original is
/// false.
Measured measure(const std::vector<Story>& stories, const std::vector<std::string>& vocabulary, Edit edit,
                 double share, std::mt19937& random) {
  const std::vector<std::uint32_t> alone = groups_of(stories);
  std::vector<std::size_t> copies(stories.size());
  for (const std::uint32_t group : alone) ++copies[group];
  std::vector<Story> all = stories;
  std::vector<std::size_t> originals;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (stories[i].body.size() < 200 || copies[alone[i]] > 1) continue;
    Story copy = stories[i];
    copy.body = edited(copy.body, share, vocabulary, random);
    if (edit == Edit::kBodyAndTitle) {
      const double one = 1.001 / std::max(1.0, static_cast<double>(words_of(copy.title).size()));
      copy.title = edited(copy.title, std::max(share, one), vocabulary, random);
    }
    originals.push_back(i);
    all.push_back(std::move(copy));
  }
  const std::vector<std::uint32_t> groups = groups_of(all);
  std::vector<std::size_t> sizes(all.size());
  for (const std::uint32_t group : groups) ++sizes[group];
  std::size_t joined = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < originals.size(); ++i) {
    const std::uint32_t group = groups[stories.size() + i];
    if (groups[originals[i]] == group) {
      ++joined;
    } else if (sizes[group] > 1) {
      ++wrong;
    }
  }
  return {static_cast<double>(joined) / static_cast<double>(originals.size()),
          static_cast<double>(joined) / static_cast<double>(std::max<std::size_t>(1, joined + wrong))};
}

constexpr unsigned kSeed = 20261122;

void expect_found(const std::vector<Story>& stories, const std::vector<std::string>& vocabulary,
                  std::mt19937& random) {
  for (const Edit edit : {Edit::kBody, Edit::kBodyAndTitle}) {
    for (const double share : {0.02, 0.06, 0.10}) {
      const Measured measured = measure(stories, vocabulary, edit, share, random);
      EXPECT_GE(measured.recall, 0.95)
          << share << (edit == Edit::kBody ? "" : " and the title") << ", seed " << kSeed;
      EXPECT_GE(measured.precision, 0.99) << share << ", seed " << kSeed;
    }
  }
}

TEST(NearGroups, FindGeneratedArticlesOfWhichUpToATenthOfTheWordsWasChanged) {
  std::mt19937 random(kSeed);
  std::vector<std::string> vocabulary;
  const std::vector<Story> stories = generated(3000, random, vocabulary);
  expect_found(stories, vocabulary, random);
}

TEST(NearGroups, FindRealArticlesOfWhichUpToATenthOfTheWordsWasChanged) {
  const auto file = testing::shared_file("data/kcna_kp_2024.jsonl");
  DATELINE_NEED_SHARED(file);
  std::vector<Story> stories;
  std::vector<std::string> vocabulary;
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  ASSERT_EQ(parser.load_many(file.string()).get(lines), simdjson::SUCCESS);
  for (auto line : lines) {
    Story story;
    std::string_view title;
    std::string_view body;
    std::int64_t milliseconds = 0;
    if (line["headline"].get(title) || line["story_text"].get(body) || line["date"].get(milliseconds))
      continue;
    story.title = title;
    story.body = body;
    story.day = static_cast<std::int32_t>(milliseconds / 86'400'000);
    for (const std::string& word : words_of(story.body)) vocabulary.push_back(word);
    stories.push_back(std::move(story));
  }
  ASSERT_GT(stories.size(), 400U);
  std::mt19937 random(kSeed);
  expect_found(stories, vocabulary, random);
}

/// A report after a template: the same words but for the names.
Story report(const std::string& country, const std::string& people, const std::string& name) {
  return {
      "Floral Basket from " + country,
      "Pyongyang, April 12 (KCNA) -- The hall received a floral basket from the embassy of " + country +
          " here on the occasion of the spring festival. The basket was conveyed to an official on Monday "
          "by " +
          people + " ambassador " + name +
          ". Written on the ribbon were the words that wish the "
          "festival great success and the two peoples long friendship. The " +
          people + " embassy staff looked round the hall and wrote in the book of visitors.",
      19820};
}

TEST(NearGroups, KeepReportsAfterOneTemplateApart) {
  const Fingerprint a = print_of(report("Norland", "Norlandic", "Ole Berg"));
  EXPECT_TRUE(nearly_same(a, a));
  EXPECT_FALSE(nearly_same(a, print_of(report("Sudia", "Sudian", "Ana Ruiz"))));
  EXPECT_FALSE(nearly_same(a, print_of(report("Westmark", "Westmarkian", "Jan de Vries"))));
}

TEST(NearGroups, KeepTheReportOfAnotherWeekApart) {
  Story story = report("Norland", "Norlandic", "Ole Berg");
  const Fingerprint a = print_of(story);
  story.body += " It was warm.";
  EXPECT_TRUE(nearly_same(a, print_of(story)));
  story.day += 2;
  EXPECT_TRUE(nearly_same(a, print_of(story))) << "days as other sites give them";
  story.day += 30;
  EXPECT_FALSE(nearly_same(a, print_of(story)));
}

TEST(NearGroups, JoinACopyUnderAnotherHeadlineThatSaysTheSame) {
  Story story = report("Norland", "Norlandic", "Ole Berg");
  const Fingerprint a = print_of(story);
  story.body.replace(story.body.find("conveyed"), 8, "handed");
  story.body.replace(story.body.find("Monday"), 6, "April");
  story.title = "Basket of Flowers from Norland for Spring Festival";
  EXPECT_FALSE(nearly_same(a, print_of(story))) << "each headline has words of its own that its text has too";
  story.title = "Floral Basket to the Great Hall of the City from Norland";
  EXPECT_TRUE(nearly_same(a, print_of(story))) << "has all that the other one has";
}

TEST(NearGroups, CompareLongTitlesThoughAWordMoreComesFirst) {
  Story story = report("Norland", "Norlandic", "Ole Berg");
  story.title =
      "Workers, Farmers, Soldiers, Teachers, Pupils, Doctors, Nurses, Drivers, Sailors, Miners, Cooks, "
      "Painters, "
      "Dancers and Singers Look at Basket from Norland";
  const Fingerprint a = print_of(story);
  story.title = "Glad " + story.title;
  EXPECT_TRUE(nearly_same(a, print_of(story)));
}

TEST(NearGroups, KeepTwoReportsThatHaveAParagraphInCommonApart) {
  Story story = report("Norland", "Norlandic", "Ole Berg");
  const Fingerprint a = print_of(story);
  story.title = "Concert Held";
  story.body = "Concert Held\n" + story.body;
  EXPECT_TRUE(nearly_same(a, print_of(story))) << "the page of a neighbour, with its title above";
  for (int i = 0; i < 3; ++i) story.body += " Songs of the sea were sung that evening.";
  EXPECT_FALSE(nearly_same(a, print_of(story)));
}

TEST(NearGroups, NeverGoByTheHeadlineAlone) {
  Story a = report("Norland", "Norlandic", "Ole Berg");
  Story b = a;
  b.body =
      "The papers of today write of the new dam, of the harvest in the south, of a match that ended without "
      "a goal, and of an old teacher who has planted a thousand trees along the road to his school since "
      "the year in which it was built. All of them have pictures of the dam on the first page.";
  EXPECT_FALSE(nearly_same(print_of(a), print_of(b)));
}

TEST(NearGroups, CompareTextsWithoutBlanks) {
  const std::string text =
      "今天上午新桥通车仪式在河边举行。许多居民来到桥头，孩子们手里拿着花。工程师说，桥长三百米，用了两年时间"
      "建成。"
      "过去人们要坐船过河，冬天常常要等很久。现在公共汽车每半小时一班，学生上学方便多了。";
  std::string other = text;
  other.replace(other.find("三百"), 6, "四百");
  EXPECT_TRUE(nearly_same(fingerprint("新桥通车", text, 10), fingerprint("新桥通车", other, 10)));
  EXPECT_FALSE(
      nearly_same(fingerprint("新桥通车", text, 10), fingerprint("新桥通车", text.substr(0, 90), 10)));
}

TEST(NearGroups, BearAnyBytes) {
  std::mt19937 random(kSeed);
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 60, '\0');
    for (char& c : text) c = static_cast<char>(random() % 4 == 0 ? random() : 0xE0 + random() % 16);
    const Fingerprint a = fingerprint(text, text, Fingerprint::kNoDay);
    EXPECT_EQ(a, fingerprint(std::string(text), std::string(text), Fingerprint::kNoDay));
    EXPECT_TRUE(nearly_same(a, a));
  }
}

TEST(NearGroups, AreFewForThousandsOfTextsWithTheSameBeginning) {
  std::vector<Story> stories;
  for (std::uint32_t i = 0; i < 20000; ++i) {
    std::string body =
        "the same words stand at the beginning of all these texts which differ in the rest of it ";
    for (int n = 0; n < 30; ++n) body += "w" + std::to_string(i * 31 + static_cast<std::uint32_t>(n)) + " ";
    stories.push_back({"a title", body, Fingerprint::kNoDay});
  }
  const std::vector<std::uint32_t> groups = groups_of(stories);
  for (std::uint32_t i = 0; i < groups.size(); ++i) EXPECT_EQ(groups[i], i);
}

}  // namespace
}  // namespace dateline::indexer
