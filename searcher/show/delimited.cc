#include "searcher/show/delimited.h"

#include <algorithm>
#include <array>

#include "searcher/show/printable.h"

namespace dateline::show {
namespace {

constexpr std::array<std::string_view, 11> kFormulaSigns{"=",  "+",  "-",  "@",  "\t", "\r",
                                                         "\n", "＝", "＋", "－", "＠"};

}  // namespace

bool is_plain_number(std::string_view value) {
  if (value.starts_with('+') || value.starts_with('-')) value.remove_prefix(1);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return std::any_of(value.begin(), value.end(), digit) &&
         std::all_of(value.begin(), value.end(), [&](char c) { return digit(c) || c == '.' || c == ','; });
}

bool looks_like_formula(std::string_view value) {
  return std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                     [&](std::string_view sign) { return value.starts_with(sign); }) &&
         !is_plain_number(value);
}

std::string csv_value(std::string value) {
  if (looks_like_formula(value)) value.insert(0, 1, '\'');
  if (value.find_first_of(",\"\r\n") == std::string::npos) return value;
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string delimited_line(const std::vector<std::string>& values, Delimiter delimiter) {
  std::string out;
  for (const std::string& value : values) {
    if (&value != &values.front()) out += static_cast<char>(delimiter);
    out += delimiter == Delimiter::kTab ? printable(value) : csv_value(printable(value, true));
  }
  return out + "\n";
}

}  // namespace dateline::show
