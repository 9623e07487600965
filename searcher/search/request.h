#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/article.h"
#include "common/dates/day.h"
#include "common/index/schema.h"
#include "common/text/name_list.h"
#include "searcher/notes/notes.h"
#include "searcher/search/extra_facets.h"
#include "searcher/search/facets.h"
#include "searcher/search/match_set.h"
#include "searcher/search/snippet.h"

namespace dateline::search {

enum class Sort : std::uint8_t { kRelevance, kNewest, kOldest };

/// Articles by docid, which mean something in this revision of the index alone.
struct ArticleSet {
  std::string revision;
  MatchSet articles;
};

/// What is asked for. A plain value.
struct SearchRequest {
  std::string query;
  bool any = false;                                               ///< articles with any of the words
  bool literal = false;                                           ///< nothing in the query is syntax
  bool exact_names = false;                                       ///< no other spellings of names
  bool scattered = false;                                         ///< the words of a name may stand anywhere
  std::shared_ptr<const std::vector<text::NameList>> names = {};  ///< beside the lexicon; null: as before
  std::string language;              ///< of the query's words, for stemming; empty: by their script
  std::vector<std::string> filters;  ///< field and value; of one field any, of several all
  std::string from;                  ///< publication date at or after, any form of date
  std::string to;                    ///< publication date at or before
  std::shared_ptr<const ArticleSet> within = {};  ///< only these; null: all
  /// Queries that led to `within`: their words count in the ranking and are marked, nothing else.
  std::vector<std::string> context = {};
  std::size_t limit = 10;  ///< hits
  std::size_t offset = 0;  ///< hits to skip
  Sort sort = Sort::kRelevance;
  std::string scheme;        ///< see make_scheme; empty: our own order
  double recency_years = 0;  ///< see Ranker::Options; 0: age does not matter
  std::vector<index::Facet> facets;
  std::size_t facet_limit = 10;  ///< values of a facet
  FacetOrder facet_order = FacetOrder::kCount;
  std::map<index::Facet, FacetOrder> facet_orders = {};  ///< of single facets, where it is another one
  FacetUnit facet_unit = FacetUnit::kArticles;
  /// Counts for which articles are read or terms walked through, each in its own order where it has one.
  std::map<ExtraFacet, std::optional<FacetOrder>> extra_facets = {};
  bool copies = false;              ///< show each article of a group of equal texts
  std::size_t snippet_bytes = 240;  ///< 0: no snippets, and titles without marks
  bool only_names = false;          ///< articles of hits have their id and key alone
  /// The day from which distances such as date:-7d.. count; without it they are errors.
  std::optional<dates::Day> today = {};
};

struct Hit {
  std::size_t rank = 0;  ///< 1-based over all hits
  std::uint32_t docid = 0;
  double score = 0;
  Article article;
  std::size_t copies = 0;  ///< other articles with the same text that the query finds too
  Snippet title;
  Snippet snippet;
  notes::ArticleNotes notes = {};  ///< of the reader
};

/// Of several shards, which have answered.
struct ShardsAnswered {
  std::size_t asked = 0;
  std::vector<std::string> missing = {};  ///< which did not, and why, a sentence each without full stop
  std::size_t answered() const { return asked - missing.size(); }
};

struct SearchResponse {
  std::string query;
  std::uint64_t index_articles = 0;
  std::string revision;
  std::uint64_t total = 0;   ///< articles found, exact unless shards are missing
  std::uint64_t groups = 0;  ///< different texts found, exact unless shards are asked
  /// From shards: the total is a lower bound where any is missing, and it is not known how many texts are
  /// different and how many copies a hit has, unless `copies_known`.
  std::optional<ShardsAnswered> shards = {};
  bool copies_known = true;
  bool relaxed = false;  ///< hits have most of the words, not all; a notice says why
  std::uint64_t elapsed_us = 0;
  std::vector<Hit> hits;
  std::vector<FacetResult> facets;
  std::vector<ExtraFacetResult> extra_facets = {};
  std::map<std::string, std::string> source_names;  ///< slug -> name as printed
  std::vector<std::string> notices;                 ///< how the query was read, what else to try
  std::vector<std::string> proposals = {};          ///< whole queries with the other spellings of the notices
};

}  // namespace dateline::search
