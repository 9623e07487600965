#include "searcher/show/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace dateline::show {

Result<ColumnChoice> choose_columns(const std::vector<Column>& columns, std::string_view names) {
  ColumnChoice choice;
  if (names.empty()) {
    for (std::size_t i = 0; i < columns.size(); ++i) choice.push_back(i);
    return choice;
  }
  while (true) {
    const std::size_t end = std::min(names.find(','), names.size());
    std::string_view name = names.substr(0, end);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const Column& column) { return column.name == name; });
    if (found == columns.end()) {
      return fail(ErrorKind::kUsage, fmt::format("there is no column '{}'", name),
                  fmt::format("the columns are {}", fmt::join(names_of(columns), ", ")));
    }
    choice.push_back(static_cast<std::size_t>(found - columns.begin()));
    if (end == names.size()) return choice;
    names.remove_prefix(end + 1);
  }
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  return names;
}

std::string table_text(const Table& table, const ColumnChoice& choice, Delimiter delimiter) {
  std::string out = delimited_line(chosen(names_of(table.columns), choice), delimiter);
  for (const std::vector<std::string>& row : table.rows)
    out += delimited_line(chosen(row, choice), delimiter);
  return out;
}

}  // namespace dateline::show
