#include "searcher/feed/feed_document.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "common/ledger/compared_form.h"
#include "searcher/feed/feed_schema.h"

namespace dateline::feed {
namespace {

using nlohmann::json;

const text::Lexicon& lexicon() {
  static const text::Lexicon lexicon = [] {
    text::Analyzer analyzer;
    return *text::Lexicon::built_in(analyzer);
  }();
  return lexicon;
}

dates::DateMention mention(const char* from, const char* to, dates::Precision precision) {
  dates::DateMention out;
  out.from = *dates::parse_iso_day(from);
  out.to = *dates::parse_iso_day(to);
  out.precision = precision;
  return out;
}

/// A made-up article that has a value for most fields.
Article whole_article() {
  Article article;
  article.id = {0x1234};
  article.key = "h-1";
  article.url = "https://example.org/a";
  article.other_urls = {"https://example.org/b"};
  article.source = {"harbour-news", "Harbour News"};
  article.language = text::Language::from_code("en");
  article.title = "Kim Jong Un visits\x1b the harbour";
  article.body = "He met the crew in Wonsan.\nThe Supreme People's Assembly \"thanked\" them.";
  article.topic = "sea";
  article.publication.from = *dates::parse_iso_day("2023-09-01");
  article.publication.to = *dates::parse_iso_day("2023-09-30");
  article.publication.precision = dates::Precision::kMonth;
  article.publication.confidence = dates::Confidence::kMedium;
  article.publication.by = "field";
  article.publication.flags = {"AFTER_CAPTURE"};
  article.mentions = {mention("1950-06-25", "1950-06-25", dates::Precision::kDay),
                      mention("1950-06-25", "1950-06-25", dates::Precision::kDay),
                      mention("1997-01-01", "1997-12-31", dates::Precision::kYear)};
  article.captured = *dates::parse_iso_day("2024-01-05");
  article.body_hash = 0xabcd;
  article.origin = {"harbour.jsonl", 7};
  return article;
}

json made(Target target, const Article& article) {
  return json::parse(DocumentMaker(target, lexicon()).document(article, 0xf00d, 3));
}

TEST(FeedDocument, HasTheNormalisedDatesAndNames) {
  const json document = made(Target::kOpensearch, whole_article());
  EXPECT_EQ(document["id"], "0000000000001234");
  EXPECT_EQ(document["published"], "2023-09-01T00:00:00Z");
  EXPECT_EQ(document["published_last"], "2023-09-30T00:00:00Z");
  EXPECT_EQ(document["published_text"], "2023-09");
  EXPECT_EQ(document["published_precision"], "month");
  EXPECT_EQ(document["published_confidence"], "medium");
  EXPECT_EQ(document["published_flags"], json::array({"AFTER_CAPTURE"}));
  EXPECT_EQ(document["mentions"], json::array({{{"gte", "1950-06-25"}, {"lte", "1950-06-25"}},
                                               {{"gte", "1997-01-01"}, {"lte", "1997-12-31"}}}));
  EXPECT_EQ(document["persons"], json::array({"Kim Jong Un"}));
  EXPECT_EQ(document["organisations"].size(), 1U);
  EXPECT_EQ(document["group"], "000000000000f00d");
  EXPECT_EQ(document["version"], fmt::format("{:016x}", ledger::version_hash(whole_article())));
  EXPECT_EQ(document["versions"], 3);
  EXPECT_EQ(document["host"], "example.org");
  EXPECT_EQ(document["body"], whole_article().body);
}

TEST(FeedDocument, TellsSpansAsEachEngineReadsThem) {
  EXPECT_EQ(made(Target::kSolr, whole_article())["mentions"],
            json::array({"1950-06-25", "[1997-01-01 TO 1997-12-31]"}));
  EXPECT_EQ(made(Target::kQuickwit, whole_article())["mentions"],
            json::array({"1950-06-25", "1997-01-01/1997-12-31"}));
}

TEST(FeedDocument, TokensAreThoseOfTheIndex) {
  Article article = whole_article();
  article.title = "Ｖisiting";
  article.body = "나라의 배";
  const json document = made(Target::kSolr, article);
  EXPECT_EQ(document["tokens"].get<std::string>().substr(0, 9), "visiting ");
  EXPECT_EQ(document["stems"].get<std::string>().substr(0, 6), "visit ");
  EXPECT_NE(document["tokens"].get<std::string>().find("나라"), std::string::npos);
}

TEST(FeedDocument, UnknownIsLeftOutAndNotMadeUp) {
  Article article;
  article.title = "Nobody knows when";
  const json document = made(Target::kQuickwit, article);
  for (const char* name : {"published", "published_text", "captured", "url", "key", "mentions", "juche_year",
                           "persons", "left_out"}) {
    EXPECT_FALSE(document.contains(name)) << name;
  }
}

TEST(FeedDocument, AValueTooLongForATermIsNamed) {
  Article article = whole_article();
  article.url = "https://example.org/" + std::string(40'000, 'x');
  const json document = made(Target::kSolr, article);
  EXPECT_FALSE(document.contains("url"));
  EXPECT_EQ(document["left_out"], json::array({"url"}));
}

/// What the documentation of the three says of values of their types, in a few lines of its own.
bool fits(const json& value, std::string_view type) {
  static const std::regex kMoment(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)");
  static const std::regex kDay(R"(\d{4}-\d\d-\d\d)");
  static const std::regex kDays(R"(\d{4}-\d\d-\d\d|\[\d{4}-\d\d-\d\d TO \d{4}-\d\d-\d\d\])");
  const auto is = [&](const json& text, const std::regex& form) {
    return text.is_string() && std::regex_match(text.get<std::string>(), form);
  };
  if (type == "long" || type == "plong" || type == "i64") return value.is_number_integer();
  if (type == "date" || type == "pdate" || type == "datetime") return is(value, kMoment);
  if (type == "date_range") {
    return value.is_object() && value.size() == 2 && is(value["gte"], kDay) && is(value["lte"], kDay);
  }
  if (type == "dateline_span") return is(value, kDays);
  return value.is_string();
}

void expect_fits(const json& value, const std::string& type, const std::string& name) {
  EXPECT_TRUE(fits(value, type)) << name << " is " << type << ": " << value;
}

TEST(FeedSchema, OpensearchDeclaresWhatDocumentsHold) {
  const json properties = json::parse(schema_of(Target::kOpensearch, "dateline"))["mappings"]["properties"];
  const json document = made(Target::kOpensearch, whole_article());
  for (const auto& [name, value] : document.items()) {
    ASSERT_TRUE(properties.contains(name)) << name;  // "dynamic": "strict" rejects others
    const json values = value.is_array() ? value : json::array({value});
    for (const json& each : values) expect_fits(each, properties[name]["type"], name);
  }
}

TEST(FeedSchema, SolrDeclaresWhatDocumentsHold) {
  const json schema = json::parse(schema_of(Target::kSolr, "dateline"));
  std::map<std::string, json> fields;
  for (const json& field : schema["add-field"]) fields[field["name"]] = field;
  std::vector<std::string> own_types;
  for (const json& type : schema["add-field-type"]) own_types.push_back(type["name"]);
  const json document = made(Target::kSolr, whole_article());
  for (const auto& [name, value] : document.items()) {
    if (name == "id") continue;
    ASSERT_TRUE(fields.contains(name)) << name;
    const std::string type = fields[name]["type"];
    const bool is_own = std::find(own_types.begin(), own_types.end(), type) != own_types.end();
    EXPECT_EQ(is_own, type.starts_with("dateline_")) << type;
    EXPECT_EQ(fields[name]["multiValued"].get<bool>(), value.is_array()) << name;
    const json values = value.is_array() ? value : json::array({value});
    for (const json& each : values) expect_fits(each, type, name);
  }
}

TEST(FeedSchema, QuickwitDeclaresWhatDocumentsHold) {
  const json schema = json::parse(schema_of(Target::kQuickwit, "presse"));
  EXPECT_EQ(schema["index_id"], "presse");
  std::map<std::string, std::string> types;
  for (const json& field : schema["doc_mapping"]["field_mappings"]) types[field["name"]] = field["type"];
  const json document = made(Target::kQuickwit, whole_article());
  for (const auto& [name, value] : document.items()) {
    ASSERT_TRUE(types.contains(name)) << name;
    const bool many = types[name].starts_with("array<");
    EXPECT_EQ(many, value.is_array()) << name;
    const std::string one = many ? types[name].substr(6, types[name].size() - 7) : types[name];
    const json values = value.is_array() ? value : json::array({value});
    for (const json& each : values) expect_fits(each, one, name);
  }
}

}  // namespace
}  // namespace dateline::feed
