#include "indexer/identity/registry.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

#include "common/index/article_id.h"

namespace dateline::indexer {
namespace {

Article article(std::uint64_t id, std::uint64_t text, std::optional<dates::Day> captured = std::nullopt) {
  Article a;
  a.id.value = id;
  a.body = "x";
  a.body_hash = text;
  a.captured = captured;
  return a;
}

TEST(Registry, GivesDocidsInTheOrderOfTheInput) {
  Registry registry;
  EXPECT_EQ(registry.admit(article(7, 1), {}).docid, 1U);
  EXPECT_EQ(registry.admit(article(8, 2), {}).docid, 2U);
  EXPECT_EQ(registry.last_docid(), 2U);
}

TEST(Registry, SkipsTheSameArticleAgain) {
  Registry registry;
  registry.admit(article(7, 1), {});
  const auto again = registry.admit(article(7, 1), {});
  EXPECT_EQ(again.docid, 0U);
  EXPECT_FALSE(again.replaces);
}

TEST(Registry, LetsTheNewestCaptureWin) {
  const auto may = dates::make_day(2024, 5, 1);
  const auto june = dates::make_day(2024, 6, 1);
  Registry registry;
  EXPECT_EQ(registry.admit(article(7, 1, may), {}).docid, 1U);
  const auto newer = registry.admit(article(7, 2, june), {});
  EXPECT_EQ(newer.docid, 2U);
  EXPECT_EQ(newer.replaces, 1U);
  EXPECT_EQ(registry.admit(article(7, 3, may), {}).docid, 0U) << "older";
  EXPECT_EQ(registry.admit(article(7, 2, june), {}).docid, 0U) << "equal: the first stays";
  EXPECT_EQ(registry.admit(article(7, 2), {}).docid, 0U) << "unknown day";
}

TEST(Registry, KeepsTheNumberOfAGroupWhenItsFirstArticleIsReplaced) {
  Registry registry;
  const auto group = registry.admit(article(1, 100, dates::make_day(2024, 5, 1)), {}).group;
  EXPECT_EQ(registry.admit(article(2, 100), {}).group, group);
  EXPECT_EQ(registry.admit(article(1, 100, dates::make_day(2024, 6, 1)), {}).group, group);
}

TEST(Registry, KeepsTwoTextsUnderOneAddressWhenNothingTellsWhichIsNewer) {
  const auto may = dates::make_day(2024, 5, 1);
  Registry registry;
  EXPECT_EQ(registry.admit(article(7, 1, may), {}).docid, 1U);
  const auto other = registry.admit(article(7, 2, may), {});
  EXPECT_EQ(other.docid, 2U);
  EXPECT_TRUE(other.id_taken);
  EXPECT_NE(other.id.value, 7U);
  EXPECT_FALSE(other.replaces);
  const auto again = registry.admit(article(7, 2, may), {});
  EXPECT_EQ(again.docid, 0U);
  EXPECT_FALSE(again.id_taken);
  EXPECT_EQ(registry.admit(article(7, 3), {}).docid, 3U) << "without a day of capture";
}

Article lacking(std::uint64_t id, std::uint64_t text, const char* partial,
                std::optional<dates::Day> captured = std::nullopt) {
  Article a = article(id, text, captured);
  a.extra.emplace_back("partial", partial);
  return a;
}

TEST(Registry, PutsATextBeforeASummaryAndASummaryBeforeATitle) {
  Registry registry;
  const auto may = dates::make_day(2024, 5, 1);
  const auto june = dates::make_day(2024, 6, 1);
  EXPECT_EQ(registry.admit(lacking(7, 1, "title", june), {}).docid, 1U);
  const auto summary = registry.admit(lacking(7, 2, "summary"), {});
  EXPECT_EQ(summary.docid, 2U);
  EXPECT_EQ(summary.replaces, 1U);
  EXPECT_EQ(summary.captured, june) << "the newest capture that is known";
  const auto text = registry.admit(article(7, 3, may), {});
  EXPECT_EQ(text.docid, 3U);
  EXPECT_EQ(text.replaces, 2U) << "though it is older";
  EXPECT_FALSE(text.id_taken);
  EXPECT_EQ(registry.admit(lacking(7, 4, "summary", dates::make_day(2024, 7, 1)), {}).docid, 0U)
      << "though it is newer";
  EXPECT_EQ(registry.admit(lacking(7, 5, "title"), {}).docid, 0U);
  ASSERT_EQ(registry.captures().size(), 1U);
  EXPECT_EQ(registry.captures()[0].count, 5U);
  EXPECT_EQ(registry.admit(lacking(8, 1, "summary", may), {}).docid, 4U);
  EXPECT_EQ(registry.admit(lacking(8, 2, "summary", june), {}).replaces, 4U) << "of equals the newer one";
}

TEST(Registry, KnowsWhatAListNamedByTitleAndDayWhenTheTextComes) {
  Registry registry;
  Article listed = lacking(0, 0, "title");
  listed.title = "Greenhouses Built";
  listed.body.clear();
  listed.publication.from = listed.publication.to = *dates::make_day(2024, 5, 1);
  listed.publication.confidence = dates::Confidence::kMedium;
  listed.id = index::article_id(listed, {});
  EXPECT_EQ(registry.admit(listed, {}).docid, 1U);
  Article text = listed;
  text.extra.clear();
  text.body = "They were built on the plain.";
  text.body_hash = 9;
  text.id = index::article_id(text, text.body);
  const auto decision = registry.admit(text, {});
  EXPECT_EQ(decision.docid, 2U);
  EXPECT_EQ(decision.replaces, 1U);
  EXPECT_EQ(decision.id, text.id);
  Article other = text;
  other.title = "Bridges Built";
  other.id = index::article_id(other, other.body);
  EXPECT_FALSE(registry.admit(other, {}).replaces);
}

TEST(Registry, GroupsEqualTextsUnderTheFirst) {
  Registry registry;
  EXPECT_EQ(registry.admit(article(1, 100), {}).group, 1U);
  EXPECT_EQ(registry.admit(article(2, 200), {}).group, 2U);
  EXPECT_EQ(registry.admit(article(3, 100), {}).group, 1U);
  Article empty = article(4, 300);
  empty.body.clear();
  EXPECT_EQ(registry.admit(empty, {}).group, 4U);
  empty.id.value = 5;
  EXPECT_EQ(registry.admit(empty, {}).group, 5U) << "articles without text are no copies of each other";
}

TEST(Registry, TakesAShortTextForACopyOnlyUnderTheSameTitle) {
  constexpr std::string_view kShort = "For readers abroad";
  const std::string longer =
      "The mill of the county was opened again after repairs that took the whole of the spring, "
      "and its workers have begun to grind the first grain of the year.";
  const auto group_of = [](Registry& registry, std::uint64_t id, std::string_view title,
                           std::string_view body) {
    Article a = article(id, std::hash<std::string_view>()(body));
    a.title = title;
    a.body = body;
    return registry.admit(a, fingerprint(title, body, Fingerprint::kNoDay)).group;
  };
  Registry registry;
  EXPECT_EQ(group_of(registry, 1, "Delegation leaves", kShort), 1U);
  EXPECT_EQ(group_of(registry, 2, "Bridge opened", kShort), 2U);
  EXPECT_EQ(group_of(registry, 3, "Delegation Leaves", kShort), 1U);
  EXPECT_EQ(group_of(registry, 4, "", kShort), 4U);
  EXPECT_EQ(group_of(registry, 5, "Mill", longer), 5U);
  EXPECT_EQ(group_of(registry, 6, "Another page", longer), 5U) << "a longer text is a copy under any title";
}

TEST(Registry, CountsTheCapturesOfAnArticleAndKeepsTheFirstDay) {
  const auto may = dates::make_day(2024, 5, 1);
  const auto june = dates::make_day(2024, 6, 1);
  const auto july = dates::make_day(2024, 7, 1);
  Registry registry;
  registry.admit(article(7, 1, june), {});
  registry.admit(article(7, 1, may), {});
  registry.admit(article(8, 5), {});
  registry.admit(article(7, 2, july), {});
  registry.admit(article(7, 2), {});
  const auto captures = registry.captures();
  ASSERT_EQ(captures.size(), 2U);
  EXPECT_EQ(captures[0].docid, 3U) << "the newest capture";
  EXPECT_EQ(captures[0].count, 4U);
  EXPECT_EQ(captures[0].first, may);
  EXPECT_EQ(captures[1].count, 1U);
  EXPECT_EQ(captures[1].first, std::nullopt);
}

TEST(Registry, KeepsOfAChangedFileWhatComesAgainUnchanged) {
  Registry registry;
  registry.admit(article(1, 10), {}, 1);
  registry.admit(article(2, 20), {}, 1);
  registry.admit(article(3, 30), {}, 1);
  registry.admit(article(3, 30), {}, 2);
  registry.withdraw({false, true}, [](std::uint32_t docid, const Article&) { return docid == 1; });
  EXPECT_EQ(registry.admit(article(1, 10), {}, 1).docid, 0U);
  EXPECT_EQ(registry.drop_withdrawn(), std::vector<std::uint32_t>{2}) << "3 is captured in another file";
  EXPECT_EQ(registry.admit(article(2, 20), {}, 1).docid, 4U) << "forgotten, so it is new";
}

TEST(Registry, ReplacesInAChangedFileWhatComesAgainChanged) {
  Registry registry;
  registry.admit(article(1, 10), {}, 1);
  registry.withdraw({false, true}, [](std::uint32_t, const Article&) { return false; });
  const auto again = registry.admit(article(1, 11), {}, 1);
  EXPECT_EQ(again.replaces, 1U);
  EXPECT_FALSE(again.id_taken);
  EXPECT_TRUE(registry.drop_withdrawn().empty());
  EXPECT_EQ(registry.captures().at(0).count, 1U);
}

std::string saved(const Registry& registry) {
  index::ByteWriter out;
  registry.save(out);
  return out.take();
}

Result<Registry> loaded_from(std::string_view bytes) {
  index::ByteReader in(bytes);
  return Registry::load(in);
}

TEST(Registry, ComesBackFromItsBytes) {
  Registry registry;
  registry.admit(article(1, 100, dates::make_day(2024, 5, 1)), {}, 1);
  registry.admit(article(2, 100), {}, 2);
  registry.admit(article(3, 300), {}, 2);
  auto loaded = loaded_from(saved(registry));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(saved(*loaded), saved(registry));
  registry.remove({3});
  loaded = loaded_from(saved(registry));
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->admit(article(4, 100), {}, 3).group, 1U);
  EXPECT_EQ(loaded->admit(article(5, 300), {}, 3).group, 5U) << "the group of what was removed is gone";
  EXPECT_EQ(loaded->admit(article(1, 100), {}, 3).docid, 0U);
  const std::string bytes = saved(registry);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_FALSE(loaded_from(std::string_view(bytes).substr(0, n))) << n;
}

}  // namespace
}  // namespace dateline::indexer
