#include <gtest/gtest.h>

#include "common/dates/juche.h"
#include "common/dates/lexicon.h"
#include "common/dates/normal_text.h"
#include "common/dates/scanner.h"
#include "common/dates/url_dates.h"

namespace dateline::dates {
namespace {

TEST(JucheYear, CountsFromNineteenTwelve) {
  EXPECT_EQ(gregorian_year(1), 1912);
  EXPECT_EQ(gregorian_year(112), 2023);
  EXPECT_EQ(gregorian_year(0), std::nullopt);
  EXPECT_EQ(gregorian_year(201), std::nullopt);
  EXPECT_EQ(juche_year(1912), 1);
  EXPECT_EQ(juche_year(1911), std::nullopt);
  for (int j = 1; j <= kLastJucheYear; ++j) EXPECT_EQ(juche_year(*gregorian_year(j)), j);
}

TEST(JucheYear, BesideAnotherYearIsAConflictAndBesideNoneStandsAlone) {
  EXPECT_TRUE(pair_years(112, 2024)->conflict);
  EXPECT_EQ(pair_years(112, 2024)->gregorian, 2024);
  EXPECT_EQ(pair_years(112, 0)->gregorian, 2023);
  EXPECT_TRUE(pair_years(0, 1911)->invalid);
  EXPECT_EQ(pair_years(0, 0), std::nullopt);
}

TEST(MisspeltMonth, IsOneSlipAwayFromOneMonthOnly) {
  for (const char* word : {"mrch", "mmarch", "maarch"}) EXPECT_EQ(misspelt_month(word), 3u) << word;
  EXPECT_EQ(misspelt_month("janurary"), 1u);
  EXPECT_EQ(misspelt_month("febuary"), 2u);
  EXPECT_EQ(misspelt_month("aapril"), 4u);
  EXPECT_EQ(misspelt_month("kune"), 6u);
  EXPECT_EQ(misspelt_month("jule"), 0u);  // June or July
  EXPECT_EQ(misspelt_month("march"), 0u);
  EXPECT_EQ(misspelt_month("meeting"), 0u);
}

TEST(NormalText, LeadsBackToTheBytesItCameFrom) {
  const std::string text = "e\u0301 \u200BＡ５ \u1103\u1161 ㏠x";
  NormalText normal;
  normal.assign(text);
  EXPECT_EQ(normal.text(), "é A5 다 1日x");
  const auto original = [&](std::string_view part) {
    const auto at = static_cast<std::uint32_t>(normal.text().find(part));
    const std::uint32_t begin = normal.original_begin(at);
    return text.substr(begin, normal.original_end(at + static_cast<std::uint32_t>(part.size())) - begin);
  };
  EXPECT_EQ(original("é"), "e\u0301");
  EXPECT_EQ(original("5"), "５");
  EXPECT_EQ(original("다"), "\u1103\u1161");
  EXPECT_EQ(original("1日"), "㏠");
  EXPECT_EQ(original("1"), "㏠");
  EXPECT_EQ(original("x"), "x");
}

TEST(Scanner, GivesByteRangesOfTheOriginalText) {
  const std::string text = "회의가 주체\u200B１０９(2020)년 5월 6일 열렸다";
  const auto found = scan_text(text).mentions;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(text.substr(found[0].offset, found[0].length), "주체\u200B１０９(2020)년 5월 6일");
}

struct Address {
  const char* url;
  const char* read;
};

TEST(Url, OfKnownPublishersHoldsADay) {
  const Address rows[] = {
      {"http://kcna.co.jp/item/2008/200810/news01/20081001-09ee.html", "url 2008-10-01"},
      {"http://www.kcna.co.jp/item/2011/201108/news06/2011080645ee.html", "url 2011-08-06"},
      {"http://kcna.co.jp/item/2014/201404/news25/2014-0425-30ee.html", "url 2014-04-25"},
      {"http://kcna.co.jp/item/2013/201303/news06/2013030-09ee.html", "url 2013-03-06"},
      {"http://kcna.co.jp/item/1997/9701/news1/01.htm#1", "url 1997-01-01"},
      {"http://kcna.co.jp/item/2000/200001/news01/01.htm#12", "url 2000-01-01"},
      {"http://kcna.co.jp/calendar/2020/05/05-06/2020-0506-001.html", "url 2020-05-06"},
      {"https://web.archive.org/web/20200101000000/http://kcna.co.jp/item/2008/200810/news01/"
       "20081001-09ee.html",
       "url 2008-10-01"},
      {"http://kcna.co.jp/item/2008/200802/news30/20080230-09ee.html", "none"},
      {"http://kcna.co.jp/index-e.htm", "none"},
      {"http://vok.rep.kp/index.php/detail/ien200506001/en", "url 2020-05-06"},
      {"http://rodong.rep.kp/en/index.php?strPageID=SF01&newsID=2020-05-06-0001", "url 2020-05-06"},
      {"http://rodong.rep.kp/en/index.php?MTJAMjAyMC0wNS0wNg==", "url 2020-05-06"},
      {"https://kcnawatch.org/newstream/1588766400-123/title/", "ingest 2020-05-06"},
      {"https://kcnawatch.co/newstream/1588766400-123/title/", "ingest 2020-05-06"},
      {"https://example.org/newstream/1588766400-123/title/", "none"},
      {"https://example.org/2020/05/06/title/", "none"},
      {"http://kcna.kp/en/article/q/20200506.kcmsf", "none"},
      {"", "none"},
      {"://", "none"},
  };
  for (const Address& row : rows) {
    const UrlDates dates = read_url(row.url);
    std::string read = "none";
    if (dates.published) read = "url " + to_iso(*dates.published);
    if (dates.ingested) read = "ingest " + to_iso(*dates.ingested);
    EXPECT_EQ(read, row.read) << row.url;
  }
}

}  // namespace
}  // namespace dateline::dates
