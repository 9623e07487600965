#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <random>

#include "indexer/readers/arc_header.h"
#include "tests/indexer/drained.h"
#include "tests/indexer/packed.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

using Lines = std::vector<std::string>;

std::string page(const std::string& title) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><head><title>" + title +
         "</title></head><body><h1>" + title +
         "</h1><p>The greenhouses were built on the plain, and vegetables will be grown there all the year.</p></body></html>";
}

std::string record(const std::string& address, const std::string& type, const std::string& block,
                   const std::string& time = "20040607080910") {
  return fmt::format("{} 210.0.0.1 {} {} {}\n{}\n", address, time, type, block.size(), block);
}

std::string description() {
  const std::string block = "1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n";
  return record("filedesc://NK-20040607.arc", "text/plain", block);
}

std::string sample() {
  return description() +
         record("dns:www.kcna.co.jp", "text/dns", "20040607080910\nwww.kcna.co.jp. 300 IN A 210.0.0.1\n") +
         record("http://www.kcna.co.jp/item/2004/a.htm", "text/html", page("Greenhouses")) +
         record("http://www.kcna.co.jp/a b.gif", "image/gif",
                "HTTP/1.0 200 OK\r\nContent-Type: image/gif\r\n\r\nGIF89a") +
         record("http://www.kcna.co.jp/gone.htm", "text/html", "HTTP/1.0 404 Not Found\r\n\r\ngone") +
         record("http://www.kcna.co.jp/item/2004/b c.htm", "text/html", page("Bridges"), "20040608000000");
}

/// "TITLE | ADDRESS | CAPTURED" of each page.
Lines read(const std::string& bytes, PageSink* sink_out = nullptr) {
  const testing::TemporaryFolder folder;
  PageSink sink = testing::ingested({folder.write("a.arc", bytes).string()});
  Lines out;
  for (const Page& p : sink.pages)
    out.push_back(p.title + " | " + p.url + " | " + (p.captured ? dates::to_iso(*p.captured) : "-"));
  if (sink_out != nullptr) *sink_out = std::move(sink);
  return out;
}

const Lines kBoth{"Greenhouses | http://www.kcna.co.jp/item/2004/a.htm | 2004-06-07",
                  "Bridges | http://www.kcna.co.jp/item/2004/b c.htm | 2004-06-08"};

TEST(Arc, RecordsOfBothVersionsBecomePages) {
  PageSink sink;
  EXPECT_EQ(read(sample(), &sink), kBoth);
  EXPECT_EQ(sink.skipped, (SkipCounts{{"description of an ARC file", 1},
                                      {"robots.txt or a record of the crawler's own", 1},
                                      {"ARC response of type image/…", 1},
                                      {"ARC response with HTTP status 404", 1}}));
  EXPECT_EQ(testing::reasons(sink), Lines{});
  const std::string block = page("Second version");
  EXPECT_EQ(read(description() + fmt::format("http://www.kcna.kp/x 210.0.0.1 20120102030405 text/html 200 "
                                             "ABCDEF - 1234 NK.arc.gz {}\n{}\n",
                                             block.size(), block)),
            Lines{"Second version | http://www.kcna.kp/x | 2012-01-02"});
}

TEST(Arc, PackedRecordByRecordIsRead) {
  std::string packed;
  for (const std::string& part :
       {description(), record("http://www.kcna.co.jp/item/2004/a.htm", "text/html", page("Greenhouses")),
        record("http://www.kcna.co.jp/item/2004/b c.htm", "text/html", page("Bridges"), "20040608000000")})
    packed += testing::packed(part, "gzip");
  EXPECT_EQ(read(packed), kBoth);
}

TEST(Arc, WithWrongLengthsIsReadOnAtTheNextRecord) {
  std::string wrong = sample();
  const std::size_t at = wrong.find(fmt::format("{}\nHTTP/1.1", page("Greenhouses").size()));
  ASSERT_NE(at, std::string::npos);
  for (const std::string& length : {std::string("120"), std::string("90000"), std::string("400")}) {
    std::string bytes = wrong;
    bytes.replace(at, std::to_string(page("Greenhouses").size()).size(), length);
    PageSink sink;
    const Lines pages = read(bytes, &sink);
    ASSERT_FALSE(pages.empty()) << length;
    EXPECT_EQ(pages.back(), kBoth.back()) << length;
    EXPECT_FALSE(sink.rejects.empty()) << length;
  }
  PageSink sink;
  EXPECT_EQ(read("no record\nnor this\n" + sample(), &sink), kBoth);
  EXPECT_EQ(testing::reasons(sink).size(), 1U);
  const testing::TemporaryFolder folder;
  EXPECT_EQ(testing::ingested({folder.write("a.arc", sample().substr(0, sample().size() - 60)).string()})
                .pages.size(),
            2U);
}

TEST(Arc, LengthsThatNoNumberHoldsEndNothing) {
  const std::string line = "http://www.kcna.co.jp/odd.htm 210.0.0.1 20040607080910 text/html ";
  const std::string good = record("http://www.kcna.co.jp/item/2004/a.htm", "text/html", page("Greenhouses"));
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  // Head and block together come to 2^64 bytes, which wraps to none, or to a few more or less.
  for (const std::string& head :
       {line, std::string("filedesc://odd.arc 210.0.0.1 20040607080910 text/plain ")}) {
    const std::uint64_t bytes = head.size() + std::to_string(most).size() + 1;
    for (const std::uint64_t length : {most, most - bytes + 1, most - bytes + 2, most - bytes}) {
      PageSink sink;
      EXPECT_EQ(read(head + std::to_string(length) + "\n" + page("Odd") + "\n" + good, &sink),
                (length == most - bytes ? Lines{} : Lines{kBoth[0]}))
          << length;
      EXPECT_LE(sink.rejects.size(), 2U);
    }
  }
}

TEST(Arc, DescriptionsOfWrongLengthHideNoRecord) {
  const std::string good = record("http://www.kcna.co.jp/item/2004/a.htm", "text/html", page("Greenhouses"));
  for (const int length : {3, 300, 90000}) {
    PageSink sink;
    EXPECT_EQ(read(fmt::format("filedesc://odd.arc 0.0.0.0 20040607080910 text/plain {}\n1 0 Archive\n\n{}",
                               length, good),
                   &sink),
              Lines{kBoth[0]})
        << length;
    EXPECT_EQ(testing::reasons(sink).size(), 1U) << length;
  }
}

TEST(Arc, CutAnywhereNeverLosesWhatStandsBefore) {
  const std::string whole = sample();
  const std::size_t first = whole.find("http://www.kcna.co.jp/a b.gif");
  std::mt19937 random(22);
  for (int i = 0; i < 60; ++i) {
    const std::size_t size = description().size() + random() % (whole.size() - description().size());
    const Lines pages = read(whole.substr(0, size));
    if (size >= first) {
      ASSERT_FALSE(pages.empty()) << size;
      EXPECT_EQ(pages.front(), kBoth.front()) << size;
    }
  }
}

TEST(Arc, LinesThatAreNoneOfARecordAreTold) {
  EXPECT_TRUE(parse_arc_header("http://h/a 1.2.3.4 19961104142103 text/html 202\n"));
  EXPECT_TRUE(parse_arc_header("http://h/a ::1 19961104142103 text/html 202\r\n"));
  for (const char* line :
       {"http://h/a 1.2.3.4 19961104142103 text/html 202", "http://h/a 1.2.3.4 19961104142103 text/html x\n",
        "http://h/a 1.2.3.4 yesterday text/html 202\n", "a b c d e\n", "\n", "",
        "http://h/a 1.2.3.4 19961104142103 text/html 99999999999999999999999\n"})
    EXPECT_FALSE(parse_arc_header(line)) << line;
}

}  // namespace
}  // namespace dateline::indexer
