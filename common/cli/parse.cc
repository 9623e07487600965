#include "common/cli/parse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "common/cli/configuration.h"
#include "common/cli/describe.h"
#include "common/cli/generate.h"
#include "common/cli/table_of.h"
#include "common/cli/words.h"

namespace dateline::cli {
namespace {

constexpr std::string_view kConfig = "config";

/// What the options of a program itself say, and those of its command `config`.
struct ProgramOptions {
  std::string generate;  ///< what is to be made of the table
  std::string config;    ///< the configuration file
  bool config_all = false;
  std::string config_format = "text";
};

/// A parser with what every program has, and those of its commands that `has` names: describing all of them
/// takes as long as a tenth of a small search.
std::unique_ptr<CLI::App> make_parser(const Program& program, ProgramOptions& options,
                                      const std::function<bool(std::string_view)>& has) {
  auto app = std::make_unique<CLI::App>(program.about, program.name);
  app->get_help_ptr()->description("print this help; behind a command, the help of that command");
  app->set_version_flag("--version", program.name + " " + program.version, "print the version");
  app->require_subcommand(1);
  app->add_option("--config", options.config, "read the configuration from this file")->type_name("FILE");
  app->add_option_function<std::string>(
         "--generate",
         [&options](const std::string& kind) {
           options.generate = kind;
           throw CLI::Success();
         },
         "print the manual page, the completions of a shell, all commands and options as JSON, or a table of the "
         "options that may be configured")
      ->type_name("KIND")
      ->check(CLI::IsMember(std::vector<std::string>(kGenerated.begin(), kGenerated.end())));
  app->footer(program.notes);
  for (const Command& command : program.commands) {
    if (has(command.name)) command.describe(*app->add_subcommand(command.name, command.about));
  }
  if (has(kConfig)) {
    CLI::App* config =
        app->add_subcommand(std::string(kConfig), "which options are set by configuration, and where");
    config->add_flag("--all", options.config_all, "every option, with its default")->configurable(false);
    add_format_option(*config, options.config_format, {"text", "json"});
  }
  for (CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; }))
    command->get_help_ptr()->description("print this help");
  return app;
}

ProgramTable fresh_table(const Program& program) {
  ProgramOptions ignored;
  ProgramTable table =
      table_of(*make_parser(program, ignored, [](std::string_view) { return true; }), program.version);
  table.implied = program.implied;
  return table;
}

NoCommand usage_error(const Program& program, const std::string& what, const std::string& hint) {
  return {ExitCode::kUsage, "", fmt::format("{}: {}\n  {}\n", program.name, what, hint)};
}

/// The name of an option, without its value: "--limit=3" gives "--limit".
std::string option_name(const std::string& argument) { return argument.substr(0, argument.find('=')); }

std::vector<std::string> option_names(const std::vector<OptionRow>& options) {
  std::vector<std::string> names;
  for (const OptionRow& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The option that was most likely meant by one of the arguments that were not expected.
std::string meant(const Program& program, const ProgramTable& table, const std::string& command,
                  const std::vector<std::string>& unexpected) {
  const CommandTable* found = table.find(command);
  std::vector<std::string> names;
  if (found != nullptr) names = option_names(found->options);
  if (found == nullptr || command == program.implied) {
    for (std::string& name : option_names(table.options)) names.push_back(std::move(name));
  }
  for (const std::string& argument : unexpected) {
    const std::string name = option_name(argument);
    if (!name.starts_with("--") || has(names, name)) continue;
    if (std::string near = nearest(name, names); !near.empty()) return near;
  }
  return {};
}

/// Arguments that nothing takes, in the order in which they were given.
NoCommand unexpected(const Program& program, const CLI::App& app, const std::string& command,
                     const std::vector<std::string>& arguments) {
  std::vector<std::string> rest = app.remaining(true);
  if (rest.empty()) rest = {arguments.front()};
  std::stable_sort(rest.begin(), rest.end(), [&](const std::string& a, const std::string& b) {
    return std::find(arguments.begin(), arguments.end(), a) <
           std::find(arguments.begin(), arguments.end(), b);
  });
  const std::string what =
      fmt::format("The following {} not expected: {}", rest.size() == 1 ? "argument was" : "arguments were",
                  fmt::join(rest, " "));
  const ProgramTable table = fresh_table(program);
  if (const std::string near = meant(program, table, command, rest); !near.empty())
    return usage_error(program, what, fmt::format("did you mean {}?", near));
  const CommandTable* found = table.find(command);
  if (found != nullptr && arguments.front() != command &&
      has(option_names(found->options), option_name(rest.front()))) {
    return usage_error(
        program, what,
        fmt::format("options stand behind the command: {} {} {}", program.name, command, rest.front()));
  }
  return usage_error(program, what,
                     fmt::format("{}{} --help lists {}", program.name, command.empty() ? "" : " " + command,
                                 command.empty() ? "the commands" : "the options of this command"));
}

NoCommand wrong(const Program& program, const CLI::App& app, const std::vector<std::string>& arguments,
                const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  const std::string command = chosen.empty() ? "" : chosen.front()->get_name();
  // An option that nobody knows hides that there is no command.
  const bool no_command = command.empty() && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const bool begins_with_option = !arguments.empty() && arguments.front().starts_with('-');
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr || (no_command && begins_with_option))
    return unexpected(program, app, command, arguments);
  if (no_command && !arguments.empty()) {
    std::vector<std::string> names;
    for (const CommandTable& one : fresh_table(program).commands) names.push_back(one.name);
    const std::string near = nearest(arguments.front(), names);
    return usage_error(program, fmt::format("there is no command '{}'", arguments.front()),
                       near.empty() ? fmt::format("{} --help lists the commands", program.name)
                                    : fmt::format("did you mean {}?", near));
  }
  return usage_error(program, error.what(),
                     fmt::format("{}{} --help lists {}", program.name, command.empty() ? "" : " " + command,
                                 command.empty() ? "the commands" : "the options of this command"));
}

NoCommand wrong(const Program& program, const Error& error) {
  return usage_error(program, error.what, error.hint);
}

/// The file of configuration and what stands in it.
struct File {
  std::string name;
  bool read = false;
  std::vector<Setting> settings;
};

Result<File> read_file(const Program& program, const std::string& named) {
  const Surroundings& around = program.surroundings;
  File file;
  file.name = named.empty() ? configuration_file(around) : named;
  const bool must_be = !named.empty() || around.has_variable("DATELINE_CONFIG");
  if (file.name.empty() || !around.read_file) return file;
  if (around.is_file && !around.is_file(file.name)) {
    if (!must_be) return file;
    return fail(ErrorKind::kUsage, fmt::format("no such file: {}", file.name),
                "--config and DATELINE_CONFIG name the configuration file");
  }
  const Result<std::string> text = around.read_file(file.name);
  if (!text) return fail(text.error());
  auto settings = parse_settings(*text, file.name, around.variable("HOME"));
  if (!settings) return fail(settings.error());
  file.read = true;
  file.settings = std::move(*settings);
  return file;
}

void parse_with(CLI::App& app, std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(std::find(arguments.begin(), arguments.end(), "--"), more.begin(), more.end());
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  app.parse(std::move(arguments));
}

/// The options of the chosen command that nobody gave take what is set.
std::optional<NoCommand> apply(const Program& program, CLI::App& app,
                               const std::vector<std::string>& arguments,
                               const std::vector<Setting>& settings) {
  CLI::App& command = *app.get_subcommands().front();
  // Parsing again forgets what was given.
  struct Open {
    OptionRow row;
    std::vector<Setting> settings;
  };
  std::vector<Open> open;
  for (CLI::Option* option : command.get_options()) {
    OptionRow row = row_of(*option);
    std::vector<Setting> found = in_force(settings, program.name, command.get_name(), row);
    if (found.empty() || option->count() > 0) continue;
    const auto& excludes = option->get_excludes();
    if (std::any_of(excludes.begin(), excludes.end(),
                    [](const CLI::Option* other) { return other->count() > 0; }))
      continue;
    open.push_back({std::move(row), std::move(found)});
  }
  std::vector<std::string> more;
  for (const Open& one : open) {
    for (const Setting& setting : one.settings)
      more.push_back(fmt::format("--{}={}", setting.key, setting.value));
    try {
      parse_with(app, arguments, more);
    } catch (const CLI::ParseError& error) {
      return usage_error(program, fmt::format("{}: {}", one.settings.back().origin, error.what()),
                         fmt::format("change it there, or give --{}", one.row.key()));
    }
  }
  return std::nullopt;
}

/// What is wrong with the value of a setting for a command; nullopt when it can be read.
std::optional<std::string> complaint(const Program& program, const std::string& command,
                                     const Setting& setting) {
  ProgramOptions ignored;
  const auto app = make_parser(program, ignored, [&](std::string_view name) { return name == command; });
  try {
    app->parse(std::vector<std::string>{fmt::format("--{}={}", setting.key, setting.value), command});
  } catch (const CLI::ValidationError& error) {
    return error.what();
  } catch (const CLI::ConversionError& error) {
    return error.what();
  } catch (const CLI::ParseError&) {  // as that an operand is missing
  }
  return std::nullopt;
}

/// What holds for each option of each command, or the first value that cannot be read.
tl::expected<Configuration, NoCommand> configuration_in_force(const Program& program,
                                                              const ProgramTable& table, const File& file,
                                                              const std::vector<Setting>& settings) {
  Configuration out{program.name, file.name, file.read, {}, {}};
  for (const std::string& one : program.surroundings.environment) {
    const std::string name = one.substr(0, one.find('='));
    if (!name.starts_with("DATELINE_") || name == "DATELINE_CONFIG") continue;
    const bool known =
        std::any_of(settings.begin(), settings.end(), [&](const Setting& set) { return set.origin == name; });
    if (!known && one.size() > name.size() + 1) out.unknown_variables.push_back(name);
  }
  for (const CommandTable& command : table.commands) {
    for (const OptionRow& option : command.options) {
      if (!option.configurable) continue;
      OptionInForce row{{command.name}, std::string(option.key()), {}, ""};
      for (const Setting& setting : in_force(settings, program.name, command.name, option)) {
        if (const auto what = complaint(program, command.name, setting)) {
          return tl::unexpected(usage_error(program, fmt::format("{}: {}", setting.origin, *what),
                                            fmt::format("it is read by {} {}", program.name, command.name)));
        }
        row.values.push_back(setting.value);
        row.origin = setting.origin;
      }
      if (row.values.empty() && option.value.empty()) row.values.emplace_back("false");
      if (row.values.empty() && !option.standard.empty()) row.values.push_back(option.standard);
      const auto same = std::find_if(out.options.begin(), out.options.end(), [&](const OptionInForce& other) {
        return other.key == row.key && other.values == row.values && other.origin == row.origin;
      });
      if (same == out.options.end()) {
        out.options.push_back(std::move(row));
      } else {
        same->commands.push_back(command.name);
      }
    }
  }
  std::stable_sort(out.options.begin(), out.options.end(),
                   [](const OptionInForce& a, const OptionInForce& b) { return a.key < b.key; });
  return out;
}

}  // namespace

std::optional<NoCommand> parse(const Program& program, const std::vector<std::string>& arguments) {
  if (arguments.empty()) return NoCommand{ExitCode::kUsage, "", program.first_steps};
  ProgramOptions options;
  const std::unique_ptr<CLI::App> app = make_parser(program, options, [&](std::string_view name) {
    return name == program.implied || std::find(arguments.begin(), arguments.end(), name) != arguments.end();
  });
  std::vector<std::string> arranged = program.arrange ? program.arrange(*app, arguments) : arguments;
  try {
    parse_with(*app, arranged, {});
  } catch (const CLI::CallForVersion& version) {
    return NoCommand{ExitCode::kDone, std::string(version.what()) + "\n", ""};
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app->get_subcommands();
    // The table is that of a parser that has read nothing: reading changes what it knows of defaults.
    const ProgramTable table = fresh_table(program);
    return NoCommand{ExitCode::kDone, chosen.empty() ? help(table) : help(table, chosen.front()->get_name()),
                     ""};
  } catch (const CLI::Success&) {
    return NoCommand{ExitCode::kDone, generate(options.generate, fresh_table(program)), ""};
  } catch (const CLI::ParseError& error) {
    return wrong(program, *app, arguments, error);
  }
  const std::string command = app->get_subcommands().front()->get_name();
  const Result<File> file = read_file(program, options.config);
  if (!file) return wrong(program, file.error());
  std::vector<Setting> settings = file->settings;
  // Most often nothing is set; then nothing more is to be done.
  const auto& environment = program.surroundings.environment;
  const bool has_variables = std::any_of(environment.begin(), environment.end(),
                                         [](const std::string& one) { return one.starts_with("DATELINE_"); });
  const bool is_config = command == kConfig;
  if (settings.empty() && !has_variables && !is_config) return std::nullopt;
  // A file may speak of every command; a variable matters to the one that runs.
  const ProgramTable table =
      settings.empty() && !is_config ? table_of(*app, program.version) : fresh_table(program);
  if (const Status sound = check_settings(table, settings); !sound) return wrong(program, sound.error());
  for (Setting& setting : variable_settings(table, program.surroundings))
    settings.push_back(std::move(setting));
  if (is_config) {
    const auto found = configuration_in_force(program, table, *file, settings);
    if (!found) return found.error();
    return NoCommand{ExitCode::kDone,
                     options.config_format == "json" ? configuration_json(*found, options.config_all)
                                                     : configuration_text(*found, options.config_all),
                     ""};
  }
  return apply(program, *app, arranged, settings);
}

}  // namespace dateline::cli
