#include "indexer/readers/html_capture.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "common/dates/scanner.h"
#include "common/dates/zones.h"
#include "common/index/archive_address.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/data_addresses.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/html/read_html.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/leftovers.h"
#include "indexer/readers/listing.h"
#include "indexer/readers/missing_page.h"
#include "indexer/readers/self_extracting.h"

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

/// The day of publication by the marks of the page, and what is to be said of each. A mark that does not call
/// itself the day of publication and is the day of capture proves nothing: pages print the day of viewing.
void take_marks(Page& page, std::vector<html::DateMark> marks) {
  using Standing = html::DateMark::Standing;
  const auto of_viewing = [&](const html::DateMark& mark) {
    return !mark.says_published && mark.date.day && page.captured && *mark.date.day == *page.captured;
  };
  for (html::DateMark& mark : marks) {
    if (mark.standing == Standing::kForeign || !of_viewing(mark)) continue;
    const bool alone = std::ranges::none_of(marks, [&](const html::DateMark& other) {
      return other.says_published && other.standing == Standing::kOwn && other.date.day == mark.date.day;
    });
    if (!alone) continue;
    mark.standing = Standing::kForeign;
    mark.place += ", but it is the day of capture";
  }
  const html::DateMark* published = html::published_mark(marks);
  if (published != nullptr) page.field_date = given_date(published->date);
  if (!page.field_date) page.mark = html::unexplained_day(marks);
  for (const html::DateMark& mark : marks) {
    const std::string_view verdict = &mark == published                        ? "used: "
                                     : mark.standing == Standing::kOwn         ? "of the article: "
                                     : mark.standing == Standing::kUnexplained ? "unexplained: "
                                                                               : "not counted: ";
    page.marks.push_back({mark.date.from + " " + mark.date.printed,
                          mark.date.day ? dates::to_iso(*mark.date.day) : std::string(),
                          std::string(verdict) + mark.place});
  }
}

/// The line of the page that is its stamp stands before the text, where dates are read; not when it is the
/// text of the mark that was used, which would be one piece of evidence twice, nor when it is a clock that
/// stood at the day of capture.
void take_stamp(Page& page, const HtmlPage& html) {
  if (html.stamp.empty()) return;
  const bool of_viewing = html.stamp_above && page.captured && html.stamp_day == page.captured;
  const html::DateMark* published = html::published_mark(html.marks);
  const bool twice = published != nullptr && published->date.from.find("time") == 0 && html.stamp_day &&
                     published->date.day == html.stamp_day;
  if (!of_viewing && !twice) page.text = html.stamp + "\n\n" + page.text;
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
                       const CaptureContext& context, html::FragmentMass* mass) {
  const auto reject = [&](std::string reason, std::string remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, std::move(reason), std::move(remedy)});
  };
  if (bytes.empty()) return reject("the file is empty", "capture the page again");
  std::string slim;
  if (auto page = self_extracted_page(bytes)) bytes = slim = std::move(*page);
  if (bytes.size() > HtmlLimits().bytes) {
    // Its pictures do not count.
    bytes = slim = without_data_addresses(bytes);
    if (bytes.size() > HtmlLimits().bytes)
      return reject("the page is larger than 16 MiB", "cut what is no page out of it");
  }
  const std::string page_charset = html::declared_charset(bytes);
  const CaptureText decoded = decode_capture(bytes, {context.charset, page_charset});
  // A stray NUL in a page of UTF-8 is no matter: the parser passes over it.
  if (!decoded.problem.empty() && !simdjson::validate_utf8(bytes.data(), bytes.size())) {
    return reject(decoded.problem, std::string(kNoTextRemedy));
  }
  if (decoded.converted) bytes = *decoded.converted;
  std::string mended(bytes);
  const Mojibake mojibake = mend_mojibake(mended);
  if (mojibake == Mojibake::kMended) bytes = mended;
  Result<HtmlPage> html = read_html(bytes, {}, context.url);
  if (!html) return reject(html.error().what, html.error().hint);
  if (mass != nullptr) *mass = html->mass;
  Page page;
  page.origin = origin;
  page.is_web_page = true;
  page.title = one_line(html->title);
  page.text = std::move(html->body);
  page.url = context.url.empty() ? one_line(html->canonical_url) : context.url;
  page.source_name = one_line(html->site_name);
  page.captured_from = context.url.empty() ? html->saved_url : context.url;
  page.captured = context.captured;
  if (!page.captured && html->captured) page.captured = html->captured->day;
  leave_archive(page);
  // The page may name itself where a copy of it was saved.
  if (const auto copy = index::archive_address(page.captured_from); copy && copy->captured)
    page.captured = copy->captured;
  if (page.captured && !page.captured_from.empty()) {
    if (auto listing = read_listing(html->dated_links, page.captured_from, page.url, *page.captured))
      sink.listings.push_back(std::move(*listing));
  }
  take_marks(page, html->marks);
  cut_kcna_watch(page, *html);
  page.body = tidy_paragraphs(page.text);
  take_stamp(page, *html);
  if (const auto missing = missing_by_text(page.title, page.body); missing && !page.url.empty()) {
    sink.missing.push_back({page.url, page.captured, 0, *missing});
    ++sink.skipped[std::string(reason_of(*missing))];
    return;
  }
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
