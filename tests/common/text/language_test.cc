#include "common/text/language.h"

#include <gtest/gtest.h>

namespace dateline::text {
namespace {

struct Case {
  const char* name;
  const char* title;
  const char* body;
  const char* expected;
};

class DetectLanguage : public ::testing::TestWithParam<Case> {};

TEST_P(DetectLanguage, KnowsTheLanguageOfAnArticle) {
  EXPECT_EQ(detect_language(GetParam().title, GetParam().body).code(), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Languages, DetectLanguage,
    ::testing::Values(
        Case{"English", "Factory opened",
             "The new factory was opened in the north of the country, and its workers have set to work at "
             "once with the "
             "machines that were sent from the capital.",
             "en"},
        Case{"Spanish", "Se inaugura una fábrica",
             "La nueva fábrica se inauguró en el norte del país y sus obreros empezaron enseguida a trabajar "
             "con las "
             "máquinas enviadas desde la capital para aumentar la producción.",
             "es"},
        Case{"Russian", "Открыт завод",
             "На севере страны открыт новый завод, и его рабочие сразу же взялись за дело на станках, "
             "присланных из "
             "столицы.",
             "ru"},
        Case{"NorthernKorean", "로동자들이 새 공장을 세웠다",
             "녀성로동자들은 력사에 길이 남을 새 공장에서 맡겨진 계획을 넘쳐 수행하고있다.", "ko"},
        Case{"Chinese", "新工厂投产", "位于北部的新工厂日前投产，工人们使用从首都运来的机器，立即投入生产。",
             "zh"},
        Case{"Japanese", "新しい工場",
             "北部に新しい工場が建てられ、労働者たちは首都から送られた機械ですぐに働きはじめた。", "ja"},
        Case{"KoreanWithEnglishNames", "",
             "KCNA 통신은 Rodong Sinmun 보도를 인용하여 공장이 새로 일어섰다고 전하였다.", "ko"},
        Case{"SpanishHeadline", "Inaugurada en Wonsan exposicion de fotos y sellos de correo", "", "es"},
        Case{"SpanishHeadlineOfNames", "Demandan en Seul invalidez de negociaciones", "", "es"},
        Case{"EnglishHeadline", "Wonsan in Autumn Mood", "", "en"},
        Case{"EnglishHeadlineOfAnOwner", "Wonsan Schoolchildren's Camp", "", "en"},
        Case{"FrenchHeadline", "Une exposition de timbres est ouverte dans la capitale", "", "fr"},
        Case{"GermanHeadline", "Ausstellung von Briefmarken in der Hauptstadt eröffnet", "", "de"},
        Case{"RussianHeadline", "Открыт новый мост", "", "ru"},
        Case{
            "ItalianText", "La nuova fabbrica",
            "La nuova fabbrica è stata inaugurata nel nord del paese e gli operai hanno cominciato subito a "
            "lavorare con le macchine che erano state inviate dalla capitale, per aumentare la produzione di "
            "tessuti e per migliorare la vita della popolazione della provincia.",
            "it"},
        Case{"UkrainianHeadline", "Відкрито новий міст через річку поблизу столиці", "", "uk"},
        Case{"NoLetters", "1", "12 34 -- 5,6", ""}, Case{"Empty", "", "", ""},
        Case{"InvalidBytes", "\xff\xfe", "\xc0\x80\xed\xa0\x80\xf5", ""},
        Case{"TitleAlone", "Трудящиеся страны отметили праздник весны и труда", "", "ru"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace dateline::text
