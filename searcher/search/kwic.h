#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "searcher/search/engine.h"
#include "searcher/search/occurrences.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// Orders of lines.
enum class KwicSort : std::uint8_t {
  kOldest,  ///< by day of publication, undated last
  kNewest,
  kRank,   ///< articles as a search ranks them
  kLeft,   ///< by the words before, the nearest first
  kRight,  ///< by the words behind
};

/// An order as a person names it.
struct KwicOrder {
  KwicSort sort = KwicSort::kOldest;
  /// Which words beside the keyword decide, one after the other: -1 the first to the left, 2 the second to
  /// the right. Empty: the eight before (kLeft) or behind (kRight), the nearest first.
  std::vector<int> words = {};
  bool operator==(const KwicOrder&) const = default;
};
/// "date", "-date", "rank", "left", "right", or up to eight places of words such as "1R,2R,1L".
std::optional<KwicOrder> find_kwic_order(std::string_view name);

struct KwicRequest {
  SearchRequest search;  ///< query, filters and `copies`; paging and facets are not used
  KwicSort sort = KwicSort::kOldest;
  std::vector<int> words = {};       ///< see KwicOrder
  std::size_t limit = 50;            ///< lines, 1..100000
  std::size_t offset = 0;            ///< lines to skip
  std::size_t per_year = 0;          ///< so many lines of each year, spread over it; 0: all
  std::size_t max_articles = 20000;  ///< to read at most; 0: all
  std::size_t context_bytes = 240;   ///< of text on each side of the keyword
};

/// A keyword in its context, on one line: white space folded, and nothing else changed.
struct KwicLine {
  std::uint32_t docid = 0;
  ArticleId id;
  std::string date;    ///< as in publication_text; empty when unknown
  std::string source;  ///< slug, empty when unknown
  TextPart part = TextPart::kBody;
  std::uint32_t offset = 0;  ///< of the keyword in title or body, bytes
  std::string left;
  std::string keyword;
  std::string right;
};

/// The lines of a concordance, and how much of the matches they stand for.
struct Concordance {
  std::string query;
  std::string revision;
  std::uint64_t index_articles = 0;
  std::uint64_t articles = 0;  ///< that the query finds; equal texts once, unless copies are asked for
  std::uint64_t read = 0;      ///< of them, for these lines
  std::uint64_t found = 0;     ///< lines in the articles that were read, of which `lines` are a part
  std::size_t offset = 0;      ///< lines that were skipped
  std::size_t per_year = 0;    ///< as asked for
  bool whole = false;          ///< every article was read
  bool relaxed = false;
  std::vector<KwicLine> lines;
  std::vector<std::string> notices;
};

/// Every place where the words of the query stand, in titles and bodies. Sorted by date or rank, articles are
/// read until there are enough lines. Sorted by context, up to `max_articles` are read, evenly spread over
/// time where there are more. A sample of each year takes the lines of articles that are evenly spread over
/// it, undated ones as a year of their own, and sorts them (by rank is by date then). Memory: O(limit *
/// context). A Query error when the query has no words.
SearchResult<Concordance> kwic(Engine& engine, const KwicRequest& request);

}  // namespace dateline::search
