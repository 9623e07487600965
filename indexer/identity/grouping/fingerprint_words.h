#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/eight_bytes.h"

/// The words of a text as hashes, for fingerprints. In a header, because one call a word is too many.
namespace dateline::indexer::fingerprint_words {

/// How a byte takes part in words.
enum class Role : std::uint8_t { kBreak, kStop, kWide, kLower, kUpper, kDigit };

constexpr std::array<Role, 256> make_roles() {
  std::array<Role, 256> roles{};
  for (std::size_t c = 0; c < 256; ++c) {
    roles[c] = c >= 0x80                                       ? Role::kWide
               : c >= 'a' && c <= 'z'                          ? Role::kLower
               : c >= 'A' && c <= 'Z'                          ? Role::kUpper
               : c >= '0' && c <= '9'                          ? Role::kDigit
               : c == '.' || c == '!' || c == '?' || c == '\n' ? Role::kStop
                                                               : Role::kBreak;
  }
  return roles;
}
inline constexpr std::array<Role, 256> kRoles = make_roles();

inline std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0x9E3779B97F4A7C15ULL;
  x ^= x >> 29;
  x *= 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 32);
}

/// Eight bytes with ASCII letters taken as lower case.
inline std::uint64_t folded(std::uint64_t part) { return part | (~part & eight_bytes::kHighBits) >> 2; }

/// A word of `text` by hashes: of all of it, and of its beginning, which "Malawi" and "Malawian" share.
struct Word {
  std::uint64_t hash = 0;
  std::uint64_t stem = 0;
  bool is_fact = false;    ///< a number, or a name by its capital within a sentence
  bool is_little = false;  ///< "of", "the": up to three letters without a capital
  bool is_long = false;    ///< four bytes and more
};

inline constexpr std::size_t kStemBytes = 6;

constexpr std::uint64_t first_bytes(std::size_t n) { return n >= 8 ? ~0ULL : (1ULL << (8 * n)) - 1; }

/// Up to 8 bytes; those behind `end` are not touched.
inline std::uint64_t load(const char* at, const char* end) {
  std::uint64_t part = 0;
  if (end - at >= 8) {
    part = eight_bytes::load(at);
  } else {
    for (int shift = 0; at != end; ++at, shift += 8)
      part |= std::uint64_t{static_cast<unsigned char>(*at)} << shift;
  }
  return part;
}

/// The hashes of a word of `size` bytes from the eight at its beginning, as far as these tell.
inline void set_hashes(Word& word, std::uint64_t bytes, std::size_t size) {
  const std::uint64_t part = folded(bytes) & first_bytes(size);
  word.stem = (part & first_bytes(kStemBytes)) * 0x9E3779B97F4A7C15ULL;
  word.hash = mix(part ^ size);
}

/// The hashes of the word begin..end of a text that ends at `text_end`. They are written where the word lies:
/// to read a part of a copy would wait for it.
inline void set_hashes(Word& word, const char* begin, const char* end, const char* text_end) {
  auto left = static_cast<std::size_t>(end - begin);
  set_hashes(word, load(begin, text_end), left);
  while (left > 8) {
    begin += 8;
    left -= 8;
    word.hash = mix(word.hash ^ (folded(load(begin, text_end)) & first_bytes(left)));
  }
}

/// Cuts a text into words: runs of letters and digits of scripts with blanks between words, single characters
/// of Han and Kana. Bytes that are not UTF-8 do no harm.
class WordCutter {
 public:
  explicit WordCutter(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  /// Inlined, so that the word stays in registers.
  [[gnu::always_inline]] bool next(Word& word) {
    const char* at = skip_breaks(at_);
    at_ = at;
    if (at == end_) return false;
    const Role first = role(at);
    bool fact = (first == Role::kDigit) | ((first == Role::kUpper) & !sentence_begins_);
    if (first == Role::kWide) {
      if (is_ideograph(at)) {
        at_ += std::min<std::ptrdiff_t>(3, end_ - at);
        set_hashes(word, at, at_, end_);
        word.is_fact = word.is_little = false;
        word.is_long = true;
        sentence_begins_ = false;
        return true;
      }
      fact = is_cyrillic_capital(at) && !sentence_begins_;
    }
    if (first != Role::kWide && end_ - at >= static_cast<std::ptrdiff_t>(eight_bytes::kBytes)) {
      // Most words: shorter than eight bytes, of ASCII alone.
      const std::uint64_t bytes = eight_bytes::load(at);
      const std::size_t size = eight_bytes::leading(eight_bytes::letters(bytes) | eight_bytes::digits(bytes));
      if (size < eight_bytes::kBytes && role(at + size) != Role::kWide) {
        set_hashes(word, bytes, size);
        finish(word, first, fact, size);
        at_ = at + size;
        return true;
      }
    }
    for (;;) {
      at = skip_ascii_word(at);
      if (at == end_ || role(at) != Role::kWide || is_ideograph(at) || is_punctuation(at)) break;
      ++at;
    }
    set_hashes(word, at_, at, end_);
    finish(word, first, fact, static_cast<std::size_t>(at - at_));
    at_ = at;
    return true;
  }

 private:
  void finish(Word& word, Role first, bool fact, std::size_t size) {
    sentence_begins_ = false;
    word.is_fact = fact;
    word.is_little = first == Role::kLower && size <= 3;
    word.is_long = size >= 4;
  }
  static Role role(const char* at) { return kRoles[static_cast<unsigned char>(*at)]; }
  unsigned byte(const char* at) const { return at < end_ ? static_cast<unsigned char>(*at) : 0; }

  /// Behind the letters and digits of ASCII.
  const char* skip_ascii_word(const char* at) const {
    while (end_ - at >= static_cast<std::ptrdiff_t>(eight_bytes::kBytes)) {
      const std::uint64_t part = eight_bytes::load(at);
      const std::size_t n = eight_bytes::leading(eight_bytes::letters(part) | eight_bytes::digits(part));
      at += n;
      if (n < eight_bytes::kBytes) return at;
    }
    while (at != end_ && role(at) > Role::kWide) ++at;
    return at;
  }

  const char* skip_breaks(const char* at) {
    for (; at != end_; ++at) {
      const Role r = role(at);
      if (r == Role::kBreak) continue;
      if (r == Role::kStop) {
        sentence_begins_ = true;
      } else if (r == Role::kWide && is_punctuation(at)) {
        sentence_begins_ = sentence_begins_ || byte(at) == 0xE3;  // the ideographic full stop is one of them
        at += std::min<std::ptrdiff_t>(2, end_ - at - 1);
      } else {
        break;
      }
    }
    return at;
  }
  /// U+3040 to U+9FFF: Kana and Han.
  bool is_ideograph(const char* at) const {
    const unsigned lead = byte(at);
    return (lead == 0xE3 && byte(at + 1) >= 0x81) || (lead >= 0xE4 && lead <= 0xE9);
  }
  /// U+2000 to U+207F, U+3000 to U+303F.
  bool is_punctuation(const char* at) const {
    const unsigned lead = byte(at);
    return (lead == 0xE2 && (byte(at + 1) == 0x80 || byte(at + 1) == 0x81)) ||
           (lead == 0xE3 && byte(at + 1) == 0x80);
  }
  bool is_cyrillic_capital(const char* at) const {
    return byte(at) == 0xD0 && byte(at + 1) >= 0x90 && byte(at + 1) <= 0xAF;
  }

  const char* at_;
  const char* end_;
  bool sentence_begins_ = true;
};

}  // namespace dateline::indexer::fingerprint_words
