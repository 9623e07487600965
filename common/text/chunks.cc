#include "common/text/chunks.h"

#include <algorithm>
#include <array>

#include "common/eight_bytes.h"
#include "common/text/analyzer.h"
#include "common/text/utf8.h"

namespace dateline::text {

namespace {

constexpr bool is_ascii_space(unsigned char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }
constexpr bool is_ascii_control(unsigned char byte) { return byte < 0x20 || byte == 0x7F; }

// Signs that belong to no word and begin no entity.
constexpr bool is_plain_sign(char c) {
  return c == ',' || c == '.' || c == '"' || c == '(' || c == ')' || c == ':' || c == ';' || c == '!' ||
         c == '?' || c == '\'' || c == '/' || c == '-';
}

// Bytes of the entity that starts at `at`, 0 when there is none.
std::size_t entity_bytes(std::string_view text, std::size_t at) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"nbsp",  "amp",   "quot",  "lt",     "gt",     "apos", "ldquo", "rdquo", "lsquo",
       "rsquo", "ndash", "mdash", "hellip", "middot", "bull", "copy",  "reg",   "laquo",
       "raquo", "shy",   "ensp",  "emsp",   "thinsp", "zwnj", "zwj"});
  const std::string_view rest = text.substr(at + 1, 12);
  if (rest.starts_with('#')) {
    std::size_t n = 1;
    if (n < rest.size() && (rest[n] == 'x' || rest[n] == 'X')) ++n;
    const std::size_t digits = n;
    while (n < rest.size() &&
           ((rest[n] >= '0' && rest[n] <= '9') || (n > 1 && rest[1] != '#' && digits == 2 &&
                                                   ((rest[n] | 0x20) >= 'a' && (rest[n] | 0x20) <= 'f')))) {
      ++n;
    }
    return n > digits && n < rest.size() && rest[n] == ';' ? n + 2 : 0;
  }
  for (const std::string_view name : kNames) {
    if (rest.starts_with(name) && rest.size() > name.size() && rest[name.size()] == ';')
      return name.size() + 2;
  }
  return 0;
}

}  // namespace

std::optional<PlainWord> ChunkScanner::next_plain_word() {
  using eight_bytes::kBytes;
  const char* const bytes = text_.data();
  const std::size_t size = text_.size();
  std::size_t i = at_;
  while (i < size && is_ascii_space(static_cast<unsigned char>(bytes[i]))) ++i;
  if (i + kBytes >= size) return std::nullopt;
  PlainWord word;
  std::uint64_t part = eight_bytes::load(bytes + i);
  std::uint64_t marks = eight_bytes::letters(part);
  if ((marks & 0x80) == 0) {  // not a letter first
    if (is_plain_sign(bytes[i])) part = eight_bytes::load(bytes + ++i);
    word.digits = bytes[i] >= '0' && bytes[i] <= '9';
    marks = word.digits ? eight_bytes::digits(part) : eight_bytes::letters(part);
  }
  word.begin = i;
  for (;;) {
    const std::size_t n = eight_bytes::leading(marks);
    i += n;
    if (n < kBytes) break;
    if (i + kBytes > size || i - word.begin > kMaxPlainBytes) return std::nullopt;
    part = eight_bytes::load(bytes + i);
    marks = word.digits ? eight_bytes::digits(part) : eight_bytes::letters(part);
  }
  word.end = i;
  if (word.end == word.begin) return std::nullopt;
  if (i < size && bytes[i] != ' ') {
    if (is_plain_sign(bytes[i])) ++i;
    if (i < size && !is_ascii_space(static_cast<unsigned char>(bytes[i]))) return std::nullopt;
  }
  at_ = i;
  return word;
}

std::optional<Chunk> ChunkScanner::next() {
  Chunk chunk;
  chunk.after_space = at_ > 0;
  // Skip what separates.
  std::size_t i = at_;
  bool open = false;
  while (i < text_.size()) {
    const auto byte = static_cast<unsigned char>(text_[i]);
    std::size_t separator = 0;
    bool wide = false;
    std::size_t after = i + 1;
    if (byte < 0x80) {
      if (is_ascii_space(byte)) {
        separator = 1;
        if (!open && byte != ' ' && byte != '\t') chunk.after_space = false;
      } else if (is_ascii_control(byte)) {
        separator = 1;
        if (open) break;
        ++counts_.leftovers;
        chunk.after_space = false;
      } else if (byte == '&') {
        separator = entity_bytes(text_, i);
        if (separator != 0) {
          if (open) break;
          ++counts_.leftovers;
          chunk.after_space = false;
        }
      }
    } else {
      std::size_t n = i;
      const UChar32 c = next_code_point(text_, n);
      after = n;
      wide = true;
      if (c < 0 || c == 0xFFFD || c < 0xA0) {
        separator = n - i;
        if (open) break;
        (c < 0 ? counts_.invalid_bytes : counts_.leftovers) += c < 0 ? separator : 1;
        chunk.after_space = false;
      }
    }
    if (separator != 0) {
      if (open) break;
      i += separator;
      continue;
    }
    if (!open) {
      open = true;
      chunk.begin = i;
    } else if (after - chunk.begin > kMaxChunkBytes) {
      break;
    }
    if (wide) chunk.ascii = false;
    i = after;
  }
  at_ = i;
  if (!open) return std::nullopt;
  chunk.end = i;
  return chunk;
}

}  // namespace dateline::text
