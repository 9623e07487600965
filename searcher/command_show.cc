#include <fmt/format.h>

#include "common/index/article_json.h"
#include "common/text/printable.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/show/info.h"
#include "searcher/show/shown_article.h"

namespace dateline::search {

ExitCode run(const ShowArguments& arguments, const Streams& streams) {
  Result<Engine> engine = open_engine(arguments.indexes, arguments.opening);
  if (!engine) return report_error(streams.err, engine.error());
  const auto shown = engine->show(arguments.id);
  if (!shown) return report_error(streams.err, shown.error());
  if (!*shown) return report_unknown_article(streams.err, arguments.id);
  show::Style style = style_of(arguments.colour, streams);
  if (!streams.out_is_terminal) style.width = 0;  // the text as it is, for other programs
  streams.out << (arguments.format == "json" ? show::shown_json(**shown)
                                             : on_screen(show::shown_text(**shown, style), streams));
  return ExitCode::kDone;
}

ExitCode run(const InfoArguments& arguments, const Streams& streams) {
  const Result<Engine> engine = open_engine(arguments.indexes, arguments.opening);
  if (!engine) return report_error(streams.err, engine.error());
  const index::IndexReader& reader = engine->reader();
  if (arguments.format == "json") {
    streams.out << show::info_json(reader);
    return ExitCode::kDone;
  }
  const auto line = [&](std::string_view name, std::string_view value) {
    streams.out << on_screen(fmt::format("{:<12} {}\n", name, text::visible(value)), streams);
  };
  line("schema", std::to_string(index::kJsonSchema));
  line("index", reader.name());
  line("revision", reader.revision());
  for (const show::InfoLine& count : show::info_lines(reader.counts())) line(count.name, count.value);
  return ExitCode::kDone;
}

}  // namespace dateline::search
