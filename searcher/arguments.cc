#include "searcher/arguments.h"

#include <algorithm>
#include <string_view>

#include "common/cli/words.h"

namespace dateline::search {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

/// "-nuclear", "-(a OR b)", "-\"old name\"", "-=visits", "-*ment". No option begins with one of these signs,
/// and options of one letter have their value apart ("-n 5", "-i INDEX").
bool is_negated_word(std::string_view word) {
  if (word.size() <= 2 || word[0] != '-') return false;
  if (std::string_view("(\"=*/").find(word[1]) != std::string_view::npos) return true;
  return is_letter(word[1]) && (is_letter(word[2]) || word[2] == ' ');
}

bool is_option(std::string_view word) {
  if (word.size() < 2 || word[0] != '-' || is_negated_word(word)) return false;
  const bool number = word[1] >= '0' && word[1] <= '9';
  return !number && word[1] != ' ' && word[1] != '!';
}

/// Words that CLI11 would read as something else where no "--" stands before them.
bool needs_mark(std::string_view word) { return (word.size() > 1 && word[0] == '-') || word == "++"; }

bool is_program_option(std::string_view word) {
  return word == "--help" || word == "-h" || word == "--version" || word == "--generate" ||
         word.starts_with("--generate=");
}

/// Takes "--config FILE" and "--config=FILE" away from before the command: they stand before all else.
std::vector<std::string> take_configuration(std::vector<std::string>& arguments) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < arguments.size();) {
    std::size_t length = 0;
    if (arguments[i] == "--config") length = 2;
    if (arguments[i].starts_with("--config=")) length = 1;
    if (length == 0) {
      const bool names_index = arguments[i] == "-i" || arguments[i] == "--index";
      if (!names_index && !arguments[i].starts_with("--index=")) break;
      i += names_index ? 2 : 1;
      continue;
    }
    const auto begin = arguments.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(length, arguments.size() - i));
    out.insert(out.end(), begin, end);
    arguments.erase(begin, end);
  }
  return out;
}

/// Number of arguments in front that name indexes: "-i INDEX", "--index INDEX", "--index=INDEX".
std::size_t leading_indexes(const std::vector<std::string>& arguments) {
  std::size_t n = 0;
  while (n < arguments.size()) {
    if (arguments[n] == "-i" || arguments[n] == "--index") {
      n += 2;
    } else if (arguments[n].starts_with("--index=")) {
      n += 1;
    } else {
      break;
    }
  }
  return std::min(n, arguments.size());
}

/// What stands behind a command.
struct Behind {
  std::vector<std::string> options;  ///< with their values
  std::vector<std::string> words;
};

Behind behind(std::vector<std::string>::const_iterator next, std::vector<std::string>::const_iterator end,
              const std::set<std::string, std::less<>>& with_value) {
  Behind out;
  for (; next != end; ++next) {
    if (*next == "--") {
      out.words.insert(out.words.end(), next + 1, end);
      break;
    }
    if (!is_option(*next)) {
      out.words.push_back(*next);
      continue;
    }
    out.options.push_back(*next);
    if (with_value.contains(*next) && next + 1 != end) out.options.push_back(*++next);
  }
  return out;
}

/// Whether the word at `at` names a command and what stands behind it fits.
bool is_command(const std::vector<std::string>& arguments, std::size_t at, const CommandOptions& commands) {
  if (at >= arguments.size()) return false;
  const auto command = commands.find(arguments[at]);
  if (command == commands.end()) return false;
  const CommandForm* form = find_command_form(command->first);
  if (form == nullptr) return true;
  const Behind rest =
      behind(arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1, arguments.end(), command->second);
  return fits(form->follows, rest.words, !rest.options.empty());
}

}  // namespace

const CommandForm* passed_over_command(const std::vector<std::string>& given,
                                       const CommandOptions& commands) {
  std::vector<std::string> arguments = given;
  take_configuration(arguments);
  const std::size_t at = leading_indexes(arguments);
  if (at >= arguments.size() || !commands.contains(arguments[at]) || is_command(arguments, at, commands))
    return nullptr;
  return find_command_form(arguments[at]);
}

MistypedCommand mistyped_command(const std::vector<std::string>& given, const CommandOptions& commands) {
  std::vector<std::string> arguments = given;
  take_configuration(arguments);
  const std::size_t at = leading_indexes(arguments);
  if (at >= arguments.size() || commands.contains(arguments[at])) return {};
  const std::string& word = arguments[at];
  if (!std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return {};
  // Many would call the default command so.
  constexpr std::string_view kSearch = "search";
  std::vector<std::string> names{std::string(kSearch)};
  for (const CommandForm& form : all_command_forms()) names.emplace_back(form.name);
  const std::string near = cli::nearest(word, names);
  const CommandForm* form = find_command_form(near == kSearch ? "query" : near);
  if (form == nullptr) return {};
  // Only commands that are named have been described; those of the default are most of the options there are.
  const auto options = commands.find("query");
  const Behind rest =
      behind(arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1, arguments.end(),
             options == commands.end() ? std::set<std::string, std::less<>>{} : options->second);
  if (!fits(form->follows, rest.words, !rest.options.empty())) return {};
  return {word, form};
}

std::vector<std::string> arranged_arguments(const std::vector<std::string>& given,
                                            const CommandOptions& commands) {
  std::vector<std::string> arguments = given;
  const std::vector<std::string> configuration = take_configuration(arguments);
  const std::size_t indexes = leading_indexes(arguments);
  if (indexes < arguments.size() &&
      (is_command(arguments, indexes, commands) || is_program_option(arguments[indexes]))) {
    const auto command = arguments.begin() + static_cast<std::ptrdiff_t>(indexes);
    std::rotate(arguments.begin(), command, command + 1);
  } else if (!arguments.empty()) {
    arguments.insert(arguments.begin(), "query");
  }

  const auto command = std::find_if(arguments.begin(), arguments.end(),
                                    [&](const std::string& word) { return commands.contains(word); });
  if (command == arguments.end()) {
    arguments.insert(arguments.begin(), configuration.begin(), configuration.end());
    return arguments;
  }
  const Behind rest = behind(command + 1, arguments.end(), commands.find(*command)->second);
  std::vector<std::string> out = configuration;
  out.insert(out.end(), arguments.begin(), command + 1);
  out.insert(out.end(), rest.options.begin(), rest.options.end());
  if (std::any_of(rest.words.begin(), rest.words.end(), needs_mark)) out.emplace_back("--");
  out.insert(out.end(), rest.words.begin(), rest.words.end());
  return out;
}

}  // namespace dateline::search
