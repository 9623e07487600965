#include "indexer/writer/word_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

#include "indexer/glass/encoding.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kFirstEntries = std::size_t{1} << 12;
constexpr std::uint64_t kHashHalf = 0xFFFFFFFF00000000U;

/// The stem begins where the term does: then its size says which it is.
bool shares_bytes(const text::Token& token) {
  return token.stem.data() == token.term.data() && token.stem.size() <= token.term.size();
}

bool stands_apart(const text::Token& token) {
  return !shares_bytes(token) && !token.term.starts_with(token.stem);
}

}  // namespace

WordTable::WordTable(glass::SlicePool& pool) : pool_(pool), table_(kFirstEntries) {}

std::uint64_t WordTable::hash_of(const text::Token& token, const glass::ShortText::Head& head) {
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
  // Of a fixed size, which is faster, where the head is all of the term.
  const std::uint64_t hash = token.term.size() <= glass::ShortText::kHeadBytes
                                 ? XXH3_64bits(&head, sizeof head) ^ token.term.size()
                                 : XXH3_64bits(token.term.data(), token.term.size());
  if (token.stemmed_later.known()) return hash ^ std::bit_cast<std::uint32_t>(token.stemmed_later) * kSpread;
  if (!stands_apart(token)) return hash ^ token.stem.size() * kSpread;
  return hash ^ XXH3_64bits_withSeed(token.stem.data(), token.stem.size(), kSpread);
}

bool WordTable::is(const Word& word, const text::Token& token, const Wanted& wanted) const {
  if (!word.term.is(wanted.head, token.term, pool_) || word.stemmed_later != token.stemmed_later)
    return false;
  if (token.stemmed_later.known()) return true;
  if (word.stem_size != token.stem.size()) return false;
  return (word.stem == 0 && shares_bytes(token)) || stem(word) == token.stem;
}

void WordTable::find(const text::TokenList& tokens, std::vector<std::uint32_t>& ids) {
  // The table is far larger than the cache, and waiting for one word at a time is slow: entries are asked for
  // first, then the words that they name.
  const std::size_t count = tokens.size();
  wanted_.resize(count);
  ids.resize(count);
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < count; ++i) {
    wanted_[i].head = glass::ShortText::head_of(tokens[i].term);
    wanted_[i].hash = hash_of(tokens[i], wanted_[i].head);
    __builtin_prefetch(&table_[static_cast<std::size_t>(wanted_[i].hash) & mask]);
  }
  for (const Wanted& wanted : wanted_) {
    const std::uint64_t entry = table_[static_cast<std::size_t>(wanted.hash) & mask];
    if (entry != 0) prefetch(static_cast<std::uint32_t>(entry) - 1);
  }
  for (std::size_t i = 0; i < count; ++i) ids[i] = intern(tokens[i], wanted_[i]);
}

std::uint32_t WordTable::intern(const text::Token& token, const Wanted& wanted) {
  const std::uint64_t tag = wanted.hash & kHashHalf;
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>(wanted.hash) & mask;
  for (; table_[at] != 0; at = (at + 1) & mask) {
    if ((table_[at] & kHashHalf) != tag) continue;
    const auto id = static_cast<std::uint32_t>(table_[at]) - 1;
    if (is(words_[id], token, wanted)) return id;
  }
  return add(token, wanted, at);
}

/// A new word, for the free entry `at`.
std::uint32_t WordTable::add(text::Token token, const Wanted& wanted, std::size_t at) {
  const auto id = static_cast<std::uint32_t>(words_.size());
  Word& word = words_.emplace_back();
  word.stemmed_later = token.stemmed_later;
  if (token.stemmed_later.known()) token.stem = stemmers_.get(token.stemmed_later).stem(token.term);
  word.term = glass::ShortText(wanted.head, token.term, pool_);
  word.stem_size = static_cast<std::uint16_t>(token.stem.size());
  if (stands_apart(token)) word.stem = pool_.store(token.stem);
  table_[at] = (wanted.hash & kHashHalf) | (id + 1);
  word_hashes_.push_back(wanted.hash);
  if (words_.size() * 2 > table_.size()) grow();
  return id;
}

void WordTable::grow() {
  glass::LargeVector<std::uint64_t> larger(table_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (std::size_t id = 0; id < words_.size(); ++id) {
    std::size_t at = static_cast<std::size_t>(word_hashes_[id]) & mask;
    while (larger[at] != 0) at = (at + 1) & mask;
    larger[at] = (word_hashes_[id] & kHashHalf) | (id + 1);
  }
  table_ = std::move(larger);
}

void WordTable::clear() {
  words_.clear();
  word_hashes_.clear();
  std::fill(table_.begin(), table_.end(), 0);
}

void WordTable::release() {
  words_ = glass::LargeVector<Word>();
  word_hashes_ = std::vector<std::uint64_t>();
  table_ = glass::LargeVector<std::uint64_t>(kFirstEntries);
}

}  // namespace dateline::indexer
