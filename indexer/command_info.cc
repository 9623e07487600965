#include <fmt/format.h>
#include <fmt/ostream.h>

#include <sstream>

#include "common/index/article_json.h"
#include "common/index/build_info.h"
#include "common/index/index_reader.h"
#include "common/index/xapian_wall.h"
#include "common/text/printable.h"
#include "indexer/commands.h"

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
  const std::string& folder = arguments.index;
  const Result<index::IndexReader> reader = index::IndexReader::open(folder);
  if (!reader) return report_error(streams.err, reader.error());
  std::ostringstream details;
  const Result<std::size_t> errors = index::guard(
      [&] { return Xapian::Database::check((reader->folder() / reader->revision()).string(), 0, &details); });
  if (!errors) return report_error(streams.err, errors.error());
  if (*errors > 0) {
    streams.err << details.str();
    return report_error(
        streams.err, {ErrorKind::kIndex, fmt::format("Xapian's check found {} errors in {}", *errors, folder),
                      "build the index anew"});
  }
  if (const Status columns = reader->columns().verify(); !columns)
    return report_error(streams.err, columns.error());
  const std::uint64_t articles = index::BuildInfo::parse(reader->build_info()).count("articles");
  const Xapian::doccount documents = reader->database().get_doccount();
  if (articles != documents) {
    return report_error(streams.err, {ErrorKind::kIndex,
                                      fmt::format("{} was built from {} articles but holds {} documents",
                                                  folder, articles, documents),
                                      "build the index anew"});
  }
  if (reader->columns().rows() != reader->database().get_lastdocid() + 1) {
    return report_error(
        streams.err,
        {ErrorKind::kIndex, "the facet columns do not fit the database " + folder, "build the index anew"});
  }
  fmt::print(streams.out, "{} is sound: {} articles, revision {}\n", folder, documents, reader->revision());
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
