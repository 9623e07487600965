#include "searcher/search/shown_article.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/dates/publication.h"
#include "common/dates/url_dates.h"
#include "common/index/article_id.h"
#include "common/index/article_with.h"
#include "common/index/schema.h"
#include "searcher/search/groups.h"
#include "searcher/search/tie_break.h"

namespace dateline::search {
namespace {

using dates::DateMention;
using dates::Evidence;
using dates::Publication;

dates::PublicationEvidence evidence_for(const Article& article) {
  const Publication& publication = article.publication;
  dates::PublicationEvidence out;
  if (publication.by == "header") out.header = publication.from;
  const dates::GivenDate given{publication.from, publication.precision};
  if (publication.by == "field") out.field = given;
  if (publication.by == "metadata") out.listed = given;
  if (publication.by == "path") out.path = given;
  for (const Stamp& stamp : article.stamps) out.stamps.push_back(stamp.date);
  for (const DateMention& mention : article.mentions) {
    if (mention.kind != dates::Kind::kDateline || out.dateline) continue;
    const bool known = mention.precision == dates::Precision::kDay;
    out.dateline = dates::DatelineEvidence{known ? dates::month_of(mention.from) : mention.month,
                                           known ? dates::day_of_month(mention.from) : mention.day};
  }
  const dates::UrlDates url = dates::read_url(article.url);
  out.url = url.published;
  out.ingested = url.ingested;
  out.captured = article.captured;
  return out;
}

}  // namespace

std::optional<index::Docid> find_article(const index::IndexReader& reader, std::string_view id) {
  for (const std::string& term : terms_of_article(id)) {
    if (const auto docid = index::article_with(reader.terms(), reader.columns(), term)) return docid;
  }
  return std::nullopt;
}

std::optional<ArticleId> id_of_article(std::string_view id) {
  if (const auto parsed = parse_article_id(id)) return parsed;
  return id.find('/') == std::string_view::npos ? std::nullopt : std::optional(index::address_id(id));
}

std::vector<std::string> terms_of_article(std::string_view id) {
  std::vector<std::string> out;
  if (const auto meant = id_of_article(id))
    out.push_back(index::boolean_term(index::Field::kId, to_string(*meant)));
  out.push_back(index::boolean_term(index::Field::kKey, id));
  return out;
}

std::vector<Evidence> evidence_of(const Article& article) {
  const dates::PublicationEvidence evidence = evidence_for(article);
  const dates::Verdicts verdicts = dates::decide_publication(evidence).verdicts;
  std::vector<Evidence> out;
  const auto add = [&](std::string by, std::string printed, std::string reads, const std::string& verdict) {
    out.push_back({std::move(by), std::move(printed), std::move(reads), verdict});
  };
  const std::string published = dates::publication_text(article.publication);
  if (evidence.header) add("header", "", published, verdicts.header);
  if (evidence.field) add("field", "", published, verdicts.field);
  if (evidence.listed) add("metadata", "", published, verdicts.listed);
  if (evidence.path) add("path", "", published, verdicts.path);
  for (std::size_t i = 0; i < article.stamps.size(); ++i) {
    add("stamp", article.stamps[i].printed, dates::interval_text(article.stamps[i].date),
        i < verdicts.stamps.size() ? verdicts.stamps[i] : "");
  }
  if (evidence.dateline) {
    add("dateline", "", fmt::format("--{:02}-{:02}", evidence.dateline->month, evidence.dateline->day),
        verdicts.dateline);
  }
  if (evidence.url) add("url", article.url, dates::to_iso(*evidence.url), verdicts.url);
  if (evidence.ingested) add("ingest", article.url, dates::to_iso(*evidence.ingested), verdicts.ingested);
  if (evidence.captured) add("capture", "", dates::to_iso(*evidence.captured), verdicts.captured);
  return out;
}

Status add_copies(const index::IndexReader& reader, std::uint32_t docid, ShownArticle& shown) {
  const index::Columns& columns = reader.columns();
  const std::uint32_t group = group_of(columns, docid);
  std::vector<index::Docid> copies;
  for (index::Docid other = 1; other <= columns.last_docid(); ++other) {
    if (other != docid && columns.is_living(other) && group_of(columns, other) == group)
      copies.push_back(other);
  }
  std::sort(copies.begin(), copies.end(),
            [&](index::Docid a, index::Docid b) { return older_first(columns, a, b); });
  shown.copies_in_all = copies.size();
  if (copies.size() > kMaxCopies) copies.resize(kMaxCopies);
  for (const index::Docid other : copies) {
    Result<Article> copy = reader.article(other);
    if (!copy) return fail(copy.error());
    copy->body.clear();
    shown.copies.push_back({other, std::move(*copy)});
  }
  return {};
}

}  // namespace dateline::search
