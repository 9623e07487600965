#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/field_map.h"
#include "indexer/readers/page.h"

namespace dateline::indexer {

/// Reads CSV as of RFC 4180, and what spreadsheets make of it: fields separated by comma, semicolon or tab
/// (told by the header line), quotation marks, line ends in quoted fields. The header line names the columns
/// as members of JSON Lines are named. Reused from chunk to chunk; one per thread.
class CsvReader {
 public:
  explicit CsvReader(FieldMap map);

  /// Whole rows, of a file with this header line; `first` names the file and the line of the first row.
  /// Columns that are not mapped are kept as `extra`, empty ones left out. A row with more cells than the
  /// header is rejected, a shorter one read with a warning.
  void read(std::string_view header, std::string_view rows, const Origin& first, PageSink& sink);

 private:
  void read_header(std::string_view header);
  void read_row(const Origin& origin, PageSink& sink);

  FieldMap map_;
  std::string fields_;
  std::string header_;
  char separator_ = ',';
  std::vector<std::string> columns_;
  std::vector<std::vector<std::size_t>>
      sources_;  // columns for each target, in the order in which they are tried
  std::vector<std::string> cells_;
};

}  // namespace dateline::indexer
