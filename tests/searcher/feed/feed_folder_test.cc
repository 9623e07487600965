#include "searcher/feed/feed_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "searcher/feed/run_feed.h"
#include "tests/support/temporary_folder.h"

namespace dateline::feed {
namespace {

using nlohmann::json;
using testing::TemporaryFolder;

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) out.insert(entry.path().filename());
  return out;
}

FeedIdentity identity(Target target = Target::kOpensearch) {
  return {target, "dateline", "{\"query\":\"\"}"};
}

std::string document(int n) { return fmt::format("{{\"id\":\"{}\"}}", n); }

TEST(PartText, IsWhatEachEngineTakes) {
  const auto text = [](Target target) {
    PartText part(target);
    part.add("a", "{\"id\":\"a\"}");
    part.add("b", "{\"id\":\"b\"}");
    return part.take();
  };
  EXPECT_EQ(json::parse(text(Target::kSolr)), json::parse(R"([{"id":"a"},{"id":"b"}])"));
  EXPECT_EQ(text(Target::kQuickwit), "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
  EXPECT_EQ(text(Target::kOpensearch),
            "{\"index\":{\"_id\":\"a\"}}\n{\"id\":\"a\"}\n{\"index\":{\"_id\":\"b\"}}\n{\"id\":\"b\"}\n");
}

TEST(FeedFolder, DividesDocumentsIntoParts) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "feed";
  auto out = FeedFolder::open(path, identity());
  ASSERT_TRUE(out) << out.error().what;
  for (std::uint64_t n = 1; n <= kMaxPartDocuments + 2; ++n) ASSERT_TRUE(out->add("x", document(1)));
  ASSERT_TRUE(out->finish());
  EXPECT_EQ(names_in(path),
            (std::set<std::string>{"documents-0000001-0005000.json", "documents-0005001-0005002.json",
                                   "feed.json", "schema.json"}));
  EXPECT_TRUE(json::parse(read(path / "feed.json"))["complete"].get<bool>());
}

TEST(FeedFolder, APartStaysBelowItsBytes) {
  const TemporaryFolder folder;
  auto out = FeedFolder::open(folder.path() / "feed", identity());
  ASSERT_TRUE(out);
  const std::string large = "\"" + std::string(3'000'000, 'x') + "\"";
  for (int n = 0; n < 5; ++n) ASSERT_TRUE(out->add("x", large));
  ASSERT_TRUE(out->finish());
  for (const std::string& name : names_in(folder.path() / "feed"))
    EXPECT_LE(std::filesystem::file_size(folder.path() / "feed" / name), kMaxPartBytes) << name;
  EXPECT_EQ(out->written(), 5U);
}

TEST(FeedFolder, GoesOnWhereItStopped) {
  const TemporaryFolder folder;
  const auto write = [](const std::filesystem::path& path, std::uint64_t count, bool finish) {
    auto out = FeedFolder::open(path, identity());
    ASSERT_TRUE(out) << out.error().what;
    for (std::uint64_t n = out->written() + 1; n <= count; ++n)
      ASSERT_TRUE(out->add(std::to_string(n), document(static_cast<int>(n))));
    if (finish) {
      ASSERT_TRUE(out->finish());
    }
  };
  write(folder.path() / "once", 12'000, true);
  write(folder.path() / "twice", 7'000, false);  // stops with one part whole
  std::ofstream(folder.path() / "twice" / "documents-0005001-0010000.json.part-aB3xYz") << "half";
  EXPECT_FALSE(json::parse(read(folder.path() / "twice" / "feed.json"))["complete"].get<bool>());
  write(folder.path() / "twice", 12'000, true);
  ASSERT_EQ(names_in(folder.path() / "once"), names_in(folder.path() / "twice"));
  for (const std::string& name : names_in(folder.path() / "once"))
    EXPECT_EQ(read(folder.path() / "once" / name), read(folder.path() / "twice" / name)) << name;
}

TEST(FeedFolder, KeepsOutOfOtherFolders) {
  const TemporaryFolder folder;
  const auto refused = [](const std::filesystem::path& path, const FeedIdentity& as) {
    const auto before = names_in(path);
    const auto out = FeedFolder::open(path, as);
    EXPECT_FALSE(out);
    EXPECT_EQ(out ? ErrorKind::kSystem : out.error().kind, ErrorKind::kUsage);
    EXPECT_EQ(names_in(path), before);
  };
  std::ofstream(folder.path() / "thesis.txt") << "mine";
  refused(folder.path(), identity());

  const auto path = folder.path() / "feed";
  ASSERT_TRUE(FeedFolder::open(path, identity())->finish());
  refused(path, identity(Target::kSolr));
  FeedIdentity other = identity();
  other.request = "{\"query\":\"flood\"}";
  refused(path, other);
  EXPECT_TRUE(FeedFolder::open(path, identity()));

  std::ofstream(path / "documents-0000003-0000004.json") << "";  // the part before it is missing
  refused(path, identity());
}

TEST(FeedName, IsOneThatAllThreeTake) {
  for (const char* name : {"dateline", "kcna-2013", "a_b"}) EXPECT_TRUE(is_index_name(name)) << name;
  for (const char* name : {"", "ab", "Dateline", "1a2", "-abc", "a b c", "a/b/c", "조선중앙"})
    EXPECT_FALSE(is_index_name(name)) << name;
}

}  // namespace
}  // namespace dateline::feed
