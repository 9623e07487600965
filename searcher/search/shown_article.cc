#include "searcher/search/shown_article.h"

#include <fmt/format.h>

#include <utility>

#include "common/dates/publication.h"
#include "common/dates/url_dates.h"
#include "common/index/schema.h"
#include "searcher/search/groups.h"

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

std::optional<index::Docid> find_article(const index::Terms& terms, std::string_view id) {
  for (const index::Field field : {index::Field::kId, index::Field::kKey}) {
    if (const auto docid = terms.first_docid(index::boolean_term(field, id))) return docid;
  }
  return std::nullopt;
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
  for (std::uint32_t other = 1; other < columns.rows(); ++other) {
    // A docid that is not used has no group, though its number may be the name of one.
    const bool is_used = columns.number(index::NumberColumn::kGroup, other) != 0;
    if (other == docid || !is_used || group_of(columns, other) != group) continue;
    ++shown.copies_in_all;
    if (shown.copies.size() >= kMaxCopies) continue;
    Result<Article> copy = reader.article(other);
    if (!copy) return fail(copy.error());
    copy->body.clear();
    shown.copies.push_back({other, std::move(*copy)});
  }
  return {};
}

}  // namespace dateline::search
