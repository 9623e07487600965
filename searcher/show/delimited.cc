#include "searcher/show/delimited.h"

#include "searcher/show/printable.h"

namespace dateline::show {

std::string delimited_line(const std::vector<std::string>& values, Delimiter delimiter) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += static_cast<char>(delimiter);
    const std::string value = printable(values[i]);
    if (delimiter == Delimiter::kTab || value.find_first_of(",\"") == std::string::npos) {
      out += value;
      continue;
    }
    out += '"';
    for (const char c : value) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  return out + "\n";
}

}  // namespace dateline::show
