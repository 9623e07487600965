#include "indexer/pipeline/article_maker.h"

#include <utility>

#include "common/index/article_id.h"
#include "common/text/language.h"

namespace dateline::indexer {
namespace {

Source source_of(const Page& page) {
  if (!page.source_name.empty()) return {slug_of(page.source_name), page.source_name};
  const std::string host = index::host_of(page.url);
  return {host, host};
}

/// Whether KCNA published the page itself: on its sites, or as KCNA Watch names its source.
bool is_agencys_own(const Page& page) {
  const std::string host = index::host_of(page.url);
  return host.ends_with("kcna.co.jp") || host.ends_with("kcna.kp") || page.source_name.starts_with("KCNA.") ||
         page.source_name == "KCNA";
}

bool is_korean_publisher(const Page& page) {
  return is_agencys_own(page) || index::host_of(page.url).ends_with(".kp");
}

}  // namespace

DatedArticle ArticleMaker::make(Page page) {
  dates::DocumentInput input;
  input.text = page.text;
  input.header = page.header_date;
  input.field = page.field_date;
  input.captured = page.captured;
  input.url = page.url;
  input.agencys_own = is_agencys_own(page);
  input.korean_publisher = is_korean_publisher(page);
  dates::DocumentDates dated = dater_.date(input);

  DatedArticle out;
  Article& article = out.article;
  for (dates::DateMention& stamp : dated.stamps) {
    Stamp printed{std::string(std::string_view(page.text).substr(stamp.offset, stamp.length)), stamp};
    printed.date.offset += page.text_offset;
    article.stamps.push_back(std::move(printed));
  }
  for (dates::DateMention& mention : dated.mentions) mention.offset += page.text_offset;
  for (dates::Evidence& evidence : dated.evidence) {
    if (evidence.length != 0) evidence.offset += page.text_offset;
  }
  article.publication = std::move(dated.publication);
  article.mentions = std::move(dated.mentions);
  out.evidence = std::move(dated.evidence);

  article.key = std::move(page.key);
  article.source = source_of(page);
  article.url = std::move(page.url);
  article.language = text::Language::from_code(page.language);
  if (!article.language.known()) article.language = text::detect_language(page.title, page.body);
  article.title = std::move(page.title);
  article.body = std::move(page.body);
  article.topic = std::move(page.topic);
  article.captured = page.captured;
  article.origin = std::move(page.origin);
  article.extra = std::move(page.extra);
  index::fold_text(article.body, folded_);
  article.body_hash = index::text_hash(folded_);
  article.id = index::article_id(article, folded_);
  return out;
}

}  // namespace dateline::indexer
