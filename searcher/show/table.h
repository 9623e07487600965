#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "searcher/show/delimited.h"

namespace dateline::show {

/// A column of a table.
struct Column {
  std::string name;
  bool number = false;  ///< its values are numbers, or empty
};

/// An answer as rows of values, for CSV, TSV and .xlsx.
struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  ///< a value for each column
};

/// Which columns to write, in which order.
using ColumnChoice = std::vector<std::size_t>;

/// The columns named in a list such as "published,title,url"; all of them for an empty list. A Usage error
/// names the column that there is not, and those that there are.
Result<ColumnChoice> choose_columns(const std::vector<Column>& columns, std::string_view names);

/// Those of the values that are chosen.
template <class T>
std::vector<T> chosen(const std::vector<T>& values, const ColumnChoice& choice) {
  std::vector<T> out;
  out.reserve(choice.size());
  for (const std::size_t i : choice) out.push_back(values[i]);
  return out;
}

std::vector<std::string> names_of(const std::vector<Column>& columns);

/// The names of the columns in the first line, then a line for each row.
std::string table_text(const Table& table, const ColumnChoice& choice, Delimiter delimiter);

}  // namespace dateline::show
