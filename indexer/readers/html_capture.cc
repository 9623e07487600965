#include "indexer/readers/html_capture.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "common/dates/scanner.h"
#include "common/dates/zones.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/html/read_html.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/leftovers.h"

namespace dateline::indexer {
namespace {

/// The day of publication that the metadata of a page give: written by a machine, or for people.
std::optional<dates::GivenDate> given_date(const html::PageDate& date) {
  if (date.day) return dates::GivenDate{*date.day, dates::Precision::kDay};
  return parse_field_date(date.printed);
}

bool is_kcna_watch(const Page& page) {
  return page.url.find("://kcnawatch.") != std::string::npos ||
         page.url.find("://www.kcnawatch.") != std::string::npos ||
         page.source_name.starts_with("KCNA Watch");
}

/// Pages of KCNA Watch have the parts of its text captures: header and teasers are no part of the article.
/// Pages of others are left alone, because a line such as "More From …" may stand in any text.
void cut_kcna_watch(Page& page, const HtmlPage& html) {
  const std::string& header = html.aggregator_header;
  if (header.empty() && !is_kcna_watch(page)) return;
  if (const std::size_t at = header.empty() ? std::string::npos : page.text.find(header);
      at != std::string::npos) {
    page.text.erase(0, at + header.size());
  }
  page.text.resize(dates::teasers_begin(page.text));
  const dates::CaptureLayout layout =
      dates::split_zones(html.capture_line + "\nTitle\n\n" + header + "\n\nText\n");
  page.header_date = layout.header_date;
  if (!page.captured) page.captured = layout.captured;
  // The site is the aggregator; its header names the publisher.
  if (!layout.source_name.empty()) page.source_name = layout.source_name;
}

}  // namespace

void read_html_capture(std::string_view bytes, const Origin& origin, PageSink& sink,
                       const CaptureContext& context) {
  const auto reject = [&](std::string reason, std::string remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, std::move(reason), std::move(remedy)});
  };
  if (bytes.empty()) return reject("the file is empty", "capture the page again");
  if (bytes.size() > HtmlLimits().bytes) {
    return reject("the page is larger than 16 MiB", "cut what is no page out of it");
  }
  const CaptureText decoded =
      decode_capture(bytes, context.charset.empty() ? html::declared_charset(bytes) : context.charset);
  // A stray NUL in a page of UTF-8 is no matter: the parser passes over it.
  if (!decoded.problem.empty() && !simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return reject(decoded.problem, std::string(kNoTextRemedy));
  }
  if (decoded.converted) bytes = *decoded.converted;
  std::string mended(bytes);
  const Mojibake mojibake = mend_mojibake(mended);
  if (mojibake == Mojibake::kMended) bytes = mended;
  Result<HtmlPage> html = read_html(bytes);
  if (!html) return reject(html.error().what, html.error().hint);
  Page page;
  page.origin = origin;
  page.title = one_line(html->title);
  page.text = std::move(html->body);
  page.url = context.url.empty() ? one_line(html->canonical_url) : context.url;
  page.source_name = one_line(html->site_name);
  if (html->published) page.field_date = given_date(*html->published);
  page.captured = context.captured;
  if (!page.captured && html->captured) page.captured = html->captured->day;
  cut_kcna_watch(page, *html);
  page.body = tidy_paragraphs(page.text);
  if (!html->stamp.empty()) page.text = html->stamp + "\n\n" + page.text;
  if (page.title.empty() && page.body.empty())
    return reject("the page holds no text", "capture the page again");
  if (page.body.empty()) {
    sink.rejects.push_back(
        {Reject::Kind::kWarning, origin, "the page has no main text", "its title is indexed"});
  }
  if (!decoded.warning.empty()) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, decoded.warning, std::string(kConvertedRemedy)});
  }
  if (mojibake == Mojibake::kMended) sink.rejects.push_back(*mojibake_warning(mojibake, origin));
  mend_page(page, sink.rejects);
  sink.pages.push_back(std::move(page));
}

}  // namespace dateline::indexer
