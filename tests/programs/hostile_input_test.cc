// Inputs that were made or broken so as to hurt the program: each is read beside one good capture. The good
// one is always found, what cannot be read is said, the summary adds up, and memory stays bounded.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/indexer/packed.h"
#include "tests/support/run_program.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::Ran;
using testing::TemporaryFolder;

const std::string kHead = "Pyongyang, September 14 (KCNA) -- ";

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string json_line(const std::string& title, const std::string& body) {
  return nlohmann::json{{"title", title}, {"body", body}, {"date", "2014-05-01"}}.dump() + "\n";
}

std::string with_member(const std::string& name, const std::string& format, const std::string& filter = "") {
  return testing::archive_of({{name, kHead + "the ferry " + name + " crossed the river."}}, format, filter);
}

/// What must come of an input.
enum class Fate {
  kArticle,   ///< it is indexed
  kReported,  ///< it, or a part of it, is named among the rejects
  kEither,
};

struct Hostile {
  std::string name;  ///< of the file
  std::string content;
  Fate fate = Fate::kReported;
};

std::vector<Hostile> hostile_inputs() {
  const std::string nuls(4096, '\0');
  const std::string gzip = testing::packed(kHead + "the ferry crossed the river.", "gzip");
  const std::string tar = with_member("a.txt", "tar", "gzip");
  std::vector<Hostile> inputs{
      // What a download that broke off leaves.
      {"nuls.zip", nuls},
      {"nuls.tar", nuls},
      {"nuls.tar.gz", nuls},
      {"nuls.csv", nuls},
      {"nuls.jsonl", nuls},
      {"nuls.txt", nuls},
      {"nuls.html", nuls},
      {"nuls.warc", nuls},
      {"nuls.gz", nuls},
      {"empty.txt", ""},
      {"empty.html", ""},
      {"empty.csv", ""},
      {"empty.jsonl", ""},
      {"empty.warc", ""},
      {"empty.zip", ""},
      {"empty.tar.gz", ""},
      {"packed_nothing.jsonl.gz", testing::packed("", "gzip")},
      {"blank.jsonl", "\n \n\n"},
      {"blank.txt", " \n\t\n"},
      {"header_only.csv", "title,body,date\n"},
      {"header_only.tsv", "title\tbody\tdate\n"},
      {"mark_only.csv", "\xEF\xBB\xBF"},
      {"cut.txt.gz", gzip.substr(0, gzip.size() / 2)},
      {"cut.tar.gz", tar.substr(0, tar.size() / 2)},
      {"cut.zip", with_member("a.txt", "zip").substr(0, 60)},
      {"cut.jsonl", json_line("A ferry", "It crossed the river.").substr(0, 30)},
      {"cut.csv", "title,body\nA ferry,\"It crossed"},
      {"cut.warc", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5000\r\n\r\nHTTP/1.1 200 OK\r\n",
       Fate::kEither},
      {"head_only.warc", "WARC/1.0\r\n"},
      // Names.
      {"up.zip", testing::archive_of({{"../../up.txt", kHead + "one directory up."}}, "zip"), Fate::kEither},
      {"root.tar", testing::archive_of({{"/etc/root.txt", kHead + "an absolute name."}}, "tar"),
       Fate::kEither},
      {"escape\x1B[31m.txt", kHead + "a name with an escape.", Fate::kEither},
      {"control.zip", testing::archive_of({{"a\x1B]0;x\x07.bin", std::string("x\0", 2)}}, "zip")},
      // Packed in packed.
      {"twice.gz", testing::packed(testing::packed(gzip, "gzip"), "gzip")},
      {"deep.zip",
       testing::archive_of({{"b.zip", testing::archive_of({{"c.zip", with_member("d.txt", "zip")}}, "zip")}},
                           "zip")},
      {"bomb.txt.gz", testing::packed(std::string(std::size_t{48} << 20, 'a'), "gzip")},
      {"bomb.jsonl.zst", testing::packed(std::string(std::size_t{80} << 20, ' '), "zstd"), Fate::kEither},
      // Encodings.
      {"latin.txt", kHead + "caf\xE9 and na\xEFve words.", Fate::kEither},
      {"broken_utf8.txt", kHead + "\xC3\x28 \xF0\x9F \xED\xA0\x80 words", Fate::kEither},
      {"utf16.txt", std::string("\xFF\xFEP\0y\0o\0n\0g\0", 12), Fate::kEither},
      {"surrogate.jsonl",
       R"({"title":"Half \ud83d","body":"a lone surrogate of a pair"})"
       "\n",
       Fate::kArticle},
      {"control.jsonl", json_line("a\x1B[31m red \u009B title", "a \x07 bell"), Fate::kEither},
      {"bidi.jsonl", json_line("\u202Ereversed\u2066", "overrides of direction"), Fate::kArticle},
  };
  // Nesting and repetition.
  const std::size_t n = 100'000;
  const std::vector<Hostile> large{
      {"marks.txt", kHead + "x" + repeated("\u0315\u0300\u05AE", n), Fate::kEither},
      {"marks.jsonl", json_line("x" + repeated("\u0315\u0300\u05AE", n / 4), "marks"), Fate::kEither},
      {"marks.html",
       "<html><title>t</title><body><p>" + kHead + "x" + repeated("\u0315\u0300\u05AE", n / 4) +
           "</p></body></html>",
       Fate::kEither},
      {"equal_marks.txt", kHead + "e" + repeated("\u0301", n), Fate::kEither},
      {"brackets.jsonl", repeated("[", n) + "\n"},
      {"objects.jsonl", repeated("{\"a\":", n) + "\n"},
      {"keys.jsonl",
       [] {
         nlohmann::json keys{{"title", "Many keys"}, {"body", "One hundred thousand members."}};
         for (int i = 0; i < 20'000; ++i) keys["k" + std::to_string(i)] = i;
         return keys.dump() + "\n";
       }(),
       Fate::kEither},
      {"tags.html", repeated("<div>", n) + kHead + "deep", Fate::kEither},
      {"less_than.html", repeated("<", n), Fate::kEither},
      {"attributes.html", "<p " + repeated("a=b ", n) + ">" + kHead + "attributes</p>", Fate::kEither},
      {"paragraphs.html", repeated("<p>", n) + kHead + "unclosed", Fate::kEither},
      {"comment.html", "<!--" + repeated("-", n) + kHead, Fate::kEither},
      {"script.html", "<script>" + repeated("</scrip", n) + kHead, Fate::kEither},
      {"entities.html", "<p>" + kHead + repeated("&amp", n) + "</p>", Fate::kEither},
      {"columns.csv", repeated("a,", n) + "\n" + repeated("1,", n) + "\n", Fate::kEither},
      {"quotes.csv", "title,body\n" + repeated("\"", n + 1) + "\n", Fate::kEither},
      {"unclosed.csv", "title,body\n" + repeated("\"a\n", 300), Fate::kEither},
      {"one_word.txt", kHead + std::string(2'000'000, 'w'), Fate::kEither},
      {"hangul.txt", kHead + repeated("\uAC15", n), Fate::kEither},
      {"han.txt", kHead + repeated("\u6C5F", n), Fate::kEither},
      {"thai.txt", kHead + repeated("\u0E01\u0E34", n), Fate::kEither},
      {"digits.txt", kHead + std::string(n, '7'), Fate::kEither},
      {"years.txt", kHead + repeated("2023.", n), Fate::kEither},
      {"stamps.txt", kHead + repeated("(Juche112.", n), Fate::kEither},
      {"juche.txt", repeated("\uC8FC\uCCB4", n), Fate::kEither},
      {"dates.txt", kHead + repeated("9\uC6D4 14\uC77C\uBD80\uD130 ", n), Fate::kEither},
      {"datelines.txt", repeated(kHead, n / 10), Fate::kEither},
      {"lines.txt", kHead + std::string(n, '\n') + "end", Fate::kEither},
      {"blanks.txt", kHead + std::string(2'000'000, ' ') + "end", Fate::kEither},
      {"separators.txt", repeated("Date: | Source: | ", n / 10), Fate::kEither},
      {"different_words.txt",
       [] {
         std::string out = kHead;
         for (int i = 0; i < 200'000; ++i) out += "w" + std::to_string(i * 7919) + " ";
         return out;
       }(),
       Fate::kEither},
      {"records.warc", repeated("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n", 200),
       Fate::kEither},
      {"header.warc", "WARC/1.0\r\n" + repeated("X: y\r\n", n) + "\r\n", Fate::kEither},
  };
  inputs.insert(inputs.end(), large.begin(), large.end());
  return inputs;
}

bool has_control_characters(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < ' ' && c != '\n') || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      return true;  // C1
  }
  return false;
}

void expect_found(const std::string& idx) {
  const Ran found = testing::run(DATELINE_SEARCH_PROGRAM, {"lighthouse", "-i", idx, "--format", "json"});
  ASSERT_EQ(found.code, 0) << found.err;
  EXPECT_EQ(nlohmann::json::parse(found.out)["total"], 1);
}

TEST(HostileInput, IsReadOrReportedAndTheSummaryAddsUp) {
  const TemporaryFolder folder;
  const std::string good = folder.write("good.txt", kHead + "The lighthouse was painted.").string();
  const std::string idx = (folder.path() / "a.idx").string();
  const std::vector<Hostile> inputs = hostile_inputs();
  EXPECT_GT(inputs.size(), 70U);
  for (const Hostile& input : inputs) {
    SCOPED_TRACE(input.name);
    const fs::path file = folder.write(input.name, input.content);
    const Ran ran = testing::run(DATELINE_INDEX_PROGRAM, {"build", good, file.string(), "-i", idx, "--output",
                                                          "json", "--memory", "64", "--strict"});
    ASSERT_TRUE(ran.code == 0 || ran.code == 3) << ran.code << " " << ran.err.substr(0, 500);
    EXPECT_FALSE(has_control_characters(ran.err)) << ran.err.substr(0, 500);
    EXPECT_FALSE(has_control_characters(ran.out));
    const auto summary = nlohmann::json::parse(ran.out);
    std::uint64_t skipped = 0;
    for (const auto& [reason, count] : summary["skipped"].items()) skipped += count.get<std::uint64_t>();
    EXPECT_EQ(summary["records"].get<std::uint64_t>(),
              summary["articles"].get<std::uint64_t>() + summary["duplicates"].get<std::uint64_t>() +
                  summary["rejected"].get<std::uint64_t>() + skipped);
    const bool reported = summary["rejected"] > 0 || summary["warnings"] > 0;
    const bool indexed = summary["articles"] > 1;
    if (input.fate == Fate::kArticle) {
      EXPECT_TRUE(indexed) << ran.err;
    }
    if (input.fate == Fate::kReported) {
      EXPECT_TRUE(reported) << ran.err;
    }
    EXPECT_TRUE(indexed || reported || skipped > 0) << "dropped without a word";
    EXPECT_EQ(ran.code == 3, summary["rejected"] > 0) << "--strict";
    EXPECT_LT(summary["peak_bytes"].get<std::uint64_t>(), std::uint64_t{600} << 20);
    expect_found(idx);
    fs::remove(file);
  }
}

TEST(HostileInput, OddFilesInAFolderAreReportedAndNotWaitedFor) {
  const TemporaryFolder folder;
  const fs::path captures = folder.path() / "captures";
  folder.write("captures/good.txt", kHead + "The lighthouse was painted.");
  folder.write("captures/deep/" + repeated("x/", 60) + "a.txt", kHead + "A deep folder.");
  fs::create_symlink(captures, captures / "loop");
  fs::create_symlink(captures / "nothing", captures / "dangling.txt");
  ASSERT_EQ(::mkfifo((captures / "pipe.txt").c_str(), 0600), 0);
  const fs::path sparse = folder.write("captures/sparse.txt", "x");
  fs::resize_file(sparse, std::uintmax_t{1} << 31);
  const std::string idx = (folder.path() / "a.idx").string();
  const Ran ran =
      testing::run(DATELINE_INDEX_PROGRAM, {"build", captures.string(), "-i", idx, "--output", "json"});
  ASSERT_EQ(ran.code, 3) << ran.err;  // more was rejected than read
  const auto summary = nlohmann::json::parse(ran.out);
  EXPECT_EQ(summary["articles"], 2);
  for (const char* name : {"dangling.txt", "pipe.txt", "sparse.txt"})
    EXPECT_NE(ran.err.find(name), std::string::npos) << ran.err;
  EXPECT_LT(summary["peak_bytes"].get<std::uint64_t>(), std::uint64_t{400} << 20);
  expect_found(idx);
}

/// Every option that names a file: a device that never ends is refused instead of being read for ever.
TEST(HostileInput, ADeviceWithoutAnEndIsNoListAndNoCitation) {
  const testing::TemporaryFolder folder;
  const std::string idx = (folder.path() / "a.idx").string();
  const std::string good = folder.write("good.txt", kHead + "The lighthouse was painted.").string();
  ASSERT_EQ(testing::run(DATELINE_INDEX_PROGRAM, {"build", good, "-i", idx, "-q"}).code, 0);
  const std::vector<std::string> commands[] = {
      {DATELINE_INDEX_PROGRAM, "add", "--files-from", "/dev/zero", "-i", idx},
      {DATELINE_INDEX_PROGRAM, "add", "--gone", "/dev/zero", "-i", idx},
      {DATELINE_INDEX_PROGRAM, "add", good, "--metadata", "/dev/zero", "-i", idx},
      {DATELINE_INDEX_PROGRAM, "build", good, "--names", "/dev/zero", "-i", idx},
      {DATELINE_INDEX_PROGRAM, "dates", "/dev/zero"},
      {DATELINE_INDEX_PROGRAM, "--config", "/dev/zero", "info", "-i", idx},
      {DATELINE_SEARCH_PROGRAM, "lighthouse", "--names", "/dev/zero", "-i", idx},
      {DATELINE_SEARCH_PROGRAM, "batch", "/dev/zero", "-i", idx},
      {DATELINE_SEARCH_PROGRAM, "recheck", "/dev/zero", "-i", idx},
      {DATELINE_SEARCH_PROGRAM, "lighthouse", "--as-of", "/dev/zero", "-i", idx},
  };
  for (const std::vector<std::string>& command : commands) {
    std::vector<std::string> limited{"30"};
    limited.insert(limited.end(), command.begin(), command.end());
    const Ran ran = testing::run("timeout", limited);
    const std::string told = command[0] + " " + command[1] + ": " + ran.err;
    EXPECT_TRUE(ran.code == 2 || ran.code == 3 || ran.code == 5) << ran.code << " " << told;
    EXPECT_NE(ran.err.find("/dev/zero"), std::string::npos) << told;
  }
}

#ifndef __SANITIZE_ADDRESS__
/// Texts of which every word is another one, as long as the memory permits: what `--memory` promises, and 64
/// MB.
TEST(HostileInput, LongTextsKeepWithinTheMemory) {
  const testing::TemporaryFolder folder;
  std::mt19937 random(7);
  std::string lines;
  for (int record = 0; record < 8; ++record) {
    std::string body;
    while (body.size() < (std::size_t{250} << 10)) {
      const auto sign = static_cast<char32_t>(0x4E00 + random() % 20000);
      body += static_cast<char>(0xE0 | (sign >> 12));
      body += static_cast<char>(0x80 | ((sign >> 6) & 0x3F));
      body += static_cast<char>(0x80 | (sign & 0x3F));
    }
    lines +=
        R"({"url":"http://kcna.kp/)" + std::to_string(record) + R"(","title":"A","body":")" + body + "\"}\n";
  }
  const std::string file = folder.write("long.jsonl", lines).string();
  const Ran ran = testing::run(
      DATELINE_INDEX_PROGRAM,
      {"build", file, "-i", (folder.path() / "a.idx").string(), "--memory", "64", "--output", "json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto summary = nlohmann::json::parse(ran.out);
  EXPECT_EQ(summary["articles"], 8);
  EXPECT_LE(summary["peak_bytes"].get<std::uint64_t>(), std::uint64_t{128} << 20);
}
#endif

}  // namespace
}  // namespace dateline
