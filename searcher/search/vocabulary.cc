#include "searcher/search/vocabulary.h"

#include <string>

namespace dateline::search {

void IndexVocabulary::each(std::string_view prefix, const Visit& visit) const {
  const std::string start(prefix);
  for (auto term = database_.allterms_begin(start); term != database_.allterms_end(start); ++term) {
    const std::string word = *term;
    // Terms of fields begin with a capital letter, those of words never do.
    if (word.front() >= 'A' && word.front() <= 'Z') continue;
    visit(word, term.get_termfreq());
  }
}

std::uint64_t IndexVocabulary::frequency(std::string_view word) const {
  return database_.get_termfreq(std::string(word));
}

}  // namespace dateline::search
