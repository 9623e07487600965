#pragma once

#include <array>
#include <compare>
#include <string_view>

namespace dateline::text {

/// An ISO 639 code of two or three lower-case letters ("en", "ko"); empty is "unknown", which is a language
/// like any other (no stemming). A value, cheap to copy.
class Language {
 public:
  constexpr Language() = default;
  /// Unknown when `code` is not two or three ASCII letters; capitals are folded, a region ("en-GB") is
  /// dropped.
  static Language from_code(std::string_view code);
  std::string_view code() const { return {code_.data(), size_}; }  ///< "" when unknown
  bool known() const { return size_ != 0; }
  auto operator<=>(const Language&) const = default;

 private:
  std::array<char, 3> code_{};
  unsigned char size_ = 0;
};

/// The language in which an article is written, by the scripts of its beginning and, among languages of one
/// script, by CLD2. In a text as short as a headline the languages of this press (English, Spanish, French,
/// German, Russian) are taken where their small words or letters allow it; another needs more text. Reads a
/// few kilobytes of the body at most (the title where the body is short). Unknown for a text without letters,
/// and when nothing tells. Any bytes are valid input. Thread-safe.
Language detect_language(std::string_view title, std::string_view body);

}  // namespace dateline::text
