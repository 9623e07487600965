// What TermBuilder makes of Hangul, Han and Kana.

#include <algorithm>

#include "common/text/cjk_forms.h"
#include "common/text/hangul.h"
#include "common/text/term_builder.h"
#include "common/text/utf8.h"
#include "common/text/word_shape.h"

namespace dateline::text {
namespace {

/// Characters of Katakana from which on a ー at the end may be left out in writing.
constexpr std::size_t kLongKatakana = 3;

}  // namespace

std::string_view TermBuilder::cjk_form(std::string_view folded, std::size_t& end, char* form) {
  std::size_t size = 0;
  UChar32 c = next_code_point(folded, size);
  if (size != folded.size()) return folded;
  const auto next = [&](std::size_t& behind) {
    behind = end;
    return end < text_.size() ? next_code_point(text_, behind) : 0;
  };
  std::size_t behind = end;
  if (!is_katakana(c)) {
    katakana_ = 0;
    c = han_form(c);
  } else if (c == kProlonged) {
    // "コンピューター" is "コンピュータ", but "コピー" no "コピ".
    if (katakana_ >= kLongKatakana && !is_katakana(next(behind))) return {};
    ++katakana_;
  } else {
    ++katakana_;
    if (c == kVu) {
      const UChar32 labial = voiced_labial(next(behind));
      c = labial != 0 ? labial : 0x3076;  // ぶ
      if (labial != 0) skip_until_ = end = behind;
    } else {
      c = hiragana_form(c);
    }
  }
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(form, length, c);
  return {form, static_cast<std::size_t>(length)};
}

void TermBuilder::add_cjk(std::size_t begin, std::size_t end, UChar32 first) {
  if (begin < skip_until_) return;
  const std::string_view bytes = text_.substr(begin, end - begin);
  const bool plain = (first >= 0xAC00 && first <= 0xD7A3) || (first >= 0x4E00 && first <= 0x9FFF) ||
                     (first >= 0x3041 && first <= 0x3096) || (first >= 0x30A1 && first <= 0x30FA);
  std::string_view folded =
      plain && bytes.size() == 3
          ? bytes
          : cut_at_character(normal_form_.fold_case(cut_at_character(bytes, kMaxWordBytes)),
                             kMaxTermBytes / 2);
  if (folded.empty()) {
    ++counts_->dropped_terms;
    return;
  }
  if (begin != run_end_) {
    end_hangul_word();
    katakana_ = 0;
  }
  char form[U8_MAX_LENGTH];
  if (first < 0xAC00 || first > 0xD7A3) {
    folded = cjk_form(folded, end, form);
    if (folded.empty()) {  // it stays with the character before it
      run_end_ = end;
      return;
    }
  }
  const std::string_view term = out_->store(folded);
  if (run_open_) {
    Token& pair = out_->add();
    char* both = out_->allocate(last_.size() + folded.size());
    std::copy(last_.begin(), last_.end(), both);
    std::copy(folded.begin(), folded.end(), both + last_.size());
    pair.term = {both, last_.size() + folded.size()};
    pair.kind = TokenKind::kBigram;
    pair.position = position_;
    pair.offset = last_begin_;
    pair.length = static_cast<std::uint32_t>(end - last_begin_);
  }
  Token& token = out_->add();
  token.term = term;
  token.kind = TokenKind::kCharacter;
  token.position = ++position_;
  token.offset = static_cast<std::uint32_t>(begin);
  token.length = static_cast<std::uint32_t>(end - begin);
  std::size_t i = 0;
  if (!is_hangul(next_code_point(folded, i))) {
    end_hangul_word();
  } else {
    if (hangul_word_.empty()) {
      word_begin_ = begin;
      word_position_ = position_;
    }
    if (hangul_word_.size() <= kMaxTermBytes) hangul_word_ += folded;
  }
  last_ = term;
  last_begin_ = static_cast<std::uint32_t>(begin);
  run_end_ = end;
  run_open_ = true;
}

void TermBuilder::end_hangul_word() {
  if (hangul_word_.empty()) return;
  Token& token = out_->add();
  token.kind = TokenKind::kHangulWord;
  const std::string_view word = cut_at_character(hangul_word_, kMaxTermBytes);
  token.stem = out_->store(word.substr(0, hangul_stem_bytes(word)));
  token.position = word_position_;
  token.offset = static_cast<std::uint32_t>(word_begin_);
  token.length = static_cast<std::uint32_t>(run_end_ - word_begin_);
  hangul_word_.clear();
}

}  // namespace dateline::text
