#include "common/index/manifest.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include "common/index/manifest_state.h"
#include "tests/support/temporary_folder.h"

namespace dateline::index {
namespace {

constexpr int kSchema = 7;

Manifest example() {
  Manifest manifest;
  manifest.schema = kSchema;
  manifest.analyzer = "dateline/5";
  manifest.content = "0123456789abcdef0123456789abcdef";
  manifest.generation = 12;
  manifest.next_docid = 151;
  manifest.next_number = 9;
  manifest.added_articles = 130;
  manifest.written_articles = 400;
  manifest.counts.articles = 117;
  manifest.counts.groups = 110;
  manifest.counts.undated = 3;
  manifest.counts.records = 140;
  manifest.counts.duplicates = 9;
  manifest.counts.rejected = 2;
  manifest.counts.input_bytes = 123456789;
  manifest.counts.by_source = {{"kcna.kp-en", 100}, {"new line\n and %", 17}};
  manifest.counts.by_language = {{"", 1}, {"en", 116}};
  manifest.counts.by_confidence = {{"high", 114}, {"none", 3}};
  manifest.counts.source_names = {{"kcna.kp-en", "KCNA (English)"}, {"x", ""}};
  manifest.segments = {
      {"seg-000001", 1, 100, 100, 3, {{"iamglass", 138, 0xABCDEF}, {"postlist.glass", 8192, 1}}},
      {"seg-000008", 120, 150, 20, 0, {}}};
  manifest.state = {{"changes", {"changes-000007.dateline", 52, ~0ULL}}};
  return manifest;
}

Result<Manifest> parse(std::string_view text) { return parse_manifest(text, "a.idx", kSchema); }

TEST(Manifest, ComesBackAsItWasWritten) {
  const Manifest manifest = example();
  const Result<Manifest> back = parse(to_text(manifest));
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(*back, manifest);
  EXPECT_EQ(back->bytes(), 138U + 8192U + 52U);
  EXPECT_EQ(back->segments[0].living(), 97U);
  ASSERT_NE(back->state_file("changes"), nullptr);
  EXPECT_EQ(back->state_file("names"), nullptr);
}

TEST(Manifest, IsLinesThatAPersonCanRead) {
  const std::string text = to_text(example());
  EXPECT_TRUE(
      text.starts_with("dateline-manifest\nschema 7\nanalyzer dateline/5\n"
                       "content 0123456789abcdef0123456789abcdef\ngeneration 12\n"))
      << text;
  EXPECT_NE(text.find("source 17 new%20line%0a%20and%20%25\n"), std::string::npos) << text;
  EXPECT_NE(text.find("language 1 %\n"), std::string::npos) << text;
  EXPECT_NE(text.find("segment seg-000001 1 100 100 3\nfile 138 0000000000abcdef iamglass\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("state changes 52 ffffffffffffffff changes-000007.dateline\n"), std::string::npos)
      << text;
}

TEST(Manifest, OfAnotherSchemaIsNamedAsThatWhateverElseItSays) {
  const auto later = parse("dateline-manifest\nschema 8\nsomething new\n");
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().kind, ErrorKind::kIndex);
  EXPECT_EQ(later.error().what, "the index a.idx has schema '8', this program reads 7");
}

TEST(Manifest, ThatIsDamagedAnywhereIsRefused) {
  const std::string text = to_text(example());
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_FALSE(parse(std::string_view(text).substr(0, i))) << "cut at " << i;
    for (const int bit : {0, 3, 6}) {
      std::string flipped = text;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_FALSE(parse(flipped)) << "bit " << bit << " at " << i;
    }
  }
  EXPECT_FALSE(parse(text + "x"));
  EXPECT_FALSE(parse(text + text));
}

/// Whoever writes a manifest by hand, with its checksum, gets no farther than the checks.
TEST(Manifest, WhosePartsDoNotFitTogetherIsRefused) {
  struct Case {
    const char* name;
    std::function<void(Manifest&)> change;
  };
  const std::vector<Case> cases{
      {"no segment",
       [](Manifest& m) {
         m.segments.clear();
         m.counts.articles = 0;
       }},
      {"segments that overlap", [](Manifest& m) { m.segments[1].first = 100; }},
      {"segments in the wrong order", [](Manifest& m) { std::swap(m.segments[0], m.segments[1]); }},
      {"docid 0", [](Manifest& m) { m.segments[0].first = 0; }},
      {"an interval that ends before it begins", [](Manifest& m) { m.segments[1].last = 119; }},
      {"a docid that was never used", [](Manifest& m) { m.next_docid = 150; }},
      {"more articles than docids",
       [](Manifest& m) {
         m.segments[0].articles = 101;
         m.counts.articles = 118;
       }},
      {"more dead than articles",
       [](Manifest& m) {
         m.segments[1].dead = 21;
         m.counts.articles = 96;
       }},
      {"another number of articles", [](Manifest& m) { m.counts.articles = 118; }},
      {"a segment outside", [](Manifest& m) { m.segments[0].name = "../seg-000001"; }},
      {"a segment of another name", [](Manifest& m) { m.segments[0].name = "seg-1"; }},
      {"a segment twice", [](Manifest& m) { m.segments[1].name = m.segments[0].name; }},
      {"a number that was never used", [](Manifest& m) { m.next_number = 8; }},
      {"a file outside", [](Manifest& m) { m.segments[0].files[0].name = "../x"; }},
      {"a file twice", [](Manifest& m) { m.segments[0].files[1].name = "iamglass"; }},
      {"the folder as a file", [](Manifest& m) { m.segments[0].files[0].name = ".."; }},
      {"a state file outside", [](Manifest& m) { m.state.begin()->second.name = "/etc/passwd"; }},
      {"a state file of another role",
       [](Manifest& m) { m.state.begin()->second.name = "names-000007.dateline"; }},
      {"a role that is none",
       [](Manifest& m) {
         m.state.emplace("A b", FileInfo{"A b-000007.dateline", 1, 1});
       }},
      {"a state file twice", [](Manifest& m) { m.state.emplace(*m.state.begin()); }},
      {"no generation", [](Manifest& m) { m.generation = 0; }},
  };
  for (const Case& c : cases) {
    Manifest manifest = example();
    c.change(manifest);
    EXPECT_FALSE(parse(to_text(manifest))) << c.name;
  }
}

TEST(Manifest, NeedsItsChecksum) {
  std::string text = to_text(example());
  text.replace(text.find("generation 12"), 13, "generation 13");
  EXPECT_FALSE(parse(text));
  EXPECT_FALSE(parse(text.substr(0, text.rfind("end "))));
}

TEST(Manifest, OfRandomBytesIsRefused) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string text = to_text(example());
    for (int i = 0; i < 4; ++i) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text.erase(at, 1 + random() % 20);
          break;
        case 1:
          text.insert(at, 1 + random() % 3, static_cast<char>(random()));
          break;
        default:
          text[at] = static_cast<char>(random());
      }
    }
    if (text == to_text(example())) continue;
    EXPECT_FALSE(parse(text)) << "seed " << seed << ":\n" << text;
  }
}

TEST(Manifest, GivesStateFilesWhateverItsSchema) {
  Manifest manifest = example();
  const std::vector<FileInfo> files{{"ledger-000003.dateline", 5, 6}, {"ledger-000007.dateline", 8, 9}};
  for (const FileInfo& file : files) manifest.state.emplace("ledger", file);
  manifest.schema = 1234;
  const std::string text = to_text(manifest);
  EXPECT_EQ(state_files_in(text, "ledger"), files);
  EXPECT_EQ(state_files_in(text, "changes").size(), 1U);
  EXPECT_TRUE(state_files_in(text, "ledge").empty());
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_TRUE(state_files_in(damaged, "ledger").empty()) << i;
    EXPECT_TRUE(state_files_in(text.substr(0, i), "ledger").empty()) << i;
  }
  EXPECT_TRUE(state_files_in("dateline-manifest\nschema 1\nend 0\n", "ledger").empty());
}

TEST(Manifest, KnowsTheNamesOfItsFiles) {
  EXPECT_EQ(segment_name(7), "seg-000007");
  EXPECT_EQ(segment_name(1234567), "seg-1234567");
  EXPECT_EQ(state_file_name("changes", 12), "changes-000012.dateline");
  for (const char* name : {"seg-000007", "seg-1234567"}) EXPECT_TRUE(is_segment_name(name)) << name;
  for (const char* name : {"seg-", "seg-7", "seg-00000x", "db-000007", "seg-000007/"})
    EXPECT_FALSE(is_segment_name(name)) << name;
  EXPECT_TRUE(is_state_file_name("names-000001.dateline"));
  for (const char* name :
       {"names-1.dateline", "-000001.dateline", "names-000001", "columns.dateline", "a/b-000001.dateline"})
    EXPECT_FALSE(is_state_file_name(name)) << name;
}

TEST(Manifest, DescribesAFileByItsSizeAndHash) {
  const testing::TemporaryFolder folder;
  const auto file = describe_file(folder.write("a", "some bytes"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->name, "a");
  EXPECT_EQ(file->bytes, 10U);
  EXPECT_NE(file->hash, describe_file(folder.write("b", "some bytez"))->hash);
  EXPECT_TRUE(describe_file(folder.write("empty", "")));
  EXPECT_FALSE(describe_file(folder / "none"));
}

/// A figure of this process, "VmRSS" or "VmHWM", in bytes; 0 where it cannot be told.
std::uint64_t memory(const std::string& name) {
  std::ifstream in("/proc/self/status");
  for (std::string word; in >> word;) {
    std::uint64_t kilobytes = 0;
    if (word == name + ":" && in >> kilobytes) return kilobytes << 10;
  }
  return 0;
}

/// A build says how much memory it took at most: the tables that it has written are not to count.
TEST(Manifest, DescribesALargeFileInLittleMemory) {
  constexpr std::uint64_t kBytes = std::uint64_t{64} << 20;
  const testing::TemporaryFolder folder;
  const auto path = folder.write("large", "the first bytes");
  std::filesystem::resize_file(path, kBytes);
  const std::uint64_t before = memory("VmRSS");
  if (before == 0 || !(std::ofstream("/proc/self/clear_refs") << 5 << std::flush))
    GTEST_SKIP() << "the highest amount of memory cannot be reset here";
  const auto file = describe_file(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes, kBytes);
  EXPECT_LT(memory("VmHWM"), before + kBytes / 4);
}

TEST(IndexCounts, AddUp) {
  IndexCounts sum = example().counts;
  sum += example().counts;
  EXPECT_EQ(sum.articles, 234U);
  EXPECT_EQ(sum.by_language.at("en"), 232U);
  EXPECT_EQ(sum.source_names.size(), 2U);
}

}  // namespace
}  // namespace dateline::index
