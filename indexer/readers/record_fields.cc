#include "indexer/readers/record_fields.h"

#include <fmt/format.h>

#include <utility>

#include "indexer/readers/clean.h"
#include "indexer/readers/jsonl.h"
#include "indexer/readers/leftovers.h"

namespace dateline::indexer {

void add_record(RecordFields& fields, Page page, PageSink& sink) {
  const auto report = [&](Reject::Kind kind, std::string reason, std::string remedy) {
    sink.rejects.push_back({kind, page.origin, std::move(reason), std::move(remedy)});
  };
  const auto take = [&](Target target) {
    auto& field = fields[static_cast<std::size_t>(target)];
    return field ? std::move(*field) : std::string();
  };
  page.title = one_line(take(Target::kTitle));
  page.text = take(Target::kBody);
  page.body = tidy_paragraphs(page.text);
  page.url = one_line(take(Target::kUrl));
  page.key = one_line(take(Target::kId));
  page.source_name = one_line(take(Target::kSource));
  page.language = one_line(take(Target::kLanguage));
  page.topic = one_line(take(Target::kTopic));
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
