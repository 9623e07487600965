#include "indexer/readers/text_capture.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/byte_order_mark.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/leftovers.h"

namespace dateline::indexer {
namespace {

using dates::Zone;

std::string_view slice(std::string_view text, const Zone& zone) {
  return text.substr(zone.offset, zone.length);
}

/// The same text, every byte at its place, with blanks for a byte order mark and the lines of an old
/// Macintosh ended by LF; empty when there is nothing to change.
std::string with_plain_lines(std::string_view text) {
  std::string out;
  const bool marked = text.starts_with(kByteOrderMark);
  const bool no_feeds =
      text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos;
  if (!marked && !no_feeds) return out;
  out = text;
  if (marked) out.replace(0, kByteOrderMark.size(), kByteOrderMark.size(), ' ');
  if (no_feeds) std::ranges::replace(out, '\r', '\n');
  return out;
}

}  // namespace

void read_text_capture(std::string_view bytes, const Origin& origin, PageSink& sink,
                       const CaptureContext& context) {
  const auto reject = [&](std::string reason, std::string remedy) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, std::move(reason), std::move(remedy)});
  };
  if (bytes.empty()) return reject("the file is empty", "capture the page again");
  const CaptureText decoded = decode_capture(bytes, {context.charset, {}});
  if (!decoded.problem.empty()) return reject(decoded.problem, std::string(kNoTextRemedy));
  if (decoded.converted) bytes = *decoded.converted;
  std::string mended(bytes);
  const Mojibake mojibake = mend_mojibake(mended);
  if (mojibake == Mojibake::kMended) bytes = mended;
  const std::string plain = with_plain_lines(bytes);
  if (!plain.empty()) bytes = plain;

  const dates::CaptureLayout layout = dates::split_zones(bytes);
  Page page;
  page.origin = origin;
  page.zones = layout.zones;
  page.captured = layout.captured ? layout.captured : context.captured;
  page.url = context.url;
  page.header_date = layout.header_date;
  page.source_name = layout.source_name;

  // Dates are read from everything between header and teasers, the title of a plain page included: a page
  // head such as "calendar>>September 21. 2018 Juche 107" may be its first line.
  bool seen_main = false;
  std::uint32_t main_end = 0;
  std::uint32_t header_end = 0;
  for (const Zone& zone : layout.zones) {
    if (zone.kind == Zone::Kind::kCapture || zone.kind == Zone::Kind::kHeader)
      header_end = zone.offset + zone.length;
  }
  for (const Zone& zone : layout.zones) {
    if (zone.kind == Zone::Kind::kTitle) page.title = one_line(slice(bytes, zone));
    if (zone.kind == Zone::Kind::kBody) {
      if (!page.body.empty()) page.body += "\n\n";
      page.body += tidy_paragraphs(slice(bytes, zone));
    }
    if (zone.offset < header_end) continue;
    if (zone.kind == Zone::Kind::kTitle || zone.kind == Zone::Kind::kBody) {
      if (!seen_main) page.text_offset = zone.offset;
      seen_main = true;
      main_end = zone.offset + zone.length;
    }
  }
  if (seen_main) page.text = bytes.substr(page.text_offset, main_end - page.text_offset);
  if (page.title.empty() && page.body.empty()) {
    return reject("the capture holds no text besides header and teasers", "capture the page again");
  }
  if (layout.header_date_impossible) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, "the header has a date that does not exist",
                            "the article is indexed; its date comes from other evidence if there is any"});
  }
  if (!decoded.warning.empty()) {
    sink.rejects.push_back({Reject::Kind::kWarning, origin, decoded.warning, std::string(kConvertedRemedy)});
  }
  if (mojibake == Mojibake::kMended) sink.rejects.push_back(*mojibake_warning(mojibake, origin));
  mend_page(page, sink.rejects);
  if (sink.keep_records) page.record = bytes;
  sink.pages.push_back(std::move(page));
}

}  // namespace dateline::indexer
