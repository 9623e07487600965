#include "common/dates/publication.h"

#include <gtest/gtest.h>

#include "common/dates/document.h"

namespace dateline::dates {
namespace {

Day day(const char* iso) { return parse_iso_day(iso).value(); }

DateMention stamp(const char* iso, int juche = 0) {
  DateMention m;
  m.kind = Kind::kStamp;
  m.from = m.to = day(iso);
  m.juche = static_cast<std::uint16_t>(juche);
  if (juche != 0 && m.from > day("2024-11-30")) m.flags.set(Flag::kOutOfEra);
  return m;
}

std::string shown(const PublicationEvidence& evidence) {
  const Publication p = decide_publication(evidence).publication;
  std::string out = publication_text(p) + " " + p.by + " " + std::string(name(p.confidence));
  for (const std::string& flag : p.flags) out += " " + flag;
  return out;
}

TEST(PublicationDate, IsUnknownWithoutEvidence) {
  PublicationEvidence e;
  EXPECT_EQ(shown(e), "  none");
  e.captured = day("2025-01-01");
  e.ingested = day("2024-01-01");
  EXPECT_EQ(shown(e), "  none");
}

TEST(PublicationDate, ComesFromTheHeaderBeforeAllElse) {
  PublicationEvidence e;
  e.header = day("2020-05-07");
  e.stamps = {stamp("2020-05-06")};
  e.url = day("2020-05-06");
  EXPECT_EQ(shown(e), "2020-05-07 header high STAMP_DELTA-1");
}

TEST(PublicationDate, OfACollectionStandsWithTheHeader) {
  PublicationEvidence e;
  e.field = GivenDate{day("2020-05-07"), Precision::kDay};
  EXPECT_EQ(shown(e), "2020-05-07 field medium");
  e.dateline = DatelineEvidence{5, 6, false};
  EXPECT_EQ(shown(e), "2020-05-07 field high DATELINE_DELTA-1");
}

TEST(PublicationDate, OfAListFillsWhatTheDocumentLeavesOpen) {
  PublicationEvidence e;
  e.listed = GivenDate{day("1995-01-01"), Precision::kDay};
  EXPECT_EQ(shown(e), "1995-01-01 metadata medium");
  e.listed->precision = Precision::kYear;
  EXPECT_EQ(shown(e), "1995 metadata medium");
  e.dateline = DatelineEvidence{1, 3, false};
  EXPECT_EQ(shown(e), "1995-01-03 dateline medium");
  e.field = GivenDate{day("1995-02-01"), Precision::kMonth};
  EXPECT_EQ(shown(e), "1995-02 field medium DATELINE_MISMATCH");
  e.listed = GivenDate{day("1995-02-16"), Precision::kDay};
  e.dateline.reset();
  EXPECT_EQ(shown(e), "1995-02-16 metadata medium");
  e.field->day = day("1996-02-01");
  EXPECT_EQ(shown(e), "1996-02 field medium METADATA_MISMATCH");
}

TEST(PublicationDate, OfAPathNeverBeatsTheTextSilently) {
  PublicationEvidence e;
  e.stamps = {stamp("2018-05-04")};
  e.path = GivenDate{day("2018-05-04"), Precision::kDay};
  EXPECT_EQ(shown(e), "2018-05-04 stamp high");
  e.path->day = day("2018-05-06");
  EXPECT_EQ(shown(e), "2018-05-04 stamp medium PATH_DELTA+2");
  e.path->day = day("2018-06-06");
  EXPECT_EQ(shown(e), "2018-05-04 stamp medium PATH_MISMATCH");
  e.path = GivenDate{day("2019-01-01"), Precision::kYear};
  EXPECT_EQ(shown(e), "2018-05-04 stamp medium PATH_MISMATCH");
  e.path->day = day("2018-01-01");
  EXPECT_EQ(shown(e), "2018-05-04 stamp medium");
  // A list and the path are one witness, not two.
  e.stamps.clear();
  e.path = e.listed = GivenDate{day("2018-05-04"), Precision::kDay};
  EXPECT_EQ(shown(e), "2018-05-04 metadata medium");
  e.path->day = day("2018-05-05");
  EXPECT_EQ(shown(e), "2018-05-04 metadata medium PATH_DELTA+1");
}

TEST(PublicationDate, OfADatelineHasItsYearFromThePathWhereItFits) {
  PublicationEvidence e;
  e.dateline = DatelineEvidence{4, 30, false};
  e.path = GivenDate{day("2019-05-01"), Precision::kMonth};
  EXPECT_EQ(shown(e), "2019-04-30 dateline medium PATH_MISMATCH");
  e.dateline = DatelineEvidence{5, 7, false};
  EXPECT_EQ(shown(e), "2019-05-07 dateline medium");
  e.dateline = DatelineEvidence{9, 14, false};
  EXPECT_EQ(shown(e), "2019-05 path low DATELINE_MISMATCH");
  e.path = GivenDate{day("2019-05-01"), Precision::kDay};
  e.dateline = DatelineEvidence{4, 30, false};
  EXPECT_EQ(shown(e), "2019-04-30 dateline high PATH_DELTA+1");
  // What the capture itself proves comes first.
  e.captured = day("2021-05-02");
  e.fresh = true;
  EXPECT_EQ(shown(e), "2021-04-30 dateline medium INFERRED_YEAR PATH_MISMATCH");
  e.fresh = false;
  e.captured = day("2018-01-01");
  EXPECT_EQ(shown(e), "--04-30 dateline none AFTER_CAPTURE YEAR_UNKNOWN");
}

TEST(PublicationDate, OfAMonthIsKeptAsAMonthUnlessADayLiesInIt) {
  PublicationEvidence e;
  e.field = GivenDate{day("2020-05-01"), Precision::kMonth};
  EXPECT_EQ(shown(e), "2020-05 field medium");
  e.dateline = DatelineEvidence{5, 6, false};
  EXPECT_EQ(shown(e), "2020-05-06 dateline medium");
  e.dateline = DatelineEvidence{7, 6, false};
  EXPECT_EQ(shown(e), "2020-05 field medium DATELINE_MISMATCH");
  e.dateline.reset();
  e.field = GivenDate{day("2020-01-01"), Precision::kYear};
  EXPECT_EQ(shown(e), "2020 field medium");
  e.stamps = {stamp("2020-05-06", 109)};
  EXPECT_EQ(shown(e), "2020-05-06 stamp medium");
}

TEST(PublicationDate, AfterTheCaptureIsNotBelieved) {
  PublicationEvidence e;
  e.stamps = {stamp("2020-05-06", 109)};
  e.ingested = day("2020-05-05");
  EXPECT_EQ(shown(e), "2020-05-06 stamp medium");
  e.ingested = day("2020-05-04");
  EXPECT_EQ(shown(e), "  none AFTER_CAPTURE");
}

TEST(PublicationDate, OfAStampOutsideTheEraIsTextOrDoubtful) {
  PublicationEvidence e;
  e.stamps = {stamp("1990-05-06", 79)};
  EXPECT_EQ(shown(e), "  none");
  e.stamps = {stamp("2026-05-06", 115)};
  EXPECT_EQ(shown(e), "2026-05-06 stamp low OUT_OF_ERA");
  e.url = day("2026-05-06");
  EXPECT_EQ(shown(e), "2026-05-06 stamp high OUT_OF_ERA");
}

TEST(PublicationDate, OfARepairedStampNeedsAWitness) {
  PublicationEvidence e;
  e.stamps = {stamp("2020-05-06", 109)};
  e.stamps[0].flags.set(Flag::kOcrRepaired);
  EXPECT_EQ(shown(e), "  none");
  e.dateline = DatelineEvidence{5, 4, false};
  EXPECT_EQ(shown(e), "2020-05-06 stamp medium DATELINE_DELTA-2");
}

TEST(PublicationDate, BeforeTheAgencyWasFoundedIsNoneOfItsOwn) {
  PublicationEvidence e;
  e.field = GivenDate{day("1946-01-01"), Precision::kDay};
  EXPECT_EQ(shown(e), "1946-01-01 field medium");
  e.agencys_own = true;
  EXPECT_EQ(shown(e), "  none");
}

TEST(PublicationDate, OfAMomentIsTheDayInPyongyangForAPublisherThere) {
  PublicationEvidence e;
  e.field = GivenDate{day("2024-03-06"), Precision::kDay, day("2024-03-07")};
  EXPECT_EQ(shown(e), "2024-03-06 field medium");
  e.korean_publisher = true;
  EXPECT_EQ(shown(e), "2024-03-07 field medium");
}

TEST(DayInKorea, FollowsItsClock) {
  using namespace std::chrono;
  const auto at = [](const char* iso, int hour, int minute) {
    return to_iso(day_in_korea(sys_days{day(iso)} + hours{hour} + minutes{minute}));
  };
  EXPECT_EQ(at("2024-03-06", 14, 59), "2024-03-06");
  EXPECT_EQ(at("2024-03-06", 15, 0), "2024-03-07");
  EXPECT_EQ(at("2016-03-06", 15, 0), "2016-03-06");
  EXPECT_EQ(at("2016-03-06", 15, 30), "2016-03-07");
  EXPECT_EQ(at("2018-05-05", 15, 0), "2018-05-06");
}

TEST(PublicationDate, OfAMisspeltDatelineNeedsAWitness) {
  PublicationEvidence e;
  e.dateline = DatelineEvidence{6, 6, true};
  EXPECT_EQ(shown(e), "  none");
  e.url = day("2020-06-07");
  EXPECT_EQ(shown(e), "2020-06-06 dateline high DATELINE_DELTA-1");
}

TEST(DatedDocument, TellsWhatBecameOfEveryPieceOfEvidence) {
  DocumentInput input;
  input.text = "Pyongyang, May 6 (KCNA) -- On May 5 a hall was opened.\n-0-\nwww.kcna.kp (Juche109.5.6.)";
  input.header = day("2020-05-06");
  input.captured = day("2021-01-01");
  input.url = "https://kcnawatch.org/newstream/1588766400-1/x/";
  const DocumentDates d = date_document(input);
  EXPECT_EQ(publication_text(d.publication), "2020-05-06");
  ASSERT_EQ(d.stamps.size(), 1u);
  ASSERT_EQ(d.mentions.size(), 2u);
  EXPECT_EQ(vector_line(d.mentions[1]), "body 2020-05-05 !INFERRED_YEAR");
  std::string table;
  for (const Evidence& e : d.evidence) table += e.by + " | " + e.reads + " | " + e.verdict + "\n";
  EXPECT_EQ(table,
            "header | 2020-05-06 | used\n"
            "stamp | 2020-05-06 | agrees\n"
            "dateline | --05-06 | agrees\n"
            "capture | 2021-01-01 | upper bound only\n"
            "ingest | 2020-05-06 | upper bound only\n");
  EXPECT_EQ(input.text.substr(d.evidence[1].offset, d.evidence[1].length), "(Juche109.5.6.)");
}

TEST(DatedDocument, HasItsDayInTheLineThatSaysWhoPublishedIt) {
  DocumentInput input;
  input.text =
      "새해를 힘있게 맞이하자\n\n\n당보(로동신문)·군보 공동사설 - 1995년 01월 01일 \n해제\n\n본문이다.";
  EXPECT_EQ(publication_text(date_document(input).publication), "1995-01-01");
  input.text = "전시회가 열린다\n\n전시회기간은 1995년 1월 1일 - 1995년 1월 9일\n본문이다.";
  EXPECT_EQ(publication_text(date_document(input).publication), "");
}

TEST(DatedDocument, DoesNotBelieveAStrayLineOfTheYearThatTheTextCallsTheLast) {
  DocumentInput input;
  input.text =
      "새해를 맞으며\n\n2010.1.1.\n\n지난해 주체99(2010)년은 보람찬 해였다. 주체100(2011)년을 맞이한다.";
  const DocumentDates d = date_document(input);
  EXPECT_EQ(publication_text(d.publication), "");
  EXPECT_EQ(d.publication.flags, std::vector<std::string>{"STAMP_YEAR"});
  input.text =
      "새해를 맞으며\n\n2011.1.1.\n\n지난해 주체99(2010)년은 보람찬 해였다. 주체100(2011)년을 맞이한다.";
  EXPECT_EQ(publication_text(date_document(input).publication), "2011-01-01");
}

TEST(DatedDocument, OfAPressReviewTakesTheYearInWhichItsWeekdayFits) {
  DocumentInput input;
  // 6 May was a Wednesday in 2020, and not again until 2026.
  input.text =
      "Press Review\nPyongyang, May 6 (KCNA) -- Newspapers of the capital on Wednesday report on farming.";
  input.captured = day("2024-01-01");
  const DocumentDates d = date_document(input);
  EXPECT_EQ(publication_text(d.publication), "2020-05-06");
  EXPECT_EQ(d.publication.confidence, Confidence::kLow);
}

TEST(DatedDocument, ResolvesAConflictOfYearsByItsOwnDate) {
  DocumentInput input;
  input.text = "They met on May 6, Juche 109 (2019).";
  input.header = day("2020-05-07");
  EXPECT_EQ(vector_line(date_document(input).mentions.at(0)), "body 2020-05-06 J109 !CONFLICT_YEAR");
  input.header = day("2018-05-07");
  EXPECT_EQ(vector_line(date_document(input).mentions.at(0)), "body 2019-05-06 J109 !CONFLICT_YEAR");
}

}  // namespace
}  // namespace dateline::dates
