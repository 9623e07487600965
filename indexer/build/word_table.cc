#include "indexer/build/word_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "indexer/build/glass/encoding.h"

namespace dateline::indexer {
namespace {

constexpr std::size_t kFirstEntries = std::size_t{1} << 12;
constexpr std::uint64_t kHashHalf = 0xFFFFFFFF00000000U;

/// The stem begins where the term does: then its size says which it is.
bool shares_bytes(const text::Token& token) {
  return token.stem.data() == token.term.data() && token.stem.size() <= token.term.size();
}

/// A number for each language that is known; none is less than 2^24.
std::uint64_t code_of(text::Language language) {
  std::uint64_t code = 1;
  for (const char c : language.code()) code = code << 8 | static_cast<unsigned char>(c);
  return code << 8;
}

bool stands_apart(const text::Token& token) {
  return !shares_bytes(token) && !token.term.starts_with(token.stem);
}

}  // namespace

WordTable::WordTable(glass::SlicePool& pool) : pool_(pool), table_(kFirstEntries) {}

std::uint64_t WordTable::hash_of(const text::Token& token) {
  const std::uint64_t hash = XXH3_64bits(token.term.data(), token.term.size());
  constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
  if (token.stemmed_later.known()) return hash ^ code_of(token.stemmed_later) * kSpread;
  if (!stands_apart(token)) return hash ^ token.stem.size() * kSpread;
  return hash ^ XXH3_64bits_withSeed(token.stem.data(), token.stem.size(), kSpread);
}

bool WordTable::is(const Word& word, const text::Token& token) const {
  if (word.term_size != token.term.size() || word.stemmed_later != token.stemmed_later) return false;
  const bool later = token.stemmed_later.known();
  if (!later && word.stem_size != token.stem.size()) return false;
  // Most terms are short, and then the prefix says it all without a look at the bytes.
  const bool same_term =
      token.term.size() <= 8 ? word.prefix == glass::order_prefix(token.term) : term(word) == token.term;
  return same_term && (later || (!word.stem_apart && shares_bytes(token)) || stem(word) == token.stem);
}

void WordTable::find(const text::TokenList& tokens, std::vector<std::uint32_t>& ids) {
  // The table is far larger than the cache, and waiting for one word at a time is slow: entries are asked for
  // first, then the words that they name.
  const std::size_t count = tokens.size();
  hashes_.resize(count);
  ids.resize(count);
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < count; ++i) {
    hashes_[i] = hash_of(tokens[i]);
    __builtin_prefetch(&table_[static_cast<std::size_t>(hashes_[i]) & mask]);
  }
  for (const std::uint64_t hash : hashes_) {
    const std::uint64_t entry = table_[static_cast<std::size_t>(hash) & mask];
    if (entry != 0) prefetch(static_cast<std::uint32_t>(entry) - 1);
  }
  for (std::size_t i = 0; i < count; ++i) ids[i] = intern(tokens[i], hashes_[i]);
}

std::uint32_t WordTable::intern(text::Token token, std::uint64_t hash) {
  const std::uint64_t tag = hash & kHashHalf;
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  for (; table_[at] != 0; at = (at + 1) & mask) {
    if ((table_[at] & kHashHalf) != tag) continue;
    const auto id = static_cast<std::uint32_t>(table_[at]) - 1;
    if (is(words_[id], token)) return id;
  }
  const auto id = static_cast<std::uint32_t>(words_.size());
  Word& word = words_.emplace_back();
  word.stemmed_later = token.stemmed_later;
  if (token.stemmed_later.known()) token.stem = stemmers_.get(token.stemmed_later).stem(token.term);
  word.prefix = glass::order_prefix(token.term);
  word.term_size = static_cast<std::uint16_t>(token.term.size());
  word.stem_size = static_cast<std::uint16_t>(token.stem.size());
  word.stem_apart = stands_apart(token);
  if (word.stem_apart) {
    word.bytes = pool_.store(std::string(token.term).append(token.stem));
  } else {
    word.bytes = pool_.store(token.term);
  }
  table_[at] = tag | (id + 1);
  word_hashes_.push_back(hash);
  if (words_.size() * 2 > table_.size()) grow();
  return id;
}

void WordTable::grow() {
  std::vector<std::uint64_t> larger(table_.size() * 2);
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

}  // namespace dateline::indexer
