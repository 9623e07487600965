#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"
#include "searcher/search/engine.h"
#include "searcher/search/request.h"

namespace dateline::search {

/// An article that was found, as far as it is needed to find it again.
struct CitedArticle {
  std::string id;         ///< 16 hexadecimal digits
  std::string text;       ///< hash of title and body (ledger::version_hash), the same
  std::string published;  ///< "2023-09-14"; empty when not known
  bool operator==(const CitedArticle&) const = default;
};

/// A search with everything that decided its result. A plain value; the same on every machine for the same
/// articles, program and query, but for `time`, `revision` and `index`.
struct Citation {
  // The question, with every option.
  std::string query;
  std::string canonical;  ///< how it was read, names in all their spellings: the tree of the plan
  bool any = false;
  bool literal = false;
  bool exact_names = false;
  bool scattered = false;
  std::string language;
  std::vector<std::string> filters;
  std::string from;
  std::string to;
  std::string sort = "relevance";
  std::string scheme;
  double recency_years = 0;
  std::string today;  ///< from which distances in the query counted
  // By what it was answered.
  std::string program;
  unsigned schema = 0;
  std::string analyzer;
  std::string lexicon;  ///< hash of the list of names
  std::string names;    ///< hash of a person's own spellings; empty without any
  std::string root;     ///< content root of the index, 32 hexadecimal digits
  std::uint64_t index_articles = 0;
  std::string index;     ///< as it was named
  std::string revision;  ///< of that folder
  std::string time;      ///< "2026-11-30T10:15:00Z"
  // The answer.
  std::uint64_t total = 0;
  std::uint64_t groups = 0;
  bool relaxed = false;
  std::map<std::string, std::map<std::string, std::uint64_t>> facets;  ///< all values, "" for none
  std::string set_digest;              ///< of ids and texts, sorted by id (XXH3-128)
  std::string order_digest;            ///< of ids in their order
  std::vector<CitedArticle> articles;  ///< in their order
  std::vector<std::string> notices;

  std::string token() const { return root.substr(0, 12); }
  bool operator==(const Citation&) const = default;
};

/// What a citation needs to know from outside.
struct CitationContext {
  std::string program;    ///< version
  std::int64_t time = 0;  ///< seconds since 1970-01-01 UTC
};

/// Runs a request and notes all of it; paging, folding and facets of the request do not count. Reads every
/// article that is found.
SearchResult<Citation> cite(Engine& engine, const SearchRequest& request, const CitationContext& context);

/// The request of a citation. `names` are given by the caller.
SearchRequest request_of(const Citation& citation);

std::string to_json(const Citation& citation);
/// An Input error says what is wrong with the file.
Result<Citation> parse_citation(std::string_view json, std::string_view name);

/// A sentence for a footnote, with the confidence of days.
std::string citation_text(const Citation& citation);
std::string citation_bibtex(const Citation& citation);
std::string citation_csl(const Citation& citation);

}  // namespace dateline::search
