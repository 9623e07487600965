#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "common/result.h"
#include "searcher/show/table.h"

namespace dateline::search {

/// Most records and characters (UTF-16 units) that a sheet and a cell can hold, besides the line of names.
inline constexpr std::uint32_t kXlsxRecords = 1'048'575;
inline constexpr std::size_t kXlsxCell = 32'767;

/// Makes a file of a spreadsheet with one sheet. Values are text, which no program runs, or numbers in
/// columns of numbers. A longer text than a cell can hold is cut and says so at its end. The same rows give
/// the same bytes. Rows wait in temporary files, not in memory. Not thread-safe.
class XlsxBook {
 public:
  explicit XlsxBook(std::vector<show::Column> columns);
  ~XlsxBook();
  XlsxBook(const XlsxBook&) = delete;
  XlsxBook& operator=(const XlsxBook&) = delete;

  /// A value for each column. What goes wrong is told by `finish`.
  void add(const std::vector<std::string>& row);
  /// The bytes of the file; nothing may be added afterwards. A Usage error when there were more records than
  /// a sheet can hold, a System error when a temporary file could not be written.
  Result<std::string> finish();

 private:
  struct Open;
  std::vector<show::Column> columns_;
  std::unique_ptr<Open> open_;  ///< null when it could not be begun
  std::uint64_t records_ = 0;
};

/// The whole table as such a file.
Result<std::string> table_xlsx(const show::Table& table, const show::ColumnChoice& choice);

}  // namespace dateline::search
