#include "common/dates/masthead.h"

#include <gtest/gtest.h>

#include <string>

#include "common/dates/document.h"
#include "common/dates/list_headings.h"

namespace dateline::dates {
namespace {

std::string read(std::string_view line) {
  CandidateFinder finder;
  const std::optional<Masthead> masthead = masthead_of(line, finder);
  if (!masthead) return "none";
  return to_iso(masthead->day) + (masthead->names_paper ? " paper" : "");
}

struct Case {
  const char* line;
  const char* expected;
};

TEST(Masthead, IsALineWithNothingButADay) {
  const Case cases[] = {
      {"August 21, 2025", "2025-08-21"},
      {"Thursday, August 21, 2025", "2025-08-21"},
      {"Aug. 21, 2025 Thursday [Photo]", "2025-08-21"},
      {"Published: 21 August 2025", "2025-08-21"},
      {"2025-08-21 09:30", "2025-08-21"},
      {"Published 11:28 PM EST Aug 21, 2025", "2025-08-21"},
      {"August 21, 2025 - 11:28 AMT", "2025-08-21"},
      {"Publié le 21 août 2025 à 10h20", "2025-08-21"},
      {"2025년 8월 21일 10시 20분", "2025-08-21"},
      {"2025年8月21日 10時20分", "2025-08-21"},
      {"2025년 8월 21일 목요일", "2025-08-21"},
      {"2025년 8월 21일(목)", "2025-08-21"},
      {"1995년 01월 01일", "1995-01-01"},
      {"주체114(2025)년 8월 21일 《로동신문》", "2025-08-21 paper"},
      {"2025年8月21日 星期四", "2025-08-21"},
      {"2025年8月21日(木曜日)", "2025-08-21"},
      {"21 августа 2025 г., четверг", "2025-08-21"},
      {"jueves, 21 de agosto de 2025", "2025-08-21"},
      {"jeudi 21 août 2025", "2025-08-21"},
      {"Donnerstag, 21. August 2025", "2025-08-21"},
      {"Rodong Sinmun, August 21, 2025", "2025-08-21 paper"},
      {"by Ann Bee | Thursday, August 21, 2025", "2025-08-21"},
      {"By Ann Bee-Lee and Carl D, August 21, 2025", "2025-08-21"},
      {"21 August 2025 - By Ann Bee", "2025-08-21"},
      {"21/08/2025 - Publicado por: Ann Bee", "2025-08-21"},
      {"김철수 기자 | 2025-08-21 17:32", "2025-08-21"},
      {"기사입력 :[ 2025-08-21 17:32 ]", "2025-08-21"},
      {"Von Ann Bee, publiziert am 21. August 2025", "2025-08-21"},
      {"By August 21, 2025", "none"},
      {"By the river, August 21, 2025", "none"},
      {"By Ann Bee, who came home on August 21, 2025", "none"},
      {"Ann Bee, August 21, 2025", "none"},
      {"Updated: August 25, 2025", "none"},
      {"August 21", "none"},
      {"August 2025", "none"},
      {"August 21, 2025 to August 25, 2025", "none"},
      {"The plan was made on August 21, 2025.", "none"},
      {"August 31, 2025 Harvest Begins", "none"},
      {"February 30, 2025", "none"},
      {"", "none"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.line), c.expected) << c.line;
}

TEST(Masthead, DatesATextFromItsFirstLines) {
  const Case cases[] = {
      {"새 다리 개통\n2025년 8월 21일 목요일\n\n강을 건느는 새 다리가 개통되였다.", "2025-08-21"},
      {"2025년 8월 21일 목요일\n새 다리 개통\n강을 건느는 새 다리가 개통되였다.", "2025-08-21"},
      {"New Bridge\nBy the river\nAugust 21, 2025\nThe bridge was opened.", "2025-08-21"},
      {"New Bridge\nThe bridge was opened on August 21, 2025.\n", "none"},
      {"A\nB\nC\nD\nAugust 21, 2025\n", "none"},
      // At the foot, below text of more than a few lines.
      {"A\nB\nC\nD\nThe bridge over the wide river was opened to carts and to people alike.\nAugust 21, "
       "2025\n",
       "2025-08-21"},
      {"A\nB\nC\nD\nМост через широкую реку открыт для телег и для пешеходов сразу.\nПхеньян, 21 августа 2025 г.",
       "2025-08-21"},
      {"A\nB\nC\nD\n広い川にかかる新しい橋が、荷車と歩行者のために同時に開通した。\n2025年8月21日",
       "2025-08-21"},
      {"A\nB\nC\nD\nEl puente sobre el ancho río se abrió a los carros y a la gente.\n21 de agosto de 2025\n",
       "2025-08-21"},
      // A letter quoted at the end has a day of its own.
      {"A\nPyongyang, May 4 (KCNA) -- The bridge over the wide river was opened to carts and people.\nB\nC\nD\n"
       "August 21, 2025\n",
       "none"},
      {"A\nB\nC\nD\nThe bridge over the wide river was opened to carts and to people alike.\nwww.kcna.kp "
       "(Juche114.5.4.)\nAugust 21, 2025\n",
       "2025-05-04"},
  };
  for (const Case& c : cases) {
    DocumentInput input;
    input.text = c.line;
    const Publication p = date_document(input).publication;
    EXPECT_EQ(p.confidence == Confidence::kNone ? "none" : to_iso(p.from), c.expected) << c.line;
  }
}

TEST(ListHeading, IsAWholeLine) {
  for (const char* line :
       {"More news", "MORE NEWS", " More news: ", "» Related articles", "관련기사", "관련 기사",
        "Читайте также:", "Últimas noticias", "À lire aussi", "Weitere Meldungen", "関連記事", "相关新闻",
        "Other  news …", "Te recomendamos", "推荐阅读", "أخبار ذات صلة"}) {
    EXPECT_TRUE(is_list_heading(line)) << line;
  }
  for (const char* line : {"", "News", "More", "More news came from the coast.", "More news from the coast",
                           "Related articles 5", "A loop for turning", "관련기사를 읽었다", "Latest",
                           // Insets between paragraphs are called so.
                           "Read more", "Don't miss", "По теме", "더 보기"}) {
    EXPECT_FALSE(is_list_heading(line)) << line;
  }
}

}  // namespace
}  // namespace dateline::dates
