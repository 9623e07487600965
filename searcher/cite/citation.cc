#include "searcher/cite/citation.h"

#define XXH_INLINE_ALL
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "common/dates/publication.h"
#include "common/index/article_id.h"
#include "common/index/schema.h"
#include "common/ledger/compared_form.h"
#include "common/text/lexicon.h"
#include "searcher/cite/index_state.h"

namespace dateline::search {
namespace {

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

std::string digest_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  const XXH128_hash_t hash = XXH3_128bits(all.data(), all.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string time_text(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::string names_hash(const index::IndexReader& reader, const SearchRequest& request) {
  std::string all = reader.names();
  if (request.names) all += text::encode(*request.names);
  return all.empty() ? std::string() : hex(index::text_hash(all));
}

std::string sort_name(Sort sort) {
  switch (sort) {
    case Sort::kRelevance:
      return "relevance";
    case Sort::kNewest:
      return "-date";
    case Sort::kOldest:
      return "date";
  }
  return {};
}

/// All of them: what is counted for a citation.
constexpr std::array<index::Facet, 4> kFacets{index::Facet::kSource, index::Facet::kLanguage,
                                              index::Facet::kYear, index::Facet::kConfidence};

}  // namespace

SearchResult<Citation> cite(Engine& engine, const SearchRequest& request, const CitationContext& context) {
  Citation out;
  out.query = request.query;
  out.any = request.any;
  out.literal = request.literal;
  out.exact_names = request.exact_names;
  out.scattered = request.scattered;
  out.language = request.language;
  out.filters = request.filters;
  std::sort(out.filters.begin(), out.filters.end());
  out.from = request.from;
  out.to = request.to;
  out.sort = sort_name(request.sort);
  out.scheme = request.scheme;
  out.recency_years = request.recency_years;
  if (request.today) out.today = dates::to_iso(*request.today);
  out.program = context.program;
  out.time = time_text(context.time);

  SearchRequest all = request;
  all.copies = true;
  all.offset = 0;
  all.limit = 0;
  all.snippet_bytes = 0;
  all.facets.assign(kFacets.begin(), kFacets.end());
  all.facet_limit = 0;
  all.facet_orders.clear();
  SearchResult<SearchResponse> counted = engine.search(all);
  if (!counted) return tl::unexpected(counted.error());
  for (const FacetResult& facet : counted->facets) {
    auto& values = out.facets[std::string(index::name(facet.facet))];
    for (const FacetValue& value : facet.values) values[value.value] = value.count;
    if (facet.none > 0) values[""] = facet.none;
  }
  if (!request.query.empty()) {
    const SearchResult<Explanation> explanation = engine.explain(request);
    if (!explanation) return tl::unexpected(explanation.error());
    out.canonical = query::dump(explanation->plan.root);
  }
  std::vector<std::string> order;
  const auto begin = [&](const SearchResponse& found) -> Status {
    out.total = found.total;
    out.groups = found.groups;
    out.relaxed = found.relaxed;
    out.revision = found.revision;
    out.index_articles = found.index_articles;
    out.notices = found.notices;
    return {};
  };
  const auto take = [&](const Hit& hit) -> Status {
    const Article& article = hit.article;
    CitedArticle cited;
    cited.id = to_string(article.id);
    cited.text = hex(ledger::version_hash(article));
    if (article.publication.confidence != dates::Confidence::kNone)
      cited.published = dates::publication_text(article.publication);
    order.push_back(cited.id);
    out.articles.push_back(std::move(cited));
    return {};
  };
  if (const SearchResult<void> streamed = engine.stream(all, begin, take); !streamed)
    return tl::unexpected(streamed.error());
  std::vector<std::string> set;
  for (const CitedArticle& article : out.articles) set.push_back(article.id + " " + article.text);
  std::sort(set.begin(), set.end());
  out.set_digest = digest_of(set);
  out.order_digest = digest_of(order);

  const index::IndexReader& reader = engine.reader();
  Result<std::string> root = content_root(reader);
  if (!root) return tl::unexpected(wrap(root.error()));
  out.root = std::move(*root);
  out.index = reader.name();
  out.schema = index::kSchemaVersion;
  out.analyzer = index::analyzer_tag();
  out.lexicon = hex(index::text_hash(text::Lexicon::built_in_file()));
  out.names = names_hash(reader, request);
  return out;
}

SearchRequest request_of(const Citation& citation) {
  SearchRequest request;
  request.query = citation.query;
  request.any = citation.any;
  request.literal = citation.literal;
  request.exact_names = citation.exact_names;
  request.scattered = citation.scattered;
  request.language = citation.language;
  request.filters = citation.filters;
  request.from = citation.from;
  request.to = citation.to;
  request.sort = citation.sort == "-date"  ? Sort::kNewest
                 : citation.sort == "date" ? Sort::kOldest
                                           : Sort::kRelevance;
  request.scheme = citation.scheme;
  request.recency_years = citation.recency_years;
  request.today = dates::parse_iso_day(citation.today);
  return request;
}

}  // namespace dateline::search
