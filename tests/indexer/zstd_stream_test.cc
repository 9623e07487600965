#include "indexer/sources/zstd_stream.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include "tests/indexer/drained.h"
#include "tests/indexer/packed.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

std::string frame(const std::string& bytes, const std::string& dictionary) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  out.resize(ZSTD_compress_usingDict(context, out.data(), out.size(), bytes.data(), bytes.size(),
                                     dictionary.data(), dictionary.size(), 3));
  ZSTD_freeCCtx(context);
  return out;
}

/// The first frame of a .warc.zst file.
std::string dictionary_frame(const std::string& content) {
  std::string out("\x5D\x2A\x4D\x18", 4);
  for (int i = 0; i < 4; ++i) out += static_cast<char>(content.size() >> (8 * i) & 0xFF);
  return out + content;
}

std::string record(const std::string& title) {
  const std::string http =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>" + title + "</title><body><p>" + title +
      " were seen on the plain, where vegetables grow in all seasons of the year.</p></body>";
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.kcna.kp/" + title +
         "\r\nWARC-Date: 2021-03-04T05:06:07Z\r\nContent-Type: application/http\r\nContent-Length: " +
         std::to_string(http.size()) + "\r\n\r\n" + http + "\r\n\r\n";
}

std::vector<std::string> titles_of(const std::string& bytes, std::vector<std::string>* reasons = nullptr) {
  const testing::TemporaryFolder folder;
  const PageSink sink = testing::ingested({folder.write("a.warc.zst", bytes).string()});
  std::vector<std::string> out;
  for (const Page& page : sink.pages) out.push_back(page.title);
  if (reasons != nullptr) {
    for (const Reject& reject : sink.rejects) reasons->push_back(reject.reason);
  }
  return out;
}

const std::string kDictionary = record("Dictionary") + record("Another");
const std::vector<std::string> kTitles{"Greenhouses", "Bridges"};

TEST(ZstdStream, ReadsRecordsWithTheDictionaryThatTheFileCarries) {
  const std::string records =
      frame(record("Greenhouses"), kDictionary) + frame(record("Bridges"), kDictionary);
  EXPECT_EQ(titles_of(dictionary_frame(kDictionary) + records), kTitles);
  EXPECT_EQ(titles_of(dictionary_frame(frame(kDictionary, "")) + records), kTitles) << "itself compressed";
  EXPECT_EQ(titles_of(frame(record("Greenhouses"), "") + frame(record("Bridges"), "")), kTitles)
      << "without one";
  EXPECT_LT(records.size(), frame(record("Greenhouses"), "").size() + frame(record("Bridges"), "").size());
}

TEST(ZstdStream, GivesAllThatTheDecoderHoldsBackWhateverIsAskedFor) {
  std::string text;
  for (int i = 0; text.size() < 400'000; ++i)
    text += "Vegetables of the plain, basket " + std::to_string(i * 7919) + ".\n";
  const std::string packed = frame(text, "");  // without a checksum behind the last block
  for (const std::size_t size :
       {std::size_t{1000}, std::size_t{65536}, std::size_t{100000}, std::size_t{1} << 20}) {
    const auto stream = make_zstd_stream(make_memory_stream(packed));
    std::string out;
    std::string block(size, '\0');
    for (;;) {
      const Result<std::size_t> n = stream->read(block.data(), block.size());
      ASSERT_TRUE(n) << size << ": " << n.error().what << " behind " << out.size();
      if (*n == 0) break;
      out.append(block, 0, *n);
    }
    EXPECT_EQ(out, text) << size;
  }
}

TEST(ZstdStream, TellsOfDictionariesThatAreDamaged) {
  std::vector<std::string> reasons;
  const std::string records = frame(record("Greenhouses"), kDictionary);
  EXPECT_TRUE(titles_of(dictionary_frame(frame(kDictionary, "").substr(0, 40)) + records, &reasons).empty());
  EXPECT_TRUE(titles_of(std::string("\x5D\x2A\x4D\x18\xFF\xFF\xFF\xFF", 8) + records, &reasons).empty());
  EXPECT_TRUE(titles_of(dictionary_frame(kDictionary).substr(0, 100), &reasons).empty());
  ASSERT_EQ(reasons.size(), 3U);
  for (const std::string& reason : reasons)
    EXPECT_NE(reason.find("the zstd data are damaged near byte"), std::string::npos) << reason;
}

TEST(ZstdStream, ReadsWhatStandsBeforeADamage) {
  std::vector<std::string> reasons;
  const std::string first = frame(record("Greenhouses"), "");
  const std::string second = frame(record("Bridges"), "");
  EXPECT_EQ(titles_of(first + second.substr(0, second.size() / 2), &reasons),
            std::vector<std::string>{"Greenhouses"});
  EXPECT_EQ(titles_of(first + "other bytes", &reasons), std::vector<std::string>{"Greenhouses"});
  ASSERT_GE(reasons.size(), 2U);
}

}  // namespace
}  // namespace dateline::indexer
