#include "common/dates/lexer.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "common/dates/utf8.h"
#include "common/eight_bytes.h"
#include "common/find_place.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestKeyword = 24;
constexpr std::size_t kLongestHost = 64;
constexpr std::string_view kFirstTail =
    "rimero";  // of "primero", the only word that is a day without a digit

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }
unsigned char byte(char c) { return static_cast<unsigned char>(c); }

/// Letters of the Latin, Greek, Cyrillic … alphabets, which take two bytes; not × and ÷.
bool is_wide_letter(std::string_view text, std::size_t at) {
  const unsigned char lead = byte(text[at]);
  if (lead < 0xC3 || lead > 0xDF || at + 1 >= text.size()) return false;
  return !(lead == 0xC3 && (byte(text[at + 1]) == 0x97 || byte(text[at + 1]) == 0xB7));
}

char32_t lower(char32_t c) {
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return (c & 1) != 0 ? c + 1 : c;
  if (c >= 0x100 && c <= 0x17F) return c | 1;
  return c;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::vector<Token>& out) : text_(text), out_(out) {}

  /// Tokens of [begin, end); words and numbers that begin before `end` are taken whole.
  std::size_t run(std::size_t begin, std::size_t end) {
    at_ = begin;
    while (true) {
      skip_space();
      if (at_ >= end) break;
      one();
    }
    return at_;
  }

  void add_break() {
    Token& t = out_.emplace_back();
    t.type = Token::Type::kBreak;
    t.begin = t.end = static_cast<std::uint32_t>(at_);
  }

  /// White space read before the first token counts as its gap.
  void reset_gap() { gap_ = 0, lines_ = 0; }

 private:
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) {
      const char c = text_[at_++];
      if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') continue;
      if (gap_ < std::numeric_limits<std::uint16_t>::max()) ++gap_;
      if (c == '\n' && lines_ < std::numeric_limits<std::uint8_t>::max()) ++lines_;
    }
  }

  Token& add(Token::Type type, std::size_t begin, std::size_t end) {
    Token& t = out_.emplace_back();  // filled where it lies: a copy would wait for what was just written
    t.type = type;
    t.begin = static_cast<std::uint32_t>(begin);
    t.end = static_cast<std::uint32_t>(end);
    t.gap = gap_;
    t.lines = lines_;
    reset_gap();
    at_ = end;
    return t;
  }

  void one() {
    const char c = text_[at_];
    if (is_digit(c)) return number();
    if (is_ascii_letter(c) || is_wide_letter(text_, at_)) return word();
    if (byte(c) < 0x80) {
      add(Token::Type::kPunct, at_, at_ + 1).value = byte(c);
      return;
    }
    const Utf8Char wide = decode_utf8(text_, at_);
    const bool sign = wide.code < 0x1100 || (wide.code >= 0x2000 && wide.code < 0x3041);
    if (sign) {
      add(Token::Type::kPunct, at_, at_ + wide.bytes).value = wide.code;
      return;
    }
    if (const CjkWord found = find_cjk_word(text_.substr(at_, 24)); found.bytes != 0) {
      Token& t = add(Token::Type::kWord, at_, at_ + found.bytes);
      t.info = found.info;
      t.cjk = true;
      return;
    }
    other(wide.bytes);
  }

  /// Characters without meaning grow one token.
  void other(std::size_t bytes) {
    if (gap_ == 0 && !out_.empty() && out_.back().type == Token::Type::kOther && out_.back().end == at_) {
      at_ += bytes;
      out_.back().end = static_cast<std::uint32_t>(at_);
      return;
    }
    add(Token::Type::kOther, at_, at_ + bytes);
  }

  std::size_t digits_end(std::size_t at) const {
    while (at < text_.size() && is_digit(text_[at])) ++at;
    return at;
  }

  void number() {
    const std::size_t begin = at_;
    const std::size_t end = digits_end(begin);
    if (end - begin <= 2 && end < text_.size() && text_[end] == ':') {
      // hh:mm and hh:mm:ss are times.
      std::size_t last = end;
      while (last < text_.size() && text_[last] == ':' && digits_end(last + 1) == last + 3) last += 3;
      if (last > end) {
        add(Token::Type::kOther, begin, last);
        return;
      }
    }
    Token& t = add(Token::Type::kNumber, begin, end);
    t.digits = static_cast<std::uint8_t>(std::min<std::size_t>(end - begin, 255));
    if (end - begin <= 9) {
      for (std::size_t i = begin; i < end; ++i)
        t.value = t.value * 10 + static_cast<std::uint32_t>(text_[i] - '0');
    }
  }

  void word() {
    const std::size_t begin = at_;
    std::size_t at = at_;
    char key[kLongestKeyword + eight_bytes::kBytes];
    std::size_t size = 0;
    bool capital = is_ascii_letter(text_[begin]) && text_[begin] < 'a';
    while (at + eight_bytes::kBytes <= text_.size()) {
      const std::uint64_t part = eight_bytes::load(text_.data() + at);
      if (size <= kLongestKeyword) eight_bytes::store(key + size, part | eight_bytes::kCaseBits);
      const std::size_t letters = eight_bytes::leading(eight_bytes::letters(part));
      size += letters;
      at += letters;
      if (letters < eight_bytes::kBytes) break;
    }
    while (at < text_.size()) {
      const char c = text_[at];
      if (is_ascii_letter(c)) {
        if (size < kLongestKeyword) key[size] = static_cast<char>(c | 0x20);
        ++size;
        ++at;
      } else if (is_wide_letter(text_, at)) {
        const Utf8Char wide = decode_utf8(text_, at);
        if (!wide.valid) break;
        const char32_t small = lower(wide.code);
        if (at == begin) capital = small != wide.code;
        if (size + 1 < kLongestKeyword) {
          key[size] = static_cast<char>(0xC0 | small >> 6);
          key[size + 1] = static_cast<char>(0x80 | (small & 0x3F));
        }
        size += 2;
        at += 2;
      } else if (c == '\'' && size == 5 && std::memcmp(key, "chuch", 5) == 0) {
        key[size++] = '\'';
        ++at;
      } else {
        break;
      }
    }
    if (at == begin) return other(1);  // a lead byte without its character
    if (const std::size_t end = url_end(begin, at); end != 0) {
      add(Token::Type::kUrl, begin, end);
      return;
    }
    Token& t = add(Token::Type::kWord, begin, at);
    t.capital = capital;
    if (size <= kLongestKeyword) t.info = find_word({key, size});
    // Texts are searched for it as it is written here.
    if (t.is(WordClass::kFirst) && text_.substr(begin + 1, kFirstTail.size()) != kFirstTail) t.info = {};
  }

  /// End of the address that begins with the word [begin, end), 0 when it is none: anything after "://", a
  /// host that begins with "www", a host followed by a path.
  std::size_t url_end(std::size_t begin, std::size_t end) const {
    if (end >= text_.size()) return 0;
    if (text_[end] == ':' && text_.substr(end, 3) == "://") return space_after(end + 3, false);
    if (text_[end] != '.' || end + 1 >= text_.size() ||
        !(is_ascii_letter(text_[end + 1]) || is_digit(text_[end + 1]))) {
      return 0;
    }
    std::size_t at = end;
    const std::size_t limit = std::min(text_.size(), begin + kLongestHost);
    while (at < limit &&
           (is_ascii_letter(text_[at]) || is_digit(text_[at]) || text_[at] == '.' || text_[at] == '-')) {
      ++at;
    }
    const bool path = at < text_.size() && text_[at] == '/';
    if (path) return space_after(at, false);
    const std::string_view first = text_.substr(begin, end - begin);
    if (first == "www" || first == "WWW") return at;
    return 0;
  }

  std::size_t space_after(std::size_t at, bool) const {
    while (at < text_.size() && !is_space(text_[at]) && byte(text_[at]) < 0x80 && text_[at] != '"' &&
           text_[at] != '<') {
      ++at;
    }
    return at;
  }

  std::string_view text_;
  std::vector<Token>& out_;
  std::size_t at_ = 0;
  std::uint16_t gap_ = 0;
  std::uint8_t lines_ = 0;
};

/// A place at or before `at`, but not before `floor`, where reading may begin: after white space, or before a
/// character that is written without spaces.
std::size_t clean_start(std::string_view text, std::size_t at, std::size_t floor) {
  while (at > floor) {
    if (is_space(text[at - 1])) {
      // The whole gap belongs to the first token.
      while (at > floor && is_space(text[at - 1])) --at;
      return at;
    }
    const unsigned char here = byte(text[at]);
    if (here >= 0xE3 && here <= 0xED && byte(text[at - 1]) >= 0x80) return at;
    --at;
  }
  return floor;
}

/// Where a date may stand next: a digit, or "primero" (de enero).
class Triggers {
 public:
  explicit Triggers(std::string_view text) : text_(text), digit_(digit_from(0)), word_(word_from(0)) {}

  /// The first at or after `at`, which never decreases from call to call; npos when there is none.
  std::size_t next(std::size_t at) {
    if (digit_ < at) digit_ = digit_from(at);
    if (word_ < at) word_ = word_from(at);
    return std::min(digit_, word_);
  }

 private:
  std::size_t digit_from(std::size_t at) const {
    return find_place<1>(text_, at, [](const char* c) { return (*c >= '0') & (*c <= '9'); });
  }
  std::size_t word_from(std::size_t at) const {
    for (;; ++at) {
      at = find_place<3>(text_, at,
                         [](const char* c) { return (c[0] == 'r') & (c[1] == 'i') & (c[2] == 'm'); });
      if (at == std::string_view::npos || text_.substr(at, kFirstTail.size()) == kFirstTail) return at;
    }
  }

  std::string_view text_;
  std::size_t digit_;
  std::size_t word_;
};

}  // namespace

void tokenize(std::string_view normal, Coverage coverage, std::vector<Token>& tokens) {
  tokens.clear();
  Lexer lexer(normal, tokens);
  if (coverage == Coverage::kAll) {
    lexer.run(0, normal.size());
    return;
  }
  Triggers triggers(normal);
  std::size_t done = 0;
  std::size_t trigger = triggers.next(0);
  while (trigger != std::string_view::npos) {
    const std::size_t begin =
        clean_start(normal, std::max(done, trigger > kReach ? trigger - kReach : 0), done);
    // Triggers within reach of one another share a region.
    std::size_t last = trigger;
    std::size_t next = triggers.next(last + 1);
    while (next != std::string_view::npos && next - last <= 2 * kReach) {
      last = next;
      next = triggers.next(last + 1);
    }
    if (begin > done) {
      lexer.add_break();
      lexer.reset_gap();
    }
    done = lexer.run(begin, std::min(normal.size(), last + kReach));
    trigger = next != std::string_view::npos && next < done ? triggers.next(done) : next;
  }
}

}  // namespace dateline::dates
