#include "indexer/readers/jsonl.h"

#include <gtest/gtest.h>

namespace dateline::indexer {
namespace {

PageSink read(std::string_view lines, FieldMap map = {}) {
  PageSink sink;
  JsonlReader(std::move(map)).read(lines, {"a.jsonl", 1}, sink);
  return sink;
}

TEST(Jsonl, ReadsOnePageALine) {
  const PageSink sink = read(
      "\xEF\xBB\xBF{\"id\":\"k1\",\"title\":\"A  "
      "title\\n\",\"body\":\"One.\\n\\n\\n\\nTwo.\",\"date\":\"1997-01-05\",\"lang\":"
      "\"en\",\"url\":\"http://x.org/1\",\"source\":\"kcna.co.jp\",\"author\":\"nobody\",\"words\":7}\r\n"
      "\n"
      "{\"headline\":\"B\"}");
  ASSERT_EQ(sink.pages.size(), 2U);
  const Page& page = sink.pages[0];
  EXPECT_EQ(page.title, "A title");
  EXPECT_EQ(page.body, "One.\n\nTwo.");
  EXPECT_EQ(page.key, "k1");
  EXPECT_EQ(page.url, "http://x.org/1");
  EXPECT_EQ(page.language, "en");
  EXPECT_EQ(page.source_name, "kcna.co.jp");
  ASSERT_TRUE(page.field_date);
  EXPECT_EQ(dates::to_iso(page.field_date->day), "1997-01-05");
  EXPECT_EQ(page.origin.record, 1U);
  EXPECT_EQ(page.extra,
            (std::vector<std::pair<std::string, std::string>>{{"author", "nobody"}, {"words", "7"}}));
  EXPECT_EQ(sink.pages[1].origin.record, 3U);
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].kind, Reject::Kind::kWarning);
  EXPECT_EQ(sink.rejects[0].reason, "the record has no text");
}

TEST(Jsonl, FollowsTheMapIntoNestedMembersAndJoinsParagraphs) {
  const auto map = FieldMap::parse("title=meta.headline,body=paragraphs");
  const PageSink sink =
      read(R"({"meta":{"headline":"H"},"paragraphs":["One.",null,"Two."],"title":"not this"})", *map);
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].title, "H");
  EXPECT_EQ(sink.pages[0].body, "One.\n\nTwo.");
  ASSERT_EQ(sink.pages[0].extra.size(), 1U);
  EXPECT_EQ(sink.pages[0].extra[0].first, "title");
}

TEST(Jsonl, RejectsBadLinesWithTheirNumberAndGoesOn) {
  const PageSink sink = read(
      "{\"title\":\"A\",\"body\":\"a\"}\n"
      "{\"title\":\n"
      "[1,2]\n"
      "{\"title\":\"\\u0000 \"}\n"
      "{\"title\":\"\xFF\"}\n"
      "{\"title\":\"Z\",\"body\":\"z\"}\n");
  ASSERT_EQ(sink.pages.size(), 2U);
  EXPECT_EQ(sink.pages[1].title, "Z");
  ASSERT_EQ(sink.rejects.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(sink.rejects[i].kind, Reject::Kind::kRejected);
    EXPECT_EQ(sink.rejects[i].origin.record, i + 2);
    EXPECT_FALSE(sink.rejects[i].remedy.empty());
  }
}

TEST(Jsonl, ReadsLoneSurrogatesAsLostLetters) {
  const struct {
    const char* line;
    const char* title;
    bool warned;
  } cases[] = {
      {R"({"title":"cut \\ud83d here","body":"b"})", "cut \\ud83d here", false},
      {R"({"title":"cut \ud83d","body":"b"})", "cut \xEF\xBF\xBD", true},
      {R"({"title":"\uDE00 cut","body":"b"})", "\xEF\xBF\xBD cut", true},
      {R"({"title":"\ud83d\ude00 \ud83d\ud83d\ude00","body":"b"})",
       "\xF0\x9F\x98\x80 \xEF\xBF\xBD\xF0\x9F\x98\x80", true},
      {R"({"title":"\ud83d\ude00","body":"b"})", "\xF0\x9F\x98\x80", false},
  };
  for (const auto& [line, title, warned] : cases) {
    const PageSink sink = read(line);
    ASSERT_EQ(sink.pages.size(), 1U) << line;
    EXPECT_EQ(sink.pages[0].title, title);
    const bool told = !sink.rejects.empty() &&
                      sink.rejects[0].reason == "a string has half of a character (a lone surrogate)";
    EXPECT_EQ(told, warned) << line;
  }
  EXPECT_EQ(read(R"({"title":"\ud83d\x"})").rejects.size(), 1U) << "another error stays one";
}

TEST(Jsonl, SurvivesDeepNestingAndHugeMembers) {
  std::string deep =
      "{\"title\":\"deep\",\"x\":" + std::string(100000, '[') + std::string(100000, ']') + "}\n";
  const PageSink sink = read(deep + "{\"title\":\"" + std::string(3'000'000, 'a') + "\",\"body\":\"b\"}");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].title.size(), 3'000'000U);
  EXPECT_EQ(sink.rejects.size(), 1U);
}

TEST(Jsonl, KeepsAnArticleWhoseDateCannotBeRead) {
  const PageSink sink = read(R"({"title":"A","body":"a","date":"2023-02-30"})");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_FALSE(sink.pages[0].field_date);
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "the date '2023-02-30' cannot be read");
}

TEST(FieldDate, OfAMomentKnowsTheDayInPyongyang) {
  const auto in_korea = [](const char* text) {
    const auto date = parse_field_date(text);
    return date && date->in_korea ? dates::to_iso(*date->in_korea) : std::string();
  };
  EXPECT_EQ(in_korea("2024-03-06T15:00:00Z"), "2024-03-07");
  EXPECT_EQ(in_korea("2024-03-06T14:59:59.5Z"), "2024-03-06");
  EXPECT_EQ(in_korea("2024-03-06 20:00+00:00"), "2024-03-07");
  EXPECT_EQ(in_korea("2024-03-07T08:00:00+0900"), "2024-03-07");
  EXPECT_EQ(in_korea("2024-03-06T10:30:00-05:00"), "2024-03-07");
  EXPECT_EQ(in_korea("1709740800"), "2024-03-07");
  EXPECT_EQ(in_korea("20240306T150000Z"), "2024-03-07");
  EXPECT_EQ(in_korea("20240306T1500Z"), "2024-03-07");
  EXPECT_EQ(in_korea("20240306T103000-0500"), "2024-03-07");
  EXPECT_EQ(in_korea("20240306T200000"), "");
  EXPECT_EQ(in_korea("20240306200000"), "");
  EXPECT_EQ(in_korea("2024-03-06T20:00:00"), "");
  EXPECT_EQ(in_korea("2024-03-06"), "");
}

TEST(FieldDate, IsReadInTheFormsOfCollections) {
  const struct {
    const char* text;
    const char* expected;  // "" for none
  } cases[] = {
      {"2023-09-14", "2023-09-14"},
      {"2023-09-14T23:59:59Z", "2023-09-14"},
      {"2023-09-14 08:00", "2023-09-14"},
      {" 2023-09-14 ", "2023-09-14"},
      {"14/09/2023", "2023-09-14"},
      {"07/11/2022", "2022-11-07"},  // day first
      {"14.09.2023", "2023-09-14"},
      {"14-09-2023", "2023-09-14"},
      {"7/4/2023", "2023-04-07"},
      {"09/14/2023", "2023-09-14"},  // cannot have the day first
      {"september 14, 2023", "2023-09-14"},
      {"14-Sep-2023", "2023-09-14"},
      {"2023-Sep-14", "2023-09-14"},
      {"Thu Sep 14 08:15:00 KST 2023", "2023-09-14"},
      {"2023 Sep 14, 08:15", "2023-09-14"},
      {"20230914", "2023-09-14"},
      {"1703376000000", "2023-12-24"},
      {"1703376000", "2023-12-24"},
      {"20230932", ""},  // no day, and no number of seconds either
      {"September 14, 2023", "2023-09-14"},
      {"Juche 112.9.14", "2023-09-14"},
      {"-5", ""},
      {"2023-09", "2023-09"},
      {"2023", "2023"},
      {"2023-02-30", ""},
      {"31/02/2023", ""},
      {"2023-13", ""},
      {"09/14/2023", "2023-09-14"},
      {"Thu, 14 Sep 2023 10:00:00 GMT", "2023-09-14"},
      {"Published on Thursday, 14 September 2023, 10:00", "2023-09-14"},
      {"14-Sep-2023", "2023-09-14"},
      {"14-Sep-2023 10:00", "2023-09-14"},
      {"3-5 May 2018", ""},
      {"3-5-2018", "2018-05-03"},
      {"1703376000000.0", "2023-12-24"},
      {"1703376000.5", "2023-12-24"},
      {"between 14 September 2023 and 16 September 2023", ""},
      {"May 3, 2018, updated May 4, 2018", ""},
      {"yesterday", ""},
      {"", ""},
      {"99999999999999999999", ""},
      {"2023-9-1", "2023-09-01"},
      {"20240914T101500Z", "2024-09-14"},
      {"20240914T1015", "2024-09-14"},
      {"20241414T101500Z", ""},
      {"32 Jul 2023", ""},
      {"Jul 2023, 32", ""},
      {"20240914101500", "2024-09-14"},
      {"20241414101500", ""},
      {"September 2023", "2023-09"},
      {"Juche 84 (1995)", "1995"},
      {"주체84(1995)년", "1995"},
      {"Juche 112.2.30", ""},
  };
  for (const auto& [text, expected] : cases) {
    const auto date = parse_field_date(text);
    std::string got;
    if (date) {
      got = dates::to_iso(date->day);
      if (date->precision == dates::Precision::kMonth) got.resize(7);
      if (date->precision == dates::Precision::kYear) got.resize(4);
    }
    EXPECT_EQ(got, expected) << text;
  }
}

}  // namespace
}  // namespace dateline::indexer
