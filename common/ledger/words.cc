#include "common/ledger/words.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "common/index/article_id.h"
#include "common/ledger/compared_form.h"
#include "common/utf8.h"

namespace dateline::ledger {
namespace {

enum class Class : std::uint8_t { kOther, kLetter, kDigit, kAlone, kJoins, kDamage };

bool stands_alone(UChar32 c) {
  const int script = u_getIntPropertyValue(c, UCHAR_SCRIPT);
  return script == USCRIPT_HAN || script == USCRIPT_HANGUL || script == USCRIPT_HIRAGANA ||
         script == USCRIPT_KATAKANA;
}

Class class_of(UChar32 c) {
  if (c < 0) return Class::kDamage;
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Class::kLetter;
    if (c >= '0' && c <= '9') return Class::kDigit;
    if (c == '$' || c == '%' || c == '&' || c == '+' || c == '=') return Class::kAlone;
    return c == '\'' ? Class::kJoins : Class::kOther;
  }
  if (c == 0xFFFD) return Class::kDamage;
  if (c == 0xAD || c == 0x2019 || c == 0x2018 || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
    return Class::kJoins;
  const std::uint32_t category = U_GET_GC_MASK(c);
  if ((category & U_GC_ND_MASK) != 0) return Class::kDigit;
  if ((category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0)
    return stands_alone(c) ? Class::kAlone : Class::kLetter;
  if ((category & U_GC_SC_MASK) != 0 || c == 0x2030 || c == 0xB0 || c == 0xFF05) return Class::kAlone;
  return Class::kOther;
}

bool is_number_word(std::string_view form) {
  static constexpr std::array<std::string_view, 64> kWords{
      "billion",   "catorce", "cien",     "ciento",    "cinco",    "cincuenta",  "cuarenta",    "cuatro",
      "diez",      "doce",    "dos",      "eight",     "eighteen", "eighty",     "eleven",      "fifteen",
      "fifty",     "five",    "forty",    "four",      "fourteen", "hundred",    "hundreds",    "mil",
      "miles",     "million", "millon",   "millones",  "millón",   "nine",       "nineteen",    "ninety",
      "nueve",     "ocho",    "ochenta",  "once",      "quince",   "seis",       "sesenta",     "seven",
      "seventeen", "seventy", "siete",    "six",       "sixteen",  "sixty",      "ten",         "tens",
      "thirteen",  "thirty",  "thousand", "thousands", "three",    "trece",      "treinta",     "tres",
      "trillion",  "twelve",  "twenty",   "two",       "veinte",   "doscientos", "trescientos", "quinientos"};
  return std::ranges::find(kWords, form) != kWords.end();
}

void finish(Word& word, std::string& raw) {
  word.form = index::fold_text(raw);
  if (word.number) std::erase(word.form, ',');
  if (word.form.empty()) word.form = raw;
  word.number = word.number || is_number_word(word.form);
  word.hash = index::text_hash(word.form);
  raw.clear();
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  std::string raw;
  bool open = false;    // the last word goes on
  bool damage = false;  // right before
  const auto close = [&] {
    if (open) finish(words.back(), raw);
    open = false;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '&') {
      if (const std::size_t entity = entity_bytes(text.substr(i)); entity > 0) {
        close();
        i += entity;
        continue;
      }
    }
    const std::size_t begin = i;
    const UChar32 c = next_code_point(text, i);
    const Class kind = class_of(c);
    const auto at = static_cast<std::uint32_t>(begin);
    const auto end = static_cast<std::uint32_t>(i);
    switch (kind) {
      case Class::kLetter:
      case Class::kDigit:
        if (!open) {
          words.push_back({{at, end}, {}, false, damage, 0});
          open = true;
        }
        words.back().place.end = end;
        if (kind == Class::kDigit) words.back().number = true;
        raw.append(text, begin, i - begin);
        damage = false;
        break;
      case Class::kAlone:
        close();
        words.push_back({{at, end}, {}, false, damage, 0});
        raw.assign(text, begin, i - begin);
        finish(words.back(), raw);
        damage = false;
        break;
      case Class::kJoins:
        break;
      case Class::kDamage:
        if (!words.empty() && words.back().place.end == at) words.back().damaged = true;
        damage = true;
        break;
      case Class::kOther: {
        // A point or comma between digits belongs to the number.
        const bool mark = c == '.' || c == ',';
        const bool digits = mark && open && !raw.empty() && raw.back() >= '0' && raw.back() <= '9' &&
                            i < text.size() && text[i] >= '0' && text[i] <= '9';
        if (digits) {
          raw += static_cast<char>(c);
        } else {
          close();
        }
        damage = false;
        break;
      }
    }
  }
  close();
  return words;
}

}  // namespace dateline::ledger
