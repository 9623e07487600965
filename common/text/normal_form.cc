#include "common/text/normal_form.h"

#include <unicode/bytestream.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <stdexcept>

#include "common/text/characters.h"
#include "common/text/stream_safe.h"
#include "common/text/utf8.h"

namespace dateline::text {

namespace {

// Latin letters whose stroke or ligature is no combining mark to Unicode.
std::string_view unstroked(UChar32 c) {
  switch (c) {
    case 0xE6:
      return "ae";
    case 0xF0:
    case 0x111:
      return "d";
    case 0xF8:
      return "o";
    case 0xFE:
      return "th";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    case 0x153:
      return "oe";
    case 0x167:
      return "t";
    default:
      return {};
  }
}

bool is_mark(UChar32 c) {
  const int8_t type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

}  // namespace

NormalForm::NormalForm() {
  UErrorCode status = U_ZERO_ERROR;
  nfkc_casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("the data of ICU's normalizer is missing");
}

const std::string& NormalForm::fold_case(std::string_view word) {
  normal_.clear();
  cased_.clear();
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&normal_);
  while (!word.empty()) {
    const std::size_t bytes = stream_safe_stretch(word);
    nfkc_casefold_->normalizeUTF8(0, icu::StringPiece(word.data(), static_cast<int32_t>(bytes)), sink,
                                  nullptr, status);
    if (U_FAILURE(status)) return cased_;
    word.remove_prefix(bytes);
  }
  for (std::size_t i = 0; i < normal_.size();) {
    const std::size_t start = i;
    const UChar32 c = next_code_point(normal_, i);
    switch (char_class(c)) {
      case CharClass::kLetter:
      case CharClass::kCjk:
        cased_.append(normal_, start, i - start);
        break;
      case CharClass::kDigit:
        cased_.push_back(static_cast<char>('0' + u_charDigitValue(c)));
        break;
      case CharClass::kMark:
        if (is_mark(c)) cased_.append(normal_, start, i - start);
        break;
      case CharClass::kOther:
      case CharClass::kSpace:
      case CharClass::kApostrophe:
      case CharClass::kDot:
      case CharClass::kComma:
        break;
    }
  }
  return cased_;
}

void NormalForm::fold_diacritics(std::string_view cased, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  bool drop_marks = false;  // the letter before was Latin or Greek
  bool cyrillic = false;
  for (std::size_t i = 0; i < cased.size();) {
    const std::size_t start = i;
    UChar32 c = next_code_point(cased, i);
    if (c < 0x80) {
      out.push_back(static_cast<char>(c));
      drop_marks = true;
      cyrillic = false;
      continue;
    }
    if (is_mark(c)) {
      const bool stress = c == 0x300 || c == 0x301;
      if (!drop_marks && !(cyrillic && stress)) out.append(cased, start, i - start);
      continue;
    }
    const Script script = script_of(c);
    drop_marks = script == Script::kLatin || script == Script::kGreek;
    cyrillic = script == Script::kCyrillic;
    if (cyrillic && c == 0x451) c = 0x435;
    if (drop_marks) {
      if (const std::string_view plain = unstroked(c); !plain.empty()) {
        out += plain;
        continue;
      }
      icu::UnicodeString parts;
      if (nfd->getDecomposition(c, parts)) c = parts.char32At(0);
    }
    append_code_point(out, c);
  }
}

}  // namespace dateline::text
