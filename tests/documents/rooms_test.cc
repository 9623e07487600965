// The picture of the house in docs/architecture.md, held against the code: which room includes from which.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>
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

}  // namespace
}  // namespace dateline::documents
