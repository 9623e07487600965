#include "bench/support/files.h"

#include <fstream>
#include <sstream>

namespace dateline::bench {

Status write_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return fail(ErrorKind::kSystem, "cannot write " + file.string(), "is the disk full?");
  return {};
}

Result<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(ErrorKind::kInput, "cannot read " + file.string(), "check the path");
  return text.str();
}

}  // namespace dateline::bench
