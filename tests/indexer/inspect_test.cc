#include "indexer/inspect.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/indexer/memory_source.h"

namespace dateline::indexer {
namespace {

constexpr std::string_view kCapture =
    "September 05, 2025Sep 05, 2025\n"
    "KCNA KCNA.kp (En)\n\n"
    "New Ferry on the Taedong\n\n"
    "Date: 15/09/2023 | Source: KCNA.kp (En) | Read original version at source\n\n"
    "Pyongyang, September 14 (KCNA) -- A new ferry crossed the river on September 13.\n\n"
    "www.kcna.kp (Juche112.9.14.)\n\n"
    "More From KCNA.kp (En)\n\nZebras, May 1, 2024\n";

TEST(Inspect, ShowsZonesFieldsAndEvidence) {
  testing::MemorySource source("ferry.txt", Format::kText, std::string(kCapture));
  const Inspection inspection = inspect(source, {});
  const std::string text = inspection_text(inspection, false);
  EXPECT_EQ(text.find("Zebras, May"), text.rfind("Zebras, May"));
  const auto json = nlohmann::json::parse(inspection_json(inspection, "ferry.txt", true));
  const auto& record = json["records"][0];
  EXPECT_EQ(record["published"]["date"], "2023-09-15");
  EXPECT_EQ(record["published"]["flags"], (nlohmann::json{"DATELINE_DELTA-1", "STAMP_DELTA-1"}));
  EXPECT_EQ(record["captured"], "2025-09-05");
  ASSERT_EQ(record["zones"].size(), 6U);
  EXPECT_EQ(record["evidence"][0]["by"], "header");
  EXPECT_EQ(record["evidence"][0]["verdict"], "used");
  for (const char* list : {"stamps", "mentions"}) {
    for (const auto& date : record[list]) {
      EXPECT_EQ(kCapture.substr(date["offset"], date["length"]), date["text"].get<std::string>())
          << "places count in the file";
    }
  }
  EXPECT_EQ(record["mentions"].size(), 2U) << "the dateline and September 13";
  EXPECT_NE(record["body"].get<std::string>().find("new ferry"), std::string::npos);
}

TEST(Inspect, ReportsWhatCannotBeRead) {
  testing::MemorySource source("empty.txt", Format::kText, "");
  const Inspection inspection = inspect(source, {});
  EXPECT_TRUE(inspection.records.empty());
  EXPECT_NE(inspection_text(inspection, false).find("rejected: empty.txt: the file is empty"),
            std::string::npos);
}

}  // namespace
}  // namespace dateline::indexer
