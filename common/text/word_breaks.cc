#include "common/text/word_breaks.h"

#include <stdexcept>

namespace dateline::text {

WordBreaks::WordBreaks() {
  UErrorCode status = U_ZERO_ERROR;
  iterator_.reset(ubrk_open(UBRK_WORD, "", nullptr, 0, &status));
  utext_.reset(utext_openUTF8(nullptr, "", 0, &status));
  if (U_FAILURE(status)) throw std::runtime_error("the data of ICU's word boundaries is missing");
}

void WordBreaks::start(std::string_view chunk) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(utext_.get(), chunk.data(), static_cast<int64_t>(chunk.size()), &status);
  ubrk_setUText(iterator_.get(), utext_.get(), &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot find word boundaries");
  size_ = chunk.size();
  ubrk_first(iterator_.get());
}

std::size_t WordBreaks::next() {
  const int32_t boundary = ubrk_next(iterator_.get());
  return boundary == UBRK_DONE ? size_ + 1 : static_cast<std::size_t>(boundary);
}

}  // namespace dateline::text
