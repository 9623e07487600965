#include "tests/common/dates/vector_file.h"

#include <fstream>
#include <sstream>

#include "common/dates/utf8.h"

namespace dateline::testing {

std::string unescape(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    if (c == 'n') {
      out += '\n';
    } else if (c == 'r') {
      out += '\r';
    } else if (c == 't') {
      out += '\t';
    } else if (c == 'u' && i + 4 < text.size()) {
      dates::append_utf8(out, static_cast<char32_t>(std::stoul(text.substr(i + 1, 4), nullptr, 16)));
      i += 4;
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<std::vector<std::string>> read_table(const std::filesystem::path& file) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) rows.back().push_back(cell);
  }
  return rows;
}

std::vector<DateVector> read_vectors(const std::filesystem::path& file) {
  std::vector<DateVector> rows;
  for (std::vector<std::string>& cells : read_table(file)) {
    if (cells.size() < 7) cells.resize(7);
    rows.push_back({cells[0], cells[1], cells[4], unescape(cells[5]), unescape(cells[6])});
  }
  return rows;
}

std::filesystem::path own_vectors() {
  return std::filesystem::path(DATELINE_SOURCE_DIR) / "tests/common/dates/mentions.tsv";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += " ; ";
    out += part;
  }
  return out;
}

}  // namespace dateline::testing
