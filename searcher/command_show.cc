#include <fmt/format.h>
#include <fmt/ostream.h>

#include "common/index/article_json.h"
#include "searcher/commands.h"
#include "searcher/show/shown_article.h"

namespace dateline::search {
namespace {

struct ShowArguments {
  std::string id;
  std::vector<std::filesystem::path> indexes;
  std::string format = "text";
  std::string colour = "auto";
};

ExitCode run_show(const ShowArguments& arguments, const Streams& streams) {
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

ExitCode run_info(const ShowArguments& arguments, const Streams& streams) {
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

void add_common(CLI::App& command, ShowArguments& arguments) {
  add_index_option(command, arguments.indexes);
  command.add_option("--format", arguments.format, "text or json")->check(CLI::IsMember({"text", "json"}));
  add_colour_option(command, arguments.colour);
}

}  // namespace

void add_show_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = app.add_subcommand("show", "one article with its dates and the whole text");
  command->add_option("ID", arguments->id, "id or key of the article")->required();
  add_common(*command, *arguments);
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_show(*arguments, s); }; });
}

void add_info_command(CLI::App& app, Run& run) {
  auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = app.add_subcommand("info", "what the index holds");
  add_common(*command, *arguments);
  command->callback(
      [arguments, &run] { run = [arguments](const Streams& s) { return run_info(*arguments, s); }; });
}

}  // namespace dateline::search
