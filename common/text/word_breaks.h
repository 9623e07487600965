#pragma once

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace dateline::text {

/// Word boundaries of UAX #29 as ICU finds them for no particular language. One per thread.
class WordBreaks {
 public:
  WordBreaks();

  /// Starts over with `chunk`, which must be valid UTF-8 and outlive the calls of `next`.
  void start(std::string_view chunk);
  /// The next boundary in bytes from the start of the chunk, or chunk.size() + 1 after the last.
  std::size_t next();

 private:
  struct Close {
    void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
    void operator()(UText* text) const { utext_close(text); }
  };
  std::unique_ptr<UBreakIterator, Close> iterator_;
  std::unique_ptr<UText, Close> utext_;
  std::size_t size_ = 0;
};

}  // namespace dateline::text
