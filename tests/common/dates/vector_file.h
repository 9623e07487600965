#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace dateline::testing {

/// One row of a table of date vectors: id, type, status, source, ref, input, expected; escapes undone.
struct DateVector {
  std::string id;
  std::string type;
  std::string ref;
  std::string input;
  std::string expected;
};

/// Cells of the rows of a tab-separated file below its heading line.
std::vector<std::vector<std::string>> read_table(const std::filesystem::path& file);

/// Rows of a tab-separated file with a heading line and the escapes \uXXXX, \n, \r, \t and \\.
std::vector<DateVector> read_vectors(const std::filesystem::path& file);

/// The project's own table of mentions.
std::filesystem::path own_vectors();

/// Text with the escapes undone.
std::string unescape(const std::string& text);

/// `parts` with " ; " between them.
std::string joined(const std::vector<std::string>& parts);

}  // namespace dateline::testing
