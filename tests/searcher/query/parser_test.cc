#include "searcher/query/parser.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/limits.h"

namespace dateline::query {
namespace {

struct Case {
  std::string_view name;
  std::string_view query;
  std::string_view
      tree;  ///< nodes as in `dump`, without the line ends: "list[word a, word b]" is written in lines
};

/// The dump with one line a node turned into "list (word a; word b)", which fits a table.
std::string tree_of(const Ast& ast) {
  std::string out;
  std::string text = dump(ast);
  std::size_t depth = 0;
  bool first = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    std::string line = text.substr(begin, end - begin);
    const std::size_t indent = line.find_first_not_of(' ');
    const std::size_t level = indent / 2;
    if (!first && level > depth) out += " (";
    if (!first && level <= depth) out += std::string(depth - level, ')') + "; ";
    out += line.substr(indent);
    depth = level;
    first = false;
    begin = end + 1;
  }
  return out + std::string(depth, ')');
}

void expect_trees(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.name) + ": " + std::string(c.query));
    const auto ast = parse(c.query);
    if (!ast) {
      ADD_FAILURE() << caret_text(ast.error(), c.query);
      continue;
    }
    EXPECT_EQ(tree_of(*ast), c.tree);
  }
}

TEST(Parser, ReadsWordsPhrasesAndMarks) {
  expect_trees({
      {"words", "kim putin", "list (word kim; word putin)"},
      {"one word", "kim", "word kim"},
      {"blanks of any kind", "\tkim \u00A0\u3000putin\n", "list (word kim; word putin)"},
      {"a blank query", "  ", "everything"},
      {"an empty query", "", "everything"},
      {"punctuation alone", "?! ...", "nothing"},
      {"phrase", "\"vostochny spaceport\"", "phrase \"vostochny spaceport\""},
      {"empty phrase", "\"\"", "phrase \"\""},
      {"typographic quotes", "“river bridge” „school” «lantern»",
       "list (phrase \"river bridge\"; phrase \"school\"; phrase \"lantern\")"},
      {"anything within quotes", "\"a AND (b: -c* near/5(\"", "phrase \"a AND (b: -c* near/5(\""},
      {"exact", "=visits", "exact visits"},
      {"exact before a quotation changes nothing", "=\"a b\"", "phrase \"a b\""},
      {"prefix", "visit*", "prefix visit"},
      {"spelling", "putni~ putni~1 putni~2",
       "list (spelling putni within 1; spelling putni within 1; spelling putni within 2)"},
      {"near", "near/5(kim putin)", "near/5 (word kim; word putin)"},
      {"near in capitals with marks", "NEAR/7(visit* =kim putni~)",
       "near/7 (prefix visit; exact kim; spelling putni within 1)"},
      {"near without a number is a word", "near(kim putin)", "list (word near; list (word kim; word putin))"},
  });
}

TEST(Parser, BindsNotThenAndThenOrThenBlanks) {
  expect_trees({
      {"or between words", "a b OR c d", "list (word a; or (word b; word c); word d)"},
      {"and before or", "a AND b OR c", "or (and (word a; word b); word c)"},
      {"or then and", "a OR b AND c", "or (word a; and (word b; word c))"},
      {"not before and", "a AND NOT b", "and (word a; not (word b))"},
      {"minus", "a -b", "list (word a; not (word b))"},
      {"minus before a phrase and a group", "-\"a b\" -(c d)",
       "list (not (phrase \"a b\"); not (list (word c; word d)))"},
      {"negation alone", "NOT us", "not (word us)"},
      {"twice negated", "NOT NOT us", "word us"},
      {"plus", "+the harbour", "list (required (word the); word harbour)"},
      {"parentheses", "(a OR b) (c)", "list (or (word a; word b); word c)"},
      {"small letters are words", "war and peace or not",
       "list (word war; word and; word peace; word or; word not)"},
      {"signs and operators", "-NOT a", "word a"},
  });
}

TEST(Parser, ReadsFields) {
  expect_trees({
      {"title", "title:talks", "word title:talks"},
      {"title with marks", "title:=talks title:visit* title:putni~",
       "list (exact title:talks; prefix title:visit; spelling title:putni within 1)"},
      {"title phrase", "title:\"summit talks\"", "phrase title:\"summit talks\""},
      {"title group", "title:(a OR \"b c\" -d) e",
       "list (list (or (word title:a; phrase title:\"b c\"); not (word title:d)); word e)"},
      {"title near", "title:(near/3(a b))", "near/3 (word title:a; word title:b)"},
      {"body is the default", "body:kim", "word kim"},
      {"source is a slug", "source:KCNA.kp", "field source:kcna.kp"},
      {"source exact", "source:=kcna", "field source:=kcna"},
      {"quoted values are exact", "source:\"KCNA.kp (En)\"", "field source:=kcna.kp-en"},
      {"values in parentheses", "source:(kcna OR \"rodong sinmun\" OR naenara)",
       "or (field source:kcna; field source:=rodong-sinmun; field source:naenara)"},
      {"field names in any case", "Source:x LANG:EN", "list (field source:x; field lang:en)"},
      {"language", "lang:ko language:en-GB", "list (field lang:ko; field lang:en)"},
      {"id", "id:0123456789ABCDEF", "field id:0123456789abcdef"},
      {"beginning of an id", "id:0123*", "field id:0123*"},
      {"group by the id of one article", "group:0123456789ABCDEF", "field group:0123456789abcdef"},
      {"key keeps its case", "key:Doc_17", "field key:Doc_17"},
      {"url with parentheses", "(url:https://example.org/a_(b))", "field url:example.org/a_(b)"},
      {"beginning of a url", "url:https://example.org/*", "field url:example.org/*"},
      {"topic with a blank", "topic:\"Foreign Affairs\"", "field topic:=Foreign Affairs"},
      {"closed lists", "confidence:HIGH has:stamp flag:conflict_year",
       "list (field confidence:high; field has:stamp; field flag:conflict_year)"},
      {"negated", "-source:kcna", "not (field source:kcna)"},
      {"a comma behind is punctuation", "source:kcna, kim", "list (field source:kcna; word kim)"},
  });
}

TEST(Parser, ReadsDatesAndRangesOfThem) {
  expect_trees({
      {"day", "date:2023-09-14", "date date:2023-09-14..2023-09-14"},
      {"month", "date:2023-09", "date date:2023-09-01..2023-09-30"},
      {"year", "captured:2025", "date captured:2025-01-01..2025-12-31"},
      {"range", "mentions:1950..1953", "date mentions:1950-01-01..1953-12-31"},
      {"open range", "date:2023-09-12.. date:..2023",
       "list (date date:2023-09-12..; date date:..2023-12-31)"},
      {"written out", "date:\"14 September 2023\" kim", "list (date date:2023-09-14..2023-09-14; word kim)"},
      {"Juche day in a date field", "date:juche112.9.14", "date date:2023-09-14..2023-09-14"},
      {"Juche year", "juche:112", "juche 112.1.1..112.12.31"},
      {"Juche month", "juche:112.9", "juche 112.9.1..112.9.30"},
      {"Juche day", "juche:112.9.14", "juche 112.9.14..112.9.14"},
      {"Juche range", "juche:86..113", "juche 86.1.1..113.12.31"},
      {"open Juche range", "juche:..100", "juche ..100.12.31"},
      {"in parentheses, with a comma behind, negated", "date:(2019 OR 2021) date:2023-09-14, -date:2020",
       "list (or (date date:2019-01-01..2019-12-31; date date:2021-01-01..2021-12-31); "
       "date date:2023-09-14..2023-09-14; not (date date:2020-01-01..2020-12-31))"},
  });
}

TEST(Parser, TakesPastedTextForWords) {
  expect_trees({
      {"a headline with all kinds of signs", "Kim Jong Un: \"We will...\" - part 2/3 (KCNA)",
       "list (word Kim; word Jong; word Un; phrase \"We will...\"; word part; word 2; word 3; word KCNA)"},
      {"unknown fields", "Un:first author:kim", "list (word Un; word first; word author; word kim)"},
      {"a field name before a blank", "title: talks", "list (word title; word talks)"},
      {"a url", "https://example.org/a-b?c=d",
       "list (word https; word example.org; word a-b; word c; word d)"},
      {"a quotation mark behind a word closes nothing", "Evening\" of \"Songs\" held",
       "list (word Evening; word of; phrase \"Songs\"; word held)"},
      {"an unclosed quotation mark in a long text", "Spokesman on the coming \"Harbour Talks",
       "list (word Spokesman; word on; word the; word coming; word Harbour; word Talks)"},
      {"an unclosed parenthesis in a long text", "Spokesman on the \"coming\" (Harbour Talks",
       "list (word Spokesman; word on; word the; phrase \"coming\"; word Harbour; word Talks)"},
      {"both wrong in a long text", "1) Spokesman on the \"coming Harbour Talks",
       "list (word 1; word Spokesman; word on; word the; word coming; word Harbour; word Talks)"},
      {"an unclosed typographic quotation mark", "“River and", "list (word River; word and)"},
      {"capitals alone", "HARBOUR AND RIVER OR LANTERN NOT LIT",
       "list (word HARBOUR; word AND; word RIVER; word OR; word LANTERN; word NOT; word LIT)"},
      {"few capitals are operators", "DPRK OR ROK", "or (word DPRK; word ROK)"},
      {"a pair of dashes", "The truth -comment by the agency-",
       "list (word The; word truth; word comment; word by; word the; word agency)"},
      {"dashes", "a - b -- c —d e- f", "list (word a; word b; word c; word d; word e; word f)"},
      {"equals signs",
       "Truth = comment = and =comment =", "list (word Truth; word comment; word and; exact comment)"},
      {"stars", "*news* ** five stars*", "list (pattern *news*; word five; prefix stars)"},
      {"tildes between numbers and words", "3~5 May~June", "list (word 3; word 5; word May; word June)"},
      {"slashes, commas and plus signs", "and/or a,b 1,000 C++ R&D a+b",
       "list (word and; word or; word a; word b; word 1,000; word C; word R; word D; word a; word b)"},
      {"apostrophes, dots and hyphens join", "don't U.S.-led P'yŏngyang 2.5",
       "list (word don't; word U.S; word led; word P'yŏngyang; word 2.5)"},
      {"brackets of the East", "「로동신문」 사설, 《평양》", "list (word 로동신문; word 사설; word 평양)"},
      {"bytes that are no text", "a\xFF\xC3 b\x01", "list (word a; word b)"},
  });
}

TEST(Parser, NeverFailsOnLiteralText) {
  for (const std::string_view text :
       {"(", "\"", "a AND", "souce:x -", "near/5(", "vis*t ~", "title:(", "date:never"}) {
    EXPECT_TRUE(parse(text, {.literal = true})) << text;
    if (text.find('"') == std::string_view::npos) {
      EXPECT_TRUE(parse("\"" + std::string(text) + "\"")) << text;
    }
  }
  EXPECT_EQ(tree_of(*parse("-a AND title:b*", {.literal = true})),
            "list (word a; word AND; word title; word b)");
}

TEST(Parser, SaysHowItReadWhatCouldBeMeantOtherwise) {
  const auto notices = [](std::string_view query) {
    std::string out;
    const auto ast = parse(query);
    for (const Notice& notice : ast->notices) out += notice.text + "\n";
    return out;
  };
  EXPECT_EQ(notices("kim putin"), "");
  EXPECT_EQ(notices("?!"), "there is no word in the query\n");
  EXPECT_EQ(
      notices("title: talks"),
      "\"title:\" is read as a word; to search the field, write title: and its value without a blank\n");
  EXPECT_EQ(notices("author:kim"), "\"author:\" is read as a word, because there is no such field\n");
  EXPECT_EQ(notices("HARBOUR AND RIVER LANTERN SCHOOL"),
            "the query is all in capitals, so AND, OR and NOT are read as words\n");
  EXPECT_EQ(notices("truth -comment by agency-"),
            "the dash is read as punctuation, because another one closes the query\n");
  EXPECT_EQ(notices("kim 14 September 2023"),
            "a date is searched for as words here; for the articles of that time write date:2023-09-14, for "
            "those that "
            "name it mentions:2023-09-14\n");
  EXPECT_EQ(notices("kim date:2023-09-14"), "");
  EXPECT_EQ(notices("Spokesman on the coming \"Harbour Talks"),
            "this quotation mark is not closed; the query is read as plain words\n");
}

TEST(Parser, GivesEachNodeItsPlaceInTheQuery) {
  const auto ast = parse("kim (\"a b\" OR title:c)");
  ASSERT_TRUE(ast);
  const auto& list = std::get<ListNode>(ast->root.value);
  EXPECT_EQ(list.parts[0].range, (SourceRange{0, 3}));
  EXPECT_EQ(list.parts[1].range, (SourceRange{4, 18}));
  const auto& either = std::get<OrNode>(list.parts[1].value);
  EXPECT_EQ(either.parts[0].range, (SourceRange{5, 5}));
  EXPECT_EQ(either.parts[1].range, (SourceRange{14, 7}));
}

TEST(Parser, IsBounded) {
  const auto message = [](const std::string& query) {
    const auto ast = parse(query);
    return ast ? "fine" : ast.error().message;
  };
  EXPECT_EQ(message(std::string(1 << 20, 'a')), "the query is 1048576 bytes long; the limit is 65536");
  EXPECT_EQ(message(std::string(kMaxQueryBytes, 'a')), "fine");
  EXPECT_EQ(message(std::string(10000, '(')), "more than 100 parentheses within each other");
  EXPECT_EQ(message(std::string(10000, '(') + "a" + std::string(10000, ')')),
            "more than 100 parentheses within each other");
  EXPECT_EQ(message(std::string(100, '(') + "a" + std::string(100, ')')), "fine");
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "a ";
  EXPECT_EQ(message(many), "the query has more than 1000 parts");
  EXPECT_EQ(message(many.substr(2)), "fine");
  std::string negations;
  for (int i = 0; i < 10000; ++i) negations += "NOT ";
  EXPECT_EQ(message(negations + "a"), "fine");
  EXPECT_EQ(message(negations), "nothing follows NOT");
  std::string signs;
  for (int i = 0; i < 30000; ++i) signs += "-+";
  EXPECT_EQ(message(signs + "a"), "fine");
}

}  // namespace
}  // namespace dateline::query
