#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "common/index/index_folder.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "indexer/commit/add_to_index.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/merge_index.h"
#include "indexer/commit/remove_from_index.h"
#include "tests/support/build_options.h"
#include "tests/support/seen_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;
using testing::options_for;

BuildReport build(const std::vector<std::string>& inputs, const fs::path& idx) {
  std::istringstream nothing;
  const auto report = build_index(options_for(inputs, idx), nothing);
  EXPECT_TRUE(report) << report.error().what;
  return report.value_or(BuildReport{});
}

UpdateReport add(const std::vector<std::string>& inputs, const fs::path& idx) {
  std::istringstream nothing;
  const auto report = add_to_index(options_for(inputs, idx), nothing);
  EXPECT_TRUE(report) << report.error().what;
  return report.value_or(UpdateReport{});
}

std::string seen(const fs::path& idx) {
  std::string details;
  const auto checked = check_index(idx, nullptr, details);
  EXPECT_TRUE(checked) << checked.error().what << details;
  return testing::seen_index(idx);
}

std::string story(unsigned number, unsigned version = 0) {
  std::mt19937 random(number % 300);
  std::string body = "Pyongyang, May " + std::to_string(1 + number % 28) + " (KCNA) -- Ferry number " +
                     std::to_string(number % 300) + " crossed the river";
  for (int n = 0; n < 40; ++n) body += " word" + std::to_string(random() % 500);
  if (version > 0) body += " in version " + std::to_string(version);
  std::string line = R"({"title":"Story )" + std::to_string(number % 300) + R"(","body":")" + body +
                     R"(","date":"2014-05-)" + (number % 28 < 9 ? "0" : "") +
                     std::to_string(1 + number % 28) + R"(","url":"http://a.org/)" +
                     std::to_string(number % 350) + "\"";
  if (number % 3 == 0) line += R"(,"captured":"2020-01-)" + std::to_string(10 + number % 20) + "\"";
  return line + "}\n";
}

std::string stories(unsigned begin, unsigned end, unsigned version = 0) {
  std::string out;
  for (unsigned i = begin; i < end; ++i) out += story(i, version);
  return out;
}

class UpdateIndex : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& content) const {
    return folder_.write(name, content).string();
  }
  fs::path idx(const std::string& name) const { return folder_.path() / name; }
  testing::TemporaryFolder folder_;
};

TEST_F(UpdateIndex, AddingIsBuildingAllAtOnce) {
  const std::string a = write("a.jsonl", stories(0, 260));
  const std::string b = write("b.jsonl", stories(200, 420) + "broken\n");
  const std::string c = write("c.jsonl", stories(410, 500));
  build({a, b, c}, idx("whole.idx"));
  build({a}, idx("grown.idx"));
  const UpdateReport first = add({b}, idx("grown.idx"));
  EXPECT_TRUE(first.changed);
  EXPECT_EQ(first.files_read, 1U);
  EXPECT_EQ(first.build.rejected, 1U);
  add({c}, idx("grown.idx"));
  EXPECT_EQ(seen(idx("grown.idx")), seen(idx("whole.idx")));
  const auto whole = index::IndexReader::open(idx("whole.idx"));
  const auto grown = index::IndexReader::open(idx("grown.idx"));
  EXPECT_EQ(grown->manifest().counts, whole->manifest().counts);
}

TEST_F(UpdateIndex, ReadsAChangedFileAgainAndForgetsWhatItNoLongerHas) {
  const std::string a = write("a.jsonl", stories(0, 100));
  const std::string b = write("b.jsonl", stories(90, 200));
  build({a, b}, idx("i.idx"));
  const std::string before = seen(idx("i.idx"));
  write("b.jsonl", stories(90, 140) + stories(140, 180, 2) + stories(340, 350));
  const UpdateReport report = add({a, b}, idx("i.idx"));
  EXPECT_EQ(report.files_unchanged, 1U);
  EXPECT_EQ(report.files_changed, 1U);
  EXPECT_EQ(report.build.removed, 20U);
  build({a, b}, idx("fresh.idx"));
  EXPECT_EQ(seen(idx("i.idx")), seen(idx("fresh.idx")));
  EXPECT_NE(seen(idx("i.idx")), before);
}

TEST_F(UpdateIndex, RemovesArticlesById) {
  const std::string a = write("a.jsonl", stories(0, 60));
  const std::string keyed =
      write("k.jsonl", "{\"id\":\"key-1\",\"title\":\"Keyed\",\"body\":\"A keyed text.\"}\n");
  const std::string rest = write("rest.jsonl", stories(1, 60));
  build({a, keyed}, idx("i.idx"));
  const auto reader = index::IndexReader::open(idx("i.idx"));
  const std::string id = to_string(reader->article(1)->id);
  const auto removed = remove_from_index({"key-1", id, "no such id"}, options_for({}, idx("i.idx")));
  ASSERT_TRUE(removed) << removed.error().what;
  EXPECT_EQ(removed->removed, 2U);
  EXPECT_EQ(removed->unknown, std::vector<std::string>{"no such id"});
  EXPECT_EQ(removed->articles, 59U);
  const auto after = index::IndexReader::open(idx("i.idx"));
  EXPECT_EQ(after->articles(), 59U);
  EXPECT_EQ(after->manifest().counts.articles, 59U);
  EXPECT_TRUE(after->terms().docids(index::boolean_term(index::Field::kId, id)).empty());
  EXPECT_EQ(after->manifest().segments.size(), 1U) << "no segment is written";
  EXPECT_FALSE(add({a, keyed}, idx("i.idx")).changed) << "what was removed stays away";
}

TEST_F(UpdateIndex, KeepsWhatAChangedFileHadWhenItCannotBeReadWhole) {
  const std::string content = stories(0, 60);
  struct Damage {
    std::string name;
    std::string content;
    std::uint64_t fresh = 0;  ///< articles that are new in it
  };
  const std::vector<Damage> damages{
      {"emptied", ""},
      {"cut in a line", content.substr(0, content.size() / 2)},
      {"zeros", std::string(4096, '\0')},
      {"something else", "not a line of JSON\n"},
      {"cut, with an article that is new", stories(290, 292) + content.substr(0, 2000), 2},
  };
  for (const auto& [name, damage, fresh] : damages) {
    const std::string a = write("a.jsonl", content);
    const std::string b = write("b.jsonl", stories(60, 100));
    build({a, b}, idx(name));
    const std::string before = seen(idx(name));
    write("a.jsonl", damage);
    const UpdateReport hurt = add({a, b}, idx(name));
    EXPECT_EQ(hurt.build.removed, 0U) << name;
    EXPECT_EQ(hurt.build.kept_files.size(), 1U) << name;
    EXPECT_EQ(hurt.build.articles, 100U + fresh) << name;
    if (fresh == 0) {
      EXPECT_EQ(seen(idx(name)), before) << name;
    }
    EXPECT_EQ(add({a}, idx(name)).build.kept_files.size(), 1U) << name << ": it is read again";
    // Mended, it decides again.
    write("a.jsonl", stories(0, 20));
    const UpdateReport mended = add({a, b}, idx(name));
    EXPECT_EQ(mended.build.removed, 40U + fresh) << name;
    EXPECT_TRUE(mended.build.kept_files.empty()) << name;
    build({a, b}, idx("fresh.idx"));
    EXPECT_EQ(seen(idx(name)), seen(idx("fresh.idx"))) << name;
  }
}

TEST_F(UpdateIndex, RefusesToGoOnFromDamagedColumns) {
  const std::string a = write("a.jsonl", stories(0, 60));
  build({a}, idx("i.idx"));
  const index::Manifest live = *index::manifest_of(idx("i.idx"));
  const fs::path columns = idx("i.idx") / live.segments[0].name / index::kColumnsFile;
  std::string bytes = testing::read_whole(columns);
  bytes[bytes.size() - 9] = static_cast<char>(bytes[bytes.size() - 9] ^ 1);
  std::ofstream(columns, std::ios::binary) << bytes;
  std::istringstream nothing;
  // Whether the segment is to be written again or not.
  for (const int last : {130, 61}) {
    const auto added =
        add_to_index(options_for({write("b.jsonl", stories(60, last))}, idx("i.idx")), nothing);
    ASSERT_FALSE(added);
    EXPECT_NE(added.error().what.find("damaged"), std::string::npos) << added.error().what;
    EXPECT_EQ(*index::manifest_of(idx("i.idx")), live);
  }
}

TEST(AddToIndex, DoesNothingTheSecondTime) {
  const testing::TemporaryFolder folder;
  const std::string a = folder.write("in/a.jsonl", stories(0, 100)).string();
  const fs::path idx = folder.path() / "i.idx";
  EXPECT_TRUE(add({(folder.path() / "in").string()}, idx).changed) << "makes the index";
  const std::uint64_t generation = index::manifest_of(idx)->generation;
  const UpdateReport again = add({(folder.path() / "in").string()}, idx);
  EXPECT_FALSE(again.changed);
  EXPECT_EQ(again.files_unchanged, 1U);
  EXPECT_EQ(again.files_read, 0U);
  EXPECT_EQ(again.build.articles, 100U) << "those of the index";
  EXPECT_EQ(index::manifest_of(idx)->generation, generation);
  fs::last_write_time(a, fs::last_write_time(a) + std::chrono::hours{1});
  EXPECT_FALSE(add({a}, idx).changed) << "another time, the same bytes";
  const auto time = fs::last_write_time(a);
  std::string content = stories(0, 100);
  content[content.find("Ferry")] = 'T';
  folder.write("in/a.jsonl", content);
  fs::last_write_time(a, time - std::chrono::hours{2});
  EXPECT_TRUE(add({a}, idx).changed) << "the same size, other bytes";
}

TEST(AddToIndex, LeavesReadersTheirState) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 50)).string()}, idx);
  const auto before = index::IndexReader::open(idx);
  add({folder.write("b.jsonl", stories(50, 80)).string()}, idx);
  add({folder.write("c.jsonl", stories(80, 90)).string()}, idx);
  EXPECT_EQ(before->articles(), 50U);
  EXPECT_FALSE(before->is_current());
  EXPECT_EQ(before->article(7)->title, "Story 6");
  EXPECT_TRUE(before->columns().verify());
  EXPECT_EQ(index::IndexReader::open(idx)->articles(), 90U);
}

TEST(AddToIndex, StoppedFromOutsideLeavesTheIndex) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 50)).string()}, idx);
  const std::string before = seen(idx);
  const auto entries = [&] { return std::distance(fs::directory_iterator(idx), fs::directory_iterator()); };
  const auto before_entries = entries();
  std::atomic<bool> stop{false};
  BuildOptions options = options_for({folder.write("b.jsonl", stories(50, 350)).string()}, idx);
  options.stop = &stop;
  options.on_progress = [&](const BuildReport&) { stop = true; };
  std::istringstream nothing;
  const auto stopped = add_to_index(options, nothing);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().what, "interrupted");
  EXPECT_EQ(seen(idx), before);
  EXPECT_EQ(entries(), before_entries);
}

TEST(AddToIndex, HonoursTheLock) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 5)).string()}, idx);
  const auto writer = index::IndexFolderWriter::open(idx);
  ASSERT_TRUE(writer);
  std::istringstream nothing;
  const auto added =
      add_to_index(options_for({folder.write("b.jsonl", stories(5, 9)).string()}, idx), nothing);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kIndex);
  EXPECT_FALSE(remove_from_index({"x"}, options_for({}, idx)));
}

TEST(AddToIndex, SaysWhenTheRecordOfCapturesIsDamaged) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 5)).string()}, idx);
  const fs::path state = idx / index::manifest_of(idx)->state_file(index::kCapturesRole)->name;
  const std::string bytes = testing::read_whole(state);
  const std::string b = folder.write("b.jsonl", stories(5, 9)).string();
  std::istringstream nothing;
  for (std::size_t at = 0; at < bytes.size(); at += 13) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    std::ofstream(state, std::ios::binary) << damaged;
    const auto added = add_to_index(options_for({b}, idx), nothing);
    ASSERT_FALSE(added) << at;
    EXPECT_EQ(added.error().kind, ErrorKind::kIndex);
  }
  fs::remove(state);
  EXPECT_FALSE(add_to_index(options_for({b}, idx), nothing));
  EXPECT_TRUE(index::IndexReader::open(idx)) << "searching does not need it";
}

/// By the sizes of the segments: the last ones are written again where they are small beside what comes.
TEST(AddToIndex, WritesOneSegmentAndMergesSmallOnes) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 200)).string()}, idx);
  const std::string first = index::manifest_of(idx)->segments[0].name;
  const UpdateReport one = add({folder.write("b.jsonl", stories(200, 210)).string()}, idx);
  EXPECT_EQ(one.rewritten, 0U);
  index::Manifest manifest = *index::manifest_of(idx);
  ASSERT_EQ(manifest.segments.size(), 2U);
  EXPECT_EQ(manifest.segments[0].name, first) << "it stays as it is";
  EXPECT_EQ(manifest.segments[1].articles, 10U);
  const UpdateReport two = add({folder.write("c.jsonl", stories(210, 220)).string()}, idx);
  EXPECT_EQ(two.rewritten, 10U);
  manifest = *index::manifest_of(idx);
  ASSERT_EQ(manifest.segments.size(), 2U);
  EXPECT_EQ(manifest.segments[0].name, first);
  EXPECT_EQ(manifest.segments[1].articles, 20U);
  EXPECT_EQ(manifest.added_articles, 220U);
  EXPECT_EQ(manifest.written_articles, 230U);
  build({(folder / "a.jsonl").string(), (folder / "b.jsonl").string(), (folder / "c.jsonl").string()},
        folder / "whole.idx");
  EXPECT_EQ(seen(idx), seen(folder / "whole.idx"));
}

TEST(AddToIndex, LeavesSegmentsAsTheyAreWhenOnlyCapturesComeOrGo) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  const std::string a = folder.write("a.jsonl", stories(0, 100)).string();
  const std::string b = folder.write("b.jsonl", stories(0, 50)).string();
  build({a}, idx);
  const UpdateReport again = add({b}, idx);
  EXPECT_TRUE(again.changed);
  EXPECT_EQ(again.build.added, 0U);
  const index::Manifest manifest = *index::manifest_of(idx);
  ASSERT_EQ(manifest.segments.size(), 1U);
  EXPECT_NE(manifest.state_file(index::kChangesRole), nullptr);
  build({a, b}, folder / "whole.idx");
  EXPECT_EQ(seen(idx), seen(folder / "whole.idx"));
  folder.write("b.jsonl", stories(0, 10));
  add({b}, idx);
  EXPECT_EQ(index::manifest_of(idx)->segments, manifest.segments);
  build({a, b}, folder / "whole.idx");
  EXPECT_EQ(seen(idx), seen(folder / "whole.idx"));
}

TEST(RemoveFromIndex, OfEverythingLeavesAnIndexToAddTo) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  const std::string a = folder.write("a.jsonl", stories(0, 3)).string();
  build({a}, idx);
  add({folder.write("b.jsonl", stories(3, 4)).string()}, idx);
  std::vector<std::string> ids;
  {
    const auto reader = index::IndexReader::open(idx);
    for (const index::Docid docid : reader->terms().docids(""))
      ids.push_back(to_string(reader->article(docid)->id));
  }
  ASSERT_EQ(ids.size(), 4U);
  const auto removed = remove_from_index(ids, options_for({}, idx));
  ASSERT_TRUE(removed) << removed.error().what;
  EXPECT_EQ(removed->articles, 0U);
  EXPECT_EQ(seen(idx), "");
  const auto merged = merge_index(options_for({}, idx), true);
  ASSERT_TRUE(merged) << merged.error().what;
  EXPECT_EQ(seen(idx), "");
  add({folder.write("c.jsonl", stories(10, 30)).string()}, idx);
  build({(folder / "c.jsonl").string()}, folder / "fresh.idx");
  EXPECT_EQ(seen(idx), seen(folder / "fresh.idx"));
  EXPECT_EQ(index::manifest_of(idx)->segments.size(), 1U);
}

TEST(MergeIndex, LeavesOneSegmentWithoutDeadArticlesWhenCleaned) {
  const testing::TemporaryFolder folder;
  const fs::path idx = folder.path() / "i.idx";
  build({folder.write("a.jsonl", stories(0, 300)).string()}, idx);
  add({folder.write("b.jsonl", stories(290, 340)).string()}, idx);
  add({folder.write("c.jsonl", stories(290, 295, 3) + stories(340, 343)).string()}, idx);
  std::string id;
  {
    const auto reader = index::IndexReader::open(idx);
    id = to_string(reader->article(7)->id);
  }
  ASSERT_TRUE(remove_from_index({id}, options_for({}, idx)));
  const std::string before = seen(idx);
  const index::IndexCounts counts = index::manifest_of(idx)->counts;
  ASSERT_GT(index::manifest_of(idx)->segments.size(), 1U);
  const auto merged = merge_index(options_for({}, idx), true);
  ASSERT_TRUE(merged) << merged.error().what;
  EXPECT_TRUE(merged->changed);
  EXPECT_GT(merged->dead_before, 0U);
  const index::Manifest manifest = *index::manifest_of(idx);
  ASSERT_EQ(manifest.segments.size(), 1U);
  EXPECT_EQ(manifest.segments[0].dead, 0U);
  EXPECT_EQ(manifest.state_file(index::kChangesRole), nullptr);
  EXPECT_EQ(manifest.counts, counts);
  EXPECT_EQ(seen(idx), before);
  EXPECT_FALSE(merge_index(options_for({}, idx), true)->changed) << "there is nothing left";
}

}  // namespace
}  // namespace dateline::indexer
