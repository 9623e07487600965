#include "indexer/readers/encoding.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <random>

#include "indexer/readers/leftovers.h"
#include "tests/indexer/drained.h"
#include "tests/indexer/packed.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

namespace dateline::indexer {
namespace {

using testing::ingested;
using testing::reasons;
using Lines = std::vector<std::string>;

/// Text of UTF-8 in another encoding, by the C library: not by what the reader uses.
std::string encoded(const std::string& text, const char* encoding) {
  const iconv_t converter = iconv_open(encoding, "UTF-8");
  std::string in = text;
  std::string out(4 * text.size() + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  EXPECT_EQ(iconv(converter, &from, &from_left, &to, &to_left), 0U) << encoding;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

const std::string kKorean =
    "강변 유원지 개장\n\n(평양 5월 2일발 조선중앙통신)강변에 새로 꾸린 유원지가 문을 열었다. 많은 시민들이 "
    "찾아와 "
    "즐거운 한때를 보냈다.\n";
const std::string kRussian =
    "Новая школа открыта в городе\n\nПхеньян, 2 мая. На берегу реки открылась новая школа. Ученики и учителя "
    "пришли на "
    "праздник.\n";
const std::string kJapanese =
    "川辺に新しい公園が開園\n\n平壌5月2日発。川のほとりに新しい公園が開かれ、多くの市民が訪れた。\n";
const std::string kChinese =
    "河边新公园开放\n\n平壤五月二日电 河边新建的公园正式开放，许多市民前来参观游览。\n";
const std::string kSpanish =
    "Abren una escuela junto al río\n\nPyongyang, 2 de mayo. Los niños y los maestros celebraron la "
    "inauguración de la "
    "escuela «Camelia» con una canción.\n";

struct Case {
  const char* encoding;  ///< as iconv names it
  const char* told;      ///< as messages name it
  const std::string& text;
};
const Case kCases[] = {
    {"EUC-KR", "EUC-KR", kKorean},
    {"CP949", "EUC-KR", kKorean},
    {"ISO-2022-KR", "ISO-2022-KR", kKorean},
    {"UTF-16LE", "UTF-16LE", kKorean},
    {"UTF-16BE", "UTF-16BE", kKorean},
    {"CP1251", "windows-1251", kRussian},
    {"KOI8-R", "KOI8-R", kRussian},
    {"UTF-16LE", "UTF-16LE", kRussian},
    {"SHIFT_JIS", "Shift_JIS", kJapanese},
    {"EUC-JP", "EUC-JP", kJapanese},
    {"ISO-2022-JP", "ISO-2022-JP", kJapanese},
    {"GB18030", "GB18030", kChinese},
    {"GBK", "GB18030", kChinese},
    {"CP1252", "windows-1252", kSpanish},
    {"UTF-16BE", "UTF-16BE", kSpanish},
};

TEST(Encoding, OfALatinNameIsBelievedOnlyForLatinLetters) {
  const std::string french =
      "Une école ouverte près du fleuve\n\nPyongyang, 2 mai. Les élèves sont allés à l'école où ils ont "
      "chanté.\n";
  const std::string german =
      "Neue Brücke über den Fluß\n\nDie Brücke wurde gestern eröffnet, es gab Äpfel für alle.\n";
  const std::string polish =
      "Nowa szkoła nad rzeką\n\nUczniowie i nauczyciele śpiewali, a później jedli jabłka.\n";
  for (const char* latin :
       {"windows-1252", "iso-8859-1", "ISO-8859-15", "us-ascii", "latin1", "iso-8859-2"}) {
    for (const Case& c : kCases) {
      if (&c.text == &kSpanish || std::string(c.encoding).starts_with("UTF-16") ||
          std::string(c.encoding).starts_with("ISO-2022"))
        continue;
      const std::string bytes = encoded(c.text, c.encoding);
      EXPECT_EQ(decode_capture(bytes, {latin, {}}).converted, c.text) << c.encoding << " as " << latin;
      EXPECT_EQ(decode_capture(bytes, {latin, latin}).converted, c.text) << c.encoding << " as " << latin;
    }
  }
  EXPECT_EQ(decode_capture(encoded(kSpanish, "CP1252"), {"iso-8859-1", {}}).converted, kSpanish);
  EXPECT_EQ(decode_capture(encoded(french, "CP1252"), {"us-ascii", {}}).converted, french);
  EXPECT_EQ(decode_capture(encoded(german, "CP1252"), {"windows-1252", "euc-kr"}).converted, german);
  EXPECT_EQ(decode_capture(encoded(polish, "ISO-8859-2"), {"iso-8859-2", {}}).converted, polish);
  EXPECT_EQ(decode_capture(encoded(kJapanese, "EUC-JP"), {"iso-8859-1", "euc-jp"}).converted, kJapanese);
  // Pages of another country's system: what is not ASCII makes letters in the middle of words, or none.
  const std::string plain = "The builders of the new school told us about their work on the plain. ";
  for (const char* eastern : {"euc-kr", "cp949", "shift_jis", "gb2312", "gb18030", "big5", "euc-jp"}) {
    for (const std::string& text : {german, french, kSpanish}) {
      std::string much;
      std::string little = text;
      for (int i = 0; i < 20; ++i) much += text, little += plain;
      for (const std::string& page : {text, much, little}) {
        const std::string bytes = encoded(page, "CP1252");
        EXPECT_EQ(decode_capture(bytes, {{}, eastern}).converted, page) << eastern;
        EXPECT_EQ(decode_capture(bytes, {eastern, eastern}).converted, page) << eastern;
      }
    }
  }
}

TEST(Encoding, OfAnEasternNameIsBelievedForAFewLettersAmongAscii) {
  std::string plain;
  for (int i = 0; i < 20; ++i) plain += "The builders of the new school told us about their work. ";
  const struct {
    const char* encoding;
    const char* declared;
    std::string text;
  } cases[] = {
      {"EUC-KR", "euc-kr", "The film \"고향\" was shown on KBS뉴스. " + plain},
      {"EUC-KR", "euc-kr", plain + "A팀 won."},
      {"CP949", "euc-kr", plain + "똠방 (Ttombang), X선 and B팀."},
      {"SHIFT_JIS", "shift_jis", plain + "They sold Tシャツ and アルミ."},
      {"EUC-JP", "euc-jp", plain + "They sold Tシャツ and アルミ."},
      {"GBK", "gb2312", plain + "The road to 平壤 (Pyongyang) and A组."},
      {"BIG5", "big5", plain + "The road to 平壤 (Pyongyang) and A組."},
  };
  for (const auto& [encoding, declared, text] : cases)
    EXPECT_EQ(decode_capture(encoded(text, encoding), {{}, declared}).converted, text) << encoding << text;
  // Russian words of an odd number of letters are none of Korean pairs.
  const std::string russian = "Новая школа открыта";
  EXPECT_EQ(decode_capture(encoded(russian, "CP1251"), {{}, "euc-kr"}).converted, russian);
  // What nothing explains stays what it calls itself.
  const std::string damaged = plain + "The road to " + encoded("평양", "EUC-KR") + " and \xB0 or \xB0 .";
  const auto found = find_encoding(damaged, {{}, "euc-kr"});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "EUC-KR");
}

TEST(Encoding, IsToldByTheLettersOfAText) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(std::string(c.encoding) + " " + c.text.substr(0, 20));
    const CaptureText decoded = decode_capture(encoded(c.text, c.encoding));
    EXPECT_EQ(decoded.problem, "");
    ASSERT_TRUE(decoded.converted);
    EXPECT_EQ(*decoded.converted, c.text);
    EXPECT_EQ(decoded.warning, std::string("the text was converted from ") + c.told);
  }
}

TEST(Encoding, IsToldByAHeadlineAlone) {
  int known = 0;
  for (const Case& c : kCases) {
    const std::string headline = c.text.substr(0, c.text.find('\n'));
    const CaptureText decoded = decode_capture(encoded(headline, c.encoding));
    if (decoded.problem.empty()) {
      EXPECT_EQ(decoded.converted.value_or(""), headline)
          << c.encoding << ": a wrong guess is worse than none";
      ++known;
    }
  }
  EXPECT_GE(known, 10);
}

TEST(Encoding, IsToldByAMarkOrADeclaration) {
  EXPECT_EQ(decode_capture(encoded(kKorean, "UTF-16")).converted, kKorean) << "iconv sets a mark";
  EXPECT_EQ(decode_capture("\xFE\xFF" + encoded("Fish", "UTF-16BE")).converted, "Fish");
  EXPECT_EQ(decode_capture(encoded("ё", "CP1251"), {"windows-1251", {}}).converted, "ё")
      << "too short to be told by its letters";
  EXPECT_EQ(decode_capture(encoded("똠방", "CP949"), {"ks_c_5601-1987", {}}).converted, "똠방")
      << "a name for a set is a name for its superset";
  EXPECT_FALSE(decode_capture(kKorean, {"euc-kr", {}}).converted) << "a declaration that lies: it is UTF-8";
  EXPECT_EQ(decode_capture(encoded(kKorean, "EUC-KR"), {"no-such-charset", {}}).converted, kKorean);
  EXPECT_EQ(decode_capture(encoded(kKorean, "EUC-KR"), {"utf-8", {}}).converted, kKorean)
      << "and another lie";
}

TEST(Encoding, OfBytesThatNothingExplainsIsAProblem) {
  const std::string cases[] = {
      "abc \xC1\xB6",
      "Spring Market Opens\n\nThe market opened with \xFF\xFE\xC3( honey and herbs.\n\xE2\x82\n",
      std::string("abc\0def", 7),
      std::string(4096, '\0'),
  };
  for (const std::string& bytes : cases) {
    const CaptureText decoded = decode_capture(bytes);
    EXPECT_FALSE(decoded.problem.empty()) << bytes;
  }
  std::mt19937 random(23);
  int read = 0;
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (std::size_t i = 0; i < 50 + random() % 500; ++i) bytes += static_cast<char>(random());
    if (decode_capture(bytes).problem.empty()) ++read;
  }
  EXPECT_EQ(read, 0) << "random bytes were taken for text (seed 23)";
}

TEST(Encoding, OfDamagedUtf8StaysUtf8) {
  std::string text;
  for (int i = 0; i < 5; ++i) text += kKorean;
  text[100] = '\xFF';
  const CaptureText decoded = decode_capture(text);
  ASSERT_TRUE(decoded.converted);
  EXPECT_EQ(decoded.warning, "some bytes are not UTF-8; they are read as U+FFFD");
  EXPECT_NE(decoded.converted->find("유원지가 문을 열었다"), std::string::npos);
}

TEST(Encoding, OfACaptureIsReported) {
  const testing::TemporaryFolder folder;
  const std::string text = folder.write("a.txt", encoded(kKorean, "EUC-KR")).string();
  const std::string html =
      folder
          .write("b.html",
                 encoded("<html><head><title>강변 유원지</title><meta charset=euc-kr></head><body><p>" +
                             kKorean + "</p></body></html>",
                         "CP949"))
          .string();
  const PageSink sink = ingested({text, html});
  EXPECT_EQ(testing::titles(sink), (Lines{text + " 강변 유원지 개장", html + " 강변 유원지"}));
  EXPECT_EQ(reasons(sink), (Lines{text + " the text was converted from EUC-KR",
                                  html + " the text was converted from EUC-KR"}));
  EXPECT_EQ(sink.rejects[0].kind, Reject::Kind::kWarning);
}

TEST(Encoding, OfCollectionsIsToldByTheirBeginning) {
  const std::string csv = "title;body\n강변 유원지;시민들이 많이 찾아왔다\n새 학교;학교가 문을 열었다\n";
  for (const char* encoding : {"EUC-KR", "UTF-16", "UTF-16LE"}) {
    const PageSink sink = ingested({"-"}, encoded(csv, encoding), {}, Format::kCsv);
    ASSERT_EQ(sink.pages.size(), 2U) << encoding;
    EXPECT_EQ(sink.pages[1].title, "새 학교");
    ASSERT_EQ(sink.rejects.size(), 1U);
    EXPECT_TRUE(sink.rejects[0].reason.starts_with("the file was converted from")) << sink.rejects[0].reason;
  }
  std::string lines;
  for (int i = 0; i < 3000; ++i)
    lines += "{\"title\":\"새 학교 " + std::to_string(i) + "\",\"body\":\"학교가 문을 열었다\"}\n";
  const PageSink sink =
      ingested({"-"}, testing::packed(encoded(lines, "EUC-KR"), "gzip"), {}, Format::kJsonl);
  ASSERT_EQ(sink.pages.size(), 3000U);
  EXPECT_EQ(sink.pages[2999].title, "새 학교 2999");
  EXPECT_EQ(sink.rejects.size(), 1U);
}

TEST(Leftovers, AreMendedWhereThatIsSafe) {
  const std::pair<std::string, std::string> cases[] = {
      {"Koreaâ€™s â€œnewâ€\u009d school", "Korea’s “new” school"},
      {"inauguraciÃ³n", "inauguración"},
      {"ÐŸÑƒÑˆÐºÐ¸Ð½", "Пушкин"},
      {"í•œêµ\u00ad", "한국"},
      {"one Â° two", "one ° two"},
      {"le cafÉ\u00A0» est fermÉ\u00A0!", "le cafÉ\u00A0» est fermÉ\u00A0!"},
      {"Ã", "Ã"},
      {"São Paulo, Ángel, naïve", "São Paulo, Ángel, naïve"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) {
    std::string mended = text;
    mend_mojibake(mended);
    EXPECT_EQ(mended, expected);
  }
}

/// UTF-8 as a program shows it that takes it for windows-1252.
std::string read_as_windows_1252(std::string_view text) {
  std::string wrong;
  for (const char byte : text) {
    const auto b = static_cast<unsigned char>(byte);
    // Bytes that windows-1252 does not use become controls, as browsers have it.
    const bool unused = b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D;
    if (unused) {
      wrong += std::string("\xC2") + byte;
    } else {
      wrong += to_utf8(std::string_view(&byte, 1), "windows-1252").text;
    }
  }
  return wrong;
}

TEST(Leftovers, GiveBackWhatWasReadAsWindows1252) {
  for (const std::string& text : {kKorean, kRussian, kJapanese, kChinese, kSpanish}) {
    std::string once = read_as_windows_1252(text);
    std::string twice = read_as_windows_1252(once);
    EXPECT_EQ(mend_mojibake(once), Mojibake::kMended);
    EXPECT_EQ(once, text);
    EXPECT_EQ(mend_mojibake(twice), Mojibake::kMended);
    EXPECT_EQ(twice, text);
  }
}

TEST(Leftovers, AreLeftAloneWhereTheTextDisagrees) {
  for (const std::string text : {"the café of Koreaâ€™s school", "한국 â€™ 학교", "“Koreaâ€™s” school",
                                 "»õ À¯Ä¡¿ø°Ç¹° ·æ¼ºÀÇ °ú¼ö¿ø", "the end of Â\u0085 the line"}) {
    std::string same = text;
    EXPECT_EQ(mend_mojibake(same), Mojibake::kLeft) << text;
    EXPECT_EQ(same, text);
  }
  for (const std::string text : {"São Paulo", "Он сказал: «РФ и СНГ»", "한국", "plain", "É\u00A0» et Å “"}) {
    std::string same = text;
    EXPECT_EQ(mend_mojibake(same), Mojibake::kNone) << text;
    EXPECT_EQ(same, text);
  }
}

TEST(Leftovers, GiveBackWhatLostBytesLeave) {
  const std::pair<std::string, std::string> cases[] = {
      {"the â€œnewâ€ school", "the “new” school"},  // 9D dropped
      {"ìœ ì¹˜", "유치"},                           // A0 became a space
      {"ì›\uFFFDì¹˜", "\uFFFD치"},                  // 90 became U+FFFD
      {"РЎРѕР±СЂР°РЅРёРµ", "Собрание"},             // read as windows-1251
  };
  for (const auto& [text, expected] : cases) {
    std::string mended = text;
    EXPECT_EQ(mend_mojibake(mended), Mojibake::kMended) << text;
    EXPECT_EQ(mended, expected);
  }
}

TEST(Leftovers, AreMendedBeforeDatesAreRead) {
  const PageSink sink =
      ingested({"-"}, "{\"title\":\"Fair\",\"body\":\"It was held September 9â€“12, 2019 in the hall.\"}", {},
               Format::kJsonl);
  ASSERT_EQ(sink.pages.size(), 1U);
  EXPECT_EQ(sink.pages[0].text, "It was held September 9–12, 2019 in the hall.");
}

TEST(Leftovers, AreReportedOncePerKind) {
  const PageSink sink = ingested(
      {"-"}, "Koreaâ€™s\n\na&nbsp;b &amp; c \xEF\xBF\xBD\xEF\xBF\xBD Kimâ€™s R&D;\n", {}, Format::kText);
  EXPECT_EQ(reasons(sink), (Lines{"- letters were decoded wrongly before (such as 'â€™')",
                                  "- letters were already lost (U+FFFD)",
                                  "- HTML entities appear as text (such as '&nbsp;')"}));
  EXPECT_EQ(sink.pages[0].title, "Korea’s");
}

TEST(SharedEncoding, OfEveryKoreanAddressIsFound) {
  const auto folder = testing::shared_file("data/korean/new_year");
  DATELINE_NEED_SHARED(folder);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string text = testing::read_whole(entry.path());
    for (const char* encoding : {"CP949//IGNORE", "UTF-16LE", "UTF-16BE", "GB18030"}) {
      const iconv_t converter = iconv_open(encoding, "UTF-8");
      std::string in = text;
      std::string bytes(2 * text.size() + 16, '\0');
      char* from = in.data();
      char* to = bytes.data();
      std::size_t from_left = in.size();
      std::size_t to_left = bytes.size();
      iconv(converter, &from, &from_left, &to, &to_left);
      iconv_close(converter);
      bytes.resize(bytes.size() - to_left);
      const auto found = find_encoding(bytes);
      if (std::string_view(encoding) == "GB18030") {
        EXPECT_TRUE(!found || found->name == "GB18030")
            << entry.path() << found->name;  // nobody writes it so
      } else {
        ASSERT_TRUE(found) << entry.path() << ' ' << encoding;
        EXPECT_EQ(found->name, encoding[0] == 'C' ? "EUC-KR" : encoding) << entry.path();
      }
    }
    ++files;
  }
  EXPECT_GT(files, 0);
}

}  // namespace
}  // namespace dateline::indexer
