#include "common/text/analyzer.h"

#include <gtest/gtest.h>

#include "tests/common/text/tokens.h"

namespace dateline::text {
namespace {

TEST(Analyzer, StemsWordsAndFoldsNames) {
  EXPECT_EQ(testing::shown("Kim Jong-un's visits to P'yŏngyang", "en"),
            "kim@1 jong@2 un@3 visits/visit@4 to@5 pyongyang@6");
}

TEST(Analyzer, GivesBigramsCharactersAndWordsOfHangul) {
  EXPECT_EQ(testing::shown("9월에 평양", "ko"),
            "9@1 월@2 월에@2 에@3 /월에@2 에평@3 평@4 평양@4 양@5 /평양@4");
}

}  // namespace
}  // namespace dateline::text
