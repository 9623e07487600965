#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::search {

class Session;

/// What a line led to.
enum class Outcome { kDone, kError, kStopped, kQuit };

/// What stands behind the name of a command, for completion.
enum class Argument { kNone, kHit, kQuery, kFacet, kSetting, kSet, kFile, kCommand, kTime, kOrder, kExport };

/// One row of the table of commands.
struct Command {
  std::string_view name;
  std::string_view usage;    ///< ":show N"
  std::string_view summary;  ///< one line
  std::string_view details;  ///< sentences for `:help NAME`; may be empty
  Argument argument = Argument::kNone;
  /// `rest` is what stands behind the name, without blanks at its ends.
  Outcome (*run)(Session& session, std::string_view rest) = nullptr;
};

/// The families of commands, each in a file of its own.
std::span<const Command> hit_commands();
std::span<const Command> reading_commands();
std::span<const Command> name_commands();
std::span<const Command> ledger_commands();
std::span<const Command> trail_commands();
std::span<const Command> set_commands();
std::span<const Command> note_commands();
std::span<const Command> session_commands();

/// All commands by name.
const std::vector<Command>& all_commands();

/// Commands that a name may stand for: the one of that name, else all that begin so.
std::vector<const Command*> find_commands(std::string_view name);

/// The command that was probably meant by a name that is none; null when nothing is near.
const Command* near_command(std::string_view name);

}  // namespace dateline::search
