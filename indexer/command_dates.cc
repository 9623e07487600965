#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iterator>
#include <optional>

#include "common/dates/scanner.h"
#include "common/index/article_json.h"
#include "common/named_file.h"
#include "common/text/printable.h"
#include "indexer/commands.h"
#include "indexer/readers/clean.h"
#include "indexer/readers/encoding.h"
#include "indexer/readers/leftovers.h"
#include "indexer/sources/batch_source.h"

namespace dateline::indexer {

ExitCode run(const DatesArguments& arguments, const Streams& streams) {
  std::optional<dates::Day> published;
  if (!arguments.published.empty()) {
    published = dates::parse_iso_day(arguments.published);
    if (!published) {
      return report_error(streams.err, {ErrorKind::kUsage,
                                        "--published '" + arguments.published + "' is no day of the calendar",
                                        "write it as 2023-09-14"});
    }
  }
  Result<std::string> read = arguments.file == "-" ? read_rest(streams.in, "standard input", kMaxCaptureBytes)
                                                   : read_named_file(arguments.file, kMaxCaptureBytes);
  if (!read) return report_error(streams.err, {ErrorKind::kInput, read.error().what, read.error().hint});
  std::string text = std::move(*read);
  CaptureText decoded = decode_capture(text);
  if (!decoded.problem.empty()) {
    return report_error(streams.err, {ErrorKind::kInput, arguments.file + ": " + decoded.problem,
                                      std::string(kNoTextRemedy)});
  }
  if (decoded.converted) text = std::move(*decoded.converted);
  mend_mojibake(text);
  const dates::ScanResult scan = dates::scan_text(text, published);
  const std::vector<dates::DateMention>& mentions = scan.mentions;
  const auto printed = [&](const dates::DateMention& mention) {
    return one_line(std::string_view(text).substr(mention.offset, mention.length));
  };
  if (arguments.output == "json") {
    JsonWriter json;
    json.object([&] {
      json.member("schema", index::kJsonSchema);
      json.member("path", arguments.file);
      json.array("dates", mentions, [&](const dates::DateMention& mention) {
        index::write_mention(json, mention, printed(mention));
      });
    });
    streams.out << json.line();
  } else if (arguments.output == "vector") {
    for (const std::string& line : dates::vector_lines(scan)) streams.out << line << '\n';
  } else {
    for (const auto& mention : mentions) {
      fmt::print(streams.out, "{:>7}+{:<4} {:<50} \"{}\"\n", mention.offset, mention.length,
                 dates::vector_line(mention), text::printable(printed(mention)));
    }
    for (const auto& day : scan.impossible) {
      fmt::print(streams.out, "{:>7}+{:<4} {:<50} \"{}\"\n", day.offset, day.length, "none - !IMPOSSIBLE",
                 text::printable(one_line(std::string_view(text).substr(day.offset, day.length))));
    }
    if (mentions.empty() && scan.impossible.empty()) streams.out << "no dates\n";
  }
  return ExitCode::kDone;
}

}  // namespace dateline::indexer
