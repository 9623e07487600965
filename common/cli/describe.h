#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/cli/parse.h"

/// For the functions that describe the commands of a program to the option parser (Command in parse.h).
namespace dateline::cli {

/// When the command is chosen, its arguments are written to `chosen`.
template <class A, class Arguments>
void choose(CLI::App& command, const std::shared_ptr<A>& arguments, std::optional<Arguments>& chosen) {
  command.callback([arguments, &chosen] { chosen = *arguments; });
}

/// Makes rows of a program's table of commands: name, what it does, the function that describes its options.
template <class Arguments>
auto rows_of(std::optional<Arguments>& chosen) {
  return
      [&chosen](const char* name, const char* about, void (*describe)(CLI::App&, std::optional<Arguments>&)) {
        return Command{name, about, [describe, &chosen](CLI::App& command) { describe(command, chosen); }};
      };
}

/// --format
void add_format_option(CLI::App& command, std::string& format, const std::vector<std::string>& formats);

}  // namespace dateline::cli
