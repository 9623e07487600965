#include "searcher/query/expand.h"

#include "common/text/utf8.h"
#include "searcher/query/field_names.h"

namespace dateline::query {

std::optional<std::vector<std::string>> terms_with_prefix(const index::Terms& index_terms,
                                                          std::string_view start, std::size_t limit) {
  return index_terms.with_prefix(std::string(start), limit);
}

std::optional<std::vector<std::string>> terms_spelt_like(const index::Terms& index_terms,
                                                         std::string_view prefix, std::string_view word,
                                                         unsigned distance, std::size_t limit) {
  std::vector<std::string> terms;
  const std::u32string wanted = code_points(word);
  std::string start(prefix);
  std::size_t first = 0;
  if (!word.empty()) text::next_code_point(word, first);
  start += word.substr(0, first);
  for (auto at = index_terms.dictionary(start); !at.at_end(); at.next()) {
    const std::string term = at.term();
    const std::string_view candidate = std::string_view(term).substr(prefix.size());
    // A slip changes the length by one letter at most, and a letter has 1 to 4 bytes.
    if (candidate.size() > (wanted.size() + distance) * 4) continue;
    if (edit_distance(wanted, code_points(candidate), distance) > distance || !at.is_living()) continue;
    if (terms.size() == limit) return std::nullopt;
    terms.push_back(term);
  }
  return terms;
}

}  // namespace dateline::query
