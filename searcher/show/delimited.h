#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::show {

/// Lines of values for spreadsheets and scripts. Every value is made printable first.
enum class Delimiter : char {
  kComma = ',',  ///< RFC 4180, but that lines end by '\n'
  kTab = '\t',   ///< nothing is quoted; tabs and line ends within a value become blanks
};

/// A value of RFC 4180: in quotation marks where it holds a comma, a quotation mark or an end of line.
std::string csv_quoted(std::string value);

std::string delimited_line(const std::vector<std::string>& values, Delimiter delimiter);

}  // namespace dateline::show
