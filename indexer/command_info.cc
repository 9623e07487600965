#include <fmt/format.h>
#include <fmt/ostream.h>

#include <string>

#include <xapian.h>

#include "common/index/article_json.h"
#include "common/index/build_info.h"
#include "common/index/index_reader.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/commit/check_index.h"

namespace dateline::indexer {

ExitCode run(const InfoArguments& arguments, const Streams& streams) {
  const Result<index::IndexReader> reader = index::IndexReader::open(arguments.index);
  if (!reader) return report_error(streams.err, reader.error());
  const index::BuildInfo build = index::BuildInfo::parse(reader->build_info());
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      json.member("index", arguments.index);
      json.member("revision", reader->revision());
      json.member("analyzer", index::analyzer_tag());
      build.write_members(json);
    });
    streams.out << json.line();
    return ExitCode::kDone;
  }
  const auto line = [&](std::string_view name, std::string_view value) {
    fmt::print(streams.out, "{:<12} {}\n", name, text::visible(value));
  };
  line("schema", std::to_string(index::kJsonSchema));
  line("index", arguments.index);
  line("revision", reader->revision());
  line("analyzer", index::analyzer_tag());
  for (const index::BuildInfo::Member& member : build.members) line(member.name, member.text);
  return ExitCode::kDone;
}

ExitCode run(const CheckArguments& arguments, const Streams& streams) {
  std::string details;
  const Result<CheckedIndex> checked = check_index(arguments.index, streams.stop, details);
  if (!checked) {
    streams.err << details;
    return report_error(streams.err, checked.error());
  }
  fmt::print(streams.out, "{} is sound: {} articles, revision {}\n", text::visible(arguments.index),
             checked->articles, checked->revision);
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
