#include "common/named_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "tests/support/temporary_folder.h"

namespace dateline {
namespace {

constexpr std::size_t kMost = 1000;

class NamedFile : public ::testing::Test {
 protected:
  std::string path(const char* name) const { return (folder_.path() / name).string(); }
  testing::TemporaryFolder folder_;
};

TEST_F(NamedFile, IsReadWholeUpToALimit) {
  std::ofstream(path("a"), std::ios::binary) << std::string(kMost, 'a');
  EXPECT_EQ(read_named_file(path("a"), kMost), std::string(kMost, 'a'));
  std::ofstream(path("a"), std::ios::app) << "b";
  const Result<std::string> more = read_named_file(path("a"), kMost);
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().kind, ErrorKind::kUsage);
}

TEST_F(NamedFile, MayBeAPipe) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(path("pipe")) << "one\ntwo"; });
  EXPECT_EQ(read_named_file(path("pipe"), kMost), "one\ntwo");
  writer.join();
}

TEST_F(NamedFile, IsNoFolderAndNoDeviceWithoutAnEnd) {
  for (const std::string& name : {path("."), std::string("/dev/zero"), path("missing")}) {
    const Result<std::string> read = read_named_file(name, kMost);
    ASSERT_FALSE(read) << name;
    EXPECT_TRUE(read.error().what.starts_with("cannot read " + name)) << read.error().what;
  }
  EXPECT_EQ(read_named_file("/dev/null", kMost), "");
}

TEST_F(NamedFile, HasLinesThatAreCutWhereTheyAreTooLong) {
  std::istringstream in("one\n\nfour\n12345\n67890x");
  std::string line;
  const std::pair<LineRead, std::string> expected[] = {
      {LineRead::kWhole, "one"},   {LineRead::kWhole, ""},    {LineRead::kWhole, "four"},
      {LineRead::kWhole, "12345"}, {LineRead::kCut, "67890"}, {LineRead::kEnd, ""},
  };
  for (const auto& [how, text] : expected) {
    EXPECT_EQ(read_line(in, line, 5), how);
    EXPECT_EQ(line, text);
  }
}

}  // namespace
}  // namespace dateline
