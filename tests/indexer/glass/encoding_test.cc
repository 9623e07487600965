#include "indexer/glass/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace dateline::indexer::glass {
namespace {

using namespace std::string_literals;

/// Numbers around every power of two.
std::vector<std::uint64_t> edge_numbers(unsigned bits) {
  std::vector<std::uint64_t> numbers = {0};
  for (unsigned bit = 0; bit < bits; ++bit) {
    for (const std::uint64_t n :
         {(std::uint64_t{1} << bit) - 1, std::uint64_t{1} << bit, (std::uint64_t{1} << bit) + 1}) {
      if (bits == 64 || n >> bits == 0) numbers.push_back(n);
    }
  }
  numbers.push_back(bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

std::string varint(std::uint64_t n) {
  std::string out;
  append_varint(out, n);
  return out;
}

std::string sortable(std::uint32_t n) {
  std::string out;
  append_sortable(out, n);
  return out;
}

std::string escaped(std::string_view bytes, bool terminated) {
  std::string out;
  append_escaped(out, bytes, terminated);
  return out;
}

TEST(Varint, HasSevenBitsAByteLeastSignificantFirst) {
  EXPECT_EQ(varint(0), "\0"s);
  EXPECT_EQ(varint(127), "\x7F");
  EXPECT_EQ(varint(128), "\x80\x01");
  EXPECT_EQ(varint(300), "\xAC\x02");
  EXPECT_EQ(varint(~std::uint64_t{0}).size(), kMaxVarintBytes);
}

TEST(Varint, ReadsBackWhatWasWritten) {
  for (const std::uint64_t n : edge_numbers(64)) {
    const std::string bytes = varint(n);
    std::uint64_t read = 0;
    EXPECT_EQ(get_varint(bytes.data(), bytes.data() + bytes.size(), read), bytes.data() + bytes.size());
    EXPECT_EQ(read, n);
    EXPECT_EQ(get_varint(bytes.data(), bytes.data() + bytes.size() - 1, read), nullptr) << "cut short: " << n;
  }
}

TEST(LastInteger, HasNoTrailingZeros) {
  const auto last = [](std::uint64_t n) {
    std::string out;
    append_last_integer(out, n);
    return out;
  };
  EXPECT_EQ(last(0), "");
  EXPECT_EQ(last(1), "\x01");
  EXPECT_EQ(last(0x100), "\x00\x01"s);
  EXPECT_EQ(last(0xFFFFFFFE), "\xFE\xFF\xFF\xFF");
}

TEST(SortableInteger, UsesTheShortestForm) {
  EXPECT_EQ(sortable(0), "\0\0"s);
  EXPECT_EQ(sortable(0x7FFF), "\x7F\xFF");
  EXPECT_EQ(sortable(0x8000), "\x80\x80\x00"s);
  EXPECT_EQ(sortable(0x3FFFFF), "\xBF\xFF\xFF");
  EXPECT_EQ(sortable(0x400000), "\xC0\x40\x00\x00"s);
  EXPECT_EQ(sortable(0x1FFFFFFF), "\xDF\xFF\xFF\xFF");
  EXPECT_EQ(sortable(0x20000000), "\xE0\x20\x00\x00\x00"s);
  EXPECT_EQ(sortable(0xFFFFFFFF), "\xE0\xFF\xFF\xFF\xFF");
}

TEST(SortableInteger, KeepsTheOrderOfNumbers) {
  const auto numbers = edge_numbers(32);
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    EXPECT_LT(sortable(static_cast<std::uint32_t>(numbers[i - 1])),
              sortable(static_cast<std::uint32_t>(numbers[i])));
  }
}

TEST(EscapedString, DoublesNulBytes) {
  EXPECT_EQ(escaped("", true), "\0"s);
  EXPECT_EQ(escaped("ab", false), "ab");
  EXPECT_EQ(escaped("a\0b\0"s, false), "a\0\xFF"s + "b\0\xFF"s);
  EXPECT_EQ(escaped("a\0b"s, true), "a\0\xFF"s + "b\0"s);
  EXPECT_EQ(escaped_bytes("a\0b\0"s), 6U);
}

TEST(EscapedString, KeepsTheOrderOfTermAndDocid) {
  constexpr unsigned kSeed = 7;
  std::mt19937 random(kSeed);
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  std::vector<std::pair<std::string, std::uint32_t>> pairs;
  for (int i = 0; i < 3000; ++i) {
    std::string term;
    for (auto n = random() % 5; n > 0; --n) term.push_back("\0\x01\x61\xFF"[random() % 4]);
    pairs.emplace_back(term, static_cast<std::uint32_t>(random() >> random() % 32));
  }
  std::sort(pairs.begin(), pairs.end());
  std::string previous;
  for (const auto& [term, docid] : pairs) {
    const std::string key = escaped(term, true) + sortable(docid);
    EXPECT_LE(previous, key);
    previous = key;
  }
}

TEST(OrderPrefix, OrdersAsTheStringsDoWhereItDiffers) {
  const std::vector<std::string> sorted = {"", "a", "a\x01", "ab", "abcdefgh", "abcdefghi", "b", "\xFF"};
  for (std::size_t i = 1; i < sorted.size(); ++i)
    EXPECT_LE(order_prefix(sorted[i - 1]), order_prefix(sorted[i]));
  EXPECT_EQ(order_prefix("a"), 0x6100000000000000U);
}

}  // namespace
}  // namespace dateline::indexer::glass
