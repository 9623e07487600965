#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "bench/queries/asked.h"
#include "bench/queries/collection.h"

namespace dateline::bench {

struct DrawOptions {
  std::size_t queries = 10;  ///< of each class, 1 and more
  std::uint64_t seed = 1997;
  /// Whether a word of small ASCII letters may be asked for; none: those of three letters and more that are
  /// not among the most frequent words of English.
  std::function<bool(std::string_view)> eligible;
  /// The form under which words are counted; none: as written.
  std::function<std::string_view(std::string_view)> base_form;
  std::vector<std::string> hangul;  ///< words to ask for; none: runs of Hangul in the texts
};

/// The options for generated articles: words of their vocabulary, of which an Oracle knows all forms.
DrawOptions options_for_generated(const Vocabulary& vocabulary);

/// Draws queries of every class from the words of a collection by the number of articles that have them: rare
/// is in 2 to 10 articles, middle in about one of a hundred, frequent in about one of
/// three to seven. Words that are asked for together stand together in an article. The same arguments give
/// the same queries. A class for which the collection has no words (Hangul) is left out.
std::vector<Draft> draw_queries(std::span<const Record> records, const DrawOptions& options);

}  // namespace dateline::bench
