#include "indexer/readers/field_map.h"

#include <gtest/gtest.h>

namespace dateline::indexer {
namespace {

TEST(FieldMap, TriesTheUsualNamesByItself) {
  EXPECT_EQ(FieldMap().names(Target::kTitle).front(), "title");
  EXPECT_EQ(folded_name("Published-At"), folded_name("published_at"));
}

TEST(FieldMap, KnowsTheProgramsOfWhichItHasPresets) {
  for (const FieldPreset& preset : field_presets()) {
    const auto map = FieldMap::parse(std::string(preset.name) + ",topic=desk");
    ASSERT_TRUE(map) << preset.name;
    EXPECT_EQ(map->names(Target::kTopic), std::vector<std::string>{"desk"});
    EXPECT_FALSE(map->usual(Target::kDate) && map->usual(Target::kCaptured)) << "it names a day";
  }
  EXPECT_EQ(FieldMap::parse("wordpress")->names(Target::kBody), std::vector<std::string>{"content.rendered"});
}

TEST(FieldMap, TakesTheNamesThatAreGiven) {
  const auto map = FieldMap::parse("title=headline,body=story.text,date=date,url=link");
  ASSERT_TRUE(map);
  EXPECT_EQ(map->names(Target::kTitle), std::vector<std::string>{"headline"});
  EXPECT_EQ(map->names(Target::kBody), std::vector<std::string>{"story.text"});
  EXPECT_EQ(map->names(Target::kLanguage), FieldMap().names(Target::kLanguage));
}

TEST(FieldMap, NamesThePartThatIsWrong) {
  for (const char* spec : {"titel=headline", "title", "title=", "=headline"}) {
    const auto map = FieldMap::parse(spec);
    ASSERT_FALSE(map) << spec;
    EXPECT_EQ(map.error().kind, ErrorKind::kUsage);
    EXPECT_NE(map.error().what.find(spec), std::string::npos);
    EXPECT_NE(map.error().hint.find("title, body, date"), std::string::npos);
  }
}

}  // namespace
}  // namespace dateline::indexer
