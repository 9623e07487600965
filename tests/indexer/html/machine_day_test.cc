#include "indexer/readers/html/machine_day.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline::html {
namespace {

std::string read(std::string_view text) {
  const std::optional<dates::Day> day = parse_machine_day(text);
  return day ? dates::to_iso(*day) : "none";
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(MachineDay, ReadsWhatMachinesPrint) {
  const Case cases[] = {
      {"2023-09-14", "2023-09-14"},
      {" 2023-09-14T23:30:00+09:00\n", "2023-09-14"},
      {"2023-09-14 08:00:00", "2023-09-14"},
      {"20230914", "2023-09-14"},
      {"20230914T080000Z", "2023-09-14"},
      {"Thu, 14 Sep 2023 08:00:00 GMT", "2023-09-14"},
      {"14 Sep 2023 07:09 GMT", "2023-09-14"},
      {"Thu Sep 14 2023 08:00:00 GMT+0900 (Korean Standard Time)", "2023-09-14"},
      {"04:55:06 Sep 14, 2023", "2023-09-14"},
      {"September 14, 2023, 07:47 PM EST", "2023-09-14"},
      {"2024-02-29", "2024-02-29"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.text), c.expected) << c.text;
}

TEST(MachineDay, LeavesTheRestToThoseWhoReadTexts) {
  for (const char* text :
       {"", "14/09/2023", "2023-02-30", "2023-13-01", "2023-09", "2023-09-14x", "0001-01-01T00:00:00Z",
        "1694649600", "Juche 112 (2023)", "yesterday", "14 Fruit 2023", "Sep 31 2023", "202309141"}) {
    EXPECT_EQ(read(text), "none") << text;
  }
  EXPECT_EQ(read(std::string(1000, '2')), "none");
}

}  // namespace
}  // namespace dateline::html
