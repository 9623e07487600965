#pragma once

#include <string>
#include <string_view>

#include "common/cli/option_table.h"

/// Texts that more than one of the generated files needs.
namespace dateline::cli {

/// "ID...", "[TEXT]...", "[INPUT]...": an operand as a usage line shows it.
std::string operand_usage(const OptionRow& operand);

/// "-n, --limit N", "--sort date|-date|rank".
std::string option_heading(const OptionRow& option);

/// What is said behind the text of an option: "default 10; 1 to 1000; may be given several times"; may be
/// empty.
std::string option_facts(const OptionRow& option);

/// The text with a full stop.
std::string sentence(std::string_view text);

/// Of some names the one that was most likely meant by a mistyped one; empty: none is near.
std::string nearest(std::string_view typed, const std::vector<std::string>& names);

/// `text` with every `from` replaced.
std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace dateline::cli
