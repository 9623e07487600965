#include "indexer/readers/html_capture.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

#include "indexer/readers/clean.h"
#include "indexer/readers/html.h"

namespace dateline::indexer {
namespace {

/// The bytes in UTF-8, nullopt when ICU does not know the encoding.
std::optional<std::string> decode(std::string_view bytes, const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset.c_str(), &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status)) return std::nullopt;
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(),
                                status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string out;
  text.toUTF8String(out);
  return out;
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
  std::string decoded;
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    const std::string charset = html::declared_charset(bytes);
    const bool utf8 = charset.empty() || ucnv_compareNames(charset.c_str(), "UTF-8") == 0;
    auto text = utf8 ? std::nullopt : decode(bytes, charset);
    if (!text && charset.empty()) {
      return reject("the page is not UTF-8 and declares no encoding",
                    "convert it, for example with: iconv -f EUC-KR -t UTF-8");
    }
    if (!text && !utf8) {
      return reject(
          fmt::format("the page declares the unknown encoding '{}'", one_line(charset).substr(0, 40)),
          "convert it, for example with: iconv -f EUC-KR -t UTF-8");
    }
    if (text) {
      decoded = std::move(*text);
      bytes = decoded;
    }
  }
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
  sink.pages.push_back(std::move(page));
}

}  // namespace dateline::indexer
