#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iterator>

#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/remove_from_index.h"

namespace dateline::indexer {

ExitCode run(const RemoveArguments& arguments, const Streams& streams) {
  BuildOptions options;
  options.index = arguments.index;
  options.stop = streams.stop;
  options.purge = arguments.purge;
  options.now = now();
  options.program = DATELINE_VERSION;
  std::vector<std::string> ids;
  for (const std::string& id : arguments.ids) {
    if (id == "-") {
      ids.insert(ids.end(), std::istream_iterator<std::string>(streams.in),
                 std::istream_iterator<std::string>());
    } else {
      ids.push_back(id);
    }
  }
  const Result<RemoveReport> report = remove_from_index(ids, options);
  if (!report) return report_error(streams.err, failure_of(streams, report.error()));
  for (const std::string& id : report->unknown) {
    fmt::print(streams.err, "dateline-index: no article has the id or key '{}'\n", text::visible(id));
  }
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      json.member("removed", report->removed);
      if (arguments.purge) json.member("purged", report->purged);
      json.member("articles", report->articles);
      json.array("unknown", report->unknown);
    });
    streams.out << json.line();
  } else if (!arguments.quiet) {
    fmt::print(streams.out, "{} removed, {}{} left\n", report->removed,
               arguments.purge ? fmt::format("{} purged, ", report->purged) : std::string(),
               report->articles);
  }
  if (report->removed + report->purged == 0) return ExitCode::kNothingFound;
  return report->unknown.empty() ? ExitCode::kDone : ExitCode::kInput;
}

}  // namespace dateline::indexer
