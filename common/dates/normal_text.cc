#include "common/dates/normal_text.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "common/ascii.h"
#include "common/dates/han_numerals.h"
#include "common/dates/utf8.h"

namespace dateline::dates {
namespace {

/// With "@" behind it a blank of Shift_JIS (81 40) whose first byte somebody could not read.
constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kYear = U'年';
constexpr char32_t kMonth = U'月';
constexpr char32_t kDay = U'日';
constexpr std::string_view kYearText = "年";
constexpr std::string_view kMonthText = "月";

/// Marks gathered onto one base character at most: what Unicode's stream-safe format allows. Canonical
/// ordering costs the square of their number.
constexpr int kMaxMarks = 30;

std::size_t ascii_prefix(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  while (at + 8 <= text.size()) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080ull) != 0) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at - start;
}

bool is_deleted(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0xAD || c == 0x180E ||
         c == 0x61C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_superscript_digit(char32_t c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079);
}

/// One shape for dashes, tildes, middle dots, quotes and spaces; 0 when `c` stays itself.
char32_t unified(char32_t c) {
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63) return U'-';
  if (c == 0x301C || c == 0x223C) return U'~';
  if (c == 0x30FB || c == 0xFF65 || c == 0x318D || c == 0x2022) return 0xB7;
  if (c == 0x2018 || c == 0x2019 || c == 0x2BC) return U'\'';
  if (c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
      c == 0x202F || c == 0x205F || c == 0x3000) {
    return U' ';
  }
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + 0x21;
  return 0;
}

/// Characters that NFKC leaves alone unless a combining mark follows; all are boundaries before themselves.
bool is_plain(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x3096) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x400 && c <= 0x45F) || (c >= 0xC0 && c <= 0x131) ||
         (c >= 0x3001 && c <= 0x301B) || c == 0x30FC || c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB;
}

bool is_unit(char32_t c) { return c == kYear || c == kMonth || c == kDay; }

bool is_plain_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1161 && c <= 0x11FF) || c == 0x3099 || c == 0x309A;
}

}  // namespace

class NormalText::Builder {
 public:
  Builder(std::string_view source, std::string& out, std::vector<Anchor>& anchors)
      : source_(source), out_(out), anchors_(anchors) {
    UErrorCode status = U_ZERO_ERROR;
    nfkc_ = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) nfkc_ = nullptr;
  }

  void run() {
    std::size_t at = 0;
    while (at < source_.size()) {
      if (const std::size_t end = plain_end(at); end > at) {
        copy(at, end - at);
        last_out_ = out_.size() - (end - last_source_);
        at = end;
        continue;
      }
      const Utf8Char c = decode_utf8(source_, at);
      if (is_deleted(c.code)) {
        at += c.bytes;
      } else if (c.code == kReplacement && source_.substr(at + c.bytes, 1) == "@") {
        atomic(at, [this] { append_utf8(out_, U' '); });
        at += c.bytes + 1;
      } else if (joins_before(c.code)) {
        at = join(at);
      } else {
        append(c, at);
        at += c.bytes;
      }
    }
  }

 private:
  /// The end of the characters from `at` on that stay as they are; `last_source_` is then the last of them.
  std::size_t plain_end(std::size_t at) {
    while (at < source_.size()) {
      if (const std::size_t n = ascii_prefix(source_, at); n > 0) {
        at += n;
        last_source_ = at - 1;
        continue;
      }
      const Utf8Char c = decode_utf8(source_, at);
      if (!c.valid || !is_plain(c.code) || is_unit(c.code)) break;
      last_source_ = at;
      at += c.bytes;
    }
    return at;
  }

  /// Whether normalisation may merge `c` with what stands before it.
  bool joins_before(char32_t c) const {
    if (is_plain(c)) return false;
    if (is_plain_combining(c)) return true;
    return nfkc_ != nullptr && c >= 0x300 && !nfkc_->hasBoundaryBefore(static_cast<UChar32>(c));
  }

  void append(const Utf8Char& c, std::size_t at) {
    if (!c.valid || is_superscript_digit(c.code)) {
      atomic(at, [this] { append_utf8(out_, 0xFFFD); });
    } else if (const char32_t simple = unified(c.code); simple != 0) {
      if (simple == U'(' || simple == U')') figures_before(simple);
      atomic(at, [this, simple] { append_utf8(out_, simple); });
    } else if (is_plain(c.code)) {
      if (is_unit(c.code)) figures_before(c.code);
      last_out_ = out_.size();
      last_source_ = at;
      copy(at, c.bytes);
    } else {
      atomic(at, [this, &c] { append_normalised(icu::UnicodeString(static_cast<UChar32>(c.code))); });
    }
  }

  /// "二〇一九年九月九日", "主体一〇八（二〇一九）年": what is written belongs to a date when `unit` follows
  /// it.
  void figures_before(char32_t unit) {
    const std::string_view written = out_;
    const auto number = han_number_before(written);
    if (!number) return;
    const std::string_view before = written.substr(0, number->begin);
    const bool whole_year =
        number->positional && number->figures == 4 && number->value >= 1000 && number->value <= 2099;
    const bool juche = before.ends_with("主体") || before.ends_with("主體") || before.ends_with("チュチェ");
    const bool after_year = ends_in_year(before);
    bool fits = false;
    if (unit == kYear) fits = whole_year || juche;
    if (unit == U'(') fits = juche;
    if (unit == U')') fits = whole_year && before.ends_with('(');
    if (unit == kMonth) fits = after_year;
    if (unit == kDay && before.ends_with(kMonthText)) {
      const std::string_view month = before.substr(0, before.size() - kMonthText.size());
      const auto figures = han_number_before(month);
      if (figures && figures->value >= 1 && figures->value <= 12) return month_and_day(*figures, *number);
      fits = !month.empty() && month.back() >= '0' && month.back() <= '9';
    }
    if (fits) rewrite(number->begin, number->value);
  }

  static bool ends_in_year(std::string_view text) {
    if (!text.ends_with(kYearText)) return false;
    text.remove_suffix(kYearText.size());
    return !text.empty() && ((text.back() >= '0' && text.back() <= '9') || text.back() == ')');
  }

  void month_and_day(const HanNumber& month, const HanNumber& day) {
    const std::size_t unit = source_of(day.begin - kMonthText.size());
    const std::size_t day_source = source_of(day.begin);
    rewrite(month.begin, month.value);
    copy(unit, kMonthText.size());
    anchor(day_source, true);
    out_ += std::to_string(day.value);
  }

  /// Writes a number in place of what stands from `begin` on.
  void rewrite(std::size_t begin, unsigned value) {
    const std::size_t source = source_of(begin);
    truncate(begin);
    anchor(source, true);
    out_ += std::to_string(value);
    last_out_ = out_.size();
  }

  /// Where the character at `position` of what is written began.
  std::size_t source_of(std::size_t position) const {
    std::size_t i = anchors_.size() - 1;
    while (i > 0 && anchors_[i].normal > position) --i;
    return anchors_[i].atomic ? anchors_[i].original : anchors_[i].original + (position - anchors_[i].normal);
  }

  /// Takes back the last character and normalises it together with the marks that follow it.
  std::size_t join(std::size_t at) {
    icu::UnicodeString unit;
    std::size_t begin = at;
    if (last_out_ < out_.size()) {
      begin = last_source_;
      unit.append(static_cast<UChar32>(decode_utf8(out_, last_out_).code));
      truncate(last_out_);
    }
    for (int marks = 0; at < source_.size() && marks < kMaxMarks;) {
      const Utf8Char c = decode_utf8(source_, at);
      if (!is_deleted(c.code)) {
        if (!joins_before(c.code)) break;
        unit.append(static_cast<UChar32>(c.code));
        ++marks;
      }
      at += c.bytes;
    }
    atomic(begin, [this, &unit] { append_normalised(unit); });
    return at;
  }

  void append_normalised(const icu::UnicodeString& unit) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString normal = nfkc_ != nullptr ? nfkc_->normalize(unit, status) : unit;
    for (int32_t i = 0; i < normal.length();) {
      const UChar32 c = normal.char32At(i);
      i += c > 0xFFFF ? 2 : 1;
      const char32_t code = static_cast<char32_t>(c);
      const char32_t simple = unified(code);
      last_out_ = out_.size();
      append_utf8(out_, simple != 0 ? simple : code);
    }
  }

  void copy(std::size_t at, std::size_t n) {
    if (anchors_.back().atomic || anchors_.back().original + (out_.size() - anchors_.back().normal) != at) {
      anchor(at, false);
    }
    out_.append(source_, at, n);
  }

  template <class Write>
  void atomic(std::size_t at, Write write) {
    anchor(at, true);
    last_out_ = out_.size();
    last_source_ = at;
    write();
  }

  void anchor(std::size_t at, bool is_atomic) {
    const Anchor a{static_cast<std::uint32_t>(out_.size()), static_cast<std::uint32_t>(at), is_atomic};
    if (anchors_.back().normal == a.normal) {
      anchors_.back() = a;
    } else {
      anchors_.push_back(a);
    }
  }

  void truncate(std::size_t size) {
    out_.resize(size);
    while (anchors_.size() > 1 && anchors_.back().normal >= size) anchors_.pop_back();
  }

  std::string_view source_;
  std::string& out_;
  std::vector<Anchor>& anchors_;
  const icu::Normalizer2* nfkc_ = nullptr;
  std::size_t last_out_ = 0;     // start of the last character written; the size of `out_` when there is none
  std::size_t last_source_ = 0;  // where it began in the source
};

void NormalText::assign(std::string_view original) {
  anchors_.clear();
  if (is_ascii(original)) {
    text_ = original;
    return;
  }
  buffer_.clear();
  buffer_.reserve(original.size());
  anchors_.push_back({0, 0, false});
  Builder(original, buffer_, anchors_).run();
  // A closing anchor gives every atomic stretch its end.
  anchors_.push_back(
      {static_cast<std::uint32_t>(buffer_.size()), static_cast<std::uint32_t>(original.size()), false});
  text_ = buffer_;
}

const NormalText::Anchor& NormalText::anchor_at(std::uint32_t position) const {
  const auto after = std::upper_bound(anchors_.begin(), anchors_.end(), position,
                                      [](std::uint32_t p, const Anchor& a) { return p < a.normal; });
  return *(after - 1);
}

std::uint32_t NormalText::original_begin(std::uint32_t position) const {
  if (anchors_.empty()) return position;
  const Anchor& a = anchor_at(position);
  return a.atomic ? a.original : a.original + (position - a.normal);
}

std::uint32_t NormalText::original_end(std::uint32_t position) const {
  if (anchors_.empty() || position == 0) return position;
  const Anchor& a = anchor_at(position - 1);
  if (a.atomic) {
    // A mark may have been joined to the last of several characters that one sign stands for.
    const Anchor* next = &a + 1;
    while (next->original == a.original && next != &anchors_.back()) ++next;
    return next->original;
  }
  return a.original + (position - a.normal);
}

}  // namespace dateline::dates
