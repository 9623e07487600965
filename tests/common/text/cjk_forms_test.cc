#include "common/text/cjk_forms.h"

#include <gtest/gtest.h>

#include <array>

namespace dateline::text {
namespace {

TEST(HanForm, IsTheSameWhenTakenTwice) {
  for (UChar32 c = 0x3400; c < 0xA000; ++c) EXPECT_EQ(han_form(han_form(c)), han_form(c)) << std::hex << c;
}

TEST(HanForm, MakesWritingsOfOneCharacterOne) {
  struct Row {
    char32_t traditional, simplified, japanese;
  };
  constexpr auto kRows = std::to_array<Row>({{U'舉', U'举', U'挙'},
                                             {U'澀', U'涩', U'渋'},
                                             {U'鄉', U'乡', U'郷'},
                                             {U'稻', U'稻', U'稲'},
                                             {U'驅', U'驱', U'駆'},
                                             {U'繡', U'绣', U'繍'},
                                             {U'遞', U'递', U'逓'},
                                             {U'輛', U'辆', U'輌'},
                                             {U'勞', U'劳', U'労'},
                                             {U'嶽', U'岳', U'岳'},
                                             {U'廣', U'广', U'広'},
                                             {U'圖', U'图', U'図'}});
  for (const Row& row : kRows) {
    EXPECT_EQ(han_form(static_cast<UChar32>(row.traditional)),
              han_form(static_cast<UChar32>(row.simplified)));
    EXPECT_EQ(han_form(static_cast<UChar32>(row.japanese)), han_form(static_cast<UChar32>(row.simplified)));
  }
}

TEST(HanForm, LeavesWhatIsAnotherCharacterElsewhere) {
  for (const char32_t c : U"予弁欠糸缶虫人民") {
    if (c == 0) continue;
    EXPECT_EQ(han_form(static_cast<UChar32>(c)), static_cast<UChar32>(c));
  }
}

}  // namespace
}  // namespace dateline::text
