#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// For the functions that describe the commands of a program to the option parser (Command in parse.h).
namespace dateline::cli {

/// When the command is chosen, its arguments are written to `chosen`.
template <class A, class Arguments>
void choose(CLI::App& command, const std::shared_ptr<A>& arguments, std::optional<Arguments>& chosen) {
  command.callback([arguments, &chosen] { chosen = *arguments; });
}

/// --format
void add_format_option(CLI::App& command, std::string& format, const std::vector<std::string>& formats);

}  // namespace dateline::cli
