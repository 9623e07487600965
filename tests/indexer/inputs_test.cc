#include "indexer/sources/inputs.h"

#include <gtest/gtest.h>

#include <sstream>

#include "indexer/sources/batch_source.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names(const InputList& list, const fs::path& folder) {
  std::vector<std::string> out;
  for (const InputFile& file : list.files) out.push_back(fs::path(file.path).lexically_relative(folder));
  return out;
}

TEST(Inputs, OfAFolderComeSortedAndWhatBelongsToPagesIsCounted) {
  const testing::TemporaryFolder folder;
  for (const char* name :
       {"b.txt", "a/2.txt", "a/10.txt", "c.JSONL", ".hidden.txt", ".git/x.txt", "photo.jpg"}) {
    folder.write(name, "x");
  }
  const InputList list = list_inputs({folder.path().string()}, std::nullopt);
  EXPECT_EQ(names(list, folder.path()),
            (std::vector<std::string>{"a/10.txt", "a/2.txt", "b.txt", "c.JSONL"}));
  EXPECT_EQ(list.files.back().format, Format::kJsonl);
  EXPECT_EQ(list.rejects.size(), 0U);
  EXPECT_EQ(list.skipped, (SkipCounts{{"picture", 1}})) << "nothing is left out silently";
  EXPECT_EQ(list.bytes, 4U);
}

TEST(Inputs, OfAFolderLeaveOutIndexesAndTheFileThatIsWritten) {
  const testing::TemporaryFolder folder;
  for (const char* name : {"a.txt", "rejects.jsonl", "b/rejects.jsonl", "archive.idx/XAPIANDB",
                           "archive.idx/db-000001/postlist.glass", "archive.idx/x.txt"}) {
    folder.write(name, "x");
  }
  const InputList list =
      list_inputs({folder.path().string()}, std::nullopt, folder.path() / "." / "rejects.jsonl");
  EXPECT_EQ(names(list, folder.path()), (std::vector<std::string>{"a.txt", "b/rejects.jsonl"}));
  EXPECT_EQ(list.rejects.size(), 0U);
}

TEST(Inputs, OfNoKnownEndingAreLeftToTheirContent) {
  const testing::TemporaryFolder folder;
  const std::string plain = folder.write("capture", "x").string();
  const std::string json = folder.write("list.json", "[]").string();
  const std::string mirrored = folder.write("index.php?newsID=41", "x").string();
  const InputList list = list_inputs({plain, json, mirrored, plain + "-missing"}, std::nullopt);
  ASSERT_EQ(list.files.size(), 3U);
  EXPECT_FALSE(list.files[0].format);
  EXPECT_EQ(list.files[1].format, Format::kJsonl);
  EXPECT_FALSE(list.files[2].format);
  ASSERT_EQ(list.rejects.size(), 1U);
  EXPECT_EQ(list.rejects[0].reason, kMissingInput);
  EXPECT_EQ(list_inputs({json}, Format::kText).files.size(), 1U);
}

/// All of a source, one line each: the records a worker would see.
std::vector<std::string> drain(BatchSource& source) {
  std::vector<std::string> out;
  while (auto batch = source.next()) {
    for (const Reject& reject : batch->rejects) out.push_back("reject " + reject.reason);
    for (const std::string& file : batch->files) out.push_back("file " + fs::path(file).filename().string());
    if (batch->lines.empty()) continue;
    std::uint64_t number = batch->first.record;
    std::istringstream lines{std::string(batch->lines)};
    for (std::string line; std::getline(lines, line); ++number)
      out.push_back(std::to_string(number) + " " + line);
  }
  return out;
}

TEST(Inputs, FollowPatternsInTheOrderOfPaths) {
  const testing::TemporaryFolder folder;
  for (const char* name : {"2023/b.txt", "2023/a.txt", "2024/a.txt", "2023/[x].txt", "2023/c.jpg"}) {
    folder.write(name, "x");
  }
  const std::string root = folder.path().string();
  const InputList list = list_inputs({root + "/202?/[ab].txt"}, std::nullopt);
  EXPECT_EQ(names(list, folder.path()), (std::vector<std::string>{"2023/a.txt", "2023/b.txt", "2024/a.txt"}));
  EXPECT_EQ(names(list_inputs({root + "/2023/[x].txt"}, std::nullopt), folder.path()),
            (std::vector<std::string>{"2023/[x].txt"}))
      << "the name of a file is no pattern";
  const InputList nothing = list_inputs({root + "/1999/*.txt"}, std::nullopt);
  ASSERT_EQ(nothing.rejects.size(), 1U);
  EXPECT_EQ(nothing.rejects[0].reason, kMissingInput);
}

TEST(Inputs, AreNamedByListsOfLinesOrOfNuls) {
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"a.txt\nb c.txt\r\n\nd", {"a.txt", "b c.txt", "d"}},
      {std::string("a\nb.txt\0c.txt\0", 14), {"a\nb.txt", "c.txt"}},
      {"", {}},
  };
  for (const auto& [list, expected] : cases) {
    EXPECT_EQ(input_names_in(list), expected);
  }
}

TEST(BatchSource, CutsLinesWithoutLosingOrRepeatingAny) {
  const testing::TemporaryFolder folder;
  std::string content;
  std::vector<std::string> expected;
  for (int i = 1; i <= 20000; ++i) {
    const std::string line(static_cast<std::size_t>(i % 97), 'x');
    content += line + "\n";
    expected.push_back(std::to_string(i) + " " + line);
  }
  content.pop_back();  // the last line has no end
  const std::string file = folder.write("a.jsonl", content).string();
  std::istringstream nothing;
  EXPECT_EQ(drain(*make_file_source(list_inputs({file}, std::nullopt), nothing)), expected);
  std::istringstream in(content);
  EXPECT_EQ(drain(*make_file_source(list_inputs({"-"}, Format::kJsonl), in)), expected)
      << "from standard input";
}

TEST(BatchSource, EndsEarlyWhenAFileShrinksWhileItIsRead) {
  const testing::TemporaryFolder folder;
  std::string content;
  for (int i = 0; i < 200'000; ++i) content += "{\"title\":\"" + std::to_string(i) + "\"}\n";
  const fs::path file = folder.write("a.jsonl", content);
  std::istringstream nothing;
  const auto source = make_file_source(list_inputs({file.string()}, std::nullopt), nothing);
  const auto first = source->next();
  ASSERT_TRUE(first);
  fs::resize_file(file, 0);
  std::size_t bytes = first->lines.size();
  while (const auto batch = source->next()) bytes += batch->lines.size();
  EXPECT_LT(bytes, content.size());
  EXPECT_TRUE(first->lines.starts_with("{\"title\":\"0\"}")) << "what was read stays";
}

TEST(BatchSource, KeepsTheOrderOfMixedInputs) {
  const testing::TemporaryFolder folder;
  const std::string text = folder.write("1.txt", "t").string();
  const std::string lines = folder.write("2.jsonl", "{}\n").string();
  const std::string last = folder.write("3.txt", "t").string();
  std::istringstream nothing;
  const auto source = make_file_source(list_inputs({text, lines, last}, std::nullopt), nothing);
  EXPECT_EQ(drain(*source), (std::vector<std::string>{"file 1.txt", "1 {}", "file 3.txt"}));
}

}  // namespace
}  // namespace dateline::indexer
