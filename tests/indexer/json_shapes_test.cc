#include <gtest/gtest.h>

#include "tests/indexer/drained.h"

namespace dateline::indexer {
namespace {

using Lines = std::vector<std::string>;
using testing::reasons;

PageSink read(const std::string& json) { return testing::ingested({"-"}, json, {}, Format::kJsonl); }

Lines titles(const PageSink& sink) {
  Lines out;
  for (const Page& page : sink.pages) out.push_back(page.title);
  return out;
}

const std::string kFerry = R"({"title":"Ferry","content":"It crosses the river.","date":"2023-05-06"})";
const std::string kMill = R"({"title":"Mill","content":"It grinds maize.","date":"2023-05-07"})";

TEST(JsonShapes, GiveTheSameArticles) {
  const struct {
    const char* name;
    std::string json;
  } cases[] = {
      {"lines", kFerry + "\n" + kMill + "\n"},
      {"array", "[" + kFerry + ", " + kMill + "]"},
      {"array over lines", "[\n" + kFerry + ",\n" + kMill + "\n]\n"},
      {"printed",
       "{\n  \"title\": \"Ferry\",\n  \"content\": \"It crosses the river.\",\n  \"date\": \"2023-05-06\"\n}\n" +
           kMill},
      {"one behind the other", kFerry + kMill},
      {"data", R"({"status":"ok","data":[)" + kFerry + "," + kMill + "]}"},
      {"hits of hits", R"({"took":3,"hits":{"total":2,"hits":[{"_id":"a","_source":)" + kFerry +
                           R"(},{"_id":"b","_source":)" + kMill + "}]}}"},
      {"object of objects", R"({"-Nx1":)" + kFerry + R"(,"-Nx2":)" + kMill + "}"},
      {"nested objects", R"({"kcna":{"2023":{"-Nx1":)" + kFerry + R"(,"-Nx2":)" + kMill + "}}}"},
      {"attributes", R"({"data":[{"type":"a","id":"1","attributes":)" + kFerry +
                         R"(},{"id":"2","attributes":)" + kMill +
                         R"(}],"included":[{"type":"person","attributes":{"name":"x"}}]})"},
      {"features",
       R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":)" + kFerry +
           R"(},{"type":"Feature","properties":)" + kMill + "}]}"},
      {"channel with a title", R"({"version":"1","title":"A site","items":[)" + kFerry + "," + kMill + "]}"},
      {"content that is a list", R"({"content":[)" + kFerry + "," + kMill + R"(],"totalPages":1})"},
  };
  for (const auto& [name, json] : cases) {
    SCOPED_TRACE(name);
    const PageSink sink = read(json);
    EXPECT_EQ(titles(sink), (Lines{"Ferry", "Mill"}));
    EXPECT_EQ(reasons(sink), Lines{});
    for (const Page& page : sink.pages) {
      EXPECT_TRUE(page.field_date);
      EXPECT_EQ(page.source_name, "");
    }
  }
}

TEST(JsonShapes, OfExportersAreKnown) {
  const struct {
    const char* name;
    std::string json;
    std::string title, body, day, url, key, source;
  } cases[] = {
      {"Mongo",
       R"({"_id":{"$oid":"64f"},"title":"Ferry","text":"It crosses.","date":{"$date":"2023-05-06T00:00:00Z"}})",
       "Ferry", "It crosses.", "2023-05-06", "", "64f", ""},
      {"WordPress",
       R"({"id":7,"date":"2023-05-06T10:00:00","date_gmt":"2023-05-06T01:00:00","link":"http://x.org/7","title":{"rendered":"Ferry &#8211; Mill"},"content":{"rendered":"<p>One.</p>\n<p>Two.</p>","protected":false}})",
       "Ferry – Mill", "One.\n\nTwo.", "2023-05-06", "http://x.org/7", "7", ""},
      {"trafilatura",
       R"({"title":"Ferry","date":"2023-05-06","text":"It crosses.","source":"https://x.org/a/7","source-hostname":"x.org","raw_text":"no"})",
       "Ferry", "It crosses.", "2023-05-06", "https://x.org/a/7", "", "x.org"},
      {"newspaper",
       R"({"title":"Ferry","text":"It crosses.","publish_date":"2023-05-06 00:00:00","source_url":"https://x.org"})",
       "Ferry", "It crosses.", "2023-05-06", "", "", "x.org"},
      {"Scrapy",
       R"({"title":["Ferry"],"content":["It crosses.","It returns."],"date":["2023-05-06"],"url":["http://x.org/7"]})",
       "Ferry", "It crosses.\n\nIt returns.", "2023-05-06", "http://x.org/7", "", ""},
      {"NewsAPI",
       R"({"articles":[{"source":{"id":null,"name":"Herald"},"title":"Ferry","content":"It crosses.","publishedAt":"2023-05-06T08:00:00Z","url":"http://x.org/7"}]})",
       "Ferry", "It crosses.", "2023-05-06", "http://x.org/7", "", "Herald"},
      {"Drupal",
       R"({"data":[{"attributes":{"title":"Ferry","created":"2023-05-06T08:00:00+09:00","body":{"value":"<p>It crosses.</p>"}}}]})",
       "Ferry", "It crosses.", "2023-05-06", "", "", ""},
      {"RSS as JSON",
       R"({"rss":{"channel":{"title":"Herald","item":[{"title":"Ferry","link":"http://x.org/7","description":"It crosses.","pubDate":"Sat, 06 May 2023 08:00:00 +0900"}]}}})",
       "Ferry", "It crosses.", "2023-05-06", "http://x.org/7", "", ""},
      {"an editor's tree",
       R"({"title":"Ferry","date":"2023-05-06","body":{"root":{"children":[{"children":[{"text":"It crosses."}]},{"children":[{"text":"It returns."}]}]}}})",
       "Ferry", "It crosses.\n\nIt returns.", "2023-05-06", "", "", ""},
      {"escaped markup",
       R"({"title":"Ferry &amp; Mill","body":"&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;","date":"2023-05-06"})",
       "Ferry & Mill", "One.\n\nTwo.", "2023-05-06", "", "", ""},
      {"signs of inequality", R"({"title":"Frost","body":"below < 2 degrees, wind > 9","date":"2023-05-06"})",
       "Frost", "below < 2 degrees, wind > 9", "2023-05-06", "", "", ""},
  };
  for (const auto& [name, json, title, body, day, url, key, source] : cases) {
    SCOPED_TRACE(name);
    const PageSink sink = read(json);
    ASSERT_EQ(sink.pages.size(), 1U);
    const Page& page = sink.pages[0];
    EXPECT_EQ(page.title, title);
    EXPECT_EQ(page.body, body);
    EXPECT_EQ(page.field_date ? dates::to_iso(page.field_date->day) : "", day);
    EXPECT_EQ(page.url, url);
    EXPECT_EQ(page.key, key);
    EXPECT_EQ(page.source_name, source);
  }
}

TEST(JsonShapes, TakeTheDayThatGdeltSawAnArticleForTheDayOfCapture) {
  const PageSink sink = read(
      R"({"articles":[{"title":"Ferry","url":"http://x.org/7","seendate":"20230506T101500Z","domain":"x.org"}]})");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_FALSE(sink.pages[0].field_date);
  EXPECT_EQ(sink.pages[0].captured, dates::make_day(2023, 5, 6));
}

TEST(JsonShapes, ReportObjectsWhereTextIsExpected) {
  const PageSink sink = read(R"({"title":"Ferry","body":{"layout":{"columns":2}}})");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(reasons(sink), (Lines{"-:1 the member 'body' holds an object where text is expected",
                                  "-:1 the record has no text"}));
}

TEST(JsonShapes, ReportWhatIsNotWhole) {
  EXPECT_EQ(titles(read("[" + kFerry + "," + kMill.substr(0, 20))), (Lines{"Ferry"}));
  EXPECT_EQ(reasons(read("[" + kFerry + "," + kMill.substr(0, 20))),
            (Lines{"-:2 the file ends inside of a value"}));
  EXPECT_EQ(reasons(read("[" + kFerry)), (Lines{"-:2 the file ends inside of an array"}));
  EXPECT_EQ(reasons(read("[1," + kFerry + "]")), (Lines{"-:1 the line is JSON but no object"}));
}

}  // namespace
}  // namespace dateline::indexer
