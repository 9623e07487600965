#include "indexer/pipeline/article_maker.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "common/index/archive_address.h"
#include "common/index/article_id.h"
#include "common/text/language.h"

namespace dateline::indexer {
namespace {

Source source_of(const Page& page) {
  if (!page.source_name.empty()) return {slug_of(page.source_name), page.source_name};
  const std::string host = index::host_of(page.url);
  return {host, host};
}

/// Hosts of publishers of North Korea. Sites of societies abroad and mirrors are none.
bool is_publishers_host(std::string_view host) {
  constexpr std::array<std::string_view, 4> kHosts = {"kcna.co.jp", "dprktoday.com", "uriminzokkiri.com",
                                                      "arirangmeari.com"};
  return host.ends_with(".kp") || std::ranges::find(kHosts, host) != kHosts.end();
}

/// Whether the page was captured at its publisher's.
bool is_first_party(const Page& page) {
  const std::optional<index::ArchiveAddress> archived = index::archive_address(page.captured_from);
  const std::string& from = archived                     ? archived->original
                            : page.captured_from.empty() ? page.url
                                                         : page.captured_from;
  return is_publishers_host(index::host_of(from));
}

/// Whether KCNA published the page itself: on its sites, or as KCNA Watch names its source.
bool is_agencys_own(const Page& page) {
  const std::string host = index::host_of(page.url);
  return host.ends_with("kcna.co.jp") || host.ends_with("kcna.kp") || page.source_name.starts_with("KCNA.") ||
         page.source_name == "KCNA";
}

bool is_korean_publisher(const Page& page) {
  return is_agencys_own(page) || is_publishers_host(index::host_of(page.url));
}

/// Dates of the text, counted in the record.
void take_dates(dates::DocumentDates& dated, std::string_view text, std::uint32_t offset, Article& article) {
  article.stamps.clear();
  for (dates::DateMention& stamp : dated.stamps) {
    Stamp printed{std::string(text.substr(stamp.offset, stamp.length)), stamp};
    printed.date.offset += offset;
    article.stamps.push_back(std::move(printed));
  }
  for (dates::DateMention& mention : dated.mentions) mention.offset += offset;
  article.publication = std::move(dated.publication);
  article.mentions = std::move(dated.mentions);
}

}  // namespace

DatedArticle ArticleMaker::make(Page page) {
  leave_archive(page);
  dates::DocumentInput input;
  input.text = page.text;
  input.header = page.header_date;
  input.field = page.field_date;
  input.captured = page.captured;
  input.url = page.url;
  input.listed = std::move(page.listed_date);
  input.path = std::move(page.path_date);
  input.mark = page.mark;
  input.fresh = page.captured && is_first_party(page);
  input.agencys_own = is_agencys_own(page);
  input.korean_publisher = is_korean_publisher(page);
  dates::DocumentDates dated = dater_.date(input);

  DatedArticle out;
  Article& article = out.article;
  take_dates(dated, page.text, page.text_offset, article);
  for (dates::Evidence& evidence : dated.evidence) {
    if (evidence.length != 0) evidence.offset += page.text_offset;
  }
  out.evidence = std::move(dated.evidence);
  if (evidences_ == Evidences::kTold) {
    for (PageMark& mark : page.marks)
      out.evidence.push_back(
          {std::move(mark.by), std::move(mark.printed), std::move(mark.reads), std::move(mark.verdict)});
  }

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
  out.basis = {std::move(page.text), page.text_offset, input};
  return out;
}

void ArticleMaker::date_anew(Article& article, const DatingBasis& basis, const dates::Publication& told) {
  dates::DocumentInput input = basis.input;
  input.text = basis.text;
  input.url = article.url;
  input.header.reset();
  input.listed.reset();
  input.path.reset();
  input.mark.reset();
  input.captured.reset();  // that bound was held where the other capture was dated
  input.field = dates::GivenDate{told.from, told.precision};
  dates::DocumentDates dated = dater_.date(input);
  take_dates(dated, basis.text, basis.text_offset, article);
  article.publication.by = told.by;
  article.publication.confidence = told.confidence;
}

}  // namespace dateline::indexer
