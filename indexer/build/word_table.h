#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text/token_list.h"
#include "indexer/build/glass/slice_pool.h"
#include "indexer/build/index_document.h"

namespace dateline::indexer {

/// The words that an inverter has met, each a term together with its stem: one look finds all that is known
/// of a token, whatever terms are made of it. Not thread-safe.
class WordTable {
 public:
  static constexpr std::size_t kForms = 8;

  struct alignas(64) Word {    // a line of the cache
    std::uint64_t prefix = 0;  ///< order_prefix of the term
    std::uint32_t bytes = 0;   ///< address of the term, and behind it the stem unless the term begins with it
    std::uint16_t term_size = 0;
    std::uint16_t stem_size = 0;
    bool stem_apart = false;                    ///< the term does not begin with the stem
    std::uint32_t text = 0;                     ///< for the owner: number of the last text that had the word
    std::uint32_t local = 0;                    ///< for the owner: where it stands in that text's list
    std::array<std::uint32_t, kForms> terms{};  ///< for the owner: id + 1 of the word's term of each form
  };

  /// Bytes are kept in `pool`, which outlives the table and is cleared together with it.
  explicit WordTable(glass::SlicePool& pool);

  /// Replaces `ids` with the word of each token.
  void find(const text::TokenList& tokens, std::vector<std::uint32_t>& ids);

  Word& operator[](std::uint32_t id) { return words_[id]; }
  std::string_view term(const Word& word) const { return {pool_.text(word.bytes), word.term_size}; }
  std::string_view stem(const Word& word) const {
    return {pool_.text(word.bytes) + (word.stem_apart ? word.term_size : 0), word.stem_size};
  }
  /// What the word gives to a use of a text: empty when nothing.
  std::string_view bytes(const Word& word, TextUse::Form form) const {
    switch (form) {
      case TextUse::Form::kTerms:
        return term(word);
      case TextUse::Form::kStems:
        return word.term_size == 0 ? stem(word) : std::string_view();
      case TextUse::Form::kWords:
        return word.stem_size == 0 || word.term_size == 0 ? stem(word) : term(word);
    }
    return {};
  }
  /// Every word: `visit(std::string_view stem, std::string_view term)`.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Word& word : words_) visit(stem(word), term(word));
  }
  void prefetch(std::uint32_t id) const { __builtin_prefetch(&words_[id], 1); }

  std::size_t memory_bytes() const {
    return words_.capacity() * (sizeof(Word) + sizeof(std::uint64_t)) + table_.size() * sizeof(std::uint64_t);
  }
  void clear();

 private:
  static std::uint64_t hash_of(const text::Token& token);
  bool is(const Word& word, const text::Token& token) const;
  std::uint32_t intern(const text::Token& token, std::uint64_t hash);
  void grow();

  glass::SlicePool& pool_;
  std::vector<Word> words_;
  std::vector<std::uint64_t> table_;  ///< open addressing: upper half of the hash, word id + 1
  std::vector<std::uint64_t> word_hashes_;
  std::vector<std::uint64_t> hashes_;  ///< of the tokens at hand
};

}  // namespace dateline::indexer
