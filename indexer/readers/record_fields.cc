#include "indexer/readers/record_fields.h"

#include <fmt/format.h>
#include <algorithm>

#include <utility>

#include "common/index/article_id.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/leftovers.h"
#include "indexer/readers/member_text.h"

namespace dateline::indexer {
namespace {

/// A source that is an address is the host of it; it is that of the article too, where no other is given and
/// it is more than a site's.
void take_host(Page& page) {
  const std::string& source = page.source_name;
  const std::size_t scheme = source.find("://");
  if (scheme == std::string::npos || source.find(' ') != std::string::npos) return;
  std::string host = index::host_of(source);
  if (host.empty()) return;
  const std::size_t path = source.find('/', scheme + 3);
  if (page.url.empty() && path != std::string::npos && path + 1 < source.size()) page.url = source;
  page.source_name = std::move(host);
}

/// The summary of a record without a text becomes its text.
bool take_summary(Page& page) {
  for (const std::string_view name : {"summary", "description", "excerpt", "abstract", "lead", "snippet"}) {
    const auto member = std::ranges::find_if(
        page.extra, [name](const auto& extra) { return folded_name(extra.first) == name; });
    if (member == page.extra.end()) continue;
    MemberBody summary = member_body(std::move(member->second));
    page.body = tidy_paragraphs(summary.text);
    page.text = std::move(summary.text);
    page.extra.erase(member);
    return !page.body.empty();
  }
  return false;
}

}  // namespace

void add_record(RecordFields& fields, Page page, PageSink& sink) {
  const auto report = [&](Reject::Kind kind, std::string reason, std::string remedy) {
    sink.rejects.push_back({kind, page.origin, std::move(reason), std::move(remedy)});
  };
  const auto take = [&](Target target) {
    auto& field = fields[static_cast<std::size_t>(target)];
    return field ? std::move(*field) : std::string();
  };
  page.title = one_line(member_text(take(Target::kTitle)));
  MemberBody body = member_body(take(Target::kBody));
  page.text = std::move(body.text);
  page.body = tidy_paragraphs(page.text);
  if (page.title.empty()) page.title = one_line(body.title);
  page.url = one_line(take(Target::kUrl));
  page.key = one_line(take(Target::kId));
  page.source_name = one_line(member_text(take(Target::kSource)));
  page.language = one_line(take(Target::kLanguage));
  page.topic = one_line(member_text(take(Target::kTopic)));
  take_host(page);
  if (page.body.empty() && take_summary(page)) {
    page.extra.emplace_back("partial", "summary");
    report(Reject::Kind::kWarning, "the record has only a summary", "title and summary are indexed");
  }
  if (page.title.empty() && page.body.empty()) {
    return report(Reject::Kind::kRejected, "the record has neither title nor text",
                  "name the members with --map title=…,body=…");
  }
  if (page.body.empty()) report(Reject::Kind::kWarning, "the record has no text", "its title is indexed");
  const std::string date = take(Target::kDate);
  if (!date.empty()) {
    page.field_date = parse_field_date(date);
    if (!page.field_date) {
      report(Reject::Kind::kWarning,
             fmt::format("the date '{}' cannot be read", one_line(date).substr(0, 40)),
             "the article is indexed; its date comes from other evidence if there is any");
    }
  }
  const std::string captured = take(Target::kCaptured);
  if (!captured.empty()) {
    if (const auto day = parse_field_date(captured); day && day->precision == dates::Precision::kDay) {
      page.captured = day->day;
    } else {
      report(Reject::Kind::kWarning,
             fmt::format("the day of capture '{}' cannot be read", one_line(captured).substr(0, 40)),
             "the article is indexed without it");
    }
  }
  mend_page(page, sink.rejects);
  sink.pages.push_back(std::move(page));
}

}  // namespace dateline::indexer
