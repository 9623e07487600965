#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "indexer/readers/clean.h"
#include "indexer/readers/html/machine_day.h"
#include "indexer/readers/html/shown_address.h"
#include "indexer/readers/html_capture.h"
#include "indexer/readers/mail/mail_capture.h"
#include "indexer/readers/mail/mime.h"
#include "indexer/readers/web_address.h"

namespace dateline::indexer {
namespace {

/// With less text than this a page may be a set of frames.
constexpr std::size_t kThinBody = 300;  // bytes

}  // namespace

void read_mhtml_capture(std::string_view bytes, const Origin& origin, PageSink& sink) {
  const Mail mail = parse_mime(bytes);
  std::vector<const MimePart*> pages;
  const MimePart* root = nullptr;
  for (const MimePart& part : mail.parts) {
    if (part.type != "text/html") continue;
    pages.push_back(&part);
    if (root == nullptr || (!mail.start.empty() && part.content_id == mail.start)) root = &part;
  }
  if (root == nullptr) {
    sink.rejects.push_back({Reject::Kind::kRejected, origin, "the MHTML file holds no page",
                            mail.parts.empty() ? "save the page again" : "is it a mail? call it .eml"});
    return;
  }
  MailHead head = mail.heads.front();
  head.address = html::shown_address(head.address);
  const std::optional<dates::Day> saved = html::parse_machine_day(head.date);
  const auto read = [&](const MimePart& part) {
    CaptureContext context;
    context.url = is_web_address(part.location) ? part.location : std::string();
    if (&part == root && !head.address.empty()) context.url = head.address;
    context.captured = saved;
    context.charset = part.charset;
    PageSink found;
    found.keep_records = sink.keep_records;
    read_html_capture(part.bytes, origin, found, context);
    return found;
  };
  const auto body_bytes = [](const PageSink& found) {
    return found.pages.empty() ? std::size_t{0} : found.pages.front().body.size();
  };
  PageSink best = read(*root);
  if (body_bytes(best) < kThinBody) {
    for (const MimePart* part : pages) {
      if (part == root) continue;
      PageSink frame = read(*part);
      if (body_bytes(frame) > body_bytes(best)) best = std::move(frame);
    }
  }
  for (Page& page : best.pages) {
    if (page.url.empty()) page.url = page.captured_from = head.address;
    if (page.title.empty()) page.title = head.subject;
    if (!head.date.empty()) {
      page.marks.push_back(
          {"Date of the MHTML file " + head.date, saved ? dates::to_iso(*saved) : std::string(),
           saved ? "not counted: when the page was saved" : "not counted: it cannot be read"});
    }
  }
  std::ranges::move(best.pages, std::back_inserter(sink.pages));
  std::ranges::move(best.rejects, std::back_inserter(sink.rejects));
  tell_cut(mail, origin, sink);
}

}  // namespace dateline::indexer
