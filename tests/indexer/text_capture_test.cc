#include "indexer/readers/text_capture.h"

#include <gtest/gtest.h>

namespace dateline::indexer {
namespace {

PageSink read(std::string_view bytes) {
  PageSink sink;
  read_text_capture(bytes, {"a.txt", 0}, sink);
  return sink;
}

constexpr std::string_view kCapture =
    "September 05, 2025Sep 05, 2025\n"
    "KCNA KCNA.kp (En)\n\n"
    "New Ferry on the Taedong\n\n"
    "Date: 14/09/2023 | Source: KCNA.kp (En) | Read original version at source\n\n"
    "Pyongyang, September 14 (KCNA) -- A new ferry crosses the river.   \n\n\n\n"
    "It is blue. -0-\n\n"
    "www.kcna.kp (Juche112.9.14.)\n\n"
    "More From KCNA.kp (En)\n\n"
    "Zebras Arrive in the Zoo\n\nSeptember 05, 2025\n";

TEST(TextCapture, TakesTheFieldsOfAKcnaWatchPage) {
  const PageSink sink = read(kCapture);
  ASSERT_EQ(sink.pages.size(), 1U);
  const Page& page = sink.pages[0];
  EXPECT_EQ(page.title, "New Ferry on the Taedong");
  EXPECT_EQ(page.source_name, "KCNA.kp (En)");
  EXPECT_EQ(dates::to_iso(page.header_date.value()), "2023-09-14");
  EXPECT_EQ(dates::to_iso(page.captured.value()), "2025-09-05");
  EXPECT_EQ(page.body,
            "Pyongyang, September 14 (KCNA) -- A new ferry crosses the river.\n\nIt is blue. -0-\n\n"
            "www.kcna.kp (Juche112.9.14.)");
  EXPECT_EQ(page.text.find("Zebras"), std::string::npos);
  EXPECT_EQ(kCapture.substr(page.text_offset, page.text.size()), page.text);
}

TEST(TextCapture, IsTheSameWithoutItsTeasers) {
  const PageSink whole = read(kCapture);
  const PageSink cut = read(kCapture.substr(0, kCapture.find("More From")));
  EXPECT_EQ(whole.pages[0].body, cut.pages[0].body);
  EXPECT_EQ(whole.pages[0].title, cut.pages[0].title);
}

TEST(TextCapture, RejectsWhatIsNoTextWithReasonAndRemedy) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "the file is empty"},
      {std::string("abc\0def", 7), "the file is binary: NUL at byte 3"},
      {"abc \xC1\xB6", "the text is not UTF-8, nor in an encoding that its letters tell: see byte 4"},
      {"  \n\n ", "the capture holds no text besides header and teasers"},
      {"More From KCNA.kp (En)\n\nZebras\n", "the capture holds no text besides header and teasers"},
  };
  for (const auto& [bytes, reason] : cases) {
    const PageSink sink = read(bytes);
    EXPECT_TRUE(sink.pages.empty()) << reason;
    ASSERT_EQ(sink.rejects.size(), 1U) << reason;
    EXPECT_EQ(sink.rejects[0].reason, reason);
    EXPECT_FALSE(sink.rejects[0].remedy.empty());
    EXPECT_EQ(sink.rejects[0].origin.path, "a.txt");
  }
}

TEST(TextCapture, KeepsNoControlCharactersInWhatIsStored) {
  const PageSink sink = read("A title\n\nRed \x1b[31m alert\x07\r\nand\ttabs");
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].body, "Red [31m alert\nand tabs");
}

}  // namespace
}  // namespace dateline::indexer
