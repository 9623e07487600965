#include "tests/documents/document.h"

#include <algorithm>
#include <regex>

namespace dateline::documents {
namespace {

bool names_program(std::string_view line) {
  return line.starts_with("dateline-index ") || line.starts_with("dateline-search ");
}

/// Lines that go on are joined; `at` moves to the last of them.
std::string joined(const std::vector<std::string>& lines, std::size_t& at, std::size_t end) {
  std::string text = lines[at];
  while (text.ends_with('\\') && at + 1 < end) {
    text.pop_back();
    text += "\n" + lines[++at];
  }
  return std::regex_replace(text, std::regex("\n *"), " ");
}

void read_block(const std::vector<std::string>& lines, std::size_t begin, std::size_t end, bool run,
                std::vector<Command>& out) {
  const bool prompts = std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                   lines.begin() + static_cast<std::ptrdiff_t>(end),
                                   [](const std::string& line) { return line.starts_with("$ "); });
  for (std::size_t i = begin; i < end; ++i) {
    const std::string& line = lines[i];
    if (prompts ? line.starts_with("$ ") : names_program(line)) {
      Command command{i + 1, "", run, prompts, {}, 0};
      command.text = joined(lines, i, end);
      if (prompts) command.text.erase(0, 2);
      command.output_begin = i + 2;
      out.push_back(std::move(command));
    } else if (prompts && !out.empty()) {
      out.back().output.push_back(line);
    }
  }
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    out.emplace_back(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return out;
}

std::vector<Command> commands_of(std::string_view document) {
  const std::vector<std::string> lines = lines_of(document);
  std::vector<Command> out;
  std::size_t begin = 0;
  bool inside = false;
  bool run = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].starts_with("```")) continue;
    if (inside) {
      read_block(lines, begin, i, run, out);
    } else {
      begin = i + 1;
      run = lines[i].find("not-run") == std::string::npos;
    }
    inside = !inside;
  }
  for (Command& command : out) {  // blank lines at the end belong to the layout
    while (!command.output.empty() && command.output.back().empty()) command.output.pop_back();
  }
  return out;
}

std::string masked(std::string line) {
  static const std::regex time(R"(\b[0-9]+(\.[0-9]+)? (ms|s|µs)\b)");
  static const std::regex rate(R"(\b[0-9.,]+ (articles/s|MB/s|MB)\b)");
  static const std::regex folder(R"(/tmp/dateline-test-[A-Za-z0-9]+)");
  line = std::regex_replace(line, time, "(time)");
  line = std::regex_replace(line, rate, "(rate)");
  line = std::regex_replace(line, folder, "(folder)");
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

bool matches(const std::vector<std::string>& expected, const std::vector<std::string>& lines) {
  // Ways to end behind each line of the expected ones, as for a pattern with stars.
  std::vector<bool> reached(lines.size() + 1);
  reached[0] = true;
  for (const std::string& pattern : expected) {
    std::vector<bool> next(lines.size() + 1);
    if (pattern == "…") {
      const auto first = std::find(reached.begin(), reached.end(), true);
      std::fill(next.begin() + (first - reached.begin()), next.end(), true);
    } else {
      for (std::size_t i = 0; i < lines.size(); ++i)
        next[i + 1] = reached[i] && masked(pattern) == masked(lines[i]);
    }
    reached = std::move(next);
  }
  return reached.back();
}

std::string with_outputs(std::string_view document, const std::vector<Command>& commands) {
  std::vector<std::string> lines = lines_of(document);
  for (auto command = commands.rbegin(); command != commands.rend(); ++command) {
    if (!command->has_output) continue;
    const std::size_t begin = command->output_begin - 1;
    std::size_t end = begin;
    while (end < lines.size() && !lines[end].starts_with("```") && !lines[end].starts_with("$ ")) ++end;
    while (end > begin && lines[end - 1].empty()) --end;
    const auto at = lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                lines.begin() + static_cast<std::ptrdiff_t>(end));
    lines.insert(at, command->output.begin(), command->output.end());
  }
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

}  // namespace dateline::documents
