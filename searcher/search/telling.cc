#include "searcher/search/telling.h"

#include "common/text/characters.h"
#include "common/text/stop_words.h"
#include "common/text/utf8.h"

namespace dateline::search {

bool is_telling(std::string_view term) {
  const bool is_field = term.empty() || (term[0] >= 'A' && term[0] <= 'Z');
  return !is_field && term.size() > 2 && (term[0] < '0' || term[0] > '9') && !text::is_stop_word(term);
}

bool is_cjk(std::string_view term) {
  std::size_t i = 0;
  return text::char_class(text::next_code_point(term, i)) == text::CharClass::kCjk;
}

}  // namespace dateline::search
