#include "indexer/glass/deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::indexer::glass {
namespace {

/// Inflates as glass readers do: piece by piece, with 8192 bytes of output at a time, and on to the next
/// piece as soon as the input is used up. Nothing when such a reader cannot read the stream.
std::optional<std::string> read_like_glass(std::string_view stream, std::size_t piece_bytes) {
  z_stream z{};
  if (inflateInit2(&z, -15) != Z_OK) return std::nullopt;
  std::string out;
  bool ended = false;
  std::vector<char> buffer(8192);
  for (std::size_t at = 0; at < stream.size() && !ended; at += piece_bytes) {
    std::string piece(stream.substr(at, piece_bytes));
    z.next_in = reinterpret_cast<Bytef*>(piece.data());
    z.avail_in = static_cast<uInt>(piece.size());
    while (z.avail_in != 0 && !ended) {
      z.next_out = reinterpret_cast<Bytef*>(buffer.data());
      z.avail_out = static_cast<uInt>(buffer.size());
      const int result = inflate(&z, Z_SYNC_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END) {
        inflateEnd(&z);
        return std::nullopt;
      }
      ended = result == Z_STREAM_END;
      out.append(buffer.data(), buffer.size() - z.avail_out);
    }
  }
  inflateEnd(&z);
  if (!ended) return std::nullopt;
  return out;
}

TEST(Deflater, LeavesAloneWhatDoesNotPay) {
  Deflater deflater(1);
  EXPECT_TRUE(deflater.deflate("").empty());
  EXPECT_TRUE(deflater.deflate("short").empty());
  EXPECT_TRUE(Deflater(0).deflate(std::string(500, 'a')).empty());
  std::mt19937 random(3);
  for (const std::size_t size : {19U, 500U, 7999U, 8000U, 70000U}) {
    std::string noise;
    while (noise.size() < size) noise.push_back(static_cast<char>(random()));
    EXPECT_TRUE(deflater.deflate(noise).empty()) << size;
  }
}

TEST(Deflater, WritesStreamsThatEveryReaderCanRead) {
  for (const int level : {1, 6, 9}) {
    Deflater deflater(level);
    for (std::size_t size = 100; size < 61000; size += size < 7900 || size > 24700 ? 211 : 37) {
      const std::string plain(size, 'x');
      const std::string stream(deflater.deflate(plain));
      ASSERT_LT(stream.size(), plain.size());
      ASSERT_EQ(read_like_glass(stream, 2032), plain) << "level " << level << " size " << size;
    }
  }
}

TEST(Deflater, WritesReadableStreamsForTextThatRepeats) {
  for (std::uint32_t seed = 1; seed <= 1500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::string paragraph;
    for (auto n = 1 + random() % 900; n > 0; --n) paragraph.push_back(static_cast<char>('a' + random() % 20));
    std::string plain;
    for (auto n = 1 + random() % 80; n > 0; --n)
      plain += paragraph.substr(random() % 3 * random() % paragraph.size());
    Deflater deflater(1 + static_cast<int>(seed % 9));
    const std::string stream(deflater.deflate(plain));
    if (stream.empty()) continue;
    ASSERT_LT(stream.size(), plain.size());
    ASSERT_EQ(read_like_glass(stream, 2000 + seed % 43), plain);
  }
}

/// `total` bytes of `letters` different ones, the first the rarest; each next is `growth` times as frequent.
std::string skewed(std::mt19937& random, std::size_t letters, double growth, std::size_t total) {
  std::string out;
  double weight = 1;
  for (std::size_t letter = 0; letter < letters; ++letter, weight *= growth) {
    const auto room = static_cast<double>(total - out.size());
    const auto count = static_cast<std::size_t>(std::min(weight, room));
    out.append(count, static_cast<char>(letter * 37 + 5));
  }
  out.append(total - out.size(), 'z');
  std::shuffle(out.begin(), out.end(), random);
  return out;
}

TEST(Deflater, WritesReadableStreamsForEveryMixtureOfLetters) {
  Deflater deflater(1);
  std::size_t deflated = 0;
  for (std::uint32_t seed = 1; seed <= 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const double growth = 1 + static_cast<double>(random() % 120) / 100;
    const std::string plain = skewed(random, 1 + random() % 256, growth, 19 + random() % (kFlushedFrom - 19));
    const std::string stream(deflater.deflate(plain));
    if (stream.empty()) continue;
    ++deflated;
    ASSERT_LT(stream.size(), plain.size());
    ASSERT_EQ(read_like_glass(stream, 2000 + seed % 43), plain);
  }
  EXPECT_GT(deflated, 2000U);
}

TEST(Deflater, KeepsCodesOfVeryRareLettersShortEnough) {
  // With Fibonacci's numbers as counts the rarest letter would have a code of 16 bits; the format has 15.
  std::string plain;
  for (std::size_t letter = 0, a = 2, b = 3; letter < 16; ++letter) {
    plain.append(a, static_cast<char>('a' + letter));
    b += std::exchange(a, b);
  }
  ASSERT_LT(plain.size(), kFlushedFrom);
  const std::string stream(Deflater(1).deflate(plain));
  EXPECT_FALSE(stream.empty());
  EXPECT_EQ(read_like_glass(stream, 2032), plain);
}

TEST(Deflater, WouldBeUnreadableWithoutTheFlush) {
  // The defect that the flush is for: plain zlib streams of one byte repeated, read as glass reads.
  int unreadable = 0;
  for (std::size_t size = 8000; size < 60000; size += 13) {
    const std::string plain(size, 'x');
    std::string stream(size, '\0');
    z_stream z{};
    ASSERT_EQ(deflateInit2(&z, 6, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    z.avail_in = static_cast<uInt>(size);
    z.next_out = reinterpret_cast<Bytef*>(stream.data());
    z.avail_out = static_cast<uInt>(size);
    ASSERT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
    stream.resize(size - z.avail_out);
    deflateEnd(&z);
    if (!read_like_glass(stream, 2032)) ++unreadable;
  }
  EXPECT_GT(unreadable, 0) << "the reader of this test does not have the defect";
}

}  // namespace
}  // namespace dateline::indexer::glass
