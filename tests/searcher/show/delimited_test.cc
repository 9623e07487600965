#include "searcher/show/delimited.h"

#include <gtest/gtest.h>

#include "searcher/show/table.h"

namespace dateline::show {
namespace {

TEST(Csv, MakesFormulasTextAndLeavesEverythingElse) {
  struct Case {
    std::string value;
    std::string csv;
  };
  for (const Case& c : std::vector<Case>{
           {"=1+1", "'=1+1"},
           {"+4+ferry", "'+4+ferry"},
           {"-ferry", "'-ferry"},
           {"-", "'-"},
           {"@sum", "'@sum"},
           {"＝1", "'＝1"},
           {"＋1", "'＋1"},
           {"－1a", "'－1a"},
           {"＠a", "'＠a"},
           {"\tferry", "'\tferry"},
           {"\rferry", "\"'\rferry\""},
           {"=a,\"b\"", "\"'=a,\"\"b\"\"\""},
           {"-3", "-3"},
           {"+1,200.5", "\"+1,200.5\""},
           {"-3+2", "'-3+2"},
           {"-1e5", "'-1e5"},
           {"a=1", "a=1"},
           {" =1", " =1"},
           {"'=1", "'=1"},
           {"–dash", "–dash"},
           {"— ferry", "— ferry"},
           {"", ""},
           {"a\nb", "\"a\nb\""},
       }) {
    EXPECT_EQ(csv_value(c.value), c.csv) << c.value;
  }
}

TEST(Csv, NoLineHoldsAFormulaAndTsvIsLeftAsItIs) {
  EXPECT_EQ(delimited_line({"=x", "\t=x", "a\tb"}, Delimiter::kComma), "'=x, =x,a b\n");
  EXPECT_EQ(delimited_line({"=x", "-y\nz"}, Delimiter::kTab), "=x\t-y z\n");
}

TEST(Tables, WriteTheChosenColumnsInTheirOrder) {
  const Table table{.columns = {{"day"}, {"n", true}, {"title"}}, .rows = {{"2020-01-02", "3", "a, b"}}};
  const auto text = [&](std::string_view names) {
    return table_text(table, *choose_columns(table.columns, names), Delimiter::kComma);
  };
  EXPECT_EQ(text(""), "day,n,title\n2020-01-02,3,\"a, b\"\n");
  EXPECT_EQ(text("title, day"), "title,day\n\"a, b\",2020-01-02\n");
  const auto wrong = choose_columns(table.columns, "day,nn");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what, "there is no column 'nn'");
  EXPECT_EQ(wrong.error().hint, "the columns are day, n, title");
}

}  // namespace
}  // namespace dateline::show
