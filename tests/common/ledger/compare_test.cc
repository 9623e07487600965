#include "common/ledger/compare.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "common/ledger/compared_form.h"
#include "common/ledger/word_diff.h"
#include "tests/common/ledger/injected_edits.h"

namespace dateline::ledger {
namespace {

const text::Lexicon& lexicon() {
  static const text::Lexicon lexicon = [] {
    text::Analyzer analyzer;
    return *text::Lexicon::built_in(analyzer);
  }();
  return lexicon;
}

Comparison compare(const PlainText& a, const PlainText& b) {
  static Comparer comparer(lexicon());
  return comparer.compare({a.title, a.body, text::Language::from_code(a.language)},
                          {b.title, b.body, text::Language::from_code(b.language)});
}

std::string kinds_between(std::string_view older, std::string_view newer) {
  return text_of(compare({"", std::string(older), "en"}, {"", std::string(newer), "en"}).kinds);
}

TEST(ComparedForm, LeavesOutHowATextIsSet) {
  struct Case {
    std::string_view a;
    std::string_view b;
    bool same;
  };
  const Case cases[] = {
      {"The  “Dam”\n was opened.", "the \"dam\" was opened", true},
      {"em\u00ADbank-\nment", "embankment", true},
      {"Kim Jong Un", "KimJongUn", true},
      {"1,000 tons", "1000 tons", true},
      {"1,5 tons", "15 tons", false},
      {"1.5 tons", "15 tons", false},
      {"3 and 4", "3 and 5", false},
      {"5 %", "5", false},
      {"caf\uFFFD", "caf", true},
      {"the dam&nbsp;was", "the dam was", true},
      {"AT&T", "ATT", false},
      {"１２３", "123", true},
      {"강 둑을 세웠다.", "강둑을 세웠다", true},
      {"dam", "dams", false},
      {"20 10 houses", "2010 houses", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(compared_form(c.a) == compared_form(c.b), c.same) << c.a << " | " << c.b;
  }
}

TEST(Diff, IsTheShortestAndLeadsFromOneToTheOther) {
  constexpr unsigned kSeed = 20261130;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::uint64_t> a(random() % 12);
    std::vector<std::uint64_t> b(random() % 12);
    for (auto& x : a) x = random() % 4;
    for (auto& x : b) x = random() % 4;
    const std::vector<Hunk> hunks = diff(a, b);
    std::vector<std::uint64_t> made;
    std::size_t at = 0;
    std::size_t cost = 0;
    for (const Hunk& hunk : hunks) {
      while (at < hunk.a_begin) made.push_back(a[at++]);
      ASSERT_EQ(made.size(), hunk.b_begin) << "seed " << kSeed << " round " << round;
      for (std::uint32_t k = hunk.b_begin; k < hunk.b_end; ++k) made.push_back(b[k]);
      at = hunk.a_end;
      cost += hunk.a_end - hunk.a_begin + hunk.b_end - hunk.b_begin;
    }
    while (at < a.size()) made.push_back(a[at++]);
    ASSERT_EQ(made, b) << "seed " << kSeed << " round " << round;
    // The longest common subsequence by the table.
    std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i) {
      for (std::size_t k = 1; k <= b.size(); ++k) {
        best[i][k] = a[i - 1] == b[k - 1] ? best[i - 1][k - 1] + 1 : std::max(best[i - 1][k], best[i][k - 1]);
      }
    }
    ASSERT_EQ(cost, a.size() + b.size() - 2 * best[a.size()][b.size()])
        << "seed " << kSeed << " round " << round;
  }
}

TEST(Diff, OfManyDifferencesIsOneHunk) {
  std::vector<std::uint64_t> a(3000);
  std::vector<std::uint64_t> b(3000);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a[i] = 2 * i;
    b[i] = 2 * i + 1;
  }
  EXPECT_EQ(diff(a, b, 100), (std::vector<Hunk>{{0, 3000, 0, 3000}}));
}

TEST(Sentences, EndWhereSentencesEnd) {
  const auto split = [](std::string_view text) {
    std::vector<std::string> out;
    for (const Span span : sentences_of(text)) out.emplace_back(cut(text, span));
    return out;
  };
  using Strings = std::vector<std::string>;
  EXPECT_EQ(split("The dam is new. It holds. \"Well done.\" All left."),
            (Strings{"The dam is new.", "It holds.", "\"Well done.\"", "All left."}));
  EXPECT_EQ(split("Mr. Brown of the U.S. Embassy met Dr. Lee.\nThey talked."),
            (Strings{"Mr. Brown of the U.S. Embassy met Dr. Lee.", "They talked."}));
  EXPECT_EQ(split("A line\nthat goes on.\n\nHeading\n\nText"),
            (Strings{"A line\nthat goes on.", "Heading", "Text"}));
  EXPECT_EQ(split("강둑을 세웠다.새 다리도 놓았다. 모두 기뻐하였다."),
            (Strings{"강둑을 세웠다.", "새 다리도 놓았다.", "모두 기뻐하였다."}));
  EXPECT_EQ(split("堤防ができた。「よい」と言った。"), (Strings{"堤防ができた。", "「よい」と言った。"}));
  EXPECT_EQ(split("It cost 3.5 million. Nothing more"), (Strings{"It cost 3.5 million.", "Nothing more"}));
}

TEST(Compare, TypesEdits) {
  struct Case {
    std::string_view older;
    std::string_view newer;
    std::string_view kinds;
  };
  const Case cases[] = {
      {"The bridge is open. Boats pass.", "The bridge is open. Boats pass.", "none"},
      {"The \"bridge\" is open.", "The “bridge” is open.", "typography"},
      {"The bridge is open. Boats pass.", "The bridge is open.\n\nBoats  pass.", "layout"},
      {"Some 40 houses were built.", "Some 400 houses were built.", "number"},
      {"Some three houses were built.", "Some four houses were built.", "number"},
      {"Kim Jong Il and Jang Song Thaek visited the dam.", "Kim Jong Il visited the dam.", "name-removed"},
      {"Kim Jong Il visited the dam.", "Kim Jong Il and Jang Song Thaek visited the dam.", "name-added"},
      {"Jang Song Thaek visited the dam.", "Choe Ryong Hae visited the dam.", "name-removed, name-added"},
      {"Ri Myong Sik of the farm spoke at the dam.", "Pak Chol Ho of the farm spoke at the dam.",
       "name-removed, name-added"},
      {"Kim Jong Un visited the dam.", "Kim Jong-un visited the dam.", "typography"},
      {"Lee Myung Bak left the island.", "Ri Myong Bak left the island.", "typography"},
      {"The chairman of the farm praised the harvest.", "The secretary of the farm praised the harvest.",
       "office"},
      {"The dam is new and wide.", "The dam is new and narrow.", "sentence-changed"},
      {"The dam is new. It holds the river back.", "The dam is new.", "sentence-removed"},
      {"The dam is new.", "The dam is new. It holds the river back.", "sentence-added"},
      {"The mill grinds barley all day. The ferry crosses at noon. A bell rings in the tower.",
       "A bell rings in the tower. The mill grinds barley all day. The ferry crosses at noon.",
       "sentence-moved"},
      {"Pyongyang, May 4 (KCNA) -- The dam is new.", "Pyongyang, May 5 (KCNA) -- The dam is new.", "date"},
      {"The dam is new.\n(Juche112.5.4.)", "The dam is new.\n(2023.5.4.)", "date"},
      {"The dam is new.", "The dam is new.\nwww.kcna.kp (Juche112.5.4.)", "date"},
      {"The caf\uFFFD by the dam is open.", "The café by the dam is open.", "typography"},
      {"Kim Jong Il met Jang Song Thaek at the dam. The mill was shown to them.",
       "Jang Song Thaek met Kim Jong Il at the dam. The mill was shown to them.", "sentence-changed"},
      {"", "The dam is new.", "sentence-added"},
      {"강둑이 새로 섰다. 물을 막는다.", "강둑이 새로 섰다. 물길을 막는다.", "sentence-changed"},
      {"김정은동지께서 강둑을 보시였다.", "장성택이 강둑을 보시였다.", "name-removed, name-added, office"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(kinds_between(c.older, c.newer), c.kinds) << c.older << "\n" << c.newer;
}

TEST(Compare, TellsHowOftenANameIsSaid) {
  const Comparison found =
      compare({"Jang Song Thaek Visits Dam", "Jang Song Thaek saw the dam. He was told of it.", "en"},
              {"Dam Visited", "The visitors saw the dam. He was told of it.", "en"});
  EXPECT_EQ(found.names, (std::vector<NameChange>{{"Jang Song Thaek", 2, 0}}));
  EXPECT_TRUE(found.kinds.has(EditKind::kTitle));
  EXPECT_TRUE(found.kinds.has(EditKind::kNameRemoved));
}

TEST(Compare, WordChangesAreOfTheirTexts) {
  const PlainText a{"The Dam", "Some 40 houses stand here. The river is wide.", "en"};
  const PlainText b{"The New Dam", "Some 41 houses stand here. The river is deep and cold.", "en"};
  const Comparison found = compare(a, b);
  ASSERT_EQ(found.sentences.size(), 2U);
  ASSERT_EQ(found.sentences[0].words.size(), 1U);
  EXPECT_EQ(cut(a.body, found.sentences[0].words[0].older), "40");
  EXPECT_EQ(cut(b.body, found.sentences[0].words[0].newer), "41");
  ASSERT_EQ(found.sentences[1].words.size(), 1U);
  EXPECT_EQ(cut(a.body, found.sentences[1].words[0].older), "wide");
  EXPECT_EQ(cut(b.body, found.sentences[1].words[0].newer), "deep and cold");
  ASSERT_EQ(found.title.size(), 1U);
  EXPECT_EQ(cut(b.title, found.title[0].newer), "New");
}

TEST(Compare, OfATextWithItselfTurnedRoundSwapsAddedAndRemoved) {
  constexpr unsigned kSeed = 77;
  std::mt19937 random(kSeed);
  const std::vector<std::string> sentences{
      "The mill grinds barley all day.",  "A ferry crosses at noon.",
      "Two bells ring in the old tower.", "Kim Jong Il saw the harvest.",
      "Children sweep the school yard.",  "The road leads to the quarry."};
  for (int round = 0; round < 300; ++round) {
    PlainText a{"T", "", "en"};
    PlainText b{"T", "", "en"};
    for (const std::string& sentence : sentences) {
      if (random() % 4 != 0) a.body += sentence + " ";
      if (random() % 4 != 0) b.body += sentence + " ";
    }
    const EditKinds there = compare(a, b).kinds;
    const EditKinds back = compare(b, a).kinds;
    EXPECT_EQ(there.has(EditKind::kSentenceAdded), back.has(EditKind::kSentenceRemoved)) << round;
    EXPECT_EQ(there.has(EditKind::kNameAdded), back.has(EditKind::kNameRemoved)) << round;
    EXPECT_EQ(there.has(EditKind::kSentenceChanged), back.has(EditKind::kSentenceChanged)) << round;
  }
}

TEST(Compare, AnyBytesAreCompared) {
  constexpr unsigned kSeed = 4;
  std::mt19937 random(kSeed);
  const std::string_view parts[] = {"\xFF", "dam. ", "(Juche112", "9\xEB", "한", "Kim Jong Il ",
                                    "\n",   "…",     "&#",        ";",     "\"", "\xC2"};
  for (int round = 0; round < 500; ++round) {
    PlainText a{"", "", "en"};
    PlainText b{"", "", "ko"};
    for (int i = 0; i < 30; ++i) {
      a.body += parts[random() % std::size(parts)];
      b.body += parts[random() % std::size(parts)];
    }
    const Comparison found = compare(a, b);
    for (const ComparedSentences& sentence : found.sentences) {
      ASSERT_LE(sentence.older.end, a.body.size());
      ASSERT_LE(sentence.newer.end, b.body.size());
      for (const WordChange& word : sentence.words) {
        ASSERT_LE(word.older.begin, word.older.end);
        ASSERT_LE(word.older.end, a.body.size());
        ASSERT_LE(word.newer.end, b.body.size());
      }
    }
  }
}

/// Original articles, into which edits are put.
const std::vector<PlainText>& originals() {
  static const std::vector<PlainText> kTexts{
      {"River Embankment Completed in Hamju County",
       "Hamhung, May 4 (KCNA) -- A river embankment has been completed in Hamju County after two years of work. "
       "More than 300 workers of the county carried stones from the quarry on the northern slope. "
       "Kim Jong Il and Jang Song Thaek had looked round the place when the work was begun. "
       "The chairman of the county committee told the builders that 45 houses will stand behind it. "
       "Willows were planted along the whole length so that the soil does not slip. "
       "Old people of the village remembered how the flood had taken the bridge away. "
       "A pump station was put into operation on the same day.",
       "en"},
      {"Visitors See New Fish Farm",
       "Pyongyang, July 19 (KCNA) -- Visitors from abroad saw the fish farm on the coast on Monday morning. "
       "The director showed them the tanks in which young trout are kept until spring. "
       "They were told that 1200 tons of fish are brought to the shops of the capital every season. "
       "Kim Yong Nam met them in the evening and spoke of friendship between the peoples. "
       "The guests praised the clean water and the skill of the women who feed the fish. "
       "Before they left they signed the book that lies in the entrance hall.",
       "en"},
      {"Inaugurada una escuela en la costa",
       "Wonsan, 6 de abril (ACNC) -- Una escuela nueva fue inaugurada en la costa con la asistencia de vecinos. "
       "El presidente del comité agradeció a los 250 obreros que levantaron el edificio en invierno. "
       "Kim Jong Il recorrió las aulas y conversó largamente con las maestras jóvenes. "
       "Los niños plantaron manzanos detrás del gimnasio y regaron las flores. "
       "La biblioteca guarda libros de cuentos que llegaron de todas las provincias. "
       "Por la tarde hubo canciones y bailes en el patio grande.",
       "es"},
      {"새 양어장이 일떠섰다",
       "평양 7월 19일발 조선중앙통신. 바다가마을에 새 양어장이 일떠섰다. "
       "김정일동지께서는 오래전에 이곳을 돌아보시였다. "
       "300여명의 건설자들이 두해동안 돌을 날라 뚝을 쌓고 못을 팠다. "
       "마을사람들은 봄마다 어린 물고기를 키워 강과 호수에 놓아준다. "
       "녀성들은 물의 온도를 재고 먹이를 제때에 주는 일을 맡아하고있다. "
       "방문객들은 맑은 물과 정성을 높이 평가하면서 감상문을 남기였다. "
       "양어장뒤에는 버드나무를 심어 그늘이 지게 하였다.",
       "ko"},
  };
  return kTexts;
}

TEST(Injected, EditsAreFoundAndTypedRight) {
  constexpr unsigned kSeed = 20261130;
  std::mt19937 random(kSeed);
  constexpr int kRounds = 60;
  std::array<int, kInjectionNames.size()> tried{};
  std::array<int, kInjectionNames.size()> right{};
  for (int round = 0; round < kRounds; ++round) {
    for (const PlainText& text : originals()) {
      for (std::size_t i = 0; i < kInjectionNames.size(); ++i) {
        const auto injected = inject(static_cast<Injection>(i), text, random);
        if (!injected) continue;
        const EditKinds found = compare(text, injected->text).kinds;
        EditKinds expected = injected->wanted;
        expected |= injected->allowed;
        const bool typed = found.without(expected).empty();
        const bool wanted = injected->wanted.without(found).empty();
        ++tried[i];
        right[i] += typed && wanted ? 1 : 0;
        EXPECT_TRUE(typed && wanted) << kInjectionNames[i] << ", seed " << kSeed << ", round " << round
                                     << ": found " << text_of(found) << "\n"
                                     << text.body << "\n"
                                     << injected->text.body;
      }
    }
  }
  for (std::size_t i = 0; i < kInjectionNames.size(); ++i) EXPECT_GE(tried[i], kRounds) << kInjectionNames[i];
}

}  // namespace
}  // namespace dateline::ledger
