#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

inline constexpr std::size_t kMostIds = 100;  ///< of one query for the articles of a title

struct TitlesRequest {
  SearchRequest search;     ///< the name, and filters; paging and facets are not used
  std::size_t limit = 30;   ///< titles to return
  std::uint64_t least = 1;  ///< a title must stand in so many articles
};

/// A title that is printed beside a name, over all articles that have it.
struct TitleUse {
  std::string title;    ///< in its most frequent form
  bool behind = false;  ///< behind the name and not before it
  std::uint64_t articles = 0;
  std::uint64_t places = 0;
  std::string first;  ///< day of the first article of a known day; empty when none has one
  std::string last;
  ArticleId first_id;  ///< of these articles; meaningless without days
  ArticleId last_id;
  std::vector<std::size_t>
      overlaps;  ///< numbers (from 1) of titles returned whose time overlaps with this one
  /// Finds its articles: by their ids, or where there are more than kMostIds, the name and the title as
  /// phrases.
  std::string query;
};

struct Titles {
  std::string query;
  std::string revision;
  std::uint64_t index_articles = 0;
  std::uint64_t articles = 0;    ///< that have the name; equal texts once
  std::uint64_t places = 0;      ///< of the name in them
  std::uint64_t titled = 0;      ///< places that have a title
  std::uint64_t in_all = 0;      ///< different titles, of which `titles` are the most frequent
  std::vector<TitleUse> titles;  ///< by articles, the most first
  bool relaxed = false;
  std::vector<std::string> notices;
};

/// The titles and honorifics that are printed beside a name, in English and Korean (printed_titles.h). Every
/// article that is found is read, about 10,000 a second. A Query error when the query has no words.
SearchResult<Titles> titles(Engine& engine, const TitlesRequest& request);

}  // namespace dateline::search
