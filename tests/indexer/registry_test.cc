#include "indexer/identity/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "common/index/article_id.h"
#include "indexer/identity/fact_writer.h"
#include "tests/indexer/merged_facts.h"

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

/// By docid.
std::map<std::uint32_t, Placed> groups_of(Registry& registry) {
  std::map<std::uint32_t, Placed> out;
  registry.settle([&out](const Placed& placed) { out[placed.docid] = placed; });
  return out;
}

TEST(Registry, KeepsTheNumberOfAGroupWhenItsFirstArticleIsReplaced) {
  Registry registry;
  registry.admit(article(1, 100, dates::make_day(2024, 5, 1)), {});
  EXPECT_EQ(registry.admit(article(2, 100), {}).docid, 2U);
  const std::uint32_t group = groups_of(registry).at(1).group;
  EXPECT_EQ(groups_of(registry).size(), 0U) << "nothing has changed";
  EXPECT_EQ(registry.admit(article(1, 100, dates::make_day(2024, 6, 1)), {}).docid, 3U);
  const auto groups = groups_of(registry);
  EXPECT_EQ(groups.at(2).group, group);
  EXPECT_EQ(groups.at(3).group, group);
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

TEST(Registry, GroupsEqualTexts) {
  Registry registry;
  registry.admit(article(1, 100), {});
  registry.admit(article(2, 200), {});
  registry.admit(article(3, 100), {});
  Article empty = article(4, 300);
  empty.body.clear();
  registry.admit(empty, {});
  empty.id.value = 5;
  registry.admit(empty, {});
  const auto groups = groups_of(registry);
  EXPECT_EQ(groups.at(1).name, 100U);
  EXPECT_EQ(groups.at(2).name, 200U);
  EXPECT_EQ(groups.at(3).name, 100U);
  EXPECT_EQ(groups.at(3).group, groups.at(1).group);
  EXPECT_EQ(groups.at(4).name, 4U) << "articles without text are no copies of each other";
  EXPECT_EQ(groups.at(5).name, 5U);
  EXPECT_EQ(registry.groups(), 4U);
}

TEST(Registry, TakesAShortTextForACopyOnlyUnderTheSameTitle) {
  constexpr std::string_view kShort = "For readers abroad";
  const std::string longer =
      "The mill of the county was opened again after repairs that took the whole of the spring, "
      "and its workers have begun to grind the first grain of the year.";
  Registry registry;
  const auto admit = [&registry](std::uint64_t id, std::string_view title, std::string_view body) {
    Article a = article(id, std::hash<std::string_view>()(body));
    a.title = title;
    a.body = body;
    registry.admit(a, fingerprint(title, body, Fingerprint::kNoDay));
  };
  admit(1, "Delegation leaves", kShort);
  admit(2, "Bridge opened", kShort);
  admit(3, "Delegation Leaves", kShort);
  admit(4, "", kShort);
  admit(5, "Mill", longer);
  admit(6, "Another page", longer);
  const auto groups = groups_of(registry);
  EXPECT_EQ(groups.at(3).name, groups.at(1).name);
  EXPECT_NE(groups.at(2).name, groups.at(1).name);
  EXPECT_NE(groups.at(4).name, groups.at(1).name);
  EXPECT_NE(groups.at(4).name, groups.at(2).name);
  EXPECT_EQ(groups.at(6).name, groups.at(5).name) << "a longer text is a copy under any title";
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

/// A registry that goes on from what others know, as after each of several runs.
class Runs {
 public:
  Registry& now() { return *registry_; }
  /// The number of groups. What was told of articles is kept. Once between next() and next().
  std::uint64_t settle() {
    is_settled_ = true;
    registry_->settle([this](const Placed& placed) { groups_[placed.docid] = placed; });
    return registry_->groups();
  }
  const std::map<std::uint32_t, Placed>& groups() const { return groups_; }
  void next() {
    if (!is_settled_) settle();
    is_settled_ = false;
    FactCollector facts;
    registry_->save(facts);
    std::vector<FactTable> tables = known_ ? known_->tables() : std::vector<FactTable>();
    tables.push_back(*FactTable::of(facts.table(), "t"));
    known_ = std::make_shared<const FactTables>(std::move(tables));
    registry_.emplace(known_);
  }
  void merge() {
    std::vector<FactTable> one;
    one.push_back(*FactTable::of(*merged_facts(*known_, true, {}), "merged"));
    known_ = std::make_shared<const FactTables>(std::move(one));
    registry_.emplace(known_);
  }
  std::vector<Registry::Captures> all() const {
    auto out = Registry::all_captures(*known_);
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.docid < b.docid; });
    return out;
  }

 private:
  std::shared_ptr<const FactTables> known_;
  std::optional<Registry> registry_ = Registry();
  std::map<std::uint32_t, Placed> groups_;
  bool is_settled_ = false;
};

TEST(Registry, GoesOnFromWhatWasKnown) {
  Runs runs;
  runs.now().admit(article(1, 100, dates::make_day(2024, 5, 1)), {}, 1);
  runs.now().admit(article(2, 100), {}, 2);
  runs.now().admit(article(3, 300), {}, 2);
  EXPECT_EQ(runs.settle(), 2U);
  runs.next();
  EXPECT_EQ(runs.now().last_docid(), 3U);
  EXPECT_EQ(runs.now().groups(), 2U);
  EXPECT_EQ(runs.now().admit(article(1, 100), {}, 3).docid, 0U);
  runs.now().remove({ArticleId{3}});
  EXPECT_EQ(runs.settle(), 1U);
  runs.next();
  ASSERT_EQ(runs.all().size(), 2U);
  EXPECT_EQ(runs.all()[0].count, 2U);
  EXPECT_EQ(runs.now().admit(article(4, 100), {}, 3).docid, 4U);
  EXPECT_EQ(runs.now().admit(article(5, 300), {}, 3).docid, 5U);
  runs.next();
  EXPECT_EQ(runs.groups().at(4).group, runs.groups().at(1).group);
  EXPECT_EQ(runs.groups().at(5).group, 5U) << "the group of what was removed is gone";
  runs.merge();
  EXPECT_EQ(runs.now().admit(article(5, 300), {}, 3).docid, 0U);
  EXPECT_EQ(runs.settle(), 2U);
}

/// The same calls over many tables and over one that is merged after each run: the same decisions.
TEST(Registry, DecidesTheSameFromManyTablesAndFromOne) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const auto draw = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  constexpr std::string_view kWords[] = {"ferry",   "bridge", "river",   "mill",   "lantern",
                                         "harbour", "grain",  "hill",    "valley", "road",
                                         "forest",  "plough", "orchard", "island"};
  const auto body_of = [&](unsigned text) {
    std::mt19937 words(text / 3);  // three texts nearly the same
    std::string body;
    for (int n = 0; n < 60; ++n)
      body += std::string(kWords[words() % 14]) + std::to_string(words() % 40) + " ";
    return body + (text % 3 == 0 ? "" : "and more " + std::to_string(text % 3));
  };
  for (int round = 0; round < 30; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + " round " + std::to_string(round));
    Runs one_table;
    Runs runs;
    const auto unchanged = [](std::uint32_t docid, const Article&) { return docid % 2 == 0; };
    for (int step = 0; step < 120; ++step) {
      if (draw(8) == 0) {
        ASSERT_EQ(one_table.settle(), runs.settle());
        ASSERT_EQ(one_table.groups(), runs.groups()) << step;
        runs.next();
        one_table.next();
        one_table.merge();
      }
      const unsigned what = draw(20);
      if (what == 0) {
        std::vector<bool> files(6);
        files[1 + draw(5)] = true;
        one_table.now().withdraw(files, unchanged);
        runs.now().withdraw(files, unchanged);
        const unsigned text = draw(60);
        Article again = article(1 + draw(40), text);
        again.body = body_of(text);
        const Fingerprint print = fingerprint("", again.body, 100);
        EXPECT_EQ(one_table.now().admit(again, print, 1).docid, runs.now().admit(again, print, 1).docid);
        auto dropped = one_table.now().drop_withdrawn();
        auto dropped_too = runs.now().drop_withdrawn();
        std::sort(dropped.begin(), dropped.end());
        std::sort(dropped_too.begin(), dropped_too.end());
        ASSERT_EQ(dropped, dropped_too);
        continue;
      }
      const unsigned text = draw(60);
      Article a =
          article(1 + draw(40), text,
                  draw(3) == 0 ? std::nullopt : std::optional(dates::make_day(2024, 1 + draw(12), 1)));
      a.body = body_of(text);
      if (draw(4) == 0) {
        const std::string number = std::to_string(a.id.value);
        a.url = draw(2) == 0 ? "http://kcna.kp/en/article/q/" + number + ".kcmsf"
                             : "http://kcna.kp/en/article/detail/" + number;
        a.id = index::address_id(a.url);
        a.title = "Title";
      }
      const Fingerprint print = fingerprint("", a.body, 100);
      const std::uint32_t file = 1 + draw(5);
      const Vote vote = vote_of(a.publication, day_number(a.captured));
      EXPECT_EQ(one_table.now().better_vote(a, vote), runs.now().better_vote(a, vote));
      const auto one = one_table.now().admit(a, print, file, vote);
      const auto other = runs.now().admit(a, print, file, vote);
      ASSERT_EQ(one.docid, other.docid) << step;
      ASSERT_EQ(one.replaces, other.replaces);
      ASSERT_EQ(one.also_drops, other.also_drops);
      ASSERT_EQ(one.id, other.id);
      ASSERT_EQ(one.addresses, other.addresses);
      ASSERT_EQ(one.captured, other.captured);
      ASSERT_EQ(one.id_taken, other.id_taken);
      ASSERT_EQ(one_table.now().last_docid(), runs.now().last_docid());
    }
    runs.next();
    one_table.next();
    const auto captures = one_table.all();
    const auto known = runs.all();
    ASSERT_EQ(captures.size(), known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      ASSERT_EQ(captures[i].docid, known[i].docid);
      ASSERT_EQ(captures[i].id, known[i].id);
      ASSERT_EQ(captures[i].count, known[i].count);
      ASSERT_EQ(captures[i].first, known[i].first);
    }
  }
}

/// One page that was captured hundreds of times, with a few texts: what the captures of a text say about its
/// day, against a walk through all of them.
TEST(Registry, KnowsTheBestVoteOfHundredsOfCaptures) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto draw = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  struct Given {
    std::uint32_t file;
    std::uint64_t text;
    Vote vote;
  };
  std::vector<Given> given;
  Registry registry;
  for (int step = 0; step < 600; ++step) {
    if (draw(100) == 0) {
      std::vector<bool> files(6);
      files[1 + draw(5)] = true;
      registry.withdraw(files, [](std::uint32_t, const Article&) { return false; });
      std::erase_if(given, [&](const Given& one) { return files[one.file]; });
    }
    const Given one{1 + draw(5),
                    1 + draw(4),
                    {.day = static_cast<std::int32_t>(15000 + draw(20)),
                     .captured = static_cast<std::int32_t>(16000 + step),
                     .precision = draw(9) == 0 ? dates::Precision::kMonth : dates::Precision::kDay,
                     .confidence = static_cast<dates::Confidence>(draw(4)),
                     .by = static_cast<std::uint8_t>(draw(8)),
                     .support = static_cast<std::uint8_t>(draw(4))}};
    const Article a = article(7, one.text, day_of(one.vote.captured));
    Vote best = one.vote;
    for (const Given& other : given) {
      if (other.text == one.text && is_better(other.vote, best)) best = other.vote;
    }
    const auto expected = tells_the_same(best, one.vote) ? std::nullopt : std::optional(best);
    ASSERT_EQ(registry.better_vote(a, one.vote), expected) << step;
    registry.admit(a, {}, one.file, one.vote);
    given.push_back(one);
  }
}

}  // namespace
}  // namespace dateline::indexer
