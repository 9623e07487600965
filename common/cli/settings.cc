#include "common/cli/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "common/cli/words.h"

extern char** environ;

namespace dateline::cli {
namespace {

constexpr std::size_t kMaxFile = std::size_t{1} << 20;
constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

std::string value_of(std::string_view text, std::string_view home) {
  text = trimmed(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    return std::string(text.substr(1, text.size() - 2));
  if (text.starts_with("~/") && !home.empty()) return fmt::format("{}{}", home, text.substr(1));
  return std::string(text);
}

/// How near to the command a setting is: the greater comes first.
int rank(const Setting& setting) {
  if (setting.variable) return 3;
  if (!setting.command.empty()) return 2;
  return setting.program.empty() ? 0 : 1;
}

std::set<std::string> keys_of(const ProgramTable& program, std::string_view command = {}) {
  std::set<std::string> out;
  for (const CommandTable& one : program.commands) {
    if (!command.empty() && one.name != command) continue;
    for (const OptionRow& option : one.options) {
      if (option.configurable) out.emplace(option.key());
    }
  }
  return out;
}

}  // namespace

std::string Surroundings::variable(std::string_view name) const {
  for (const std::string& one : environment) {
    if (one.size() > name.size() && one[name.size()] == '=' && one.starts_with(name))
      return one.substr(name.size() + 1);
  }
  return {};
}

bool Surroundings::has_variable(std::string_view name) const {
  return std::any_of(environment.begin(), environment.end(), [&](const std::string& one) {
    return one.size() > name.size() && one[name.size()] == '=' && one.starts_with(name);
  });
}

Surroundings surroundings_of_process() {
  Surroundings out;
  for (char** one = environ; one != nullptr && *one != nullptr; ++one) out.environment.emplace_back(*one);
  out.is_file = [](const std::string& file) {
    std::error_code error;
    return std::filesystem::exists(file, error);
  };
  out.read_file = [](const std::string& file) -> Result<std::string> {
    std::ifstream in(file, std::ios::binary);
    std::string text(kMaxFile, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || (in.fail() && !in.eof())) {
      return fail(ErrorKind::kUsage, fmt::format("{} cannot be read: {}", file, std::strerror(errno)),
                  "name a file that can be read, or none: DATELINE_CONFIG= ");
    }
    if (in) return fail(ErrorKind::kUsage, fmt::format("{} has more than 1 MB", file), "is it another file?");
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
  };
  return out;
}

std::string configuration_file(const Surroundings& surroundings) {
  if (surroundings.has_variable("DATELINE_CONFIG")) return surroundings.variable("DATELINE_CONFIG");
  std::string folder = surroundings.variable("XDG_CONFIG_HOME");
  if (folder.empty()) {
    const std::string home = surroundings.variable("HOME");
    if (home.empty()) return {};
    folder = home + "/.config";
  }
  return folder + "/dateline/dateline.conf";
}

Result<std::vector<Setting>> parse_settings(std::string_view text, const std::string& file,
                                            std::string_view home) {
  std::vector<Setting> out;
  std::string program;
  std::string command;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view whole = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), whole.size() + 1));
    const std::string_view line = trimmed(whole);
    const std::string place = fmt::format("{}, line {}", file, number);
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      const std::string_view section = trimmed(line.substr(1, line.find(']') - 1));
      const std::string_view name = section.substr(0, section.find('.'));
      if (line.back() != ']' || (name != "index" && name != "search")) {
        return fail(ErrorKind::kUsage, fmt::format("{}: {} is no section", place, line),
                    "sections are [index], [search], and those of commands, as [search.kwic]");
      }
      program = fmt::format("dateline-{}", name);
      command = section.size() > name.size() ? section.substr(name.size() + 1) : "";
      continue;
    }
    const std::size_t equals = line.find('=');
    std::string_view key = trimmed(line.substr(0, equals));
    while (key.starts_with('-')) key.remove_prefix(1);
    if (equals == std::string_view::npos || key.empty()) {
      return fail(ErrorKind::kUsage, fmt::format("{}: a line has the form 'option = value'", place),
                  "for an option without a value write 'option = true'");
    }
    out.push_back({program, command, std::string(key), value_of(line.substr(equals + 1), home), place});
  }
  return out;
}

std::string variable_name(std::string_view key) {
  std::string out = "DATELINE_";
  for (const char c : key)
    out += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::vector<Setting> variable_settings(const ProgramTable& program, const Surroundings& surroundings) {
  std::vector<Setting> out;
  for (const std::string& key : keys_of(program)) {
    const std::string name = variable_name(key);
    if (std::string value = surroundings.variable(name); !value.empty())
      out.push_back({program.name, "", key, std::move(value), name, true});
  }
  return out;
}

Status check_settings(const ProgramTable& program, std::span<const Setting> settings) {
  for (const Setting& setting : settings) {
    if (!setting.program.empty() && setting.program != program.name) continue;
    if (!setting.command.empty() && program.find(setting.command) == nullptr) {
      return fail(ErrorKind::kUsage,
                  fmt::format("{}: {} has no command '{}'", setting.origin, program.name, setting.command),
                  fmt::format("{} --help lists the commands", program.name));
    }
    const std::set<std::string> keys = keys_of(program, setting.command);
    if (keys.contains(setting.key)) continue;
    const std::string near = nearest(setting.key, {keys.begin(), keys.end()});
    std::string hint = near.empty() ? fmt::format("{} config --all lists the options", program.name)
                                    : fmt::format("did you mean {}?", near);
    if (setting.program.empty() && near.empty())
      hint =
          "above the sections stand options of both programs; those of one stand below [index] or [search]";
    return fail(ErrorKind::kUsage,
                fmt::format("{}: {} has no option '{}' that may stand there", setting.origin,
                            setting.command.empty() ? program.name : program.name + " " + setting.command,
                            setting.key),
                std::move(hint));
  }
  return {};
}

std::vector<Setting> in_force(std::span<const Setting> settings, std::string_view program,
                              std::string_view command, const OptionRow& option) {
  std::vector<Setting> out;
  if (!option.configurable) return out;
  for (const Setting& setting : settings) {
    if (setting.key != option.key()) continue;
    if (!setting.program.empty() && setting.program != program) continue;
    if (!setting.command.empty() && setting.command != command) continue;
    if (!out.empty() && rank(setting) < rank(out.front())) continue;
    if (!out.empty() && (rank(setting) > rank(out.front()) || !option.repeated)) out.clear();
    out.push_back(setting);
  }
  return out;
}

}  // namespace dateline::cli
