// A copy made in the order that docs/scale.md gives is one of the states of the index, whatever is added
// meanwhile.

#include <filesystem>
#include <string>

#include "tests/programs/built_index.h"

namespace dateline::testing {
namespace {

namespace fs = std::filesystem;

class Replica : public BuiltIndex {
 protected:
  static std::string line(int number) {
    return R"({"title":"Ferry )" + std::to_string(number) +
           R"(","body":"The ferry crossed the river for the time number )" + std::to_string(number) +
           R"(.","url":"http://a.org/)" + std::to_string(number) + "\"}\n";
  }
  void add(int number) {
    const std::string input = folder_.write("n" + std::to_string(number) + ".jsonl", line(number)).string();
    const Ran added = run(DATELINE_INDEX_PROGRAM, {"add", input, "-i", idx_, "-q"});
    ASSERT_EQ(added.code, 0) << added.err;
  }
  /// The steps of the document, with `between` before the second one.
  template <class Between>
  bool copy(const fs::path& to, Between between) const {
    const fs::path next = path("next");
    fs::create_directories(to);
    fs::create_directories(next);
    const auto over = fs::copy_options::overwrite_existing;
    for (const char* name : {"MANIFEST", "XAPIANDB"}) fs::copy_file(fs::path(idx_) / name, next / name, over);
    between();
    for (const auto& entry : fs::directory_iterator(idx_)) {
      const std::string name = entry.path().filename();
      if (name == "MANIFEST" || name == "XAPIANDB" || name == "LOCK") continue;
      fs::copy(entry.path(), to / name, over | fs::copy_options::recursive);
    }
    for (const char* name : {"MANIFEST", "XAPIANDB"}) fs::rename(next / name, to / name);
    return run(DATELINE_INDEX_PROGRAM, {"check", "--quick", "-i", to.string()}).code == 0;
  }
  std::string articles_of(const fs::path& idx) const {
    return run(DATELINE_SEARCH_PROGRAM, {"ferry", "-i", idx.string(), "--format", "json", "-n", "1"}).out;
  }
};

TEST_F(Replica, IsAStateOfTheIndexOrSaysThatItIsNone) {
  build(folder_.write("a.jsonl", line(1) + line(2)).string(), {"--serve-values"});
  const fs::path replica = path("replica.idx");
  ASSERT_TRUE(copy(replica, [] {}));
  int number = 3;
  int torn = 0;
  for (int round = 0; round < 4; ++round) {
    add(number++);
    const bool whole = copy(replica, [&] { add(number++); });
    torn += !whole;
    if (!whole) {
      ASSERT_TRUE(copy(replica, [] {})) << "the same again brings the new state";
    }
    const Ran checked = run(DATELINE_INDEX_PROGRAM, {"check", "-i", replica.string()});
    EXPECT_EQ(checked.code, 0) << checked.err;
  }
  EXPECT_GT(torn, 0) << "additions take in small segments, so an old manifest loses its files";
  ASSERT_TRUE(copy(replica, [] {}));
  const auto total = nlohmann::json::parse(articles_of(replica))["total"];
  EXPECT_EQ(total, number - 1);
}

}  // namespace
}  // namespace dateline::testing
