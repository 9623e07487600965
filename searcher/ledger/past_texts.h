#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "common/dates/day.h"
#include "searcher/ledger/article_history.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"
#include "searcher/search/snippet.h"

namespace dateline::search {

/// A text that an article had and has not any more, in which a query is met.
struct PastHit {
  ArticleId id;
  std::size_t version = 0;          ///< from 1, as its history numbers them; 0: not known
  std::optional<dates::Day> first;  ///< day of its first capture
  std::optional<dates::Day> last;   ///< of its last one
  Snippet title;
  Snippet snippet;
  bool in_index = false;   ///< the article is in the index, with another text
  bool found_now = false;  ///< and that meets the query too
};

struct PastAnswer {
  std::uint64_t total = 0;     ///< texts that meet the query
  std::uint64_t searched = 0;  ///< texts that were looked through
  std::vector<PastHit> hits;   ///< the last seen first, at most as many as were asked for
};

/// Looks for the query of a request in the superseded texts that the ledgers keep, and in those of articles
/// that are not in the index any more. None of them counts anywhere else. Words, phrases, nearness and all
/// marks hold as in the index, but a text must have all the words where the index has no such article;
/// fields, filters and days are those of the article as it is now, so that articles which are not in the
/// index meet none. `limit` hits are shown. Cost: some thousand texts a second.
SearchResult<PastAnswer> search_past(Engine& engine, const Histories& histories, const SearchRequest& request,
                                     std::size_t limit);

}  // namespace dateline::search
