#include "common/text/fast_path.h"

#include <array>
#include <cstdint>

#include "common/text/utf8.h"

namespace dateline::text {

namespace {

enum class Ascii : std::uint8_t { kOther, kLetter, kDigit, kUnderscore, kJoinsBoth, kJoinsDigits };

// The word break properties of UAX #29 that occur in ASCII, as far as they tell on terms.
constexpr std::array<Ascii, 128> kAscii = [] {
  std::array<Ascii, 128> classes{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 0x20] = Ascii::kLetter;
  for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = Ascii::kDigit;
  classes['_'] = Ascii::kUnderscore;
  classes['.'] = classes['\''] = Ascii::kJoinsBoth;
  classes[','] = classes[';'] = Ascii::kJoinsDigits;
  return classes;
}();

Ascii ascii_class(char c) { return kAscii[static_cast<unsigned char>(c) & 0x7F]; }

bool in_word(Ascii kind) {
  return kind == Ascii::kLetter || kind == Ascii::kDigit || kind == Ascii::kUnderscore;
}

// The first byte after the characters of `kind` that start at `i`.
std::size_t skip(std::string_view text, std::size_t i, std::size_t end, Ascii kind) {
  while (i < end && ascii_class(text[i]) == kind) ++i;
  return i;
}

// WB6/7 and WB11/12: whether the joiner at `i` stands between two letters or two digits.
bool joins(std::string_view text, std::size_t i, std::size_t end) {
  if (i + 1 >= end) return false;
  const Ascii joiner = ascii_class(text[i]);
  if (joiner != Ascii::kJoinsBoth && joiner != Ascii::kJoinsDigits) return false;
  const Ascii before = ascii_class(text[i - 1]);
  return before == ascii_class(text[i + 1]) &&
         (before == Ascii::kDigit || (before == Ascii::kLetter && joiner == Ascii::kJoinsBoth));
}

void add_ascii(std::string_view text, std::size_t begin, std::size_t end, TermBuilder& builder) {
  builder.break_run();
  for (std::size_t i = begin; i < end;) {
    const Ascii first = ascii_class(text[i]);
    if (!in_word(first)) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    i = skip(text, i, end, first);
    const bool one_kind = i == end || (!in_word(ascii_class(text[i])) && !joins(text, i, end));
    if (one_kind && i - start <= kMaxTermBytes) {
      if (first == Ascii::kLetter) builder.add_ascii_letters(start, i);
      if (first == Ascii::kDigit) builder.add_ascii_digits(start, i);
      continue;
    }
    while (i < end && (in_word(ascii_class(text[i])) || joins(text, i, end))) ++i;
    builder.add_segment(start, i);
  }
}

bool is_plain_cjk(UChar32 c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

// Punctuation that ends every term and joins nothing.
bool is_plain_punctuation(UChar32 c) {
  return c == 0xB7 || (c >= 0x2010 && c <= 0x2015) || (c >= 0x201C && c <= 0x201F) || c == 0x2022 ||
         c == 0x2026 || (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
         (c >= 0x3014 && c <= 0x301B);
}

// Joins digits, and so ends a term only behind a character of another kind.
bool is_wide_comma(UChar32 c) {
  return c == 0xFF0C || c == 0xFF1B || c == 0xFF1A || c == 0xFF01 || c == 0xFF1F;
}

bool is_plain(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view chunk = text.substr(0, end);
  bool after_cjk = false;
  for (std::size_t i = begin; i < end;) {
    const UChar32 c = next_code_point(chunk, i);
    const bool cjk = is_plain_cjk(c);
    if (c >= 0x80 && !cjk && !is_plain_punctuation(c) && !(after_cjk && is_wide_comma(c))) return false;
    after_cjk = cjk;
  }
  return true;
}

}  // namespace

bool add_fast(std::string_view text, std::size_t begin, std::size_t end, bool ascii, TermBuilder& builder) {
  if (ascii) {
    add_ascii(text, begin, end, builder);
    return true;
  }
  if (!is_plain(text, begin, end)) return false;
  const std::string_view chunk = text.substr(0, end);
  for (std::size_t i = begin; i < end;) {
    const std::size_t start = i;
    const UChar32 c = next_code_point(chunk, i);
    if (c < 0x80) {
      while (i < end && static_cast<unsigned char>(text[i]) < 0x80) ++i;
      add_ascii(text, start, i, builder);
    } else if (is_plain_cjk(c)) {
      builder.add_cjk(start, i, c);
    } else {
      builder.break_run();
    }
  }
  return true;
}

}  // namespace dateline::text
