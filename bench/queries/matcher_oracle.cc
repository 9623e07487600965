#include "bench/queries/matcher_oracle.h"

#include <fmt/format.h>
#include <xapian.h>

#include "common/index/terms_databases.h"
#include "common/index/xapian_wall.h"
#include "common/text/analyzer.h"
#include "common/text/lexicon.h"
#include "searcher/query/parser.h"
#include "searcher/query/planner.h"
#include "searcher/search/xapian_query.h"

namespace dateline::bench {
namespace {

constexpr std::string_view kYearFilter = "year=";

Result<Xapian::Query> filters_of(const search::SearchRequest& request) {
  std::vector<std::string> terms;
  for (const std::string& filter : request.filters) {
    if (!filter.starts_with(kYearFilter)) {
      return fail(ErrorKind::kUsage, fmt::format("the count for the filter {} is not known", filter));
    }
    terms.push_back(std::string(index::info(index::Field::kPublished).year_prefix) +
                    filter.substr(kYearFilter.size()));
  }
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

Result<std::uint64_t> visit_all(const search::SearchRequest& request, const index::IndexReader& reader) {
  text::Analyzer analyzer;
  const Result<text::Lexicon> lexicon = text::Lexicon::built_in(analyzer);
  if (!lexicon) return fail(lexicon.error());
  query::PlanOptions options;
  options.mode = request.any ? query::Mode::kAny : query::Mode::kAll;
  options.languages = {text::Language::from_code(request.language)};
  options.lexicon = &*lexicon;
  const auto ast = query::parse(request.query);
  if (!ast) return fail(ast.error().to_error());
  const auto plan = query::plan(*ast, request.query, reader.terms(), analyzer, options);
  if (!plan) return fail(plan.error().to_error());
  Xapian::Query query = search::to_xapian(plan->root, reader.terms());
  if (!request.filters.empty()) {
    const Result<Xapian::Query> filters = filters_of(request);
    if (!filters) return fail(filters.error());
    query = Xapian::Query(Xapian::Query::OP_FILTER, query, *filters);
  }
  const Xapian::Database& database = reader.terms().databases().all();
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const Xapian::MSet all = enquire.get_mset(0, database.get_doccount());
  return all.size();
}

}  // namespace

Result<std::uint64_t> count_by_matcher(const search::SearchRequest& request,
                                       const index::IndexReader& reader) {
  const auto counted = index::guard([&] { return visit_all(request, reader); });
  return counted ? *counted : fail(counted.error());
}

}  // namespace dateline::bench
