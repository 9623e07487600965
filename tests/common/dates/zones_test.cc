#include "common/dates/zones.h"

#include <gtest/gtest.h>

namespace dateline::dates {
namespace {

std::string shown(std::string_view text) {
  std::string out;
  for (const Zone& zone : split_zones(text).zones) {
    std::string part(text.substr(zone.offset, zone.length));
    for (char& c : part) {
      if (c == '\n') c = '|';
    }
    out += std::string(name(zone.kind)) + "=" + part + "\n";
  }
  return out;
}

TEST(Zones, OfACaptureWithHeaderAreAllFound) {
  const std::string text =
      "March 09, 2024Mar 09, 2024\nKCNA KCNA.kp (En)\n\nA Hall Is Opened\n\n"
      "Date: 06/05/2020 | Source: KCNA.kp (En) | Read original version at source\n\n"
      "Pyongyang, May 6 (KCNA) -- A hall was opened.\n-0-\n\nMore From KCNA.kp (En)\n\nOther\n";
  EXPECT_EQ(
      shown(text),
      "capture=March 09, 2024Mar 09, 2024\nheader=KCNA KCNA.kp (En)\ntitle=A Hall Is Opened\n"
      "header=Date: 06/05/2020 | Source: KCNA.kp (En) | Read original version at source\n"
      "body=Pyongyang, May 6 (KCNA) -- A hall was opened.|-0-\nteasers=More From KCNA.kp (En)||Other\n");
  const CaptureLayout layout = split_zones(text);
  EXPECT_EQ(layout.captured, parse_iso_day("2024-03-09"));
  EXPECT_EQ(layout.header_date, parse_iso_day("2020-05-06"));
  EXPECT_FALSE(layout.header_date_impossible);
  EXPECT_EQ(layout.source_name, "KCNA.kp (En)");
}

TEST(Zones, SayWhenTheHeaderNamesADayThatDoesNotExist) {
  const CaptureLayout layout = split_zones("Title\nDate: 31/02/2020 | Source: Naenara\nText");
  EXPECT_TRUE(layout.header_date_impossible);
  EXPECT_FALSE(layout.header_date);
  EXPECT_EQ(layout.source_name, "Naenara");
}

struct Row {
  const char* text;
  const char* zones;
};

TEST(Zones, WithoutHeaderTakeTheFirstLineAsTitle) {
  const Row rows[] = {
      {"", ""},
      {"\n \n", ""},
      {"A Hall Is Opened\nIt was opened.", "title=A Hall Is Opened\nbody=It was opened.\n"},
      {"A Hall Is Opened", "title=A Hall Is Opened\n"},
      {"Pyongyang, May 6 (KCNA) -- A hall.\nMore.", "body=Pyongyang, May 6 (KCNA) -- A hall.|More.\n"},
      {"Exhibition for a Jubilee\n\n\"New Halls\"\n\nIt shows.",
       "body=Exhibition for a Jubilee\ntitle=New Halls\nbody=It shows.\n"},
      {"A Hall Is Opened\n\"It is fine.\"\nHe said.",
       "title=A Hall Is Opened\nbody=\"It is fine.\"|He said.\n"},
      {"과거기사 달력>>2020년 5월 6일기사 목록\n\n새 회관\n본문이다",
       "body=과거기사 달력>>2020년 5월 6일기사 목록\ntitle=새 회관\nbody=본문이다\n"},
      {"과거기사\u00A0달력>>2020년\u00A05월\u00A06일기사\u00A0목록\n\n새 회관\n본문이다",
       "body=과거기사\u00A0달력>>2020년\u00A05월\u00A06일기사\u00A0목록\ntitle=새 "
       "회관\nbody=본문이다\n"},
      {"주체109(2020)년 5월 6일 로동신문\n새 회관\n본문이다",
       "body=주체109(2020)년 5월 6일 로동신문\ntitle=새 회관\nbody=본문이다\n"},
      {"Title\nText\nMore Articles", "title=Title\nbody=Text\nteasers=More Articles\n"},
      {"Title\nText\n관련기사\n다른 글", "title=Title\nbody=Text\nteasers=관련기사|다른 글\n"},
      {"March 9, 2024\nKCNA Naenara\nTitle\nText",
       "capture=March 9, 2024\nheader=KCNA Naenara\ntitle=Title\nbody=Text\n"},
      {"Title\nText\nMore Articles were read than ever, she said.\nEnd",
       "title=Title\nbody=Text|More Articles were read than ever, she said.|End\n"},
      {"Title\nText\nTop Headlines of the day were read aloud. A crowd of pupils and teachers stood by the "
       "gate and listened until the evening came and the lamps were lit\nEnd",
       "title=Title\nbody=Text|Top Headlines of the day were read aloud. A crowd of pupils and teachers "
       "stood "
       "by the gate and listened until the evening came and the lamps were lit|End\n"},
      {"MARCH 9, 2024\nA hall was opened.\nEnd", "body=MARCH 9, 2024\ntitle=A hall was opened.\nbody=End\n"},
      {"March 9, 2024", "capture=March 9, 2024\n"},
  };
  for (const Row& row : rows) EXPECT_EQ(shown(row.text), row.zones) << row.text;
}

TEST(Zones, TakeADayAloneAboveTheTextForNoCapture) {
  EXPECT_FALSE(split_zones("March 9, 2024\nA hall was opened.").captured);
  EXPECT_EQ(split_zones("March 9, 2024Mar 09, 2024\nA hall").captured, parse_iso_day("2024-03-09"));
  EXPECT_EQ(split_zones("March 9, 2024\nA hall\nDate: 06/05/2020 | Source: Naenara\nText").captured,
            parse_iso_day("2024-03-09"));
}

}  // namespace
}  // namespace dateline::dates
