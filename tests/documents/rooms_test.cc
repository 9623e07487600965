// The picture of the house in docs/architecture.md, held against the code: which room includes from which.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/documents/document.h"
#include "tests/support/run_program.h"

namespace dateline::documents {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = DATELINE_SOURCE_DIR;

/// Folders of the code in the order of the table: "searcher", "searcher/serve" …
std::vector<std::string> rooms() {
  std::vector<std::string> out;
  const std::regex row(R"(\| `((?:searcher|indexer|common)[a-z_/]*?)/?` \|.*)");
  std::smatch found;
  for (const std::string& line : lines_of(testing::read_whole(kRoot / "docs/architecture.md"))) {
    if (std::regex_match(line, found, row)) out.push_back(found[1]);
  }
  return out;
}

/// The place of the room to which a file belongs; the number of rooms when it is in none.
std::size_t place_of(const fs::path& file, const std::vector<std::string>& rooms) {
  for (fs::path folder = file.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    const auto at = std::find(rooms.begin(), rooms.end(), folder.string());
    if (at != rooms.end()) return static_cast<std::size_t>(at - rooms.begin());
  }
  return rooms.size();
}

TEST(Rooms, UseOnlyRoomsBelowThem) {
  const std::vector<std::string> all = rooms();
  ASSERT_GT(all.size(), 25U);
  const std::regex include(R"re(#include "((?:searcher|indexer|common)/[^"]+)")re");
  std::size_t seen = 0;
  for (const std::string program : {"searcher", "indexer", "common"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / program)) {
      const std::string kind = entry.path().extension().string();
      if (kind != ".cc" && kind != ".h") continue;
      const fs::path file = fs::relative(entry.path(), kRoot);
      if (file == "common/article.h") continue;  // as the table says, it names types of the rooms above
      const std::string text = testing::read_whole(entry.path());
      const std::size_t here = place_of(file, all);
      for (std::sregex_iterator at(text.begin(), text.end(), include), end; at != end; ++at) {
        const std::string used = (*at)[1];
        const std::size_t there = place_of(used, all);
        ASSERT_LT(there, all.size()) << used;
        EXPECT_GE(there, here) << file << " (" << all[here] << ") includes " << used;
        const std::string other = used.substr(0, used.find('/'));
        EXPECT_TRUE(other == program || other == "common") << file << " includes " << used;
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 1000U);
}

/// The code without comments and without the names of included files of our own.
std::string code_of(const fs::path& file) {
  static const std::regex kComment("//[^\n]*");
  static const std::regex kOwnInclude("#include \"[^\"]*\"");
  return std::regex_replace(std::regex_replace(testing::read_whole(file), kComment, ""), kOwnInclude, "");
}

TEST(Rooms, NameXapianOnlyAtItsDoors) {
  std::vector<std::string> doors;
  const std::regex row(R"(\| `((?:searcher|indexer|common)/[a-z_/]+)` \|.*)");
  std::smatch found;
  const std::string page = testing::read_whole(kRoot / "docs/architecture.md");
  const std::size_t begin = page.find("## The doors to Xapian");
  ASSERT_NE(begin, std::string::npos);
  for (const std::string& line : lines_of(page.substr(begin, page.find("\n## ", begin) - begin))) {
    if (std::regex_match(line, found, row)) doors.push_back(found[1]);
  }
  ASSERT_GE(doors.size(), 5U);
  std::vector<bool> used(doors.size(), false);
  for (const std::string program : {"searcher", "indexer", "common"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / program)) {
      const std::string kind = entry.path().extension().string();
      if (kind != ".cc" && kind != ".h") continue;
      const std::string code = code_of(entry.path());
      if (code.find("Xapian::") == std::string::npos && code.find("<xapian.h>") == std::string::npos)
        continue;
      const std::string file = fs::relative(entry.path(), kRoot).string();
      const auto door = std::find_if(doors.begin(), doors.end(),
                                     [&](const std::string& one) { return file.starts_with(one); });
      EXPECT_NE(door, doors.end()) << file << " names Xapian";
      if (door != doors.end()) used[static_cast<std::size_t>(door - doors.begin())] = true;
    }
  }
  for (std::size_t i = 0; i < doors.size(); ++i) EXPECT_TRUE(used[i]) << doors[i] << " does not name Xapian";
}

/// All that a header pulls in: files of our own, and the names of others.
void pull_in(const fs::path& file, std::set<std::string>& seen) {
  static const std::regex kInclude(R"re(#include [<"]([^>"]+)[>"])re");
  const std::string text = testing::read_whole(kRoot / file);
  for (std::sregex_iterator at(text.begin(), text.end(), kInclude), end; at != end; ++at) {
    const std::string name = (*at)[1];
    if (seen.insert(name).second && fs::exists(kRoot / name)) pull_in(name, seen);
  }
}

TEST(Rooms, PlainHeadersPullInNeitherXapianNorRoaring) {
  for (const std::string header :
       {"searcher/query/plan.h", "searcher/search/match_set.h", "searcher/search/engine.h"}) {
    std::set<std::string> seen;
    pull_in(header, seen);
    EXPECT_GT(seen.size(), 3U) << header;
    for (const std::string name : {"xapian.h", "roaring/roaring.hh", "roaring.hh"})
      EXPECT_FALSE(seen.contains(name)) << header << " pulls in " << name;
  }
}

}  // namespace
}  // namespace dateline::documents
