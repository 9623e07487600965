#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "searcher/query/field_names.h"
#include "searcher/query/parser.h"

// Signs that are more than words: those of other engines, wild cards, what stands in quotation marks.

namespace dateline::query {
namespace {

struct Case {
  std::string_view query;
  std::string_view tree;  ///< the lines of `dump` with "; " between, without their indents
  std::string_view notices = "";
};

std::string lines_of(std::string text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const std::size_t word = text.find_first_not_of(' ', begin);
    out += (out.empty() ? "" : "; ") + text.substr(word, end - word);
    begin = end + 1;
  }
  return out;
}

std::string notices_of(const Ast& ast) {
  std::string out;
  for (const Notice& notice : ast.notices) out += (out.empty() ? "" : "; ") + notice.text;
  return out;
}

template <std::size_t N>
void expect(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.query);
    const auto ast = parse(c.query);
    if (!ast) {
      ADD_FAILURE() << caret_text(ast.error(), c.query);
      continue;
    }
    EXPECT_EQ(lines_of(dump(*ast)), c.tree);
    EXPECT_EQ(notices_of(*ast), c.notices);
  }
}

TEST(ForeignSigns, AreDoneOrSaid) {
  expect({
      {"lantern || bridge", "or; word lantern; word bridge", "|| is read as OR"},
      {"lantern||bridge", "or; word lantern; word bridge", "|| is read as OR"},
      {"lantern && !bridge", "and; word lantern; not; word bridge",
       "&& is read as AND; the ! is read as NOT; within quotation marks it is punctuation"},
      {"!bridge lantern", "list; not; word bridge; word lantern",
       "the ! is read as NOT; within quotation marks it is punctuation"},
      {"Hello! Bridge opened!", "list; word Hello; word Bridge; word opened"},
      {"\"river bridge\"~3", "near/5; exact river; exact bridge",
       "\"river bridge\"~3 is read as near/5(river bridge)"},
      {"title:\"river bridge\"~1", "near/3; exact title:river; exact title:bridge",
       "\"river bridge\"~1 is read as near/3(river bridge)"},
      {"\"river\"~2", "phrase \"river\"",
       "~2 is ignored: after a quotation it takes a number of words, as in \"a b\"~3"},
      {"visit^2 lantern^0.5", "list; word visit; word lantern",
       "^2 is left out: there is no sign that gives a word more weight; ^0.5 is left out: there is no sign "
       "that "
       "gives a word more weight"},
      {"\"river bridge\"^3", "phrase \"river bridge\"",
       "^3 is left out: there is no sign that gives a word more weight"},
      {"lantern | bridge", "list; word lantern; word bridge",
       "| is read as punctuation; one of two is a OR b"},
      {"~lantern", "word lantern", "the ~ is left out; for words spelt almost so write lantern~"},
      {"R&D || ", "list; word R; word D"},
      {"lanter$", "word lanter", "the $ is left out; for words that begin so write lanter*"},
      {"5 US$ lantern", "list; word 5; word US; word lantern"},
      {"a^b", "list; word a; word b"},
      {"river w/5 bridge", "list; word river; word bridge",
       "w/5 is left out; for words near each other write near/5(a b)"},
      {"river PRE/3 bridge", "list; word river; word bridge",
       "PRE/3 is left out; for words near each other write near/3(a b)"},
      {"river /s bridge", "list; word river; word bridge",
       "/s is left out; for words near each other write near/5(a b)"},
      {"river NEAR bridge", "list; word river; word bridge",
       "NEAR is left out; for words near each other write near/5(a b)"},
      {"river AROUND(4) bridge", "list; word river; word bridge",
       "AROUND(4) is left out; for words near each other write near/4(a b)"},
      {"river ANDNOT bridge", "list; word river; not; word bridge", "ANDNOT is read as NOT"},
      {"river XOR bridge", "or; word river; word bridge",
       "XOR is read as OR; one but not both is (a OR b) NOT (a b)"},
      {"BRIDGE NEAR RIVER OPENS", "list; word BRIDGE; word NEAR; word RIVER; word OPENS"},
      {"bridge near river", "list; word bridge; word near; word river"},
      {"river NEAR", "list; word river; word NEAR"},
      {"https://x.example/a", "list; word https; word x.example; word a",
       "an address is read as its words; for the article of that address write url:https://x.example/a"},
  });
}

TEST(SmallOperators, AreWordsAndSaidSoInAShortQuery) {
  constexpr std::string_view kOr = "\"or\" in small letters is a word; OR finds articles with one of them";
  expect({
      {"lantern or bridge", "list; word lantern; word or; word bridge", kOr},
      {"lantern or bridge or river", "list; word lantern; word or; word bridge; word or; word river", kOr},
      {"lantern not bridge", "list; word lantern; word not; word bridge",
       "\"not\" in small letters is a word; NOT finds articles without the second one"},
      {"lantern and bridge", "list; word lantern; word and; word bridge"},
      {"to be or not to be", "list; word to; word be; word or; word not; word to; word be"},
      {"or bridge", "list; word or; word bridge"},
      {"lantern OR bridge", "or; word lantern; word bridge"},
  });
}

TEST(Capitals, AreHeadlinesWhereOperatorsMakeNoSense) {
  constexpr std::string_view kWords = "the query is all in capitals, so AND, OR and NOT are read as words";
  expect({
      {"READY OR NOT", "list; word READY; word OR; word NOT", kWords},
      {"NOT A DAY LOST", "list; word NOT; word A; word DAY; word LOST", kWords},
      {"LANTERNS AND", "list; word LANTERNS; word AND", kWords},
      {"BRIDGE NOT CLOSED", "list; word BRIDGE; word NOT; word CLOSED", kWords},
      {"DPRK OR ROK", "or; word DPRK; word ROK"},
      {"DPRK NOT ROK", "list; word DPRK; not; word ROK"},
      {"US OR WHO", "or; word US; word WHO"},
      {"DO OR DIE", "list; word DO; word OR; word DIE", kWords},
      {"NOT ONE MAN", "list; word NOT; word ONE; word MAN", kWords},
      {"NOT ONE MAN BACK", "list; word NOT; word ONE; word MAN; word BACK", kWords},
      {"NOT ROK", "not; word ROK"},
      {"lantern NOT BRIDGE", "list; word lantern; not; word BRIDGE"},
  });
}

TEST(Patterns, StandForWords) {
  expect({
      {"vis*t", "pattern vis*t"},
      {"wom?n", "pattern wom?n"},
      {"*ment", "pattern *ment"},
      {"*bank*", "pattern *bank*"},
      {"-vis*t title:*ment", "list; not; pattern vis*t; pattern title:*ment"},
      {"near/3(vis*t bridge)", "near/3; pattern vis*t; word bridge"},
      {"/embank(ed|ment)/", "expression embank(ed|ment)"},
      {"title:/embank.*/ bridge", "list; expression title:embank.*; word bridge"},
      {"-/a\\/b/", "not; expression a\\/b"},
      {"and/or 2/3", "list; word and; word or; word 2; word 3"},
      {"Did he visit? Why?", "list; word Did; word he; word visit; word Why"},
      {"index.php?id=5", "list; word index.php; word id; word 5"},
      {"before/4(river bridge)", "before/4; word river; word bridge"},
      {"before/4 noon", "list; word before; word 4; word noon"},
  });
}

TEST(Phrases, MayHoldSigns) {
  expect({
      {"\"river embank*\"", "phrase \"river embank*\" = river, prefix embank"},
      {"\"river * rebuilt\"", "phrase \"river * rebuilt\" = river, any word, rebuilt"},
      {"\"(river|lake shore) bridge\"", "phrase \"(river|lake shore) bridge\" = river or lake shore, bridge"},
      {"\"{Kim Jong Un} visited\"", "phrase \"{Kim Jong Un} visited\" = name Kim Jong Un, visited"},
      {"\"wom?n of embankmnet~\"",
       "phrase \"wom?n of embankmnet~\" = pattern wom?n, of, spelling embankmnet"},
      {"\"river embank\"*", "phrase \"river embank*\" = river, prefix embank"},
      {"=\"river embank*\"", "phrase \"river embank*\""},
      {"\"*** NEWS ***\"", "phrase \"*** NEWS ***\""},
      {"\"a (b) c?\"", "phrase \"a (b) c?\""},
      {"\"river a*\"", "phrase \"river a*\"", "the star at a is left out: it needs 3 letters beside it"},
      {"\"say \"\"now\"\" loudly\"", "phrase \"say \"\"now\"\" loudly\""},
  });
}

TEST(FieldValues, CanAllBeWritten) {
  expect({
      {"topic:\"say \"\"now\"\" loudly\"", "field topic:=say \"now\" loudly"},
      {"topic:\"\"\"now\"\"\"", "field topic:=\"now\""},
      {"topic:\"Foreign Aff\"*", "field topic:Foreign Aff*"},
  });
  for (const std::string_view value : {"news", "News Commentary", "(paren)", "say \"hi\" now", "\"", "=x",
                                       "a*", "a,", "Пресса дня", "", "a;b"}) {
    if (value.empty()) continue;
    const std::string query = "topic:" + as_typed(value);
    const auto ast = parse(query);
    ASSERT_TRUE(ast) << query;
    const auto* field = std::get_if<FieldNode>(&ast->root.value);
    ASSERT_NE(field, nullptr) << query;
    EXPECT_EQ(field->value, value);
    EXPECT_FALSE(field->prefix) << query;
  }
}

TEST(Dates, OfAFieldAreNotTakenForWords) {
  expect({
      {"title:visit date:(1997-09-09 OR 1998-09-09)",
       "list; word title:visit; or; date date:1997-09-09..1997-09-09; date date:1998-09-09..1998-09-09"},
      {"visit date:*-09-09", "list; word visit; date date:*-09-09..*-09-09"},
      {"visit 2017", "list; word visit; word 2017",
       "a date is searched for as words here; for the articles of that time write date:2017, for those that "
       "name it "
       "mentions:2017"},
      {"parade 9 September", "list; word parade; word 9; word September",
       "a date is searched for as words here; for the articles of that time write date:*-09-09, for those "
       "that name "
       "it mentions:*-09-09"},
  });
  EXPECT_FALSE(parse("date:-7d.."));
  const auto ast = parse("date:-7d..", {.today = dates::make_day(2020, 3, 1)});
  ASSERT_TRUE(ast);
  EXPECT_EQ(lines_of(dump(*ast)), "date date:2020-02-23..");
}

}  // namespace
}  // namespace dateline::query
