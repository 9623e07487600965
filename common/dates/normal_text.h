#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::dates {

/// A text in the one form in which dates are matched, with the way back to the bytes it came from:
/// invalid bytes become U+FFFD; zero-width and directional marks and soft hyphens are gone; superscript
/// digits are no digits; NFKC; dashes, tildes, middle dots and quotes of one shape each; every white space
/// but the line feed is a space; dates in Chinese figures are written in Arabic ones. Pure ASCII needs no
/// copy. Reused from text to text it stops allocating. Linear in the text. Texts up to 4 GiB - 1.
class NormalText {
 public:
  /// `original` must outlive this object's use: an ASCII text is not copied.
  void assign(std::string_view original);

  std::string_view text() const { return text_; }

  /// Where the character at `position` of the normal text began in the original.
  std::uint32_t original_begin(std::uint32_t position) const;
  /// Where the character that ends before `position` (> 0) of the normal text ended in the original.
  std::uint32_t original_end(std::uint32_t position) const;

 private:
  /// From `normal` on, the text corresponds byte by byte to the original from `original` on; or, when
  /// `atomic`, the bytes up to the next anchor all stand for one stretch of the original.
  struct Anchor {
    std::uint32_t normal;
    std::uint32_t original;
    bool atomic;
  };

  class Builder;
  const Anchor& anchor_at(std::uint32_t position) const;

  std::string_view text_;
  std::string buffer_;
  std::vector<Anchor> anchors_;  // empty: identity
};

}  // namespace dateline::dates
