#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

enum class WordsNear : std::uint8_t {
  kCollocates,  ///< words near those of the query
  kArticles,    ///< all words of the articles that the query finds
};

struct WordsRequest {
  SearchRequest search;  ///< query and filters; paging, facets and copies are not used
  WordsNear near = WordsNear::kCollocates;
  std::string against;               ///< a period ("1997..2003") or a query; empty: the whole archive
  unsigned window = 5;               ///< words on each side, for collocates
  std::size_t limit = 30;            ///< words to return
  std::uint64_t least = 3;           ///< a word must be found so often
  bool all_words = false;            ///< numbers and words like "the" too
  std::size_t max_articles = 20000;  ///< to read at most, on each side of the comparison; 0: all
};

/// A word that is more frequent here than in the texts to which these are compared.
struct TellingWord {
  std::string word;            ///< normal form; a pair of characters for Han and Kana; a whole name
  std::uint64_t found = 0;     ///< times here
  std::uint64_t articles = 0;  ///< different articles that have it here
  std::uint64_t elsewhere = 0;
  double log_likelihood = 0;
  double times = 0;  ///< as frequent here as elsewhere; see times_as_frequent
};

/// One of the two texts that are compared.
struct ComparedText {
  std::uint64_t articles = 0;  ///< different texts that belong to it
  std::uint64_t read = 0;      ///< of them, read for the counts
  std::uint64_t words = 0;
};

struct TellingWords {
  std::string query;
  std::string revision;
  std::uint64_t index_articles = 0;
  WordsNear near = WordsNear::kCollocates;
  unsigned window = 0;
  std::uint64_t places = 0;  ///< where the words of the query stand, in the articles that were read
  ComparedText here;
  std::string against;     ///< as a person reads it: "the rest of the archive", "articles of 1997..2003" …
  ComparedText elsewhere;  ///< `read` is 0 for the whole archive: the index knows its frequencies
  std::vector<TellingWord> words;  ///< by log-likelihood, the highest first
  bool relaxed = false;
  std::vector<std::string> notices;
};

/// Words, and names as one word, that are more frequent near the words of the query, or in the articles that
/// it finds, than elsewhere, by log-likelihood. Equal texts count once; the query's own words do not count.
/// "Elsewhere" is the rest of the archive, its copies included, or what `against` finds without the articles
/// of the query. Where there are more articles than may be read, every n-th by date is; the counts say so.
/// Memory: O(distinct words). A Query error when collocates are asked for and the query has no words.
SearchResult<TellingWords> telling_words(Engine& engine, const WordsRequest& request);

}  // namespace dateline::search
