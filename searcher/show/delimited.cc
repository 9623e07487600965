#include "searcher/show/delimited.h"

#include "searcher/show/printable.h"

namespace dateline::show {

std::string csv_quoted(std::string value) {
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
    out += delimiter == Delimiter::kTab ? printable(value) : csv_quoted(printable(value));
  }
  return out + "\n";
}

}  // namespace dateline::show
