#include <fmt/format.h>
#include <fmt/ostream.h>

#include "common/index/article_json.h"
#include "searcher/command_support.h"
#include "searcher/commands.h"
#include "searcher/search/engine.h"
#include "searcher/show/shown_article.h"

namespace dateline::search {

ExitCode run(const ShowArguments& arguments, const Streams& streams) {
  Result<Engine> engine = Engine::open(arguments.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  const auto shown = engine->show(arguments.id);
  if (!shown) return report_error(streams.err, shown.error());
  if (!*shown) {
    fmt::print(streams.err, "dateline-search: no article has the id or key '{}'\n", arguments.id);
    return ExitCode::kNothingFound;
  }
  show::Style style = style_of(arguments.colour, streams);
  if (!streams.out_is_terminal) style.width = 0;  // the text as it is, for other programs
  streams.out << (arguments.format == "json" ? show::shown_json(**shown)
                                             : on_screen(show::shown_text(**shown, style), streams));
  return ExitCode::kDone;
}

ExitCode run(const InfoArguments& arguments, const Streams& streams) {
  const Result<Engine> engine = Engine::open(arguments.indexes);
  if (!engine) return report_error(streams.err, engine.error());
  nlohmann::ordered_json info{{"schema", index::kJsonSchema},
                              {"index", engine->reader().name()},
                              {"revision", engine->reader().revision()}};
  const auto build = nlohmann::ordered_json::parse(engine->reader().build_info(), nullptr, false);
  if (build.is_object()) info.update(build);
  if (arguments.format == "json") {
    streams.out << index::dump(info) << '\n';
  } else {
    for (const auto& [name, value] : info.items()) {
      streams.out << on_screen(
          fmt::format("{:<12} {}\n", name, value.is_string() ? value.get<std::string>() : index::dump(value)),
          streams);
    }
  }
  return ExitCode::kDone;
}

}  // namespace dateline::search
