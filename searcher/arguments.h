#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "searcher/command_forms.h"

namespace dateline::search {

/// The commands, each with those of its options whose value is the next argument ("--sort", "-n").
using CommandOptions = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

/// The arguments of the program in an order in which an option parser cannot take a word for an option: the
/// command, its options, "--", the words. `putin -nuclear` negates a word, where a parser would read -n with
/// the value "uclear"; all that follows a "--" is words.
///
/// `query` is the default command: `kim putin` is `query kim putin`. Indexes may be named before the command:
/// `-i INDEX kwic putin` is `kwic -i INDEX putin`. Nothing is added to no arguments at all.
///
/// The name of a command is one where what follows fits it (command_forms.h); else it is a word of a query:
/// `issue 2013-12-13` is a command, `issue of the day` none. What stands behind `query` or "--" is words.
std::vector<std::string> arranged_arguments(const std::vector<std::string>& arguments,
                                            const CommandOptions& commands);

/// The command whose name begins the arguments although it is taken for a word; nullptr when there is none.
const CommandForm* passed_over_command(const std::vector<std::string>& arguments,
                                       const CommandOptions& commands);

/// The first word where it is nearly the name of a command that what follows fits.
struct MistypedCommand {
  std::string word;  ///< "tiemline"; empty: none
  const CommandForm* meant = nullptr;
};
MistypedCommand mistyped_command(const std::vector<std::string>& arguments, const CommandOptions& commands);

}  // namespace dateline::search
