#include "common/text/printable.h"

#include <gtest/gtest.h>

namespace dateline::text {
namespace {

TEST(Printable, LeavesNoEscapeSequenceAndNoDirectionOverride) {
  const std::pair<std::string, std::string> cases[] = {
      {"plain", "plain"},
      {"\x1b[31mred\x1b[0m", "[31mred[0m"},
      {"\x1b]0;title\x07", "]0;title"},
      {"a\xC2\x9B"
       "31m",
       "a31m"},
      {"a\x9B"
       "31m",
       "a31m"},
      {"\xE2\x80\xAE"
       "abc",
       "abc"},
      {"a\r\nb\tc", "a b c"},
      {"\x7f\x08", ""},
  };
  for (const auto& [input, expected] : cases) EXPECT_EQ(printable(input), expected);
}

TEST(Visible, ShowsWhatPrintableTakesAway) {
  const std::pair<std::string, std::string> cases[] = {
      {"2023/조선.txt", "2023/조선.txt"},
      {"a\x1b[31m.txt", "a\\x1b[31m.txt"},
      {"two\nlines\t", "two\\x0alines\\x09"},
      {"\xE2\x80\xAE"
       "gpj",
       "\\xe2\\x80\\xaegpj"},
      {"\xC1\xB6\xBC\xB1.txt", "\\xc1\\xb6\\xbc\\xb1.txt"},  // EUC-KR
  };
  for (const auto& [input, expected] : cases) EXPECT_EQ(visible(input), expected);
}

}  // namespace
}  // namespace dateline::text
