#include "common/index/schema.h"

#include <gtest/gtest.h>

namespace dateline::index {
namespace {

TEST(Schema, FindsFieldsByTheNameInQueries) {
  ASSERT_NE(find_field("source"), nullptr);
  EXPECT_EQ(find_field("source")->field, Field::kSource);
  EXPECT_EQ(find_field("language")->field, Field::kLanguage);
  EXPECT_EQ(find_field("souce"), nullptr);
  EXPECT_EQ(find_field(""), nullptr);
}

TEST(Schema, NamesOfFacetsAreFound) {
  for (std::size_t i = 0; i < kFacetCount; ++i) EXPECT_EQ(find_facet(kFacetNames[i]), static_cast<Facet>(i));
  EXPECT_EQ(find_facet("lang"), Facet::kLanguage);
  EXPECT_EQ(find_facet("nothing"), std::nullopt);
}

TEST(BooleanTerm, PutsThePrefixBeforeTheValue) {
  EXPECT_EQ(boolean_term(Field::kSource, "kcna.kp-en"), "XSRCkcna.kp-en");
  EXPECT_EQ(boolean_term(Field::kLanguage, "ko"), "Lko");
}

TEST(BooleanTerm, SeparatesAnUpperCaseValueAsOmegaDoes) {
  EXPECT_EQ(boolean_term(Field::kKey, "KCNA-1"), "XKEY:KCNA-1");
  EXPECT_EQ(boolean_term(Field::kUrl, "HTTP"), "UHTTP");  // a prefix of one letter needs no colon
}

TEST(BooleanTerm, CutsLongValuesOnACharacterAndKeepsThemDifferent) {
  std::string a = "x";
  for (int i = 0; i < 200; ++i) a += "\xEA\xB9\x80";  // 김
  const std::string b = a + "b";
  const std::string term = boolean_term(Field::kKey, a);
  EXPECT_LE(term.size(), 245U);
  EXPECT_NE(term, boolean_term(Field::kKey, b));
  EXPECT_EQ(term, boolean_term(Field::kKey, a));
  const std::size_t mark = term.rfind('~');
  ASSERT_NE(mark, std::string::npos);
  EXPECT_EQ((mark - 4 - 1) % 3, 0U) << "cut inside a character";
}

}  // namespace
}  // namespace dateline::index
