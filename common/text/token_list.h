#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "common/text/language.h"

namespace dateline::text {

enum class TokenKind : std::uint8_t {
  kWord,        ///< letters, perhaps with digits: a term with a position, and a stem
  kNumber,      ///< digits ("1000", "3.14", "2023.9.14"): a term with a position, no stem
  kBigram,      ///< two neighbouring characters of Hangul, Han or Kana, at the position of the first; no stem
  kCharacter,   ///< one such character; no stem
  kHangulWord,  ///< a whole Hangul word: only a stem (the word without its particles), no term of its own
};

/// How a word is written, where its letters have capitals.
enum class Capitals : std::uint8_t {
  kNone,     ///< "us"
  kInitial,  ///< "Us", and words in capitals that are not an abbreviation
  kAll,  ///< an abbreviation: two to kMaxCapitals letters, all of them capitals ("US") or with dots between
};
inline constexpr std::size_t kMaxCapitals = 6;

/// One occurrence. What an index holds of it: `term`, unless empty, as a posting at `position`; else "Z" +
/// `stem` without a position. Every word has a stem (in a language without a stemmer, the word
/// itself).
struct Token {
  std::string_view term;   ///< normal form, at most kMaxTermBytes, without prefix
  std::string_view stem;   ///< at most kMaxTermBytes, without "Z"
  Language stemmed_later;  ///< where known, `stem` is still empty and to be had from this language's stemmer
  std::uint32_t position = 0;  ///< 1-based. One step per word, number, and Hangul, Han or Kana character
  std::uint32_t offset = 0;    ///< byte range in the source text
  std::uint32_t length = 0;
  TokenKind kind = TokenKind::kWord;
  Capitals capitals = Capitals::kNone;  ///< of a kWord

  bool has_stem() const { return !stem.empty() || stemmed_later.known(); }
  /// A word that is not its own stem, which is known.
  bool has_other_stem() const { return !term.empty() && !stem.empty() && term != stem; }
};

/// Tokens of one text in reading order (a kHangulWord follows the characters of its word). Reused from text
/// to text, it stops allocating. The views of its tokens live until the next `clear`. Not thread-safe.
class TokenList {
 public:
  TokenList() = default;
  TokenList(TokenList&&) = default;
  TokenList& operator=(TokenList&&) = default;

  void clear();
  std::size_t size() const { return tokens_.size(); }
  bool empty() const { return tokens_.empty(); }
  const Token& operator[](std::size_t i) const { return tokens_[i]; }
  const Token& back() const { return tokens_.back(); }
  /// The last token, to be changed; there is one.
  Token& last() { return tokens_.back(); }
  auto begin() const { return tokens_.begin(); }
  auto end() const { return tokens_.end(); }

  /// A copy of `bytes` (at most kBlockBytes) that lives as long as the tokens.
  std::string_view store(std::string_view bytes) {
    char* copy = allocate(bytes.size());
    std::memcpy(copy, bytes.data(), bytes.size());
    return {copy, bytes.size()};
  }
  /// Room for `size` bytes, at most kBlockBytes, that lives as long as the tokens. The kSlackBytes behind it
  /// may be written too, until more is allocated.
  char* allocate(std::size_t size) {
    if (kBlockBytes - used_ < size || blocks_.empty()) next_block();
    char* room = blocks_[block_].get() + used_;
    used_ += size;
    return room;
  }
  /// An empty token at the end, to be filled where it lies: a copy would wait for what was just written. The
  /// reference lives until the next call.
  Token& add() { return tokens_.emplace_back(); }
  void push_back(const Token& token) { tokens_.push_back(token); }
  /// For a token that was added without its stem.
  void set_stem(std::size_t i, std::string_view stem) { tokens_[i].stem = stem; }

  static constexpr std::size_t kBlockBytes = 64 * 1024;
  static constexpr std::size_t kSlackBytes = 8;

 private:
  void next_block();

  std::vector<Token> tokens_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_ = 0;           ///< the block being filled
  std::size_t used_ = kBlockBytes;  ///< bytes used of it
};

}  // namespace dateline::text
