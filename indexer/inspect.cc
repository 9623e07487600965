#include "indexer/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "common/utf8.h"
#include "indexer/readers/clean.h"
#include "indexer/report_json.h"
#include "indexer/sources/batch_reader.h"

namespace dateline::indexer {
namespace {

/// What stands at a date's place, on one line; places count in the record.
std::string printed(const InspectedRecord& record, std::uint32_t offset, std::uint32_t length) {
  if (offset < record.text_offset || offset - record.text_offset > record.text.size()) return {};
  return one_line(std::string_view(record.text).substr(offset - record.text_offset, length));
}

std::string shorten(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  return std::string(cut_at_character(text, bytes)) + "…";
}

std::string publication_line(const dates::Publication& publication) {
  if (publication.confidence == dates::Confidence::kNone) {
    if (publication.month_day) {
      return fmt::format("unknown (a dateline says --{:02}-{:02}, the year is unknown)",
                         publication.month_day->first, publication.month_day->second);
    }
    return "unknown";
  }
  std::string line = fmt::format("{} by {}, confidence {}", dates::publication_text(publication),
                                 publication.by, dates::name(publication.confidence));
  for (const std::string& flag : publication.flags) line += " " + flag;
  return line;
}

std::string mention_line(const InspectedRecord& record, const dates::DateMention& mention) {
  std::string flags;
  for (const std::string_view flag : dates::flag_names(mention.flags)) flags += fmt::format(" {}", flag);
  return fmt::format("    {:<9} {:<23} {:<5} {:>7}+{:<4} \"{}\"{}\n", dates::name(mention.kind),
                     dates::interval_text(mention),
                     mention.juche != 0 ? fmt::format("J{}", mention.juche) : "", mention.offset,
                     mention.length, shorten(printed(record, mention.offset, mention.length), 60), flags);
}

void write_record(JsonWriter& json, const InspectedRecord& record, bool with_body) {
  const Article& article = record.dated.article;
  const auto mention = [&](const dates::DateMention& date) {
    index::write_mention(json, date, printed(record, date.offset, date.length));
  };
  json.object([&] {
    json.member("id", to_string(article.id));
    json.member_or_null("key", article.key);
    json.member("record", article.origin.record);
    json.member("title", article.title);
    json.member_or_null("url", article.url);
    json.key("source");
    index::write_source(json, article.source);
    json.member_or_null("language", article.language.known() ? article.language.code() : "");
    json.member_or_null("topic", article.topic);
    json.key("published");
    index::write_publication(json, article.publication);
    json.member("captured",
                article.captured ? std::optional(dates::to_iso(*article.captured)) : std::nullopt);
    json.array("stamps", article.stamps, [&](const Stamp& stamp) { mention(stamp.date); });
    json.array("mentions", article.mentions, mention);
    json.array("zones", record.zones, [&](const dates::Zone& zone) {
      json.object([&] {
        json.member("kind", dates::name(zone.kind));
        json.member("offset", zone.offset);
        json.member("length", zone.length);
      });
    });
    json.array("evidence", record.dated.evidence, [&](const dates::Evidence& evidence) {
      json.object([&] {
        json.member("by", evidence.by);
        json.member("printed", evidence.printed);
        json.member("reads", evidence.reads);
        json.member("verdict", evidence.verdict);
        json.member("offset", evidence.offset);
        json.member("length", evidence.length);
      });
    });
    if (!article.extra.empty()) index::write_extra(json, article.extra);
    if (with_body) json.member("body", article.body);
  });
}

}  // namespace

Inspection inspect(BatchSource& source, const FieldMap& map, std::shared_ptr<const Supplements> supplements) {
  PageSink sink;
  sink.keep_records = true;
  BatchReader reader(map, {}, std::move(supplements));
  while (const auto batch = source.next()) reader.read(*batch, sink);
  Inspection inspection;
  inspection.rejects = std::move(sink.rejects);
  inspection.skipped = std::move(sink.skipped);
  ArticleMaker maker(ArticleMaker::Evidences::kTold);
  for (Page& page : sink.pages) {
    InspectedRecord record;
    record.zones = std::move(page.zones);
    record.record = std::move(page.record);
    record.text = page.text;
    record.text_offset = page.text_offset;
    record.dated = maker.make(std::move(page));
    inspection.records.push_back(std::move(record));
  }
  return inspection;
}

std::string inspection_text(const Inspection& inspection, bool with_body) {
  std::string out;
  const auto to = std::back_inserter(out);
  for (const InspectedRecord& record : inspection.records) {
    const Article& article = record.dated.article;
    const auto field = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) fmt::format_to(to, "  {:<10} {}\n", name, one_line(value));
    };
    fmt::format_to(to, "{}\n", text::visible(place(article.origin)));
    field("id", to_string(article.id));
    field("key", article.key);
    field("title", article.title);
    field("source", article.source.slug.empty()
                        ? "unknown"
                        : fmt::format("{} ({})", article.source.slug, article.source.name));
    field("language", article.language.known() ? article.language.code() : "unknown");
    field("published", publication_line(article.publication));
    for (const Stamp& stamp : article.stamps) field("stamp", stamp.printed);
    if (article.captured) field("captured", dates::to_iso(*article.captured));
    field("topic", article.topic);
    field("address", article.url);
    for (const auto& [name, value] : article.extra) field("+" + name, shorten(value, 80));
    if (!record.zones.empty()) {
      out += "  zones\n";
      for (const dates::Zone& zone : record.zones) {
        fmt::format_to(
            to, "    {:<9} {:>7}+{:<7} \"{}\"\n", dates::name(zone.kind), zone.offset, zone.length,
            shorten(one_line(std::string_view(record.record).substr(zone.offset, zone.length)), 60));
      }
    }
    if (!record.dated.evidence.empty()) {
      out += "  evidence for the day of publication\n";
      for (const dates::Evidence& evidence : record.dated.evidence) {
        fmt::format_to(to, "    {:<9} {:<11} \"{}\": {}\n", evidence.by, evidence.reads,
                       shorten(one_line(evidence.printed), 60), evidence.verdict);
      }
    }
    if (!article.stamps.empty() || !article.mentions.empty()) {
      out += "  dates in the text\n";
      for (const Stamp& stamp : article.stamps) out += mention_line(record, stamp.date);
      for (const dates::DateMention& mention : article.mentions) out += mention_line(record, mention);
    }
    if (with_body) fmt::format_to(to, "  body\n{}\n", article.body);
  }
  for (const Reject& reject : inspection.rejects) {
    out += line_of(reject);
  }
  for (const auto& [reason, count] : inspection.skipped)
    fmt::format_to(to, "skipped: {}: {}\n", reason, count);
  return text::printable(out, /*keep_lines=*/true);
}

std::string inspection_json(const Inspection& inspection, const std::string& path, bool with_body) {
  JsonWriter json;
  json.object([&] {
    json.member("schema", index::kJsonSchema);
    json.member("path", path);
    json.array("records", inspection.records,
               [&](const InspectedRecord& record) { write_record(json, record, with_body); });
    json.array("rejects", inspection.rejects,
               [&](const Reject& reject) { json.object([&] { write_reject(json, reject); }); });
    write_counts(json, "skipped", inspection.skipped);
  });
  return std::string(json.text());
}

}  // namespace dateline::indexer
