#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dateline::search {

/// What must stand behind the name of a command for it to be one, options apart. Many names are ordinary
/// words: "issue of the day" is a query.
enum class Follows : std::uint8_t {
  kAnything,
  kNothing,
  kIds,          ///< ids or keys: each has a digit
  kIdAndWords,   ///< an id, key or address, and perhaps words
  kOneWord,      ///< a file
  kName,         ///< words of which the first begins with a capital or is not of Latin letters, or is quoted
  kIdThenWords,  ///< an id, key or address, and words
  kSavedAction,  ///< "list", or "add", "run" or "remove" and a name
  kYears,        ///< nothing, or a date as of kDay and perhaps words
  kDay,          ///< a date with digits that names a year: "2013-12-13", "13 December 2013", "juche112.9.14"
};

struct CommandForm {
  std::string_view name;
  Follows follows = Follows::kAnything;
  std::string_view usage;  ///< "issue DAY"
};

/// The table of all commands: nullptr for a word that is none.
const CommandForm* find_command_form(std::string_view name);
std::span<const CommandForm> all_command_forms();

/// Whether words fit. No words at all fit kAnything and kNothing; others only where options follow
/// (`--help`).
bool fits(Follows follows, std::span<const std::string> words, bool has_options);

}  // namespace dateline::search
