// Any bytes as a request: the engine answers or refuses, and what it answers adds up. The first byte chooses
// options; then come the query and, after line feeds, a filter, the first day and an earlier query.

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>

#include <xapian.h>

#include "searcher/search/engine.h"
#include "searcher/search/xapian_query.h"
#include "tests/fuzz/open_engine.h"

namespace {

using namespace dateline;
using fuzz::check;
using search::SearchRequest;
using search::SearchResponse;

SearchRequest request_of(std::string_view bytes) {
  SearchRequest request;
  const unsigned char options = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
  if (!bytes.empty()) bytes.remove_prefix(1);
  std::array<std::string, 4> lines;
  for (std::string& line : lines) {
    const std::size_t end = &line == &lines.back() ? bytes.size() : std::min(bytes.find('\n'), bytes.size());
    line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  request.any = (options & 1) != 0;
  request.literal = (options & 2) != 0;
  request.exact_names = (options & 4) != 0;
  request.copies = (options & 8) != 0;
  request.sort = (options & 16) != 0 ? search::Sort::kNewest : search::Sort::kRelevance;
  if ((options & 32) != 0) request.scheme = "bm25";
  request.offset = (options & 64) != 0 ? 2 : 0;
  request.limit = 5;
  request.query = lines[0];
  if (!lines[1].empty()) request.filters = {lines[1]};
  request.from = lines[2];
  if (!lines[3].empty()) request.context = {lines[3]};
  request.facets = {index::Facet::kSource, index::Facet::kYear, index::Facet::kFlag, index::Facet::kCopies};
  return request;
}

void check_refusal(const search::SearchError& refused) {
  check(!refused.error.what.empty() && !refused.stopped());
}

void check_answer(const SearchResponse& answer, const SearchRequest& request) {
  check(answer.groups <= answer.total && answer.total <= answer.index_articles);
  check(answer.hits.size() <= request.limit);
  // A first page is empty when nothing was found, and then the answer says why.
  if (request.offset == 0) check(answer.hits.empty() == (answer.total == 0));
  for (const search::FacetResult& facet : answer.facets) {
    const std::uint64_t counted =
        std::accumulate(facet.values.begin(), facet.values.end(), facet.others + facet.none,
                        [](std::uint64_t sum, const search::FacetValue& value) { return sum + value.count; });
    check(facet.facet == index::Facet::kFlag ? counted >= facet.articles : counted == facet.articles);
    check(facet.articles >= answer.total);
  }
  if (request.sort == search::Sort::kRelevance)
    check(std::ranges::is_sorted(answer.hits, std::greater<>(), &search::Hit::score));
}

/// The articles of a plan, by Xapian's matcher.
std::uint64_t visit_all(const index::IndexReader& reader, const query::Plan& plan) {
  const Xapian::Database& database = reader.segments().front()->database();  // a fresh index has one
  Xapian::Enquire enquire(database);
  enquire.set_query(search::to_xapian(plan.root, reader.terms()));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return enquire.get_mset(0, database.get_doccount()).size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static search::Engine& engine = fuzz::open_engine();
  const SearchRequest request = request_of({reinterpret_cast<const char*>(data), size});

  const auto answer = engine.search(request);
  answer ? check_answer(*answer, request) : check_refusal(answer.error());

  const auto explanation = engine.explain(request, "0");
  if (!explanation) check_refusal(explanation.error());
  if (answer) check(explanation.has_value());

  const auto selected = engine.select(request);
  check(selected.has_value() == answer.has_value());
  if (!selected) return 0;
  check(selected->matches.size() == answer->total);
  const bool whole =
      request.filters.empty() && request.from.empty() && !search::needs_match_set(selected->plan.root);
  if (whole) check(visit_all(engine.reader(), selected->plan) == answer->total);
  return 0;
}
