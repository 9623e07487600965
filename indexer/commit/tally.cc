#include "indexer/commit/tally.h"

#include <map>
#include <string>

namespace dateline::indexer {

namespace {

std::string value_of(const index::Columns& columns, index::Facet facet, index::Docid docid) {
  return std::string(columns.value(facet, columns.ordinal(facet, docid)));
}

}  // namespace

void put_in(const index::Columns& columns, index::Docid docid, index::IndexCounts& counts) {
  ++counts.by_source[value_of(columns, index::Facet::kSource, docid)];
  ++counts.by_language[value_of(columns, index::Facet::kLanguage, docid)];
  ++counts.by_confidence[value_of(columns, index::Facet::kConfidence, docid)];
  if (columns.number(index::NumberColumn::kPublished, docid) == 0) ++counts.undated;
  ++counts.articles;
}

void put_in(const Article& article, index::IndexCounts& counts) {
  ++counts.by_source[article.source.slug];
  ++counts.by_language[std::string(article.language.code())];
  ++counts.by_confidence[std::string(dates::name(article.publication.confidence))];
  if (article.publication.confidence == dates::Confidence::kNone) ++counts.undated;
  ++counts.articles;
}

void take_out(const index::Columns& columns, index::Docid docid, index::IndexCounts& counts) {
  const auto one_less = [&](index::Facet facet, std::map<std::string, std::uint64_t>& by) {
    const auto found = by.find(value_of(columns, facet, docid));
    if (found != by.end() && --found->second == 0) by.erase(found);
  };
  one_less(index::Facet::kSource, counts.by_source);
  one_less(index::Facet::kLanguage, counts.by_language);
  one_less(index::Facet::kConfidence, counts.by_confidence);
  if (columns.number(index::NumberColumn::kPublished, docid) == 0) --counts.undated;
  --counts.articles;
}

void add_run(const BuildReport& report, index::IndexCounts& counts) {
  counts += report;
  for (const auto& [slug, name] : report.source_names) counts.source_names.insert_or_assign(slug, name);
}

void report_index(const index::IndexCounts& counts, BuildReport& report) {
  report.articles = counts.articles;
  report.groups = counts.groups;
  report.undated = counts.undated;
  report.by_source = counts.by_source;
  report.by_language = counts.by_language;
  report.by_confidence = counts.by_confidence;
}

}  // namespace dateline::indexer
