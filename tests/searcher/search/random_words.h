#pragma once

#include <cstddef>
#include <random>
#include <string>

/// Texts and queries of few words, so that random queries find random articles.
namespace dateline::testing {

using Random = std::mt19937_64;

/// A number below `below`, which is above 0.
std::size_t draw(Random& random, std::size_t below);
template <class Range>
const auto& one_of(const Range& range, Random& random) {
  return range[draw(random, range.size())];
}

/// One word; all are equally likely.
std::string word(Random& random);
/// So many words with blanks between them. Some words are frequent, others rare.
std::string words(Random& random, std::size_t count);

/// A query of one of so many forms. They know nothing of sources, days and ids.
inline constexpr std::size_t kPlainQueries = 9;
std::string plain_query(std::size_t form, Random& random);

}  // namespace dateline::testing
