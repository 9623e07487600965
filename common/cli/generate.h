#pragma once

#include <array>
#include <string>
#include <string_view>

#include "common/cli/option_table.h"

/// What is made of a program's table. Pure; every option of the table stands in each of them.
namespace dateline::cli {

/// What `--generate` knows.
inline constexpr std::array<std::string_view, 6> kGenerated{"man", "bash", "zsh", "fish", "json", "settings"};

/// `kind`: one of kGenerated.
std::string generate(std::string_view kind, const ProgramTable& program);

/// The help of the program, and of one of its commands, in lines of at most 80 columns.
std::string help(const ProgramTable& program);
std::string help(const ProgramTable& program, std::string_view command);

/// The page of section 1, in the macros of man(7); only ASCII.
std::string man_page(const ProgramTable& program);
/// Functions that complete commands, options and values. What only an index knows is asked of
/// `dateline-search __complete`.
std::string bash_completion(const ProgramTable& program);
std::string zsh_completion(const ProgramTable& program);
std::string fish_completion(const ProgramTable& program);
/// One line of JSON with everything in the table.
std::string json_list(const ProgramTable& program);

}  // namespace dateline::cli
