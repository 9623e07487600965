#include "common/dates/lexicon.h"

#include <array>
#include <cstdlib>

#include "common/dates/lexicon_cjk.h"
#include "common/dates/lexicon_words.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kTableSize = 1024;  // a power of two, some four times the words
constexpr std::size_t kLongestWord = 22;

constexpr std::uint32_t hash(std::string_view word) {
  std::uint32_t h = 2166136261u;
  for (char c : word) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h ^ h >> 15;
}

struct WordTable {
  std::array<LexiconEntry, kTableSize> slots{};

  constexpr void add(const LexiconEntry& e) {
    std::size_t i = hash(e.word) % kTableSize;
    while (!slots[i].word.empty()) i = (i + 1) % kTableSize;
    slots[i] = e;
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
  for (const auto& e : kWordTable.slots) {
    if (!e.word.empty()) lengths[static_cast<unsigned char>(e.word[0])] |= 1u << e.word.size();
  }
  return lengths;
}

constexpr std::array<std::uint32_t, 256> kLengths = make_lengths();

/// And the low bits of their second bytes, which tell the letters of ASCII apart.
constexpr std::array<std::uint32_t, 256> make_second_bytes() {
  std::array<std::uint32_t, 256> bytes{};
  for (const auto& e : kWordTable.slots) {
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

constexpr std::array<std::string_view, 12> kEnglishMonths = {"january",   "february", "march",    "april",
                                                             "may",       "june",     "july",     "august",
                                                             "september", "october",  "november", "december"};

}  // namespace

const WordInfo& find_word(std::string_view lower) {
  static constexpr WordInfo kNoWord;
  if (lower.empty() || lower.size() > kLongestWord) return kNoWord;
  const auto first = static_cast<unsigned char>(lower[0]);
  if ((kLengths[first] >> lower.size() & 1u) == 0) return kNoWord;
  if (lower.size() > 1 && (kSecondBytes[first] >> (lower[1] & 31) & 1u) == 0) return kNoWord;
  for (std::size_t i = hash(lower) % kTableSize; !kWordTable.slots[i].word.empty();
       i = (i + 1) % kTableSize) {
    if (kWordTable.slots[i].word == lower) return kWordTable.slots[i].info;
  }
  return kNoWord;
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
