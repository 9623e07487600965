// Indexes of which something is damaged, missing or foreign: what is found, refused and said.

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

#include "common/index/index_folder.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::TemporaryFolder;

Ran index(const std::vector<std::string>& arguments) {
  return testing::run(DATELINE_INDEX_PROGRAM, arguments);
}
Ran search(const std::vector<std::string>& arguments) {
  return testing::run(DATELINE_SEARCH_PROGRAM, arguments);
}

std::string articles(int first, int last) {
  std::string out;
  for (int i = first; i <= last; ++i) {
    const std::string number = std::to_string(i);
    out += R"({"title":"Ferry )" + number + R"( Crosses the River","body":"Pyongyang, May )" +
           std::to_string(1 + i % 28) + " (KCNA) -- Ferry number " + number +
           R"( carried red flags to the other side.","url":"http://a.org/)" + number + "\"}\n";
  }
  return out;
}

class Damage : public ::testing::Test {
 protected:
  void SetUp() override {
    one_ = folder_.write("one.jsonl", articles(1, 40)).string();
    more_ = folder_.write("more.jsonl", articles(41, 45)).string();
    whole_ = folder_.path() / "whole.idx";
    ASSERT_EQ(index({"build", one_, "-i", whole_.string(), "-q"}).code, 0);
  }
  /// A copy of the index, and the folder of its database.
  std::pair<std::string, fs::path> copy() const {
    const fs::path idx = folder_.path() / "copy.idx";
    fs::remove_all(idx);
    fs::copy(whole_, idx, fs::copy_options::recursive);
    return {idx.string(), idx / segment()};
  }
  std::string segment() const { return dateline::index::manifest_of(whole_)->segments[0].name; }
  std::string state(const char* role) const {
    return dateline::index::manifest_of(whole_)->state_file(role)->name;
  }

  TemporaryFolder folder_;
  std::string one_;
  std::string more_;
  fs::path whole_;
};

TEST_F(Damage, AMissingFileIsFoundAndRefused) {
  for (const char* name : {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass", "position.glass",
                           "columns.dateline"}) {
    SCOPED_TRACE(name);
    const auto [idx, database] = copy();
    fs::remove(database / name);
    const Ran checked = index({"check", "-i", idx});
    EXPECT_EQ(checked.code, 4) << checked.out;
    EXPECT_FALSE(checked.err.empty());
    EXPECT_EQ(search({"ferry", "-i", idx}).code, 4) << "an empty answer would be wrong";
    EXPECT_EQ(index({"check", "--quick", "-i", idx}).code, 4);
    EXPECT_EQ(index({"add", more_, "-i", idx, "-q"}).code, 4);
    EXPECT_TRUE(fs::exists(database)) << "nothing is removed";
  }
  const auto [idx, database] = copy();
  fs::remove(fs::path(idx) / state(dateline::index::kCapturesRole));
  EXPECT_EQ(index({"check", "-i", idx}).code, 4);
  EXPECT_EQ(index({"add", more_, "-i", idx, "-q"}).code, 4);
  EXPECT_EQ(search({"ferry", "-i", idx}).code, 0) << "searching does not need it";
}

TEST_F(Damage, ArticlesOfAnotherIndexAreFound) {
  const std::string other = (folder_.path() / "other.idx").string();
  const std::string input = folder_.write("other.jsonl", articles(101, 140)).string();
  ASSERT_EQ(index({"build", input, "-i", other, "-q"}).code, 0);
  const auto [idx, database] = copy();
  fs::copy_file(fs::path(other) / segment() / "docdata.glass", database / "docdata.glass",
                fs::copy_options::overwrite_existing);
  const Ran checked = index({"check", "-i", idx});
  EXPECT_EQ(checked.code, 4) << checked.out;
}

/// Every so many bytes of a file one bit is flipped.
TEST_F(Damage, FlippedBitsOfColumnsAndStateAreFoundAndNotCarriedOn) {
  const std::string columns = segment() + "/columns.dateline";
  for (const std::string& name : {columns, state(dateline::index::kCapturesRole), std::string("MANIFEST")}) {
    const std::string bytes = testing::read_whole(whole_ / name);
    for (std::size_t at = 0; at < bytes.size(); at += bytes.size() / 25 + 1) {
      SCOPED_TRACE(name + " byte " + std::to_string(at));
      const auto [idx, database] = copy();
      std::string bad = bytes;
      bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
      std::ofstream(fs::path(idx) / name, std::ios::binary) << bad;
      EXPECT_EQ(index({"check", "-i", idx}).code, 4);
      EXPECT_EQ(index({"check", "--quick", "-i", idx}).code, 4);
      // What an addition does not read it cannot find, and does not carry on either.
      const int added = index({"add", more_, "-i", idx, "-q"}).code;
      EXPECT_TRUE(added == 4 || (added == 0 && name != "MANIFEST")) << added;
      EXPECT_EQ(index({"check", "--quick", "-i", idx}).code, 4) << "after the addition";
      if (!name.starts_with("captures")) {
        EXPECT_EQ(search({"ferry", "-i", idx}).code, 4);
      }
    }
  }
}

/// The hashes of the manifest tell what Xapian's own check cannot see.
TEST_F(Damage, AFlippedBitOfAnyFileIsFoundByBothChecksAndBeforeASearchThatVerifies) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(whole_)) {
    const std::string name = entry.path().lexically_relative(whole_).string();
    if (!entry.is_regular_file() || name == "LOCK" || name == "XAPIANDB" || name.ends_with("in-use"))
      continue;
    const std::string bytes = testing::read_whole(entry.path());
    for (const std::size_t at : {std::size_t{0}, bytes.size() / 3, bytes.size() / 2, bytes.size() - 1}) {
      SCOPED_TRACE(name + " byte " + std::to_string(at));
      const auto [idx, database] = copy();
      std::string bad = bytes;
      bad[at] = static_cast<char>(bad[at] ^ 4);
      std::ofstream(fs::path(idx) / name, std::ios::binary) << bad;
      EXPECT_EQ(index({"check", "-i", idx}).code, 4);
      EXPECT_EQ(index({"check", "--quick", "-i", idx}).code, 4);
      EXPECT_EQ(search({"ferry", "--verify", "-i", idx}).code, 4);
    }
  }
  EXPECT_EQ(index({"check", "--quick", "-i", whole_.string()}).code, 0);
  const testing::Ran sound = search({"ferry", "--verify", "-i", whole_.string()});
  EXPECT_EQ(sound.code, 0) << sound.err;
  EXPECT_FALSE(sound.out.empty());
}

TEST_F(Damage, AFlippedBitOfAStoredArticleGivesNoOtherText) {
  const std::string sound = search({"ferry", "-i", whole_.string(), "--limit", "100"}).out;
  const std::string text =
      sound.substr(0, sound.rfind('\n', sound.size() - 2));  // the last line has the time
  const std::string bytes = testing::read_whole(whole_ / segment() / "docdata.glass");
  int found = 0;
  int tried = 0;
  for (std::size_t at = 20; at < bytes.size(); at += bytes.size() / 60 + 1) {
    SCOPED_TRACE("byte " + std::to_string(at));
    const auto [idx, database] = copy();
    std::string bad = bytes;
    bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
    std::ofstream(database / "docdata.glass", std::ios::binary) << bad;
    const Ran ran = search({"ferry", "-i", idx, "--limit", "100"});
    EXPECT_TRUE(ran.code == 4 || (ran.code == 0 && ran.out.starts_with(text)))
        << ran.code << ran.err << ran.out;
    ++tried;
    found += index({"check", "-i", idx}).code == 4 ? 1 : 0;
  }
  EXPECT_GT(found, 0) << "of " << tried << ": most of a small table is free room";
}

TEST_F(Damage, CheckNeedsNoRightToWrite) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everything";
  const auto [idx, database] = copy();
  for (const auto& entry : fs::directory_iterator(database))
    fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::remove);
  const Ran checked = index({"check", "-i", idx});
  EXPECT_EQ(checked.code, 0) << checked.err;
}

TEST_F(Damage, AReaderBesideWritersGetsTheOldOrTheNewIndex) {
  const auto [idx, database] = copy();
  std::atomic<bool> writing{true};
  int failed = 0;
  int read = 0;
  std::thread reader([&, name = idx] {
    while (writing) {
      const Ran ran = search({"ferry", "-i", name, "--limit", "1", "--format", "json"});
      ++read;
      if (ran.code != 0 || nlohmann::json::parse(ran.out)["total"] != 40) ++failed;
    }
  });
  for (int i = 0; i < 15; ++i) EXPECT_EQ(index({"build", one_, "-i", idx, "-q"}).code, 0);
  writing = false;
  reader.join();
  EXPECT_EQ(failed, 0) << "of " << read;
}

}  // namespace
}  // namespace dateline
