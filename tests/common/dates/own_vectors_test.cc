#include <gtest/gtest.h>

#include "common/dates/scanner.h"
#include "tests/common/dates/vector_file.h"

namespace dateline {
namespace {

TEST(DateVectors, EveryFormIsReadAsTheTableSays) {
  dates::Scanner scanner;
  const auto rows = testing::read_vectors(testing::own_vectors());
  for (const testing::DateVector& v : rows) {
    const auto published = dates::parse_iso_day(v.ref);
    EXPECT_EQ(testing::joined(dates::vector_lines(scanner.scan(v.input, published))), v.expected)
        << v.id << ": " << v.input << "\nref " << v.ref;
  }
  EXPECT_GT(rows.size(), 300u);
}

}  // namespace
}  // namespace dateline
