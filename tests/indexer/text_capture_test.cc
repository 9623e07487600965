#include "indexer/readers/text_capture.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

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

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out(text);
  for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
    out.replace(at, from.size(), to);
  return out;
}

TEST(TextCapture, IsTheSameHoweverItsLinesAndBlanksAreWritten) {
  const std::string_view plain =
      "The Ferry\n\nPyongyang, September 14 (KCNA) -- A ferry crosses the river.\n\nIt is blue. -0-\n";
  const struct {
    const char* name;
    std::function<std::string(std::string_view)> written;
  } variants[] = {
      {"a byte order mark", [](auto text) { return "\xEF\xBB\xBF" + std::string(text); }},
      {"a byte order mark on a line of its own",
       [](auto text) { return "\xEF\xBB\xBF\n" + std::string(text); }},
      {"lines of Windows", [](auto text) { return replaced(text, "\n", "\r\n"); }},
      {"lines of an old Macintosh", [](auto text) { return replaced(text, "\n", "\r"); }},
      {"empty lines before it", [](auto text) { return "\n \n\n" + std::string(text); }},
      {"blanks behind each line", [](auto text) { return replaced(text, "\n", "  \n"); }},
  };
  for (const std::string_view text : {kCapture, plain}) {
    const PageSink expected = read(text);
    for (const auto& variant : variants) {
      SCOPED_TRACE(variant.name);
      const PageSink sink = read(variant.written(text));
      ASSERT_EQ(sink.pages.size(), 1U);
      EXPECT_TRUE(sink.rejects.empty());
      EXPECT_EQ(sink.pages[0].title, expected.pages[0].title);
      EXPECT_EQ(sink.pages[0].body, expected.pages[0].body);
      EXPECT_EQ(sink.pages[0].source_name, expected.pages[0].source_name);
      EXPECT_EQ(sink.pages[0].header_date, expected.pages[0].header_date);
      EXPECT_EQ(sink.pages[0].captured, expected.pages[0].captured);
    }
  }
  EXPECT_EQ(read("The\xC2\xA0 New\xE3\x80\x80"
                 "Fer\xE2\x80\x8Bry\n\nIt is blue.\n")
                .pages[0]
                .title,
            "The New Ferry");
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
