#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

struct TwinsRequest {
  std::string id;        ///< id or key of the article
  SearchRequest search;  ///< what twins must pass beside: words, filters, from and to
  std::size_t limit = 10;
  unsigned days = 2;  ///< before and after the day of the article
};

/// An article that tells the same in another language or from another source.
struct Twin {
  std::uint32_t docid = 0;
  Article article = {};
  double score = 0;    ///< 0..1: how much of what tells both apart from their neighbours is shared
  int days_apart = 0;  ///< published so many days after the article; before it: less than 0
  std::vector<std::string> shared = {};  ///< names, words and numbers that both have, the rarest first
};

struct Twins {
  Article article;
  std::vector<Twin> twins;      ///< the best first
  std::uint64_t looked_at = 0;  ///< articles of those days in another language or from another source
  std::uint64_t index_articles = 0;
  std::string revision;
  std::vector<std::string> notices;
};

/// A score below this is two articles that share what many share on these days.
inline constexpr double kLeastTwin = 0.3;

/// The same announcement in other languages and from other sources: articles published within some days of it
/// that share its names, in all spellings of the lexicon and, among Latin letters, as they are written, and
/// its numbers. What many articles of those days have counts little. Articles with the same text are copies
/// and no twins. nullopt when there is no such article; a Usage error when it has no exact day. Cost: reads
/// every article of those days.
SearchResult<std::optional<Twins>> twins(Engine& engine, const TwinsRequest& request);

}  // namespace dateline::search
