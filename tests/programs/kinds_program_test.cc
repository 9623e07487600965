#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/run_program.h"

namespace dateline {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(KindsProgram, PrintsTheTablesOfThePageOnIngest) {
  const testing::Ran ran = testing::run(DATELINE_INDEX_PROGRAM, {"kinds", "--format", "markdown"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string page = read_file(DATELINE_SOURCE_DIR "/docs/ingest.md");
  const std::string begin = "<!-- kinds:begin -->\n";
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("<!-- kinds:end -->");
  ASSERT_TRUE(from != std::string::npos && to != std::string::npos);
  EXPECT_EQ(page.substr(from + begin.size(), to - from - begin.size()), ran.out)
      << "put what `dateline-index kinds --format markdown` prints between the marks";
}

}  // namespace
}  // namespace dateline
