#include "common/cli/parse.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "common/cli/generate.h"
#include "common/cli/table_of.h"

namespace dateline::cli {
namespace {

/// A parser with what every program has, and its commands. `generate`: what is to be made of its table.
std::unique_ptr<CLI::App> make_parser(const Program& program, std::string& generate) {
  auto app = std::make_unique<CLI::App>(program.about, program.name);
  app->get_help_ptr()->description("print this help; behind a command, the help of that command");
  app->set_version_flag("--version", program.name + " " + program.version, "print the version");
  app->require_subcommand(1);
  app->allow_config_extras(CLI::config_extras_mode::error);  // before the commands, which do as this one
  app->set_config("--config", "", "read options from this file")
      ->type_name("FILE")
      ->check(CLI::Validator(
          [](const std::string& name) {
            std::error_code error;
            return std::filesystem::is_regular_file(name, error) ? std::string() : "no such file: " + name;
          },
          ""));
  app->add_option_function<std::string>(
         "--generate",
         [&generate](const std::string& kind) {
           generate = kind;
           throw CLI::Success();
         },
         "print the manual page, the completions of a shell, or all commands and options as JSON")
      ->type_name("KIND")
      ->check(CLI::IsMember(std::vector<std::string>(kGenerated.begin(), kGenerated.end())));
  app->footer(program.notes);
  program.describe(*app);
  for (CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; }))
    command->get_help_ptr()->description("print this help");
  return app;
}

NoCommand wrong(const Program& program, const CLI::App& app, const std::string& what) {
  const auto chosen = app.get_subcommands();
  const std::string place = program.name + (chosen.empty() ? "" : " " + chosen.front()->get_name());
  return {ExitCode::kUsage, "",
          fmt::format("{}: {}\n  {} --help lists {}\n", program.name, what, place,
                      chosen.empty() ? "the commands" : "the options of this command")};
}

}  // namespace

std::optional<NoCommand> parse(const Program& program, const std::vector<std::string>& arguments) {
  if (arguments.empty()) return NoCommand{ExitCode::kUsage, "", program.first_steps};
  std::string generated;
  const std::unique_ptr<CLI::App> app = make_parser(program, generated);
  // The table is that of a parser that has read nothing: reading changes what it knows of defaults.
  const auto table = [&] {
    std::string ignored;
    return table_of(*make_parser(program, ignored), program.version);
  };
  try {
    std::vector<std::string> arranged = program.arrange ? program.arrange(*app, arguments) : arguments;
    std::reverse(arranged.begin(), arranged.end());  // CLI11 takes them from the back
    app->parse(std::move(arranged));
    return std::nullopt;
  } catch (const CLI::CallForVersion& version) {
    return NoCommand{ExitCode::kDone, std::string(version.what()) + "\n", ""};
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app->get_subcommands();
    return NoCommand{ExitCode::kDone,
                     chosen.empty() ? help(table()) : help(table(), chosen.front()->get_name()), ""};
  } catch (const CLI::Success&) {
    return NoCommand{ExitCode::kDone, generate(generated, table()), ""};
  } catch (const CLI::ParseError& error) {
    return wrong(program, *app, error.what());
  }
}

}  // namespace dateline::cli
