#include "indexer/readers/html_capture.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/html.h"
#include "indexer/readers/leftovers.h"

namespace dateline::indexer {
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
  Result<HtmlPage> html = read_html(bytes);
  if (!html) return reject(html.error().what, html.error().hint);
  Page page;
  page.origin = origin;
  page.title = one_line(html->title);
  page.text = std::move(html->body);
  page.body = tidy_paragraphs(page.text);
  page.url = context.url.empty() ? one_line(html->canonical_url) : context.url;
  page.source_name = one_line(html->site_name);
  if (html->published && html->published->day) {
    page.field_date = dates::GivenDate{*html->published->day, dates::Precision::kDay};
  }
  page.captured = context.captured;
  if (!page.captured && html->captured) page.captured = html->captured->day;
  if (page.title.empty() && page.body.empty())
    return reject("the page holds no text", "capture the page again");
  if (page.body.empty()) {
    sink.rejects.push_back(
        {Reject::Kind::kWarning, origin, "the page has no main text", "its title is indexed"});
  }
  if (!decoded.warning.empty()) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, decoded.warning, std::string(kConvertedRemedy)});
  }
  mend_page(page, sink.rejects);
  sink.pages.push_back(std::move(page));
}

}  // namespace dateline::indexer
