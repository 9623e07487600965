#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <map>

#include "indexer/readers/http_response.h"
#include "tests/indexer/drained.h"
#include "tests/indexer/packed.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

using testing::archive_of;
using testing::ingested;
using testing::packed;
using testing::reasons;
using testing::titles;
using Lines = std::vector<std::string>;

std::string record(const std::string& type, const std::string& content_type, const std::string& block,
                   const std::string& more = "", std::optional<std::size_t> length = std::nullopt) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: <http://example.org/a>\r\n" +
         "WARC-Date: 2019-05-06T23:59:59Z\r\nContent-Type: " + content_type + "\r\n" + more +
         "Content-Length: " + std::to_string(length.value_or(block.size())) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string page(const std::string& title) {
  return "<html><head><title>" + title +
         "</title></head><body><p>A ferry crossed the river.</p></body></html>";
}

std::string response(const std::string& body, const std::string& fields = "",
                     const std::string& status = "200 OK") {
  return record("response", "application/http; msgtype=response",
                "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n" + fields + "\r\n" + body);
}

std::string chunked(const std::string& body) {
  std::string out;
  for (std::size_t at = 0; at < body.size(); at += 20) {
    const std::string part = body.substr(at, 20);
    char size[20];
    std::snprintf(size, sizeof size, "%zX;x=1\r\n", part.size());
    out += size + part + "\r\n";
  }
  return out + "0\r\n\r\n";
}

TEST(Warc, TakesPagesWithTheirAddressAndDay) {
  const PageSink sink =
      ingested({"-"}, response(page("A")) + response(page("B"), "", "404 Not Found") +
                          record("request", "application/http", "GET /") +
                          record("resource", "text/plain", "Title\n\nText.") +
                          record("response", "image/gif", "GIF89a") + record("nonsense", "text/plain", "x"));
  EXPECT_EQ(titles(sink), (Lines{"-:1 A", "-:4 Title"}));
  EXPECT_EQ(sink.pages[0].url, "http://example.org/a");
  EXPECT_EQ(dates::to_iso(sink.pages[0].captured.value()), "2019-05-06");
  EXPECT_EQ(reasons(sink), Lines{});
  EXPECT_EQ(sink.skipped, (SkipCounts{{"WARC record of type request", 1},
                                      {"WARC record of type unknown", 1},
                                      {"WARC response that is not HTTP", 1},
                                      {"WARC response with HTTP status 404", 1}}));
}

TEST(Warc, LeavesOutWhatCrawlersWriteForThemselves) {
  const struct {
    const char* target;
    const char* type;
    bool article;
  } cases[] = {
      {"http://example.org/a", "text/html", true},
      {"http://example.org/a.txt", "text/plain", true},
      {"file:///srv/a.html", "text/html", true},
      {"urn:X-wpull:log", "text/plain", false},
      {"urn:text:http://example.org/a", "text/plain", false},
      {"urn:view:http://example.org/a", "text/html", false},
      {"urn:pageinfo:http://example.org/a", "text/plain", false},
      {"screenshot:http://example.org/a", "text/html", false},
      {"metadata://gnu.org/software/wget/warc/wget.log", "text/plain", false},
      {"file:///srv/crawl/run.log", "text/plain", false},
      {"http://example.org/crawl.log", "text/plain", false},
      {"http://example.org/pages.jsonl", "text/plain", false},
      {"http://example.org/robots.txt", "text/plain", false},
  };
  for (const auto& c : cases) {
    std::string bytes =
        record("resource", c.type, std::string(c.type) == "text/html" ? page("A") : "A\n\nText.");
    const std::string_view target = "<http://example.org/a>";
    bytes.replace(bytes.find(target), target.size(), c.target);
    const PageSink sink = ingested({"-"}, bytes);
    EXPECT_EQ(sink.pages.size(), c.article ? 1U : 0U) << c.target;
    EXPECT_EQ(sink.skipped.size(), c.article ? 0U : 1U) << c.target;
  }
}

TEST(Warc, UndoesChunksAndCodings) {
  const std::string body = page("A long enough title for several chunks");
  const struct {
    const char* name;
    std::string bytes;
    std::string fields;
    bool warned = false;
  } cases[] = {
      {"chunks", chunked(body), "Transfer-Encoding: chunked\r\n"},
      {"chunks whose name the crawler dropped", chunked(body), ""},
      {"chunks whose name the crawler dropped, cut off", chunked(body).substr(0, chunked(body).size() - 8),
       "", true},
      {"chunks that the crawler joined", body, "transfer-encoding: Chunked\r\n"},
      {"gzip", packed(body, "gzip"), "Content-Encoding: gzip\r\n"},
      {"gzip in chunks", chunked(packed(body, "gzip")),
       "Content-Encoding: x-gzip\r\nTransfer-Encoding: chunked\r\n"},
      {"gzip that the crawler unpacked", body, "Content-Encoding: gzip\r\n"},
      {"zstd", packed(body, "zstd"), "Content-Encoding: zstd\r\n"},
      {"zstd in gzip", packed(packed(body, "zstd"), "gzip"), "Content-Encoding: zstd, gzip\r\n"},
      {"identity", body, "Content-Encoding: identity\r\n"},
      {"chunks that end early", chunked(body).substr(0, 150), "Transfer-Encoding: chunked\r\n", true},
  };
  for (const auto& [name, bytes, fields, warned] : cases) {
    SCOPED_TRACE(name);
    const PageSink sink = ingested({"-"}, response(bytes, fields));
    EXPECT_EQ(titles(sink), (Lines{"-:1 A long enough title for several chunks"}));
    EXPECT_EQ(reasons(sink), warned ? Lines{"-:1 the body of the response is cut off"} : Lines{});
  }
  EXPECT_EQ(reasons(ingested({"-"}, response(body, "Content-Encoding: sdch\r\n"))),
            (Lines{"-:1 the body has the unknown coding 'sdch'"}));
}

TEST(Warc, UndoesDeflateWithAndWithoutItsHead) {
  const std::string body = page("Deflated");
  for (const int window : {MAX_WBITS, -MAX_WBITS}) {
    std::string out(body.size() + 100, '\0');
    z_stream zlib{};
    ASSERT_EQ(deflateInit2(&zlib, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string in = body;
    zlib.next_in = reinterpret_cast<Bytef*>(in.data());
    zlib.avail_in = static_cast<uInt>(in.size());
    zlib.next_out = reinterpret_cast<Bytef*>(out.data());
    zlib.avail_out = static_cast<uInt>(out.size());
    ASSERT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
    out.resize(zlib.total_out);
    deflateEnd(&zlib);
    EXPECT_EQ(titles(ingested({"-"}, response(out, "Content-Encoding: deflate\r\n"))),
              (Lines{"-:1 Deflated"}));
  }
}

TEST(Warc, UndoesBrotli) {
  const std::string body = page("Brotli");
  std::string out(BrotliEncoderMaxCompressedSize(body.size()), '\0');
  std::size_t size = out.size();
  ASSERT_EQ(BrotliEncoderCompress(5, 18, BROTLI_MODE_TEXT, body.size(),
                                  reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                                  reinterpret_cast<std::uint8_t*>(out.data())),
            BROTLI_TRUE);
  out.resize(size);
  EXPECT_EQ(titles(ingested({"-"}, response(out, "Content-Encoding: br\r\n"))), (Lines{"-:1 Brotli"}));
}

TEST(Http, StopsAtTheLimitOfABody) {
  HttpHead head;
  const std::string body = packed(std::string(1 << 20, 'x'), "gzip");
  head.body = body;
  head.content_encoding = "gzip";
  EXPECT_TRUE(decode_http_body(head, 1 << 19).too_long);
  EXPECT_EQ(decode_http_body(head, 1 << 20).bytes.size(), std::size_t{1} << 20);
  head.body = "zzz";
  EXPECT_EQ(decode_http_body(head, 100).bytes, "zzz");
}

TEST(Warc, GoesOnAtTheNextRecordAfterADamage) {
  const std::string good = response(page("Good"));
  const struct {
    const char* name;
    std::string bad;
    Lines titles;
    Lines reasons;
  } cases[] = {
      {"rubbish", "rubbish\r\nmore\r\n", {"-:1 Good", "-:3 Good"}, {"-:2 this is not a WARC record"}},
      {"no length",
       "WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n",
       {"-:1 Good", "-:3 Good"},
       {"-:2 the head of the record is damaged or has no length"}},
      {"a head that is cut off",
       "WARC/1.0\r\nWARC-Type: response\r\n",
       {"-:1 Good", "-:3 Good"},
       {"-:2 the head of the record is damaged or has no length"}},
      {"length too large",
       record("resource", "text/plain", "Short", "", 300),
       {"-:1 Good", "-:2 Short", "-:3 Good"},
       {"-:2 the length of the record is wrong"}},
      {"length too small",
       record("resource", "text/plain", "Short text", "", 5),
       {"-:1 Good", "-:2 Short", "-:3 Good"},
       {"-:2 the length of the record is wrong"}},
      {"length of a skipped record too large",
       record("request", "text/plain", "x", "", 200),
       {"-:1 Good", "-:3 Good"},
       {"-:2 the length of the record is wrong"}},
      {"huge length",
       record("resource", "text/plain", "x", "", 99'999'999'999),
       {"-:1 Good"},
       {"-:2 the record is longer than 32 MiB", "-:2 the file ends before the record"}},
      {"no number",
       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\nabc\r\n\r\n",
       {"-:1 Good", "-:3 Good"},
       {"-:2 the head of the record is damaged or has no length"}},
  };
  for (const auto& [name, bad, expected_titles, expected_reasons] : cases) {
    SCOPED_TRACE(name);
    const PageSink sink = ingested({"-"}, good + bad + good);
    EXPECT_EQ(titles(sink), expected_titles);
    EXPECT_EQ(reasons(sink), expected_reasons);
    ASSERT_FALSE(sink.rejects.empty());
    EXPECT_EQ(sink.rejects[0].offset, good.size()) << "the place is told";
  }
}

TEST(Warc, OfNothingButVersionLinesIsReadInLinearTime) {
  std::string bytes;
  for (int i = 0; i < 200'000; ++i) bytes += "WARC/1.0\r\n";
  const PageSink sink = ingested({"-"}, bytes, {}, Format::kWarc);  // square time would take hours
  EXPECT_EQ(sink.rejects.size(), 200'000U);
}

TEST(Warc, LosesOnlyTheRecordOfADamagedMember) {
  std::string bytes;
  std::vector<std::size_t> begins;
  for (int i = 0; i < 5; ++i) {
    begins.push_back(bytes.size());
    bytes += packed(response(page("Page " + std::to_string(i))), "gzip");
  }
  for (std::size_t at = begins[2] + 20; at < begins[3]; at += 7) {
    std::string bad = bytes;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    const PageSink sink = ingested({"-"}, bad);
    SCOPED_TRACE(at);
    EXPECT_FALSE(sink.rejects.empty());
    const Lines found = titles(sink);
    for (const char* title : {"Page 0", "Page 1", "Page 3", "Page 4"}) {
      EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const std::string& t) {
        return t.ends_with(title);
      })) << title;
    }
  }
}

TEST(Warc, IsTheSamePackedAsAWholeByRecordAndInAWacz) {
  const testing::TemporaryFolder folder;
  const std::string a = response(page("A"));
  const std::string b = response(page("B"));
  const std::string by_record = packed(a, "gzip") + packed(b, "gzip");
  EXPECT_EQ(titles(ingested({"-"}, by_record)), (Lines{"-:1 A", "-:2 B"}));
  EXPECT_EQ(titles(ingested({"-"}, packed(a + b, "gzip"))), (Lines{"-:1 A", "-:2 B"}));
  EXPECT_EQ(titles(ingested({"-"}, packed(a, "zstd") + packed(b, "zstd"))), (Lines{"-:1 A", "-:2 B"}));
  const std::string wacz =
      folder
          .write("a.wacz", archive_of({{"archive/data.warc.gz", by_record},
                                       {"pages/pages.jsonl", "{\"title\":\"no article\"}"},
                                       {"datapackage.json", "{}"}},
                                      "zip"))
          .string();
  const PageSink sink = ingested({wacz});
  EXPECT_EQ(titles(sink), (Lines{wacz + "!archive/data.warc.gz:1 A", wacz + "!archive/data.warc.gz:2 B"}));
  EXPECT_EQ(sink.skipped, (SkipCounts{{"file of a WACZ that is no WARC", 2}}));
}

// Counted by hand with zcat and an independent script: records of each type, status and media type.
TEST(SharedWarc, EveryRecordOfACrawlIsReadOrCounted) {
  const auto file = testing::shared_file("data/warc/example.warc.gz");
  DATELINE_NEED_SHARED(file);
  const PageSink sink = ingested({file.string()});
  std::uint64_t skipped = 0;
  for (const auto& [reason, count] : sink.skipped) skipped += count;
  std::uint64_t rejected = 0;
  for (const Reject& reject : sink.rejects) rejected += reject.kind == Reject::Kind::kRejected ? 1 : 0;
  EXPECT_EQ(sink.pages.size() + rejected + skipped, 822U);
  EXPECT_EQ(sink.skipped.at("WARC record of type request"), 261U);
  EXPECT_EQ(sink.skipped.at("WARC record of type metadata"), 261U);
  EXPECT_EQ(sink.skipped.at("WARC record of type warcinfo"), 1U);
  EXPECT_EQ(sink.skipped.at("WARC response that is not HTTP"), 38U) << "answers of DNS";
  EXPECT_EQ(sink.skipped.at("WARC response with HTTP status 404"), 40U);
}

TEST(SharedWarc, EdgeCasesGiveTheCountsOfAPerson) {
  const struct {
    const char* file;
    std::size_t pages;
    std::size_t skipped;
    std::size_t rejects;
    std::size_t warnings;
  } cases[] = {
      {"example.warc", 1, 5, 0, 0},
      {"example.warc.gz", 1, 5, 0, 0},
      {"example-bad-non-chunked.warc.gz", 1, 5, 0, 0},
      {"example-digest.warc", 0, 4, 0, 0},
      {"example-iana.org-chunked.warc", 1, 2, 0, 0},
      {"example-resource.warc.gz", 1, 2, 0, 0},
      {"example-space-in-target-uri.warc.gz", 0, 2, 0, 0},
      {"example-trunc.warc", 1, 3, 0, 2},
      {"example-wget-bad-target-uri.warc.gz", 1, 5, 0, 0},
      {"example-wrong-chunks.warc.gz", 1, 1, 0, 0},
      {"post-test.warc.gz", 0, 6, 0, 0},
      {"valid_example_1.wacz", 1, 7, 0, 0},
      {"invalid_example_1.wacz", 0, 2, 1, 0},
      {"example-bad.warc.gz.bad", 1, 5, 0, 0},
  };
  for (const auto& [name, pages, skipped, rejects, warnings] : cases) {
    const auto file = testing::shared_file(std::string("data/warc/edge/") + name);
    DATELINE_NEED_SHARED(file);
    SCOPED_TRACE(name);
    const bool bad_name = file.extension() == ".bad";
    const PageSink sink =
        ingested({file.string()}, "", {}, bad_name ? std::optional(Format::kWarc) : std::nullopt);
    std::size_t all_skipped = 0;
    for (const auto& [reason, count] : sink.skipped) all_skipped += count;
    std::size_t rejected = 0;
    for (const Reject& reject : sink.rejects) rejected += reject.kind == Reject::Kind::kRejected ? 1 : 0;
    EXPECT_EQ(sink.pages.size(), pages);
    EXPECT_EQ(all_skipped, skipped);
    EXPECT_EQ(rejected, rejects);
    EXPECT_EQ(sink.rejects.size() - rejected, warnings);
  }
}

}  // namespace
}  // namespace dateline::indexer
