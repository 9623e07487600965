#include "indexer/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "indexer/readers/clean.h"
#include "indexer/sources/batch_reader.h"

namespace dateline::indexer {
namespace {

using nlohmann::ordered_json;

/// What stands at a date's place, on one line; places count in the record.
std::string printed(const InspectedRecord& record, std::uint32_t offset, std::uint32_t length) {
  if (offset < record.text_offset || offset - record.text_offset > record.text.size()) return {};
  return one_line(std::string_view(record.text).substr(offset - record.text_offset, length));
}

std::string shorten(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return std::string(text.substr(0, bytes)) + "…";
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

}  // namespace

Inspection inspect(BatchSource& source, const FieldMap& map) {
  PageSink sink;
  sink.keep_records = true;
  BatchReader reader(map);
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
  ordered_json records = ordered_json::array();
  for (const InspectedRecord& record : inspection.records) {
    const Article& article = record.dated.article;
    const auto mention = [&](const dates::DateMention& date) {
      return index::mention_json(date, printed(record, date.offset, date.length));
    };
    ordered_json stamps = ordered_json::array();
    for (const Stamp& stamp : article.stamps) stamps.push_back(mention(stamp.date));
    ordered_json mentions = ordered_json::array();
    for (const dates::DateMention& date : article.mentions) mentions.push_back(mention(date));
    ordered_json zones = ordered_json::array();
    for (const dates::Zone& zone : record.zones) {
      zones.push_back({{"kind", dates::name(zone.kind)}, {"offset", zone.offset}, {"length", zone.length}});
    }
    ordered_json evidence = ordered_json::array();
    for (const dates::Evidence& e : record.dated.evidence) {
      evidence.push_back({{"by", e.by},
                          {"printed", e.printed},
                          {"reads", e.reads},
                          {"verdict", e.verdict},
                          {"offset", e.offset},
                          {"length", e.length}});
    }
    const auto or_null = [](const std::string& text) {
      return text.empty() ? ordered_json(nullptr) : ordered_json(text);
    };
    ordered_json out{{"id", to_string(article.id)},
                     {"key", or_null(article.key)},
                     {"record", article.origin.record},
                     {"title", article.title},
                     {"url", or_null(article.url)},
                     {"source", index::source_json(article.source)},
                     {"language", article.language.known() ? ordered_json(article.language.code())
                                                           : ordered_json(nullptr)},
                     {"topic", or_null(article.topic)},
                     {"published", index::publication_json(article.publication)},
                     {"captured", article.captured ? ordered_json(dates::to_iso(*article.captured))
                                                   : ordered_json(nullptr)},
                     {"stamps", std::move(stamps)},
                     {"mentions", std::move(mentions)},
                     {"zones", std::move(zones)},
                     {"evidence", std::move(evidence)}};
    if (!article.extra.empty()) out["extra"] = ordered_json(article.extra);
    if (with_body) out["body"] = article.body;
    records.push_back(std::move(out));
  }
  ordered_json rejects = ordered_json::array();
  for (const Reject& reject : inspection.rejects) {
    rejects.push_back({{"path", reject.origin.path},
                       {"record", reject.origin.record},
                       {"kind", reject.kind == Reject::Kind::kRejected ? "rejected" : "warning"},
                       {"reason", reject.reason},
                       {"remedy", reject.remedy}});
  }
  return index::dump({{"schema", index::kJsonSchema},
                      {"path", path},
                      {"records", std::move(records)},
                      {"rejects", std::move(rejects)},
                      {"skipped", inspection.skipped}});
}

}  // namespace dateline::indexer
