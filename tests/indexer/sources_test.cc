#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <random>

#include "indexer/sources/gzip_stream.h"
#include "tests/indexer/drained.h"
#include "tests/indexer/packed.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

using testing::archive_of;
using testing::ingested;
using testing::packed;
using testing::reasons;
using testing::titles;
using Lines = std::vector<std::string>;

std::string capture(const std::string& title) { return title + "\n\nA ferry crossed the river.\n"; }
std::string page(const std::string& title) {
  return "<html><head><title>" + title +
         "</title></head><body><p>A ferry crossed the river.</p></body></html>";
}
std::string line(const std::string& title) { return "{\"title\":\"" + title + "\",\"body\":\"b\"}\n"; }

TEST(Sources, ReadEveryPackingUnderItsOrdinaryName) {
  const testing::TemporaryFolder folder;
  const std::pair<const char*, const char*> packings[] = {
      {"gzip", ".gz"}, {"bzip2", ".bz2"}, {"xz", ".xz"}, {"zstd", ".zst"}};
  for (const auto& [filter, ending] : packings) {
    SCOPED_TRACE(filter);
    const std::string text =
        folder.write(std::string("a.txt") + ending, packed(capture("T"), filter)).string();
    const std::string html = folder.write(std::string("b.html") + ending, packed(page("H"), filter)).string();
    const std::string lines =
        folder.write(std::string("c.jsonl") + ending, packed(line("J") + line("K"), filter)).string();
    const std::string tar =
        folder.write(std::string("d.tar") + ending, archive_of({{"x/e.txt", capture("E")}}, "tar", filter))
            .string();
    const PageSink sink = ingested({text, html, lines, tar});
    EXPECT_EQ(titles(sink),
              (Lines{text + " T", html + " H", lines + ":1 J", lines + ":2 K", tar + "!x/e.txt E"}));
    EXPECT_EQ(reasons(sink), Lines{});
  }
}

TEST(Sources, TellHowMuchOfEachFileWasReadSoThatTheTimeLeftCanBeTold) {
  const testing::TemporaryFolder folder;
  std::mt19937 random(20261122);
  testing::Members members;
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    std::string noise;
    for (int n = 0; n < 4000; ++n) noise += static_cast<char>('a' + random() % 26);
    members.emplace_back(std::to_string(i) + ".txt", capture(noise));
    lines += line(noise);
  }
  const std::pair<const char*, std::string> inputs[] = {{"a.zip", archive_of(members, "zip")},
                                                        {"b.tgz", archive_of(members, "tar", "gzip")},
                                                        {"c.jsonl.zst", packed(lines, "zstd")},
                                                        {"d.jsonl", lines},
                                                        {"e.zip", archive_of({{"a.jsonl", lines}}, "zip")},
                                                        {"f.txt.gz", packed(members[0].second, "gzip")}};
  for (const auto& [name, bytes] : inputs) {
    SCOPED_TRACE(name);
    std::istringstream in;
    const auto source = make_file_source(list_inputs({folder.write(name, bytes).string()}, std::nullopt), in);
    std::uint64_t read = 0;
    std::uint64_t first = 0;
    while (const auto batch = source->next()) {
      read += batch->file_bytes;
      if (first == 0) first = read;
    }
    EXPECT_EQ(read, bytes.size());
    if (bytes.size() > 600'000) {
      EXPECT_LT(first, bytes.size()) << "all at once tells nothing";
    }
  }
}

TEST(Sources, FollowArchivesInArchivesOnce) {
  const testing::TemporaryFolder folder;
  const std::string inner =
      archive_of({{"i.txt", capture("I")}, {"j.html.gz", packed(page("J"), "gzip")}}, "zip");
  const std::string tar = folder
                              .write("o.tgz", archive_of({{"a.zip", inner},
                                                          {"b.jsonl.xz", packed(line("B"), "xz")},
                                                          {"c.tar", archive_of({{"d.zip", inner}}, "tar")},
                                                          {"z.txt", capture("Z")}},
                                                         "tar", "gzip"))
                              .string();
  const PageSink sink = ingested({tar});
  EXPECT_EQ(titles(sink), (Lines{tar + "!a.zip!i.txt I", tar + "!a.zip!j.html.gz J", tar + "!b.jsonl.xz:1 B",
                                 tar + "!z.txt Z"}));
  EXPECT_EQ(reasons(sink), (Lines{tar + "!c.tar!d.zip an archive in an archive in an archive"}));
}

TEST(Sources, CountPicturesAndHiddenMembers) {
  const testing::TemporaryFolder folder;
  const std::string zip = folder
                              .write("a.zip", archive_of({{"photo.jpg", "x"},
                                                          {".hidden.txt", "x"},
                                                          {"__MACOSX/a.txt", "x"},
                                                          {"README", capture("R")},
                                                          {"evil\x1b[2J.txt", capture("V")}},
                                                         "zip"))
                              .string();
  const PageSink sink = ingested({zip});
  EXPECT_EQ(titles(sink), (Lines{zip + "!README R", zip + "!evil?[2J.txt V"}));
  EXPECT_EQ(reasons(sink), Lines{});
  EXPECT_EQ(sink.skipped, (SkipCounts{{"hidden file in an archive", 2}, {"picture", 1}}));
}

TEST(Sources, ReadNamesOfMembersInAnyScript) {
  // A stored member "평양.txt", as other programs write them: in UTF-8 with the flag that says so.
  const std::string content = capture("T");
  const std::string name = "평양.txt";
  const auto number = [](std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
  };
  const auto crc = static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
  const auto size = static_cast<std::uint32_t>(content.size());
  const std::string common = number(20, 2) + number(0x0800, 2) + number(0, 6) + number(crc, 4) +
                             number(size, 4) + number(size, 4) +
                             number(static_cast<std::uint32_t>(name.size()), 2) + number(0, 2);
  const std::string local = "PK\x03\x04" + common + name + content;
  const std::string central = "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) +
                              number(0, 2) + number(0, 4) + number(0, 4) + name;
  const std::string end = "PK\x05\x06" + number(0, 4) + number(1, 2) + number(1, 2) +
                          number(static_cast<std::uint32_t>(central.size()), 4) +
                          number(static_cast<std::uint32_t>(local.size()), 4) + number(0, 2);
  const testing::TemporaryFolder folder;
  const std::string zip = folder.write("a.zip", local + central + end).string();
  EXPECT_EQ(titles(ingested({zip})), (Lines{zip + "!평양.txt T"}));
  const std::string tar = folder.write("a.tar", archive_of({{name, content}}, "tar")).string();
  EXPECT_EQ(titles(ingested({tar})), (Lines{tar + "!평양.txt T"}));
}

TEST(Sources, ReadAnyFormatFromStandardInput) {
  const struct {
    const char* name;
    std::string bytes;
    Lines titles;
  } cases[] = {
      {"text", capture("T"), {"- T"}},
      {"page", page("H"), {"- H"}},
      {"lines", line("A") + line("B"), {"-:1 A", "-:2 B"}},
      {"packed lines", packed(line("A"), "zstd"), {"-:1 A"}},
      {"tar",
       archive_of({{"a.txt", capture("T")}, {"b.jsonl", line("J")}}, "tar", "xz"),
       {"-!a.txt T", "-!b.jsonl:1 J"}},
      {"zip", archive_of({{"a.txt", capture("T")}}, "zip"), {"-!a.txt T"}},
      {"WARC",
       "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nFish\r\n\r\n",
       {"-:1 Fish"}},
  };
  for (const auto& [name, bytes, expected] : cases) {
    SCOPED_TRACE(name);
    const PageSink sink = ingested({"-"}, bytes);
    EXPECT_EQ(titles(sink), expected);
    EXPECT_EQ(reasons(sink), Lines{});
  }
  EXPECT_EQ(titles(ingested({"-"}, "title,body\nA,b\n", {}, Format::kCsv)), (Lines{"-:2 A"}));
  EXPECT_EQ(reasons(ingested({"-"}, std::string("\x7F"
                                                "ELF\0\0",
                                                6))),
            (Lines{"- a program or log is not read"}));
}

TEST(Sources, KeepWhatStandsBeforeAnEarlyEnd) {
  const testing::TemporaryFolder folder;
  std::mt19937 random(5);
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += line("Story " + std::to_string(random()));
  testing::Members members;
  for (int i = 0; i < 50; ++i)
    members.emplace_back(std::to_string(i) + ".txt", capture(std::to_string(random())));
  for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
    SCOPED_TRACE(filter);
    std::string cut = packed(lines, filter);
    cut.resize(cut.size() * 9 / 10);
    const std::string file = folder.write("a.jsonl", cut).string();
    const PageSink sink = ingested({file});
    EXPECT_LT(sink.pages.size(), 5000U);
    if (std::string_view(filter) != "bzip2") {  // which has but one block here
      EXPECT_GT(sink.pages.size(), 1000U);
    }
    ASSERT_EQ(sink.rejects.size(), 1U);
    EXPECT_EQ(sink.rejects[0].origin.path, file);
    EXPECT_EQ(sink.rejects[0].origin.record, sink.pages.size() + 1);
    EXPECT_NE(sink.rejects[0].reason.find("damaged"), std::string::npos) << sink.rejects[0].reason;
    EXPECT_FALSE(sink.rejects[0].remedy.empty());

    cut = archive_of(members, "tar", filter);
    cut.resize(cut.size() / 2);
    const PageSink tar = ingested({folder.write("a.tar", cut).string()});
    EXPECT_LT(tar.pages.size(), 50U);
    EXPECT_FALSE(tar.rejects.empty());
  }
}

TEST(Sources, NeverReadDamagedGzipAsGood) {
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += line("Story " + std::to_string(i * i * 7919 % 10007));
  const std::string good = packed(lines, "gzip");
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::string bad = good;
    const std::size_t at = 10 + random() % (bad.size() - 10);
    bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
    const PageSink sink = ingested({"-"}, bad);
    EXPECT_FALSE(sink.rejects.empty()) << "bit flipped in byte " << at << " (seed 11, round " << round << ")";
  }
}

TEST(GzipStream, GoesOnAtTheNextMemberAfterADamage) {
  std::string bytes = packed("first;", "gzip") + packed("second;", "gzip") + packed("third;", "gzip");
  const std::size_t second = packed("first;", "gzip").size();
  bytes[second + 12] = static_cast<char>(bytes[second + 12] ^ 0x55);
  const auto stream = make_gzip_stream(make_memory_stream(bytes));
  std::string out;
  int damages = 0;
  char buffer[100];
  for (;;) {
    const auto n = stream->read(buffer, sizeof buffer);
    if (!n) {
      ++damages;
      EXPECT_EQ(n.error().kind, ErrorKind::kInput);
      continue;
    }
    if (*n == 0) break;
    out.append(buffer, *n);
  }
  EXPECT_EQ(damages, 1);
  EXPECT_TRUE(out.starts_with("first;"));
  EXPECT_TRUE(out.ends_with("third;"));
}

TEST(Sources, StopAtBombs) {
  const testing::TemporaryFolder folder;
  UnpackLimits limits;
  limits.ratio_from = 1 << 20;
  limits.ratio = 100;
  const std::string zeros(8 << 20, '0');
  const struct {
    const char* name;
    std::string bytes;
  } cases[] = {
      {"a.jsonl.gz", packed(zeros, "gzip")},
      {"b.jsonl.zst", packed(zeros, "zstd")},
      {"c.txt.xz", packed(zeros, "xz")},
      {"d.zip", archive_of({{"a.txt", zeros}}, "zip")},
      {"e.tar.bz2", archive_of({{"a.jsonl", zeros}}, "tar", "bzip2")},
  };
  for (const auto& [name, bytes] : cases) {
    SCOPED_TRACE(name);
    const PageSink sink = ingested({folder.write(name, bytes).string()}, "", limits);
    EXPECT_TRUE(sink.pages.empty());
    const auto bomb = std::find_if(sink.rejects.begin(), sink.rejects.end(), [](const Reject& reject) {
      return reject.reason == "it unpacks to more than 100 times its size, as bombs do";
    });
    EXPECT_NE(bomb, sink.rejects.end());
  }
  limits = {};
  limits.bytes = 1 << 20;
  const PageSink sink = ingested({"-"}, packed(zeros, "gzip"), limits);
  EXPECT_EQ(reasons(sink), (Lines{"- it unpacks to more than 1048576 bytes"}));
}

TEST(Sources, RejectCapturesBeyondTheirLimit) {
  const testing::TemporaryFolder folder;
  const std::string file = folder.write("a.txt", std::string(kMaxCaptureBytes + 1, 'x')).string();
  EXPECT_EQ(reasons(ingested({file})), (Lines{file + " the capture is longer than 32 MiB"}));
}

TEST(BufferedStream, GivesTheSameBytesHoweverItIsAsked) {
  std::string bytes;
  std::mt19937 random(3);
  for (int i = 0; i < 700'000; ++i) bytes += static_cast<char>(random());
  BufferedStream stream(make_memory_stream(bytes));
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t want = random() % 5000;
    const std::string_view seen = stream.peek(want);
    ASSERT_EQ(seen, std::string_view(bytes).substr(at, want));
    ASSERT_EQ(stream.position(), at);
    if (random() % 2 == 0) {
      const std::size_t n = seen.empty() ? 0 : random() % seen.size();
      stream.skip(n);
      at += n;
    } else {
      char buffer[3000];
      const auto n = stream.read(buffer, 1 + random() % sizeof buffer);
      ASSERT_TRUE(n);
      ASSERT_EQ(std::string_view(buffer, *n), std::string_view(bytes).substr(at, *n));
      at += *n;
    }
  }
  EXPECT_TRUE(stream.peek(1).empty());
}

}  // namespace
}  // namespace dateline::indexer
