#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/dates/document.h"
#include "common/dates/url_dates.h"
#include "tests/common/dates/vector_file.h"
#include "tests/support/shared.h"

namespace dateline {
namespace {

using dates::DateMention;
using dates::Day;
using nlohmann::json;

std::optional<Day> day_member(const json& object, const char* name) {
  if (!object.contains(name)) return std::nullopt;
  return dates::parse_iso_day(object[name].get<std::string>());
}

DateMention stamp_of(const std::string& text) {
  DateMention m;
  m.kind = dates::Kind::kStamp;
  if (text.size() == 10) {
    m.from = m.to = dates::parse_iso_day(text).value();
  } else {
    m.from = m.to = dates::parse_iso_day(text + "-01").value();
    m.precision = dates::Precision::kMonth;
    m.flags.set(dates::Flag::kImpossible);
  }
  return m;
}

dates::PublicationEvidence evidence_of(const json& input) {
  dates::PublicationEvidence e;
  e.header = day_member(input, "watch");
  e.url = day_member(input, "url");
  e.ingested = day_member(input, "ingest");
  e.captured = day_member(input, "capture");
  e.fresh = input.value("fresh", false);
  if (input.contains("weekday")) e.weekday = input["weekday"].get<unsigned>();
  if (input.contains("stamp")) {
    for (const json& stamp : input["stamp"]) e.stamps.push_back(stamp_of(stamp.get<std::string>()));
  }
  if (input.contains("dateline")) {
    e.dateline = dates::DatelineEvidence{input["dateline"][0].get<unsigned>(),
                                         input["dateline"][1].get<unsigned>(), false};
  }
  return e;
}

/// As the table writes it; the table calls the header "watch".
json as_row(const dates::Publication& p) {
  const std::string text = dates::publication_text(p);
  const std::string by = p.by == "header" ? "watch" : p.by;
  return json::array({text.empty() ? json() : json(text), by.empty() ? json() : json(by),
                      std::string(dates::name(p.confidence)), p.flags});
}

TEST(SharedPublicationVectors, EveryDecisionIsAsTheTableSays) {
  const auto file = testing::shared_file("dates/publication.tsv");
  DATELINE_NEED_SHARED(file);
  std::size_t rows = 0;
  for (const auto& v : testing::read_vectors(file)) {
    const auto decision = dates::decide_publication(evidence_of(json::parse(v.input)));
    EXPECT_EQ(as_row(decision.publication), json::parse(v.expected)) << v.id << ": " << v.input;
    ++rows;
  }
  EXPECT_GT(rows, 10u);
}

TEST(SharedUrlVectors, EveryAddressIsReadAsTheTableSays) {
  const auto file = testing::shared_file("dates/urls.tsv");
  DATELINE_NEED_SHARED(file);
  std::size_t rows = 0;
  for (const auto& v : testing::read_vectors(file)) {
    const dates::UrlDates url = dates::read_url(v.input);
    std::string got = "none";
    if (url.published) got = "url " + dates::to_iso(*url.published);
    if (url.ingested) got = "ingest " + dates::to_iso(*url.ingested);
    EXPECT_EQ(got, v.expected) << v.id << ": " << v.input;
    ++rows;
  }
  EXPECT_GT(rows, 5u);
}

struct Seed {
  const char* file;
  const char* publication;
  const char* by;
  const char* confidence;
  const char* stamps;
  const char* captured;
  const char* mentions;
};

TEST(SharedSeeds, AreDatedAsTheSpecificationSays) {
  const Seed seeds[] = {
      {"000_e211dd4b2d8c6b3a.txt", "2023-09-14", "header", "medium", "", "2025-09-05",
       "body 2023-09-13 !INFERRED_YEAR ; body 2023-09-13"},
      {"001_457de638c5a0e507.txt", "2023-09-14", "header", "high", "stamp 2023-09-14 J112", "2026-01-07",
       "dateline 2023-09-14 !INFERRED_YEAR ; body 2023-09-13 !INFERRED_YEAR"},
      {"002_e676a9662c82d06f.txt", "", "", "none", "", "",
       "body 2023-09-12/2023-09-17 J112 ; body 2023-09-13"},
      {"003_17485f917785a9f7.txt", "", "", "none", "", "", "body 2019"},
      {"004_5dd338b0427d6c1b.txt", "2024-06-20", "header", "high", "stamp 2024-06-20 J113", "2026-03-17",
       "dateline 2024-06-20 !INFERRED_YEAR ; body 2024-06-19 !INFERRED_YEAR ; body 2023-09"},
  };
  DATELINE_NEED_SHARED(testing::shared_file("data/seeds"));
  for (const Seed& seed : seeds) {
    SCOPED_TRACE(seed.file);
    std::ifstream in(testing::shared_file(std::string("data/seeds/") + seed.file));
    std::stringstream content;
    content << in.rdbuf();
    const std::string text = content.str();
    ASSERT_FALSE(text.empty());
    const dates::CaptureLayout layout = dates::split_zones(text);
    dates::DocumentInput input;
    std::string body;
    for (const dates::Zone& zone : layout.zones) {
      if (zone.kind == dates::Zone::Kind::kBody) body += text.substr(zone.offset, zone.length) + "\n";
    }
    input.text = body;
    input.header = layout.header_date;
    input.captured = layout.captured;
    const dates::DocumentDates result = dates::date_document(input);
    EXPECT_EQ(dates::publication_text(result.publication), seed.publication);
    EXPECT_EQ(result.publication.by, seed.by);
    EXPECT_EQ(dates::name(result.publication.confidence), seed.confidence);
    EXPECT_EQ(layout.captured ? dates::to_iso(*layout.captured) : "", seed.captured);
    std::vector<std::string> stamps;
    for (const DateMention& m : result.stamps) stamps.push_back(dates::vector_line(m));
    EXPECT_EQ(testing::joined(stamps), seed.stamps);
    std::vector<std::string> mentions;
    for (const DateMention& m : result.mentions) mentions.push_back(dates::vector_line(m));
    EXPECT_EQ(testing::joined(mentions), seed.mentions);
  }
}

}  // namespace
}  // namespace dateline
