#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <xapian.h>

#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/serve_values.h"
#include "common/index/stored_data.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/build_shards.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/remove_from_index.h"
#include "indexer/commit/serve.h"
#include "tests/support/seen_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

/// Stories in three sources and two languages; every seventh is a copy of another one, every ninth has no
/// day, every fifth comes again in a later capture with another text.
std::string story(unsigned number) {
  const unsigned text = number % 7 == 6 ? number - 6 : number;
  std::string body = "Ferry number " + std::to_string(text) + " crossed the wide river";
  for (unsigned n = 0; n < 40; ++n)
    body += " word" + std::to_string((text * 37 + n * n * (text % 11 + 1)) % 500);
  std::string line = R"({"title":"Story )" + std::to_string(text) + R"(","body":")" + body +
                     R"(","url":"http://)" + (number % 2 == 0 ? "a" : "b") + R"(.org/)" +
                     std::to_string(number) + R"(","source":"Paper )" + std::to_string(number % 3) +
                     R"(","topic":")" + (number % 4 == 0 ? "" : "Topic") + "\"";
  if (number % 9 != 0)
    line +=
        R"(,"date":"20)" + std::to_string(10 + number % 10) + R"(-05-1)" + std::to_string(number % 9) + "\"";
  line += R"(,"captured":"2020-01-)" + std::to_string(10 + number % 20) + "\"}\n";
  return line;
}

std::string stories(unsigned begin, unsigned end) {
  std::string out;
  for (unsigned i = begin; i < end; ++i) {
    out += story(i);
    if (i % 5 != 0) continue;
    std::string again = story(i);
    again.replace(again.find("2020-01"), 7, "2021-01");
    again.replace(again.find("crossed"), 7, "forded");
    out += again;
  }
  return out;
}

class Shards : public ::testing::Test {
 protected:
  BuildOptions options_for(const std::vector<std::string>& inputs, const std::string& idx) const {
    BuildOptions options;
    options.inputs = inputs;
    options.index = folder_ / idx;
    options.threads = 2;
    return options;
  }
  std::vector<fs::path> build(const std::string& input, unsigned count) const {
    std::istringstream nothing;
    const auto report = build_shards(options_for({input}, "archive.idx"), count, nothing);
    EXPECT_TRUE(report) << report.error().what;
    return report ? report->folders : std::vector<fs::path>();
  }
  void build_one(const BuildOptions& options) const {
    std::istringstream nothing;
    const auto report = build_index(options, nothing);
    ASSERT_TRUE(report) << report.error().what;
  }
  static void check(const fs::path& idx) {
    std::string details;
    const auto checked = check_index(idx, nullptr, details);
    EXPECT_TRUE(checked) << checked.error().what << details;
  }
  /// Articles and groups, not the postings.
  static std::multiset<std::string> lines_of(const std::vector<fs::path>& folders) {
    std::multiset<std::string> out;
    for (const fs::path& folder : folders) {
      std::istringstream in(testing::seen_index(folder));
      for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("term ")) out.insert(line);
      }
    }
    return out;
  }
  testing::TemporaryFolder folder_;
};

/// The metadata and the values as a server shows them.
Xapian::Database served(const fs::path& idx) { return Xapian::Database(idx.string()); }

void expect_values_of_columns(const fs::path& idx) {
  const auto reader = index::IndexReader::open(idx);
  ASSERT_TRUE(reader) << reader.error().what;
  const index::Columns& columns = reader->columns();
  const Xapian::Database database = served(idx);
  for (const index::Docid docid : reader->terms().docids("")) {
    const Xapian::Document document = database.get_document(docid);
    const index::SortKey key{columns.number(index::NumberColumn::kPublished, docid), columns.id(docid),
                             columns.group_name(docid)};
    EXPECT_EQ(index::SortKey::of_newest(document.get_value(index::kNewestSlot)), key);
    EXPECT_EQ(index::SortKey::of_oldest(document.get_value(index::kOldestSlot)), key);
    EXPECT_EQ(document.get_value(index::kGroupSlot), index::group_value(key.group));
    for (std::size_t i = 0; i < index::kFacetCount; ++i) {
      const auto facet = static_cast<index::Facet>(i);
      const auto slot = index::serve_slot(facet);
      if (!slot) continue;
      std::string expected(columns.value(facet, columns.ordinal(facet, docid)));
      std::string value = document.get_value(*slot);
      if (facet == index::Facet::kFlag) {
        for (const std::uint32_t flag : columns.flags(docid))
          expected += std::string(columns.value(facet, flag)) + index::kFlagEnd;
      } else if (facet == index::Facet::kJucheYear) {
        value = index::juche_year(value);
      } else if (facet == index::Facet::kYear) {
        value = value.starts_with(index::kYearMark) ? value.substr(1) : value.substr(0, 4);
      } else if (facet == index::Facet::kMonth && value.starts_with(index::kYearMark)) {
        value.clear();
      }
      EXPECT_EQ(value, expected) << index::name(facet) << " of " << docid;
    }
  }
}

void expect_served(const fs::path& idx, const index::ShardName& shard) {
  const Xapian::Database database = served(idx);
  EXPECT_FALSE(database.get_uuid().empty());
  EXPECT_EQ(database.get_uuid().find(':'), std::string::npos);
  EXPECT_EQ(index::parse_shard_name(database.get_metadata(std::string(index::kMetaServe))), shard);
  const auto manifest = index::parse_manifest(database.get_metadata(std::string(index::kMetaBuild)), "it",
                                              index::kSchemaVersion);
  ASSERT_TRUE(manifest) << manifest.error().what;
  const auto live = index::manifest_of(idx);
  EXPECT_EQ(manifest->counts, live->counts);
  EXPECT_EQ(manifest->generation, live->generation);
  EXPECT_EQ(manifest->counts.articles, database.get_doccount());
  const auto reader = index::IndexReader::open(idx);
  const std::string dictionary = reader->dictionary() ? reader->dictionary()->bytes() : "";
  EXPECT_EQ(database.get_metadata(std::string(index::kMetaDictionary)), dictionary);
  expect_values_of_columns(idx);
}

TEST_F(Shards, AreTogetherWhatOneIndexIs) {
  const std::string input = folder_.write("a.jsonl", stories(0, 400)).string();
  const std::vector<fs::path> folders = build(input, 3);
  ASSERT_EQ(folders.size(), 3U);
  EXPECT_EQ(folders[1].filename(), "archive-2-of-3.idx");
  build_one(options_for({input}, "one.idx"));
  const index::IndexCounts one = index::manifest_of(folder_ / "one.idx")->counts;
  index::IndexCounts sum;
  for (const fs::path& folder : folders) {
    check(folder);
    sum += index::manifest_of(folder)->counts;
  }
  EXPECT_EQ(sum, one);
  EXPECT_EQ(lines_of(folders), lines_of({folder_ / "one.idx"}));
  for (unsigned i = 0; i < 3; ++i) {
    const auto shard = shard_name_of(folders[i], *index::manifest_of(folders[i]));
    ASSERT_TRUE(shard) << shard.error().what;
    EXPECT_NE(shard->set, 0U);
    EXPECT_EQ(shard->number, i + 1);
    expect_served(folders[i], *shard);
  }
}

TEST_F(Shards, AreTheSameForTheSameInput) {
  const std::string input = folder_.write("a.jsonl", stories(0, 200)).string();
  const auto bytes = [&] {
    std::string out;
    for (const fs::path& folder : build(input, 2)) {
      const index::Manifest manifest = *index::manifest_of(folder);
      for (const index::FileInfo& file : manifest.segments.front().files)
        out += file.name + std::to_string(file.hash) + " ";
      fs::remove_all(folder);
    }
    return out;
  };
  EXPECT_EQ(bytes(), bytes());
}

TEST_F(Shards, TakeAdditionsEachOnItsOwn) {
  const std::string a = folder_.write("a.jsonl", stories(0, 200)).string();
  const std::string b = folder_.write("b.jsonl", stories(200, 260)).string();
  const std::vector<fs::path> folders = build(a, 2);
  const std::uint64_t before = index::manifest_of(folders[0])->counts.articles;
  std::istringstream nothing;
  BuildOptions options = options_for({a}, folders[0].filename().string());
  const auto again = add_to_index(options, nothing);
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_FALSE(again->changed) << "the files of the whole build are known";
  options.inputs = {b};
  const auto added = add_to_index(options, nothing);
  ASSERT_TRUE(added) << added.error().what;
  EXPECT_EQ(index::manifest_of(folders[0])->counts.articles, before + 60);
  check(folders[0]);
  ASSERT_TRUE(merge_index(options, true));
  check(folders[0]);
  const auto shard = shard_name_of(folders[0], *index::manifest_of(folders[0]));
  ASSERT_TRUE(shard);
  EXPECT_EQ(shard->number, 1U);
  expect_served(folders[0], *shard);
  // A later capture of an article of the shard is that article, and a copy joins its group.
  std::string id;
  {
    const auto reader = index::IndexReader::open(folders[1]);
    id = reader->article(reader->terms().docids("").front())->url;
  }
  const std::string later =
      folder_
          .write("c.jsonl", R"({"title":"Later","body":"Another text altogether","url":")" + id +
                                R"(","captured":"2024-01-01"})"
                                "\n")
          .string();
  const std::uint64_t articles = index::manifest_of(folders[1])->counts.articles;
  const auto replaced = add_to_index(options_for({later}, folders[1].filename().string()), nothing);
  ASSERT_TRUE(replaced) << replaced.error().what;
  EXPECT_EQ(index::manifest_of(folders[1])->counts.articles, articles);
  check(folders[1]);
}

TEST_F(Shards, ThatAreNotCleanShowItToServers) {
  const std::vector<fs::path> folders = build(folder_.write("a.jsonl", stories(0, 200)).string(), 2);
  std::string id;
  {
    const auto reader = index::IndexReader::open(folders[0]);
    id = to_string(reader->article(reader->terms().docids("").front())->id);
  }
  const BuildOptions options = options_for({}, folders[0].filename().string());
  ASSERT_TRUE(remove_from_index({id}, options));
  EXPECT_EQ(served(folders[0]).get_uuid(), "");
  ASSERT_TRUE(merge_index(options, true));
  expect_served(folders[0], *shard_name_of(folders[0], *index::manifest_of(folders[0])));
}

TEST_F(Shards, NeedEnoughArticles) {
  std::istringstream nothing;
  const std::string input = folder_.write("a.jsonl", story(1)).string();
  const auto report = build_shards(options_for({input}, "archive.idx"), 40, nothing);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().what.find("too few for 40 shards"), std::string::npos) << report.error().what;
  EXPECT_FALSE(fs::exists(folder_ / "archive-1-of-40.idx"));
}

TEST_F(Shards, AnIndexGetsItsValuesLater) {
  const std::string input = folder_.write("a.jsonl", stories(0, 120)).string();
  BuildOptions options = options_for({input}, "a.idx");
  build_one(options);
  EXPECT_EQ(served(options.index).get_metadata(std::string(index::kMetaServe)), "");
  const std::string before = testing::seen_index(options.index);
  options.serve_values = true;
  const auto merged = merge_index(options, true);
  ASSERT_TRUE(merged) << merged.error().what;
  EXPECT_TRUE(merged->changed);
  EXPECT_EQ(testing::seen_index(options.index), before);
  expect_served(options.index, {});
  EXPECT_FALSE(merge_index(options, true)->changed);
  BuildOptions purge = options_for({}, "a.idx");
  purge.purge = true;
  const std::string one = to_string(index::IndexReader::open(options.index)->columns().id(1));
  ASSERT_TRUE(remove_from_index({one}, purge));
  expect_served(options.index, {});
}

TEST(SortKey, KeepsWhatItIsMadeOf) {
  const index::SortKey old{.day = 19971231, .id = {7}, .group = 9};
  const index::SortKey young{.day = 20130214, .id = {1}, .group = UINT64_MAX};
  const index::SortKey undated{.day = 0, .id = {0}, .group = 0};
  EXPECT_LT(young.newest_first(), old.newest_first());
  EXPECT_LT(old.newest_first(), undated.newest_first());
  EXPECT_LT(old.oldest_first(), young.oldest_first());
  EXPECT_LT(young.oldest_first(), undated.oldest_first());
  for (const index::SortKey& key : {old, young, undated}) {
    EXPECT_EQ(index::SortKey::of_newest(key.newest_first()), key);
    EXPECT_EQ(index::SortKey::of_oldest(key.oldest_first()), key);
  }
  EXPECT_EQ(index::SortKey::of_newest("short"), std::nullopt);
}

TEST(ShardName, IsReadOrRefused) {
  const index::ShardName shard{.set = 0xABCDEF, .number = 3, .count = 4};
  EXPECT_EQ(index::parse_shard_name(index::to_text(shard)), shard);
  EXPECT_EQ(index::parse_shard_name(index::to_text(index::ShardName())), index::ShardName());
  for (const char* bad :
       {"", "dateline-serve 2\n", "dateline-serve 1\nset 1\nshard 5 of 4\n",
        "dateline-serve 1\nset 1\nshard 0 of 4\n", "dateline-serve 1\nset 1\nshard 1 of 4000\n",
        "dateline-serve 1\nset 0\nshard 1 of 4\n", "dateline-serve 1\nset 1\nshard 1 of 4\n "})
    EXPECT_EQ(index::parse_shard_name(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace dateline::indexer
