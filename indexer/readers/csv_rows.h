#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::indexer {

/// Separator of a CSV file by its first line: of tab, semicolon and comma the one that stands in it most
/// often outside quotation marks; comma when there is none.
char csv_separator(std::string_view header);

/// Where the first row of `text` ends: past its line end (LF, CRLF or CR), or npos when the text ends first.
/// A quotation mark counts at the beginning of a field only; inside quotes two of them are one.
std::size_t csv_row_end(std::string_view text, char separator);

/// The cells of one row, as `csv_row_end` cuts it, without quotation marks. What stands behind a closing mark
/// is taken as it is. Returns false when a quotation mark is never closed.
bool split_csv_row(std::string_view row, char separator, std::vector<std::string>& cells);

}  // namespace dateline::indexer
