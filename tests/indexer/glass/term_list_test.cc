#include "indexer/glass/term_list.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

using namespace std::string_literals;

std::string encoded(const std::map<std::string, std::uint32_t>& terms) {
  std::string out;
  TermListWriter writer(out);
  std::uint64_t length = 0;
  for (const auto& [term, wdf] : terms) length += wdf;
  writer.begin(length, terms.size());
  for (const auto& [term, wdf] : terms) writer.add(term, wdf);
  writer.finish();
  return out;
}

/// The plain reader of the format's description.
std::map<std::string, std::uint32_t> decoded(const std::string& bytes) {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  std::uint64_t length = 0;
  std::uint64_t count = 0;
  at = get_varint(get_varint(at, end, length), end, count);
  std::map<std::string, std::uint32_t> terms;
  std::string term;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::uint64_t wdf = 0;
    std::size_t shared = 0;
    bool packed = false;
    if (i > 0) {
      shared = static_cast<std::uint8_t>(*at++);
      packed = shared > term.size();
      if (packed) {
        wdf = shared / (term.size() + 1) - 1;
        shared %= term.size() + 1;
      }
    }
    const std::size_t tail = static_cast<std::uint8_t>(*at++);
    term.resize(shared);
    term.append(at, tail);
    at += tail;
    if (!packed) at = get_varint(at, end, wdf);
    terms[term] = static_cast<std::uint32_t>(wdf);
  }
  EXPECT_EQ(at, end);
  return terms;
}

TEST(TermList, PacksSmallFrequenciesWithTheSharedPrefix) {
  // Length 5, two terms; "ab" with its frequency; then 3 letters shared of 2 + 1, tail "c".
  EXPECT_EQ(encoded({{"ab", 2}, {"abc", 3}}), "\x05\x02\x02"s + "ab\x02"s + "\x0E\x01"s + "c"s);
  // A frequency of 127 stands apart.
  EXPECT_EQ(encoded({{"a", 0}, {"b", 127}}), "\x7F\x02\x01"s + "a\0"s + "\0\x01"s + "b\x7F"s);
}

TEST(TermList, DecodesToTheSameTerms) {
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::map<std::string, std::uint32_t> terms;
    for (auto n = 1 + random() % 60; n > 0; --n) {
      std::string term;
      for (auto size = 1 + random() % (seed % 5 == 0 ? 245 : 6); size > 0; --size) {
        term.push_back("\0ab\xFF"[random() % 4]);
      }
      terms[term] = static_cast<std::uint32_t>(random() >> random() % 32);
      if (random() % 2 == 0) terms[term] = static_cast<std::uint32_t>(random() % 130);
    }
    ASSERT_EQ(decoded(encoded(terms)), terms);
  }
}

}  // namespace
}  // namespace dateline::indexer::glass
