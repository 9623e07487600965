#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/text/stemmer.h"
#include "common/text/token_list.h"
#include "indexer/glass/large_vector.h"
#include "indexer/glass/short_text.h"
#include "indexer/glass/slice_pool.h"
#include "indexer/writer/index_document.h"

namespace dateline::indexer {

/// The words that an inverter has met, each a term together with its stem: one look finds all that is known
/// of a token, whatever terms are made of it. Not thread-safe.
class WordTable {
 public:
  static constexpr std::size_t kForms = 5;

  struct alignas(64) Word {  // a line of the cache
    glass::ShortText term;
    std::uint32_t stem = 0;  ///< address in the pool; 0 where the term begins with the stem
    std::uint16_t stem_size = 0;
    text::Language stemmed_later;               ///< of the token
    std::uint32_t text = 0;                     ///< for the owner: number of the last text that had the word
    std::uint32_t local = 0;                    ///< for the owner: where it stands in that text's list
    std::array<std::uint32_t, kForms> terms{};  ///< for the owner: id + 1 of the word's term of each form
  };

  /// Bytes are kept in `pool`, which outlives the table and is cleared together with it.
  explicit WordTable(glass::SlicePool& pool);

  /// Replaces `ids` with the word of each token, which has its stem then.
  void find(const text::TokenList& tokens, std::vector<std::uint32_t>& ids);

  Word& operator[](std::uint32_t id) { return words_[id]; }
  /// Valid until the next find().
  std::string_view term(const Word& word) const { return word.term.view(pool_); }
  std::string_view stem(const Word& word) const {
    return word.stem != 0 ? std::string_view(pool_.text(word.stem), word.stem_size)
                          : term(word).substr(0, word.stem_size);
  }
  /// What the word gives to a use of a text: empty when nothing.
  std::string_view bytes(const Word& word, TextUse::Form form) const {
    switch (form) {
      case TextUse::Form::kTerms:
        return term(word);
      case TextUse::Form::kStems:
        return word.term.size() == 0 ? stem(word) : std::string_view();
      case TextUse::Form::kWords:
        return word.stem_size == 0 || word.term.size() == 0 ? stem(word) : term(word);
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
  /// Forgets the words; the memory is kept for the next ones.
  void clear();
  /// Gives that memory up. After clear().
  void release();

 private:
  /// A token as it is looked up.
  struct Wanted {
    glass::ShortText::Head head;
    std::uint64_t hash = 0;
  };

  static std::uint64_t hash_of(const text::Token& token, const glass::ShortText::Head& head);
  bool is(const Word& word, const text::Token& token, const Wanted& wanted) const;
  std::uint32_t intern(const text::Token& token, const Wanted& wanted);
  std::uint32_t add(text::Token token, const Wanted& wanted, std::size_t at);
  void grow();

  glass::SlicePool& pool_;
  text::StemmerSet stemmers_;  ///< for tokens that come without their stem
  glass::LargeVector<Word> words_;
  glass::LargeVector<std::uint64_t> table_;  ///< open addressing: upper half of the hash, word id + 1
  std::vector<std::uint64_t> word_hashes_;
  std::vector<Wanted> wanted_;  ///< the tokens at hand
};

}  // namespace dateline::indexer
