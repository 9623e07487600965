#include "common/index/index_folder.h"

#include <gtest/gtest.h>

#include "tests/support/temporary_folder.h"

namespace dateline::index {
namespace {

namespace fs = std::filesystem;

/// Publishes an empty "database" folder and gives its name.
std::string publish_one(const fs::path& folder) {
  auto writer = IndexFolderWriter::open(folder);
  EXPECT_TRUE(writer) << writer.error().what;
  fs::create_directory(writer->new_database());
  EXPECT_TRUE(FileLock::try_lock(writer->new_database() / kInUseFile, FileLock::Mode::kShared));
  EXPECT_TRUE(writer->publish());
  return writer->new_database().filename();
}

TEST(IndexFolder, NamesItsLiveDatabaseAfterPublishing) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  EXPECT_EQ(publish_one(folder), "db-000001");
  EXPECT_EQ(live_databases(folder).value(), std::vector<std::string>{"db-000001"});
  EXPECT_EQ(publish_one(folder), "db-000002");
  EXPECT_EQ(live_databases(folder).value(), std::vector<std::string>{"db-000002"});
  EXPECT_FALSE(fs::exists(folder / "db-000001")) << "nobody reads it";
}

TEST(IndexFolder, KeepsADatabaseThatSomebodyReads) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  publish_one(folder);
  {
    const auto reader = FileLock::try_lock(folder / "db-000001" / kInUseFile, FileLock::Mode::kShared);
    ASSERT_TRUE(reader && reader->held());
    publish_one(folder);
    EXPECT_TRUE(fs::exists(folder / "db-000001"));
  }
  publish_one(folder);
  EXPECT_FALSE(fs::exists(folder / "db-000001"));
}

TEST(IndexFolder, LetsOnlyOneWriterIn) {
  const testing::TemporaryFolder temporary;
  const auto first = IndexFolderWriter::open(temporary.path() / "a.idx");
  ASSERT_TRUE(first);
  const auto second = IndexFolderWriter::open(temporary.path() / "a.idx");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kIndex);
  EXPECT_NE(second.error().what.find("another program is writing"), std::string::npos);
}

TEST(IndexFolder, IsAsBeforeWhenABuildIsAbandonedOrDies) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  publish_one(folder);
  {
    auto writer = IndexFolderWriter::open(folder);
    fs::create_directory(writer->new_database());
    writer->abandon();
  }
  {
    auto writer = IndexFolderWriter::open(folder);
    fs::create_directory(writer->new_database());  // and the program dies
  }
  EXPECT_EQ(live_databases(folder).value(), std::vector<std::string>{"db-000001"});
  publish_one(folder);
  std::size_t databases = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    databases += entry.path().filename().string().starts_with("db-") ? 1 : 0;
  }
  EXPECT_EQ(databases, 1U) << "what the dead one left is swept away";
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
  temporary.write("a.idx/XAPIANDB.new", "auto db-0");
  temporary.write("a.idx/db-000001/iamglass", "x");
  temporary.write("a.idx/db-000001/in-use", "");
  EXPECT_EQ(has_index(folder).value(), false);
  EXPECT_EQ(publish_one(folder), "db-000002");
  EXPECT_EQ(has_index(folder).value(), true);
  EXPECT_FALSE(fs::exists(folder / "db-000001"));
  EXPECT_FALSE(fs::exists(folder / "XAPIANDB.new"));
}

TEST(IndexFolder, LeavesADatabaseWhoseStubIsLost) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  publish_one(folder);
  fs::remove(folder / "XAPIANDB");
  EXPECT_FALSE(has_index(folder));
  const auto writer = IndexFolderWriter::open(folder);
  ASSERT_FALSE(writer);
  EXPECT_NE(writer.error().hint.find("auto db-000001"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder / "db-000001"));
}

TEST(IndexFolder, RemovesOnlyWhatItMade) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  fs::create_directory(folder);
  auto writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer);
  writer->abandon();
  EXPECT_TRUE(fs::is_empty(folder)) << "the folder was there before";
  writer = IndexFolderWriter::open(temporary.path() / "b.idx");
  ASSERT_TRUE(writer);
  writer->abandon();
  EXPECT_FALSE(fs::exists(temporary.path() / "b.idx"));
  writer = IndexFolderWriter::open(folder);
  ASSERT_TRUE(writer && writer->publish());
  writer->abandon();
  EXPECT_TRUE(fs::exists(writer->new_database())) << "it is the index";
}

TEST(IndexFolder, SweepsNothingWhenTheLiveDatabaseIsGone) {
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path() / "a.idx";
  publish_one(folder);
  temporary.write("a.idx/XAPIANDB", "auto db-000009\n");
  const auto writer = IndexFolderWriter::open(folder);
  EXPECT_TRUE(fs::exists(folder / "db-000001"));
}

TEST(IndexFolder, SaysWhatToDoWhenThereIsNoIndex) {
  const testing::TemporaryFolder temporary;
  const auto missing = live_databases(temporary.path() / "none.idx");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kIndex);
  EXPECT_NE(missing.error().hint.find("dateline-index build"), std::string::npos);
  EXPECT_FALSE(live_databases(temporary.path()));
  temporary.write("x.idx/XAPIANDB", "auto ../../etc\n");
  EXPECT_FALSE(live_databases(temporary.path() / "x.idx")) << "a stub names databases inside the folder only";
}

}  // namespace
}  // namespace dateline::index
