#include <fmt/format.h>
#include <fmt/ostream.h>

#include "common/cli/working_line.h"
#include "common/counted.h"
#include "common/index/article_json.h"
#include "common/index/index_reader.h"
#include "common/index/schema.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/upgrade_index.h"

namespace dateline::indexer {

ExitCode run(const UpgradeArguments& arguments, const Streams& streams) {
  const Result<UpgradeReport> report =
      cli::with_working_line(streams.err, streams.err_is_terminal && !arguments.quiet,
                             [&] { return upgrade_index(rewrite_options(arguments, streams)); });
  if (!report) return report_error(streams.err, failure_of(streams, report.error()));
  if (!report->notice.empty()) fmt::print(streams.err, "note: {}\n", text::visible(report->notice));
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      json.member("changed", report->changed);
      json.member("index_schema", index::kSchemaVersion);
      json.member("index_schema_before", report->schema_before);
      json.member("analyzer", index::analyzer_tag());
      json.member("analyzer_before", report->analyzer_before);
      json.member("written", report->written);
      json.member("index_bytes", report->index_bytes);
    });
    streams.out << json.line();
  } else if (arguments.quiet) {
    return ExitCode::kDone;
  } else if (!report->changed) {
    fmt::print(streams.out, "nothing to upgrade: schema {}, analysed by {}\n", report->schema_before,
               report->analyzer_before);
  } else {
    fmt::print(streams.out, "schema {} instead of {}, analysed by {} instead of {}; {} written\n",
               index::kSchemaVersion, report->schema_before, index::analyzer_tag(),
               text::visible(report->analyzer_before), counted(report->written, "article", "articles"));
  }
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
