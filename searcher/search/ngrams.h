#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

inline constexpr unsigned kMinNgram = 2;
inline constexpr unsigned kMaxNgram = 6;

enum class NgramOrder : std::uint8_t {
  kFound,     ///< the most frequent first
  kArticles,  ///< those of most articles first
  kSpread,    ///< the most evenly spread over the years first
};
std::optional<NgramOrder> find_ngram_order(std::string_view name);  ///< "found", "articles", "spread"

struct NgramsRequest {
  SearchRequest search;  ///< query and filters; without words every article that passes the filters
  unsigned words = 3;    ///< kMinNgram..kMaxNgram
  bool near = false;     ///< only those that hold a word of the query (clusters)
  std::uint64_t least = 3;
  std::size_t limit = 30;
  NgramOrder order = NgramOrder::kFound;
  /// Told now and then how many of the articles were read; may be empty.
  std::function<void(std::uint64_t read, std::uint64_t of)> progress = {};
};

/// A sequence of words that stands in several places.
struct Ngram {
  std::string words;  ///< normal forms with blanks between; of Hangul words the stems
  std::uint64_t found = 0;
  std::uint64_t articles = 0;
  std::size_t years = 0;  ///< in which it is printed
  int first_year = 0;     ///< 0 when none of its articles has a year
  int last_year = 0;
  /// Deviation of proportions over the years of the articles found (Gries 2008, normalised by Lijffijt and
  /// Gries 2012): 0 as evenly as the words of these articles, 1 in as few of them as can be.
  double deviation = 0;
};

struct Ngrams {
  std::string query;
  std::string revision;
  std::uint64_t index_articles = 0;
  unsigned words = 0;
  bool near = false;
  std::uint64_t articles = 0;  ///< found; equal texts once
  std::uint64_t text_words = 0;
  std::size_t years = 0;     ///< in which these articles were published
  std::uint64_t in_all = 0;  ///< n-grams that are frequent enough, of which `ngrams` are the first
  std::vector<Ngram> ngrams;
  bool relaxed = false;
  std::vector<std::string> notices;
};

/// The sequences of words that the articles found repeat, within sentences; those of nothing but words like
/// "the" and numbers are left out. Reads every article, about 10,000 a second. Memory: 8 bytes a word of
/// them. A Usage error for a number of words that is out of range; a Query error when those near the words of
/// the query are asked for and it has none.
SearchResult<Ngrams> ngrams(Engine& engine, const NgramsRequest& request);

}  // namespace dateline::search
