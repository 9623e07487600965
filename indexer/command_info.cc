#include <fmt/format.h>
#include <fmt/ostream.h>

#include <string>

#include "common/cli/working_line.h"
#include "common/counted.h"
#include "common/index/article_json.h"
#include "common/index/index_reader.h"
#include "common/ledger/ledger.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/check_index.h"
#include "indexer/commit/serve.h"

namespace dateline::indexer {
namespace {

/// How often an article was written on average.
double write_amplification(const index::Manifest& manifest) {
  if (manifest.added_articles == 0) return 1;
  return static_cast<double>(manifest.written_articles) / static_cast<double>(manifest.added_articles);
}

/// What an index is to the servers of Xapian.
std::string served(const InfoArguments& arguments, const index::Manifest& manifest) {
  std::string out = "with values for servers of Xapian";
  const Result<index::ShardName> shard = shard_name_of(arguments.index, manifest);
  if (shard && shard->count > 0) out += fmt::format(", shard {} of {}", shard->number, shard->count);
  const bool is_clean = manifest.segments.size() == 1 && manifest.segments.front().dead == 0;
  return is_clean ? out : out + ", after 'dateline-index merge --clean'";
}

void write_json(JsonWriter& json, const InfoArguments& arguments, const index::IndexReader& reader,
                const ledger::Ledger::Captures& captures) {
  const index::Manifest& manifest = reader.manifest();
  json.member("schema", index::kJsonSchema);
  json.member("index", arguments.index);
  json.member("revision", reader.revision());
  json.member("analyzer", manifest.analyzer);
  manifest.counts.write_members(json);
  json.member("index_schema", manifest.schema);
  json.member("generation", manifest.generation);
  json.member("index_bytes", manifest.bytes());
  json.member("write_amplification", write_amplification(manifest));
  json.member("serve_values", has_serve_values(manifest));
  json.object("kept_captures", [&] {
    json.member("captures", captures.count);
    json.member("bytes", captures.bytes);
  });
  json.array("segments", manifest.segments, [&](const index::SegmentInfo& segment) {
    json.object([&] {
      json.member("name", segment.name);
      json.member("articles", segment.living());
      json.member("dead", segment.dead);
      json.member("first_docid", segment.first);
      json.member("last_docid", segment.last);
      json.member("bytes", segment.bytes());
    });
  });
}

void print(std::ostream& out, const InfoArguments& arguments, const index::IndexReader& reader,
           const ledger::Ledger::Captures& captures) {
  const index::Manifest& manifest = reader.manifest();
  const auto line = [&](std::string_view name, const auto& value) {
    fmt::print(out, "{:<12} {}\n", name, value);
  };
  line("schema", index::kJsonSchema);
  line("index", text::visible(arguments.index));
  line("revision", reader.revision());
  line("analyzer", text::visible(manifest.analyzer));
  const index::IndexCounts& counts = manifest.counts;
  line("articles", counts.articles);
  line("duplicates", counts.duplicates);
  line("groups", counts.groups);
  line("input_bytes", counts.input_bytes);
  line("records", counts.records);
  line("rejected", counts.rejected);
  std::string sources;
  for (const auto& [slug, name] : counts.source_names) {
    const auto articles = counts.by_source.find(slug);
    sources += fmt::format("{}{} ({}) {}", sources.empty() ? "" : ", ", text::visible(slug),
                           text::visible(name), articles == counts.by_source.end() ? 0 : articles->second);
  }
  line("sources", sources);
  line("undated", counts.undated);
  line("index_bytes", manifest.bytes());
  if (captures.count > 0) {
    line("captures",
         fmt::format("{} kept, {:.1f} MB", captures.count, static_cast<double>(captures.bytes) / 1e6));
  }
  if (has_serve_values(manifest)) line("served", served(arguments, manifest));
  line("written", fmt::format("each article {:.1f} times", write_amplification(manifest)));
  for (const index::SegmentInfo& segment : manifest.segments) {
    line("segment", fmt::format("{}: {}, {} dead, docids {} to {}, {:.1f} MB", segment.name,
                                counted(segment.living(), "article", "articles"), segment.dead, segment.first,
                                segment.last, static_cast<double>(segment.bytes()) / 1e6));
  }
}

}  // namespace

ExitCode run(const InfoArguments& arguments, const Streams& streams) {
  const Result<index::IndexReader> reader = index::IndexReader::open(arguments.index);
  if (!reader) return report_error(streams.err, reader.error());
  const Result<ledger::Ledger> known =
      ledger::Ledger::open(*reader->indexes().front(), ledger::LedgerChecks::kWhenRead);
  const Result<ledger::Ledger::Captures> captures =
      known ? known->captures() : Result<ledger::Ledger::Captures>(fail(known.error()));
  if (!captures) return report_error(streams.err, captures.error());
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] { write_json(json, arguments, *reader, *captures); });
    streams.out << json.line();
  } else {
    print(streams.out, arguments, *reader, *captures);
  }
  return ExitCode::kDone;
}

ExitCode run(const CheckArguments& arguments, const Streams& streams) {
  std::string details;
  const Result<CheckedIndex> checked = cli::with_working_line(streams.err, streams.err_is_terminal, [&] {
    return check_index(arguments.index, streams.stop, details,
                       arguments.quick ? CheckDepth::kQuick : CheckDepth::kFull);
  });
  if (!checked) {
    streams.err << details;
    return report_error(streams.err, checked.error());
  }
  fmt::print(streams.out, "{} is sound{}: {}, revision {}\n", text::visible(arguments.index),
             arguments.quick ? " (files compared only)" : "",
             counted(checked->articles, "article", "articles"), checked->revision);
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
