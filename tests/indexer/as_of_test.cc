// An index asked for what it held earlier. Random histories: histories_test.cc.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "common/index/index_reader.h"
#include "common/index/manifest.h"
#include "common/ledger/past_log.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/as_of_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/remove_from_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStart = 1'767'225'600;  // 2026-01-01T00:00:00Z
constexpr std::int64_t kDay = 24 * 60 * 60;

class AsOfIndex : public ::testing::Test {
 protected:
  BuildOptions options(std::vector<std::string> inputs, int day) const {
    BuildOptions out;
    out.inputs = std::move(inputs);
    out.index = index_;
    out.threads = 1;
    out.now = std::chrono::sys_seconds{std::chrono::seconds{kStart + day * kDay}};
    return out;
  }
  static std::string line(int article, int version, int captured = 1) {
    return fmt::format(
        R"({{"url":"https://example.org/{}","title":"Lantern {}","body":"The lantern number {} hangs above bridge {} in version {}.","date":"2014-05-0{}","captured":"2020-0{}-0{}"}})"
        "\n",
        article, article, article, article, version, 1 + article % 9, version, captured);
  }
  std::string input(const std::string& name, const std::string& lines) {
    return folder_.write(name, lines).string();
  }
  void build(const std::string& file, int day) {
    std::istringstream nothing;
    const auto report = build_index(options({file}, day), nothing);
    ASSERT_TRUE(report) << report.error().what;
  }
  void add(const std::string& file, int day, const std::string& names = {}) {
    std::istringstream nothing;
    BuildOptions with = options({file}, day);
    with.names = names;
    const auto report = add_to_index(with, nothing);
    ASSERT_TRUE(report) << report.error().what;
  }
  std::string id_of(int article) const {
    const auto reader = index::IndexReader::open(index_);
    for (index::Docid docid = 1; docid <= reader->columns().last_docid(); ++docid) {
      if (!reader->columns().is_living(docid)) continue;
      const auto one = reader->article(docid);
      if (one->title == fmt::format("Lantern {}", article)) return to_string(one->id);
    }
    return {};
  }
  void remove(int article, int day, bool purge = false) {
    BuildOptions with = options({}, day);
    with.purge = purge;
    const auto report = remove_from_index({id_of(article)}, with);
    ASSERT_TRUE(report) << report.error().what;
    ASSERT_EQ(report->removed, 1U);
  }
  Result<AsOfReport> make(const ledger::PastWish& wish, const std::string& asked = "asked") const {
    fs::remove_all(then_);
    return make_index_as_of(options({}, 0), {.wish = wish, .asked = asked, .target = then_});
  }
  /// Titles and bodies.
  static std::set<std::string> texts(const fs::path& idx) {
    std::string details;
    const auto checked = check_index(idx, nullptr, details);
    EXPECT_TRUE(checked) << checked.error().what << details;
    std::set<std::string> out;
    const auto reader = index::IndexReader::open(idx);
    EXPECT_TRUE(reader) << reader.error().what;
    for (index::Docid docid = 1; docid <= reader->columns().last_docid(); ++docid) {
      if (!reader->columns().is_living(docid)) continue;
      const auto article = reader->article(docid);
      out.insert(fmt::format("{}: {} {}", article->title, article->body, article->captures));
    }
    return out;
  }

  testing::TemporaryFolder folder_;
  fs::path index_ = folder_.path() / "a.idx";
  fs::path then_ = folder_.path() / "then.idx";
};

TEST_F(AsOfIndex, IsTheLastGenerationBeforeATime) {
  build(input("a.jsonl", line(1, 1) + line(2, 1)), 0);
  add(input("b.jsonl", line(2, 2) + line(3, 1)), 2);
  remove(1, 4);
  std::map<int, std::set<std::string>> expected;
  for (const int day : {0, 1, 2, 3, 4, 5}) {
    const auto made = make({.by = kStart + day * kDay});
    ASSERT_TRUE(made) << made.error().what;
    EXPECT_EQ(made->state.generation, static_cast<std::uint64_t>(1 + day / 2)) << day;
    EXPECT_EQ(made->is_present, day >= 4);
    expected[day] = texts(then_);
  }
  EXPECT_EQ(expected[0],
            (std::set<std::string>{"Lantern 1: The lantern number 1 hangs above bridge 1 in version 1. 1",
                                   "Lantern 2: The lantern number 2 hangs above bridge 2 in version 1. 1"}));
  EXPECT_EQ(expected[1], expected[0]);
  EXPECT_EQ(expected[2].size(), 3U);
  EXPECT_TRUE(expected[2].contains("Lantern 2: The lantern number 2 hangs above bridge 2 in version 2. 2"));
  EXPECT_EQ(expected[4], texts(index_));
  const auto too_early = make({.by = kStart - 1}, "2025-12-31");
  ASSERT_FALSE(too_early);
  EXPECT_EQ(too_early.error().what, index_.string() + " has no state '2025-12-31'");
  EXPECT_EQ(
      too_early.error().hint,
      "the first state that is known is generation 1 of 2026-01-01T00:00:00Z; what stood before it cannot be had");
}

TEST_F(AsOfIndex, KeepsThePlaceOfEachAmongEqualTexts) {
  build(input("a.jsonl", line(1, 1)), 0);
  add(input("b.jsonl", line(1, 1, 2) + line(2, 1)), 1);  // the same text on another day
  add(input("c.jsonl", line(1, 2)), 2);
  const auto merged = merge_index(options({}, 3), true);
  ASSERT_TRUE(merged) << merged.error().what;
  ASSERT_TRUE(make({.generation = 1}));
  EXPECT_EQ(texts(then_),
            (std::set<std::string>{"Lantern 1: The lantern number 1 hangs above bridge 1 in version 1. 1"}));
  ASSERT_TRUE(make({.generation = 2}));
  EXPECT_TRUE(texts(then_).contains("Lantern 1: The lantern number 1 hangs above bridge 1 in version 1. 2"));
}

TEST_F(AsOfIndex, HasTheListsOfNamesOfThen) {
  const std::string file = input("a.jsonl", line(1, 1));
  build(file, 0);
  add(input("b.jsonl", line(2, 1)), 1, "first list");
  add(input("c.jsonl", line(3, 1)), 2);
  add(input("d.jsonl", line(4, 1)), 3, "second list");
  const std::string expected[] = {"", "first list", "first list", "second list"};
  for (std::uint64_t generation = 1; generation <= 4; ++generation) {
    ASSERT_TRUE(make({.generation = generation}));
    EXPECT_EQ(index::IndexReader::open(then_)->names(), expected[generation - 1]) << generation;
  }
}

TEST_F(AsOfIndex, NamesWhatWasPurgedSinceAndHasNothingOfIt) {
  build(input("a.jsonl", line(1, 1) + line(2, 1)), 0);
  add(input("b.jsonl", line(1, 2)), 1);
  const std::string id = id_of(1);
  remove(1, 2, true);
  add(input("c.jsonl", line(3, 1)), 3);
  for (const std::uint64_t generation : {1U, 2U}) {
    const auto made = make({.generation = generation});
    ASSERT_TRUE(made) << made.error().what;
    ASSERT_EQ(made->missing.size(), 1U);
    EXPECT_EQ(to_string(made->missing[0].id), id);
    EXPECT_EQ(
        texts(then_),
        (std::set<std::string>{"Lantern 2: The lantern number 2 hangs above bridge 2 in version 1. 1"}));
    const auto reader = index::IndexReader::open(then_);
    EXPECT_EQ(reader->articles(), 1U);
    ASSERT_EQ(reader->indexes()[0]->missing.size(), 1U);
  }
  const auto log = ledger::PastLog::open(index_, *index::manifest_of(index_));
  ASSERT_TRUE(log);
  int purged = 0;
  for (const ledger::PastStep& step : log->steps()) {
    ASSERT_TRUE(step.each([&](const ledger::PastRecord& record) -> Status {
      const auto* past = std::get_if<ledger::PastArticle>(&record);
      if (past == nullptr || to_string(ArticleId{past->id}) != id) return {};
      EXPECT_TRUE(past->is_purged());
      EXPECT_NE(past->text, 0U);
      ++purged;
      return {};
    }));
  }
  EXPECT_EQ(purged, 2);
}

TEST_F(AsOfIndex, CannotBeHadOfBeforeABuildAnew) {
  build(input("a.jsonl", line(1, 1)), 0);
  const std::string first = index::manifest_of(index_)->content;
  build(input("b.jsonl", line(2, 1)), 5);
  const auto none = make({.content = first}, "a.cite.json");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().what, "'a.cite.json' was generation 1 of 2026-01-01T00:00:00Z, before " +
                                   index_.string() + " was built anew");
  EXPECT_EQ(
      none.error().hint,
      "the first state that is known is generation 2 of 2026-01-06T00:00:00Z; what stood before it cannot be had");
  EXPECT_EQ(none.error().kind, ErrorKind::kIndex);
  EXPECT_TRUE(make({.generation = 2}));
}

TEST_F(AsOfIndex, IsNotAddedToAndLeavesTheOther) {
  build(input("a.jsonl", line(1, 1)), 0);
  add(input("b.jsonl", line(1, 2)), 1);
  ASSERT_TRUE(make({.generation = 1}));
  std::istringstream nothing;
  BuildOptions with = options({input("c.jsonl", line(3, 1))}, 2);
  with.index = then_;
  const auto refused = add_to_index(with, nothing);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what,
            then_.string() + " is an earlier state of another index, which stays as it was");
  const auto again =
      make_index_as_of(options({}, 0), {.wish = {.generation = 1}, .asked = "g1", .target = then_});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().what, "there is an index at " + then_.string() + " already");
  const std::set<std::string> before = texts(then_);
  fs::remove_all(index_);
  EXPECT_EQ(texts(then_), before) << "it stands on its own";
}

TEST_F(AsOfIndex, IsRefusedWhereItsRecordIsDamagedOrNotKept) {
  build(input("a.jsonl", line(1, 1)), 0);
  add(input("b.jsonl", line(1, 2)), 1);
  const auto manifest = index::manifest_of(index_);
  const auto files = manifest->state_files(ledger::kPastRole);
  ASSERT_FALSE(files.empty());
  const fs::path file = index_ / files.back().name;
  const std::string sound = testing::read_whole(file);
  for (std::size_t at = 8; at < sound.size(); at += 7) {
    std::string bytes = sound;
    bytes[at] ^= 1;
    std::ofstream(file, std::ios::binary) << bytes;
    EXPECT_FALSE(make({.generation = 1})) << at;
  }
  std::ofstream(file, std::ios::binary) << sound;
  EXPECT_TRUE(make({.generation = 1}));
}

}  // namespace
}  // namespace dateline::indexer
