#include <fmt/format.h>
#include <fmt/ostream.h>

#include "common/cli/working_line.h"
#include "common/counted.h"
#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/merge_index.h"

namespace dateline::indexer {

ExitCode run(const MergeArguments& arguments, const Streams& streams) {
  BuildOptions options = rewrite_options(arguments, streams);
  options.serve_values = arguments.serve_values;
  const Result<MergeReport> report =
      cli::with_working_line(streams.err, streams.err_is_terminal && !arguments.quiet,
                             [&] { return merge_index(options, arguments.clean || arguments.serve_values); });
  if (!report) return report_error(streams.err, failure_of(streams, report.error()));
  if (!report->notice.empty()) fmt::print(streams.err, "note: {}\n", text::visible(report->notice));
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      json.member("changed", report->changed);
      json.member("segments", report->segments);
      json.member("segments_before", report->segments_before);
      json.member("dead", report->dead);
      json.member("dead_before", report->dead_before);
      json.member("written", report->written);
      json.member("index_bytes", report->index_bytes);
    });
    streams.out << json.line();
  } else if (arguments.quiet) {
    return ExitCode::kDone;
  } else if (!report->changed) {
    fmt::print(streams.out, "nothing to merge: {}, {}\n", counted(report->segments, "segment", "segments"),
               counted(report->dead, "dead article", "dead articles"));
  } else {
    fmt::print(streams.out, "{} instead of {}, {} instead of {}; {} written\n",
               counted(report->segments, "segment", "segments"), report->segments_before,
               counted(report->dead, "dead article", "dead articles"), report->dead_before,
               counted(report->written, "article", "articles"));
  }
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
