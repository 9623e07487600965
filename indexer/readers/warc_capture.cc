#include "indexer/readers/warc_capture.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "indexer/readers/arc_header.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/field_lines.h"
#include "indexer/readers/html/charset.h"
#include "indexer/readers/html/read_html.h"
#include "indexer/readers/html_capture.h"
#include "indexer/readers/http_response.h"
#include "indexer/readers/missing_page.h"
#include "indexer/readers/text_capture.h"
#include "indexer/readers/warc_header.h"

namespace dateline::indexer {
namespace {

enum class Kind : std::uint8_t { kPage, kText, kOther };

/// "text/html" of "Text/HTML; charset=…".
std::string_view media_type(std::string_view content_type) {
  return trimmed(content_type.substr(0, content_type.find(';')));
}

Kind kind_of(std::string_view media_type) {
  if (equal_folded(media_type, "text/html") || equal_folded(media_type, "application/xhtml+xml"))
    return Kind::kPage;
  if (equal_folded(media_type, "text/plain")) return Kind::kText;
  return Kind::kOther;
}

/// Of a body whose type nobody tells: a page when it begins like one.
Kind sniff(std::string_view body) {
  body = body.substr(0, 512);
  const std::size_t start = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (start == std::string_view::npos) return Kind::kOther;
  body.remove_prefix(start);
  for (const std::string_view mark : {"<!doctype html", "<html", "<head", "<body"}) {
    if (equal_folded(body.substr(0, mark.size()), mark)) return Kind::kPage;
  }
  return Kind::kOther;
}

/// A reason for counting: types are of the big families only, so that a hostile file cannot make many
/// reasons.
std::string type_reason(std::string_view archive, std::string_view media_type) {
  for (const std::string_view family : {"image/", "audio/", "video/", "font/", "text/", "application/"}) {
    if (equal_folded(media_type.substr(0, family.size()), family)) {
      return fmt::format("{} response of type {}…", archive, family);
    }
  }
  return fmt::format("{} response of unknown type", archive);
}

/// What crawlers write about their own work: logs, extracted texts, screenshots, lists of pages. Articles
/// have an address of the web, or of a file that is a page.
bool is_crawlers_own(std::string_view target, Kind kind) {
  const std::string_view path = target.substr(0, target.find_first_of("?#"));
  if (path.ends_with("/robots.txt")) return true;
  if (kind != Kind::kPage) {
    for (const std::string_view ending : {".log", ".jsonl", ".cdx", ".cdxj", ".wat", ".wet"}) {
      if (path.ends_with(ending)) return true;
    }
  }
  const std::size_t colon = target.find_first_of(":/?#");
  if (colon == std::string_view::npos || target[colon] != ':') return false;  // no scheme
  const std::string_view scheme = target.substr(0, colon);
  for (const std::string_view web : {"http", "https", "ftp"}) {
    if (equal_folded(scheme, web)) return false;
  }
  return !equal_folded(scheme, "file") || kind == Kind::kText;
}

/// What a record of a web archive gives, whatever the archive.
struct ArchivedRecord {
  std::string_view archive;  ///< "WARC", in reasons
  std::string_view target;
  std::optional<dates::Day> captured;
  HttpHead http;
  bool is_response = false;  ///< `http` has a head of its own
};

void read_archived(const ArchivedRecord& record, const Origin& origin, PageSink& sink) {
  const auto report = [&](Reject::Kind kind, std::string reason, std::string remedy) {
    sink.rejects.push_back({kind, origin, std::move(reason), std::move(remedy)});
  };
  const auto skip = [&](std::string reason) { ++sink.skipped[std::move(reason)]; };
  const HttpHead& http = record.http;
  if (record.is_response && http.status != 200) {
    if (const auto missing = missing_by_status(http.status, http.location);
        missing && is_page_address(record.target)) {
      sink.missing.push_back(
          {one_line(record.target), record.captured, static_cast<std::uint16_t>(http.status), *missing});
    }
    const bool real = http.status >= 100 && http.status <= 599;
    return skip(real ? fmt::format("{} response with HTTP status {}", record.archive, http.status)
                     : fmt::format("{} response without HTTP status", record.archive));
  }
  const std::string_view type = media_type(http.content_type);
  Kind kind = kind_of(type);
  if (is_crawlers_own(record.target, kind)) return skip("robots.txt or a record of the crawler's own");
  if (kind == Kind::kOther && !type.empty()) return skip(type_reason(record.archive, type));

  const HttpBody body = decode_http_body(http, HtmlLimits().bytes);
  if (!body.unknown.empty()) {
    return report(Reject::Kind::kRejected,
                  fmt::format("the body has the unknown coding '{}'", one_line(body.unknown).substr(0, 40)),
                  "fetch the page again");
  }
  if (body.too_long) {
    return report(Reject::Kind::kRejected, "the page is larger than 16 MiB", "no page for people is so long");
  }
  if (type.empty()) kind = sniff(body.bytes);
  if (kind == Kind::kOther) return skip(fmt::format("{} response of unknown type", record.archive));
  if (body.bytes.empty()) return skip(fmt::format("{} response without a body", record.archive));
  if (!body.whole)
    report(Reject::Kind::kWarning, "the body of the response is cut off", "what is there is read");

  CaptureContext context;
  context.url = one_line(record.target);
  context.captured = record.captured;
  context.charset = html::charset_of_content_type(http.content_type);
  if (kind == Kind::kPage) {
    read_html_capture(body.bytes, origin, sink, context);
  } else {
    read_text_capture(body.bytes, origin, sink, context);
  }
}

/// A page that was fetched again and had not changed: evidence that it was there, and what it said.
void read_revisit(const WarcHeader& warc, std::string_view block, PageSink& sink) {
  ++sink.skipped["WARC record of type revisit"];
  if (!is_page_address(warc.target)) return;
  const bool has_head = equal_folded(media_type(warc.content_type), "application/http");
  const int status = has_head ? parse_http_response(block).status : 200;
  MissingPage page{.address = one_line(warc.target), .day = dates::parse_iso_day(warc.date.substr(0, 10))};
  constexpr int kNotModified = 304;
  if (status == 200 || status == kNotModified) {
    page.missing = ledger::Missing::kThere;
    page.status = static_cast<std::uint16_t>(status);
    page.unchanged = true;
    page.same_as = dates::parse_iso_day(warc.same_as.substr(0, 10));
  } else if (const auto missing = missing_by_status(status, {})) {
    page.missing = *missing;
    page.status = static_cast<std::uint16_t>(status);
  } else {
    return;
  }
  sink.missing.push_back(std::move(page));
}

void reject_head(const Origin& origin, PageSink& sink) {
  sink.rejects.push_back(
      {Reject::Kind::kRejected, origin, "the head of the record is damaged", "fetch the file again"});
}

}  // namespace

void read_warc_capture(std::string_view record, const Origin& origin, PageSink& sink) {
  const std::optional<WarcHeader> warc = parse_warc_header(record);
  if (!warc) return reject_head(origin, sink);
  const std::string_view block = record.substr(warc->bytes);
  if (equal_folded(warc->type, "revisit")) return read_revisit(*warc, block, sink);
  ArchivedRecord archived{"WARC", warc->target, dates::parse_iso_day(warc->date.substr(0, 10)), {}, false};
  if (equal_folded(media_type(warc->content_type), "application/http") ||
      (equal_folded(warc->type, "response") && block.starts_with("HTTP/"))) {
    archived.http = parse_http_response(block);
    archived.is_response = true;
  } else if (equal_folded(warc->type, "resource")) {
    archived.http.content_type = warc->content_type;
    archived.http.body = block;
  } else {
    ++sink.skipped["WARC response that is not HTTP"];
    return;
  }
  read_archived(archived, origin, sink);
}

void read_arc_capture(std::string_view record, const Origin& origin, PageSink& sink) {
  const std::optional<ArcHeader> arc = parse_arc_header(record);
  if (!arc) return reject_head(origin, sink);
  const std::string_view block = record.substr(arc->bytes);
  ArchivedRecord archived{"ARC", arc->target, arc->captured, {}, false};
  if (arc->target.starts_with("dns:")) {
    ++sink.skipped["robots.txt or a record of the crawler's own"];
    return;
  }
  // Early servers sent no head.
  archived.is_response = block.starts_with("HTTP/");
  if (archived.is_response) {
    archived.http = parse_http_response(block);
  } else {
    archived.http.body = block;
  }
  if (archived.http.content_type.empty()) archived.http.content_type = arc->content_type;
  if (archived.http.content_type == "no-type") archived.http.content_type = {};
  read_archived(archived, origin, sink);
}

}  // namespace dateline::indexer
