#include "common/text/initial_sound.h"

#include <gtest/gtest.h>

namespace dateline::text {
namespace {

TEST(InitialSound, GivesTheSpellingOfTheOtherSide) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(initial_sound_spellings("연대"), (Words{"련대", "년대"}));
  EXPECT_EQ(initial_sound_spellings("념원"), (Words{"렴원", "염원"}));
  EXPECT_EQ(initial_sound_spellings("노동"), Words{"로동"});
  EXPECT_EQ(initial_sound_spellings("락원"), Words{"낙원"});
  EXPECT_EQ(initial_sound_spellings("이"), (Words{"리", "니"}));
  EXPECT_EQ(initial_sound_spellings("비율"), Words{"비률"});
  EXPECT_EQ(initial_sound_spellings("전렬"), Words{"전열"});
  EXPECT_EQ(initial_sound_spellings("나열"), (Words{"나렬", "라열", "라렬"}));
  EXPECT_EQ(initial_sound_spellings("법률"), Words{});
  EXPECT_EQ(initial_sound_spellings("아침"), Words{});
  EXPECT_EQ(initial_sound_spellings("평화"), Words{});
  EXPECT_EQ(initial_sound_spellings("labour"), Words{});
  EXPECT_EQ(initial_sound_spellings(""), Words{});
}

}  // namespace
}  // namespace dateline::text
