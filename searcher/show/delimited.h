#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::show {

/// Lines of values for spreadsheets and scripts.
enum class Delimiter : char {
  kComma = ',',  ///< RFC 4180, but that lines end by '\n'; no value can be run as a formula
  kTab = '\t',   ///< nothing is quoted or changed; tabs and line ends within a value become blanks
};

/// What stands before the first line of a CSV file so that spreadsheets read it as UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Digits with a sign, points and commas among them: "-3", "+1,200.5". No spreadsheet runs it.
bool is_plain_number(std::string_view value);

/// Whether a spreadsheet would run the value as a formula: it begins with = + - @, with the wide form of one
/// (these count in East Asian editions), with a tab or an end of line, and it is no plain number.
bool looks_like_formula(std::string_view value);

/// A value of RFC 4180, in quotation marks where it holds a comma, a quotation mark or an end of line. What a
/// spreadsheet would run gets an apostrophe in front, which makes it text; everything else stays as it is.
std::string csv_value(std::string value);

/// The values as a line with its end. Every value is made printable first; in CSV it keeps its line ends.
std::string delimited_line(const std::vector<std::string>& values, Delimiter delimiter);

}  // namespace dateline::show
