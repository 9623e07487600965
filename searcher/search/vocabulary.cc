#include "searcher/search/vocabulary.h"

#include <string>

namespace dateline::search {

namespace {

/// Looking a term up costs about as much as stepping over so many.
constexpr int kSteps = 8;

}  // namespace

void IndexVocabulary::each(std::string_view prefix, const Visit& visit) const {
  const std::string start(prefix);
  auto term = database_.allterms_begin(start);
  const auto end = database_.allterms_end(start);
  while (term != end) {
    stop_if_raised(stop_);
    const std::string word = *term;
    // Terms of fields begin with a capital letter, those of words never do.
    if (word.front() >= 'A' && word.front() <= 'Z') {
      term.skip_to(std::string(1, 'Z' + 1));
      continue;
    }
    const std::size_t leave_out = visit(word);
    ++term;
    if (leave_out == 0) continue;
    std::string begin = word.substr(0, leave_out);
    for (int steps = 0; steps < kSteps && term != end && (*term).starts_with(begin); ++steps) ++term;
    if (term == end || !(*term).starts_with(begin)) continue;
    while (static_cast<unsigned char>(begin.back()) == 0xFF)
      begin.pop_back();  // not in UTF-8, but in no loop
    ++begin.back();
    term.skip_to(begin);
  }
}

std::uint64_t IndexVocabulary::frequency(std::string_view word) const {
  return database_.get_termfreq(std::string(word));
}

}  // namespace dateline::search
