#include "searcher/query/query_error.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/parser.h"

namespace dateline::query {
namespace {

struct Case {
  std::string_view query;
  std::string_view text;  ///< all that a person reads
};

TEST(QueryError, ShowsThePlaceTheReasonAndTheMend) {
  const std::vector<Case> cases{
      {"kim AND",
       "column 5: nothing follows AND\n"
       "  kim AND\n"
       "      ^^^\n"
       "to search for the word itself, write it in small letters: and\n"},
      {"OR kim",
       "column 1: nothing precedes OR\n"
       "  OR kim\n"
       "  ^^\n"
       "to search for the word itself, write it in small letters: or\n"},
      {"kim NOT",
       "column 5: nothing follows NOT\n"
       "  kim NOT\n"
       "      ^^^\n"
       "to search for the word itself, write it in small letters: not\n"},
      {"a OR OR b",
       "column 3: nothing follows OR\n"
       "  a OR OR b\n"
       "    ^^\n"
       "to search for the word itself, write it in small letters: or\n"},
      {"(kim putin",
       "column 1: this parenthesis is not closed\n"
       "  (kim putin\n"
       "  ^\n"
       "close it, or leave it out\n"},
      {"((a) b",
       "column 1: this parenthesis is not closed\n"
       "  ((a) b\n"
       "  ^\n"
       "close it, or leave it out\n"},
      {"kim) putin",
       "column 4: this parenthesis closes nothing\n"
       "  kim) putin\n"
       "     ^\n"
       "leave it out, or open one before it\n"},
      {"kim ()",
       "column 5: these parentheses are empty\n"
       "  kim ()\n"
       "      ^^\n"
       "leave them out, or write words into them\n"},
      {"\"vostochny spaceport",
       "column 1: this quotation mark is not closed\n"
       "  \"vostochny spaceport\n"
       "  ^\n"
       "close it, or leave it out\n"},
      {"topic:\"trade",
       "column 7: this quotation mark is not closed\n"
       "  topic:\"trade\n"
       "        ^\n"
       "close it\n"},
      {"kim souce:kcna",
       "column 5: there is no field \"souce\"\n"
       "  kim souce:kcna\n"
       "      ^^^^^^\n"
       "did you mean source:kcna? If these are words, put them in quotes\n"},
      {"kim site:kcna.kp",
       "column 5: there is no field \"site\"\n"
       "  kim site:kcna.kp\n"
       "      ^^^^^\n"
       "did you mean host:kcna.kp? If these are words, put them in quotes\n"},
      {"after:2014 kim",
       "column 1: there is no field \"after\"\n"
       "  after:2014 kim\n"
       "  ^^^^^^\n"
       "did you mean date:2014..? If these are words, put them in quotes\n"},
      {"lang:korean",
       "column 1: \"korean\" is no language code\n"
       "  lang:korean\n"
       "  ^^^^^^^^^^^\n"
       "write two or three letters: lang:en, lang:ko\n"},
      {"id:17",
       "column 1: \"17\" is no article id\n"
       "  id:17\n"
       "  ^^^^^\n"
       "an id has 16 digits 0-9 and a-f; the id of a collection is key:\n"},
      {"confidence:sure",
       "column 1: confidence: does not know \"sure\"\n"
       "  confidence:sure\n"
       "  ^^^^^^^^^^^^^^^\n"
       "it takes high, medium, low, none\n"},
      {"has:photo",
       "column 1: has: does not know \"photo\"\n"
       "  has:photo\n"
       "  ^^^^^^^^^\n"
       "it takes stamp, date, captured, url\n"},
      {"title:(a source:b)",
       "column 10: a field cannot stand in the parentheses of another field\n"
       "  title:(a source:b)\n"
       "           ^^^^^^^\n"
       "close the parentheses first\n"},
      {"title:?",
       "column 1: title: needs a word after it\n"
       "  title:?\n"
       "  ^^^^^^\n"
       "write for example title:talks or title:\"summit talks\"\n"},
      {"source:,",
       "column 1: source: needs a value after it\n"
       "  source:,\n"
       "  ^^^^^^^^\n"
       "source: publisher, e.g. kcna.kp-en\n"},
      {"kim date:2023-02-30",
       "column 18: February 2023 has 28 days\n"
       "  kim date:2023-02-30\n"
       "                   ^^\n"},
      {"kim date:(2019 OR 2023-02-31)",
       "column 27: February 2023 has 28 days\n"
       "  kim date:(2019 OR 2023-02-31)\n"
       "                            ^^\n"},
      {"mentions:\"Juche 112 (2024)\"",
       "column 22: Juche 112 is 2023, not 2024\n"
       "  mentions:\"Juche 112 (2024)\"\n"
       "                       ^^^^^\n"},
      {"juche:2023",
       "column 7: 2023 is no Juche year\n"
       "  juche:2023\n"
       "        ^^^^\n"
       "for a Gregorian year write date:2023\n"},
      {"date:2023-09-14..2023-09-12",
       "column 18: the range ends before it begins\n"
       "  date:2023-09-14..2023-09-12\n"
       "                   ^^^^^^^^^^\n"
       "write the earlier date first\n"},
      {"putni~3",
       "column 6: a spelling may be 1 or 2 letters away, not 3\n"
       "  putni~3\n"
       "       ^^\n"
       "write putni~ or putni~2\n"},
      {"near/5 kim",
       "column 1: near needs its words in parentheses\n"
       "  near/5 kim\n"
       "  ^^^^^^\n"
       "write for example near/5(kim putin)\n"},
      {"near/0(a b)",
       "column 1: near takes 1 to 1000 words\n"
       "  near/0(a b)\n"
       "  ^^^^^^\n"
       "write for example near/5(kim putin)\n"},
      {"near/5(a)",
       "column 1: near needs at least two words\n"
       "  near/5(a)\n"
       "  ^^^^^^^^^\n"
       "write for example near/5(kim putin)\n"},
      {"near/5(a \"b c\")",
       "column 10: near takes nothing but words\n"
       "  near/5(a \"b c\")\n"
       "           ^^^^^\n"
       "write for example near/5(kim putin)\n"},
      {"near/5(a b",
       "column 7: this parenthesis is not closed\n"
       "  near/5(a b\n"
       "        ^\n"
       "close it, or leave it out\n"},
  };
  for (const Case& c : cases) {
    const auto ast = parse(c.query);
    if (ast) {
      ADD_FAILURE() << c.query << " is no error";
      continue;
    }
    EXPECT_EQ(caret_text(ast.error(), c.query), c.text);
  }
}

TEST(QueryError, CountsColumnsInCharactersAndPutsTheCaretUnderWideOnes) {
  const std::string_view query = "평양 ŏ AND";
  const auto ast = parse(query);
  ASSERT_FALSE(ast);
  EXPECT_EQ(ast.error().column, 6U);
  EXPECT_EQ(caret_text(ast.error(), query),
            "column 6: nothing follows AND\n"
            "  평양 ŏ AND\n"
            "         ^^^\n"
            "to search for the word itself, write it in small letters: and\n");
}

TEST(QueryError, ShowsControlCharactersAsBlanks) {
  const std::string_view query = "a\x1B[31m\tb AND";
  const auto ast = parse(query);
  ASSERT_FALSE(ast);
  EXPECT_EQ(caret_text(ast.error(), query),
            "column 10: nothing follows AND\n"
            "  a [31m b AND\n"
            "           ^^^\n"
            "to search for the word itself, write it in small letters: and\n");
}

TEST(QueryError, ShowsOnlyTheSurroundingsOfThePlaceInALongQuery) {
  std::string query;
  for (int i = 0; i < 30; ++i) query += "harbour ";
  query += "lamp~3";
  for (int i = 0; i < 30; ++i) query += " lantern";
  const auto ast = parse(query);
  ASSERT_FALSE(ast);
  EXPECT_EQ(caret_text(ast.error(), query),
            "column 245: a spelling may be 1 or 2 letters away, not 3\n"
            "  …our harbour harbour harbour harbour lamp~3 lantern lantern lantern lantern lante…\n"
            "                                           ^^\n"
            "write lamp~ or lamp~2\n");
}

TEST(QueryError, IsAnErrorOfTheKindQuery) {
  const auto ast = parse("kim AND");
  ASSERT_FALSE(ast);
  EXPECT_EQ(ast.error().to_error(), (Error{ErrorKind::kQuery, "nothing follows AND",
                                           "to search for the word itself, write it in small letters: and"}));
  EXPECT_EQ(exit_code(ast.error().to_error().kind), ExitCode::kUsage);
}

}  // namespace
}  // namespace dateline::query
