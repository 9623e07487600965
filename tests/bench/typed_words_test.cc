#include "bench/track/typed_words.h"

#include <gtest/gtest.h>

namespace dateline::bench {
namespace {

using Strings = std::vector<std::string>;

TEST(TypedWords, NamesAreCapitalsBehindABlankThatBeginNoSentence) {
  EXPECT_EQ(names_in("The visit of Ri Son Gwon to Wonsan. Pak Pong Ju spoke, and so did Kim Tok Hun."),
            (Strings{"Ri Son Gwon", "Kim Tok Hun"}));
}

TEST(TypedWords, NumbersHaveASignOrFourDigits) {
  EXPECT_EQ(numbers_in("1,250 tons, 3.5 percent, No. 7-2 in 1950, 12 men, Juche112.9.14 and 2.5km."),
            (Strings{"1,250", "3.5", "7-2", "1950"}));
  EXPECT_EQ(numbers_in(""), Strings{});
}

TEST(TypedWords, CyrillicWordsHaveFourLettersAndMore) {
  EXPECT_EQ(cyrillic_in("Пхеньян, 3 мая. Ход работ; и Wonsan"), (Strings{"Пхеньян", "работ"}));
}

}  // namespace
}  // namespace dateline::bench
