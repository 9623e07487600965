#include "common/dates/lexicon.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <type_traits>

#include "common/dates/lexicon_cjk.h"
#include "common/dates/lexicon_words.h"
#include "common/eight_bytes.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kTableBits = 10;
constexpr std::size_t kTableSize = std::size_t{1} << kTableBits;
constexpr std::size_t kLongestWord = 22;
constexpr std::size_t kBeginning = 8;  // bytes of a word that are compared as one number

std::uint64_t load_four(const char* at) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/// The first eight bytes of a word as a number, the first one lowest; zeros behind a shorter word.
constexpr std::uint64_t beginning(std::string_view word) {
  if (std::is_constant_evaluated()) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < std::min(word.size(), kBeginning); ++i)
      bytes |= std::uint64_t{static_cast<unsigned char>(word[i])} << 8 * i;
    return bytes;
  }
  if (word.size() >= kBeginning) return eight_bytes::load(word.data());
  const std::size_t size = word.size();
  if (size >= 4) return load_four(word.data()) | load_four(word.data() + size - 4) << 8 * (size - 4);
  const auto byte = [word](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(word[i])} << 8 * i;
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

constexpr std::size_t slot_of(std::uint64_t beginning, std::size_t size) {
  return (beginning + size) * 0x9E3779B97F4A7C15u >> (64 - kTableBits);
}

constexpr std::size_t kWords = std::size(kEnglishGermanSlovakMonths) + std::size(kRomanceMonths) +
                               std::size(kRussianMonths) + std::size(kJucheWords) + std::size(kSmallWords) +
                               std::size(kWeekdays);
static_assert(3 * kWords < kTableSize);

/// An open hash table of numbers of words: small enough to stay in the cache.
struct WordTable {
  std::array<std::uint16_t, kTableSize> slots{};   ///< 0: none
  std::array<LexiconEntry, kWords + 1> entries{};  ///< from 1 on
  std::array<std::uint64_t, kWords + 1> beginnings{};
  std::size_t last = 0;

  constexpr void add(const LexiconEntry& e) {
    ++last;
    entries[last] = e;
    beginnings[last] = beginning(e.word);
    std::size_t i = slot_of(beginnings[last], e.word.size());
    while (slots[i] != 0) i = (i + 1) % kTableSize;
    slots[i] = static_cast<std::uint16_t>(last);
  }
};

constexpr WordTable make_word_table() {
  WordTable table;
  for (const auto& e : kEnglishGermanSlovakMonths) table.add(e);
  for (const auto& e : kRomanceMonths) table.add(e);
  for (const auto& e : kRussianMonths) table.add(e);
  for (const auto& e : kJucheWords) table.add(e);
  for (const auto& e : kSmallWords) table.add(e);
  for (const auto& e : kWeekdays) table.add(e);
  return table;
}

constexpr WordTable kWordTable = make_word_table();

/// For every first byte the lengths that words have: settles most words without a hash.
constexpr std::array<std::uint32_t, 256> make_lengths() {
  std::array<std::uint32_t, 256> lengths{};
  for (const auto& e : kWordTable.entries) {
    if (!e.word.empty()) lengths[static_cast<unsigned char>(e.word[0])] |= 1u << e.word.size();
  }
  return lengths;
}

constexpr std::array<std::uint32_t, 256> kLengths = make_lengths();

/// And the low bits of their second bytes, which tell the letters of ASCII apart.
constexpr std::array<std::uint32_t, 256> make_second_bytes() {
  std::array<std::uint32_t, 256> bytes{};
  for (const auto& e : kWordTable.entries) {
    if (e.word.size() > 1) bytes[static_cast<unsigned char>(e.word[0])] |= 1u << (e.word[1] & 31);
  }
  return bytes;
}

constexpr std::array<std::uint32_t, 256> kSecondBytes = make_second_bytes();

/// First entry for the last byte of a word's first character; most characters are settled by this alone.
struct CjkIndex {
  std::array<std::uint8_t, 64> count{};
  std::array<std::array<std::uint8_t, 8>, 64> entries{};
};

constexpr CjkIndex make_cjk_index() {
  CjkIndex index;
  std::uint8_t i = 0;
  for (const auto& e : kCjkWords) {
    const auto key = static_cast<unsigned char>(e.word[2]) & 63u;
    index.entries[key][index.count[key]++] = i++;
  }
  return index;
}

constexpr CjkIndex kCjkIndex = make_cjk_index();

constexpr WordInfo kNoWord;

/// Apart from find_word(), which most words leave before there is anything to save and restore.
[[gnu::noinline]] const WordInfo& look_up(std::string_view lower) {
  const std::uint64_t head = beginning(lower);
  for (std::size_t i = slot_of(head, lower.size()); kWordTable.slots[i] != 0; i = (i + 1) % kTableSize) {
    const std::size_t n = kWordTable.slots[i];
    const std::string_view word = kWordTable.entries[n].word;
    if (kWordTable.beginnings[n] != head || word.size() != lower.size()) continue;
    if (lower.size() <= kBeginning || word.substr(kBeginning) == lower.substr(kBeginning))
      return kWordTable.entries[n].info;
  }
  return kNoWord;
}

constexpr std::array<std::string_view, 12> kEnglishMonths = {"january",   "february", "march",    "april",
                                                             "may",       "june",     "july",     "august",
                                                             "september", "october",  "november", "december"};

}  // namespace

const WordInfo& find_word(std::string_view lower) {
  if (lower.empty() || lower.size() > kLongestWord) return kNoWord;
  const auto first = static_cast<unsigned char>(lower[0]);
  if ((kLengths[first] >> lower.size() & 1u) == 0) return kNoWord;
  if (lower.size() > 1 && (kSecondBytes[first] >> (lower[1] & 31) & 1u) == 0) return kNoWord;
  return look_up(lower);
}

CjkWord find_cjk_word(std::string_view text) {
  if (text.size() < 3) return {};
  const auto key = static_cast<unsigned char>(text[2]) & 63u;
  for (std::uint8_t n = 0; n < kCjkIndex.count[key]; ++n) {
    const LexiconEntry& e = kCjkWords[kCjkIndex.entries[key][n]];
    if (text.substr(0, e.word.size()) == e.word) return {e.info, static_cast<std::uint32_t>(e.word.size())};
  }
  return {};
}

int short_edit_distance(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return 2;
  std::size_t head = 0;
  while (head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t left = a.size() - head - tail;  // what differs, on the longer side
  return left <= 1 ? static_cast<int>(left) : 2;
}

unsigned misspelt_month(std::string_view lower) {
  if (lower.size() < 3) return 0;
  unsigned found = 0;
  for (unsigned m = 0; m < kEnglishMonths.size(); ++m) {
    const std::string_view name = kEnglishMonths[m];
    if (name.size() < 4 || short_edit_distance(lower, name) != 1) continue;
    if (found != 0) return 0;
    found = m + 1;
  }
  return found;
}

}  // namespace dateline::dates
