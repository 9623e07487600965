#include <gtest/gtest.h>

#include "common/dates/ocr_repair.h"
#include "common/dates/scanner.h"
#include "tests/common/dates/vector_file.h"
#include "tests/support/shared.h"

namespace dateline {
namespace {

using testing::DateVector;

TEST(SharedDateVectors, EveryMentionIsReadAsTheTableSays) {
  const auto file = testing::shared_file("dates/mentions.tsv");
  DATELINE_NEED_SHARED(file);
  dates::Scanner scanner;
  std::size_t rows = 0;
  for (const DateVector& v : testing::read_vectors(file)) {
    const auto published = dates::parse_iso_day(v.ref);
    EXPECT_EQ(testing::joined(dates::vector_lines(scanner.scan(v.input, published))), v.expected)
        << v.id << ": " << v.input << "\nref " << v.ref;
    ++rows;
  }
  EXPECT_GT(rows, 100u);
}

TEST(SharedDateVectors, EveryRepairOfAStampLineIsAsTheTableSays) {
  const auto file = testing::shared_file("dates/repair.tsv");
  DATELINE_NEED_SHARED(file);
  std::size_t rows = 0;
  for (const DateVector& v : testing::read_vectors(file)) {
    const auto repaired = dates::repair_stamp_line(v.input);
    EXPECT_EQ(repaired ? dates::vector_line(*repaired) : "none", v.expected) << v.id << ": " << v.input;
    ++rows;
  }
  EXPECT_GT(rows, 5u);
}

}  // namespace
}  // namespace dateline
