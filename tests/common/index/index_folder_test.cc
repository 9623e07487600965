#include "common/index/index_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <set>

#include "tests/support/temporary_folder.h"

namespace dateline::index {
namespace {

namespace fs = std::filesystem;

/// A manifest with one segment of one article.
Manifest manifest_with(const fs::path& segment) {
  Manifest manifest;
  manifest.next_docid = 2;
  manifest.counts.articles = 1;
  manifest.segments = {{segment.filename().string(), 1, 1, 1, 0, {}}};
  return manifest;
}

/// Publishes an index of one segment and a state file; gives the name of the segment.
std::string publish_one(const fs::path& folder) {
  auto writer = IndexFolderWriter::open(folder);
  EXPECT_TRUE(writer) << writer.error().what;
  if (!writer) return {};
  const auto segment = writer->new_segment();
  EXPECT_TRUE(segment);
  Manifest manifest = manifest_with(*segment);
  const auto state = writer->write_state("changes", {"some ", "bytes"});
  EXPECT_TRUE(state);
  manifest.state.emplace("changes", *state);
  const auto published = writer->publish(manifest);
  EXPECT_TRUE(published) << published.error().what;
  return segment->filename().string();
}

std::set<std::string> names(const fs::path& folder) {
  const auto all = names_in(folder);
  return {all->begin(), all->end()};
}

TEST(IndexFolder, HasAManifestAfterPublishing) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string first = publish_one(folder);
  const auto manifest = manifest_of(folder);
  ASSERT_TRUE(manifest) << manifest.error().what;
  EXPECT_EQ(manifest->generation, 1U);
  EXPECT_EQ(manifest->segments[0].name, first);
  EXPECT_EQ(testing::read_whole(folder / "XAPIANDB"), "auto " + first + "\n");
  const FileInfo* state = manifest->state_file("changes");
  ASSERT_NE(state, nullptr);
  EXPECT_EQ(testing::read_whole(folder / state->name), "some bytes");
  EXPECT_EQ(*describe_file(folder / state->name), *state);
  EXPECT_EQ(names(folder), (std::set<std::string>{"LOCK", "MANIFEST", "XAPIANDB", first, state->name}));
}

TEST(IndexFolder, SweepsWhatTheNextManifestDoesNotName) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string first = publish_one(folder);
  const std::string state = manifest_of(folder)->state_file("changes")->name;
  const std::string second = publish_one(folder);
  EXPECT_NE(first, second);
  EXPECT_GT(manifest_of(folder)->generation, 1U);
  EXPECT_FALSE(fs::exists(folder / first)) << "nobody reads it";
  EXPECT_FALSE(fs::exists(folder / state));
  EXPECT_EQ(names(folder).size(), 5U);
}

TEST(IndexFolder, KeepsSegmentsThatTheNextManifestNames) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string first = publish_one(folder);
  auto writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer && writer->live());
  Manifest manifest = *writer->live();
  const auto segment = writer->new_segment();
  manifest.segments.push_back({segment->filename().string(), 2, 5, 4, 0, {}});
  manifest.next_docid = 6;
  manifest.counts.articles = 5;
  ASSERT_TRUE(writer->publish(manifest));
  EXPECT_TRUE(fs::exists(folder / first));
  EXPECT_EQ(testing::read_whole(folder / "XAPIANDB"),
            "auto " + first + "\nauto " + segment->filename().string() + "\n");
  EXPECT_EQ(manifest_of(folder)->state.size(), 1U);
}

TEST(IndexFolder, UsesNoNumberTwice) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  std::set<std::string> names;
  std::uint64_t generation = 0;
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(names.insert(publish_one(folder)).second);
    auto writer = IndexFolderWriter::open(folder);
    ASSERT_TRUE(writer && writer->live());
    EXPECT_GT(writer->live()->generation, generation);
    generation = writer->live()->generation;
    EXPECT_GT(writer->next_generation(), generation);
  }
}

TEST(IndexFolder, KeepsASegmentThatSomebodyReads) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string first = publish_one(folder);
  {
    const auto reader = FileLock::try_lock(folder / first / kInUseFile, FileLock::Mode::kShared);
    ASSERT_TRUE(reader && reader->held());
    publish_one(folder);
    EXPECT_TRUE(fs::exists(folder / first));
  }
  publish_one(folder);
  EXPECT_FALSE(fs::exists(folder / first));
}

TEST(IndexFolder, LetsOnlyOneWriterIn) {
  const testing::TemporaryFolder temporary;
  const auto first = IndexFolderWriter::open(temporary.path() / "a.idx");
  ASSERT_TRUE(first);
  const auto second = IndexFolderWriter::open(temporary.path() / "a.idx");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kIndex);
  EXPECT_TRUE(is_locked(second.error()));
  EXPECT_TRUE(second.error().what.starts_with("process " + std::to_string(::getpid()) + " ("))
      << second.error().what;
}

TEST(IndexFolder, IsAsBeforeWhenABuildIsAbandonedOrDies) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  publish_one(folder);
  const std::set<std::string> before = names(folder);
  const Manifest live = *manifest_of(folder);
  {
    auto writer = IndexFolderWriter::open(folder);
    ASSERT_TRUE(writer->new_segment() && writer->write_state("names", {"x"}));
    writer->abandon();
    EXPECT_EQ(names(folder), before);
  }
  {
    auto writer = IndexFolderWriter::open(folder);
    ASSERT_TRUE(writer->new_segment() && writer->write_state("names", {"x"}));  // and the program dies
  }
  EXPECT_EQ(*manifest_of(folder), live);
  {
    auto writer = IndexFolderWriter::open(folder);
    EXPECT_EQ(names(folder), before) << "the next one sweeps";
  }
}

TEST(IndexFolder, RefusesAManifestThatIsNotSound) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  auto writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer);
  EXPECT_FALSE(writer->publish(Manifest{}));
  EXPECT_EQ(has_index(folder).value(), false);
}

TEST(IndexFolder, RefusesAFolderWithOtherFiles) {
  const testing::TemporaryFolder temporary;
  temporary.write("photos/cat.jpg", "meow");
  const auto writer = IndexFolderWriter::open(temporary.path() / "photos");
  ASSERT_FALSE(writer);
  EXPECT_NE(writer.error().what.find("cat.jpg"), std::string::npos);
  EXPECT_TRUE(fs::exists(temporary.path() / "photos/cat.jpg"));
}

TEST(IndexFolder, TakesUpAFirstBuildThatWasKilled) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  temporary.write("a.idx/LOCK", "");
  temporary.write("a.idx/MANIFEST.new", "dateline-man");
  temporary.write("a.idx/seg-000001/iamglass", "x");
  temporary.write("a.idx/seg-000001/in-use", "");
  temporary.write("a.idx/captures-000002.dateline", "x");
  EXPECT_EQ(has_index(folder).value(), false);
  publish_one(folder);
  EXPECT_EQ(has_index(folder).value(), true);
  EXPECT_EQ(names(folder).size(), 5U);
}

TEST(IndexFolder, LeavesASegmentWhoseManifestIsLost) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string segment = publish_one(folder);
  fs::remove(folder / "MANIFEST");
  fs::remove(folder / "XAPIANDB");
  EXPECT_FALSE(has_index(folder));
  const auto writer = IndexFolderWriter::open(folder);
  ASSERT_FALSE(writer);
  EXPECT_NE(writer.error().what.find(segment), std::string::npos);
  EXPECT_NE(writer.error().hint.find("MANIFEST"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder / segment));
}

TEST(IndexFolder, OfAnOlderSchemaIsReplacedByABuildAndRefusedOtherwise) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  temporary.write("a.idx/XAPIANDB", "auto db-000007\n");
  temporary.write("a.idx/db-000007/iamglass", "x");
  temporary.write("a.idx/db-000007/in-use", "");
  EXPECT_EQ(has_index(folder).value(), true);
  const auto manifest = manifest_of(folder);
  ASSERT_FALSE(manifest);
  EXPECT_TRUE(is_other_schema(manifest.error())) << manifest.error().what;
  {
    auto writer = IndexFolderWriter::open(folder);
    ASSERT_TRUE(writer);
    EXPECT_EQ(writer->next_generation(), 8U) << "db-000007 counts";
    ASSERT_TRUE(writer->new_segment());
    writer->abandon();
  }
  EXPECT_TRUE(fs::exists(folder / "db-000007"));
  EXPECT_EQ(publish_one(folder), "seg-000008");
  EXPECT_FALSE(fs::exists(folder / "db-000007"));
}

TEST(IndexFolder, OfALaterSchemaIsReplacedByABuildAndRefusedOtherwise) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  temporary.write("a.idx/MANIFEST", "dateline-manifest\nschema 999\nwhatever\n");
  temporary.write("a.idx/seg-000004/iamglass", "x");
  EXPECT_EQ(has_index(folder).value(), true);
  EXPECT_NE(manifest_of(folder).error().what.find("has schema '999'"), std::string::npos);
  EXPECT_EQ(publish_one(folder), "seg-000005");
}

TEST(IndexFolder, ThatIsDamagedIsNotTouched) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string segment = publish_one(folder);
  temporary.write("a.idx/MANIFEST", testing::read_whole(folder / "MANIFEST") + "x");
  EXPECT_FALSE(IndexFolderWriter::open(folder));
  EXPECT_FALSE(manifest_of(folder));
  EXPECT_TRUE(fs::exists(folder / segment));
}

TEST(IndexFolder, RemovesOnlyWhatItMade) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  fs::create_directory(folder);
  auto writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer && writer->new_segment());
  writer->abandon();
  EXPECT_TRUE(fs::is_empty(folder)) << "the folder was there before";
  writer = IndexFolderWriter::open(temporary.path() / "b.idx");
  ASSERT_TRUE(writer);
  writer->abandon();
  EXPECT_FALSE(fs::exists(temporary.path() / "b.idx"));
  writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer);
  const fs::path segment = *writer->new_segment();
  ASSERT_TRUE(writer->publish(manifest_with(segment)));
  writer->abandon();
  EXPECT_TRUE(fs::exists(segment)) << "it is the index";
}

TEST(IndexFolder, SweepsNothingWhenALiveSegmentIsGone) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  fs::remove_all(folder / publish_one(folder));
  temporary.write("a.idx/seg-000099/iamglass", "x");
  const auto writer = IndexFolderWriter::open(folder);
  EXPECT_TRUE(fs::exists(folder / "seg-000099"));
}

TEST(IndexFolder, WritesTheStubAgainWhenAWriterDiedBeforeIt) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string segment = publish_one(folder);
  temporary.write("a.idx/XAPIANDB", "auto seg-000077\n");
  temporary.write("a.idx/XAPIANDB.new", "aut");
  auto writer = IndexFolderWriter::open(folder);
  EXPECT_EQ(testing::read_whole(folder / "XAPIANDB"), "auto " + segment + "\n");
  EXPECT_FALSE(fs::exists(folder / "XAPIANDB.new"));
}

TEST(IndexFolder, NamesStateFilesOfAnotherSchema) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  const std::string segment = publish_one(folder);
  Manifest manifest = *manifest_of(folder);
  const FileInfo file{"ledger-000005.dateline", 1, 7};
  manifest.state.emplace("ledger", file);
  manifest.schema = 99;
  temporary.write("a.idx/MANIFEST", to_text(manifest));
  temporary.write("a.idx/ledger-000005.dateline", "x");
  temporary.write("a.idx/ledger-000004.dateline", "x");
  auto writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer);
  EXPECT_FALSE(writer->live());
  EXPECT_EQ(writer->live_state("ledger"), std::vector<FileInfo>{file});
  const fs::path made = *writer->new_segment();
  Manifest next = manifest_with(made);
  next.state.emplace("ledger", file);
  ASSERT_TRUE(writer->publish(next));
  EXPECT_TRUE(fs::exists(folder / file.name));
  EXPECT_FALSE(fs::exists(folder / "ledger-000004.dateline"));
  EXPECT_FALSE(fs::exists(folder / segment));
  EXPECT_EQ(writer->live_state("ledger"), std::vector<FileInfo>{file});
}

TEST(IndexFolder, SaysWhatToDoWhenThereIsNoIndex) {
  const testing::TemporaryFolder temporary;
  const auto missing = manifest_of(temporary.path() / "none.idx");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kIndex);
  EXPECT_NE(missing.error().hint.find("dateline-index build"), std::string::npos);
  EXPECT_FALSE(manifest_of(temporary.path()));
}

}  // namespace
}  // namespace dateline::index
