#include "searcher/repl/command.h"

#include <algorithm>

#include "searcher/query/field_names.h"

namespace dateline::search {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> all = [] {
    std::vector<Command> rows;
    for (const auto family : {hit_commands(), reading_commands(), name_commands(), ledger_commands(),
                              trail_commands(), set_commands(), note_commands(), session_commands()}) {
      rows.insert(rows.end(), family.begin(), family.end());
    }
    std::sort(rows.begin(), rows.end(), [](const Command& a, const Command& b) { return a.name < b.name; });
    return rows;
  }();
  return all;
}

std::vector<const Command*> find_commands(std::string_view name) {
  std::vector<const Command*> out;
  for (const Command& command : all_commands()) {
    if (command.name == name) return {&command};
    if (!name.empty() && command.name.starts_with(name)) out.push_back(&command);
  }
  return out;
}

const Command* near_command(std::string_view name) {
  constexpr unsigned kSlips = 2;
  constexpr std::size_t kLongest = 32;
  if (name.size() > kLongest) return nullptr;
  const std::u32string written = query::code_points(name);
  const Command* nearest = nullptr;
  // A slip must leave more letters right than wrong.
  unsigned best = std::min<unsigned>(kSlips, static_cast<unsigned>(written.size()) / 2) + 1;
  for (const Command& command : all_commands()) {
    const unsigned distance = query::edit_distance(written, query::code_points(command.name), kSlips);
    if (distance >= best) continue;
    best = distance;
    nearest = &command;
  }
  return nearest;
}

}  // namespace dateline::search
