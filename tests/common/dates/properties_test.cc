// What must hold for any text. Random texts are made of the pieces of the project's own table; the seed is
// printed, and DATELINE_SEED repeats a run.

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "common/dates/document.h"
#include "common/dates/query_dates.h"
#include "common/dates/query_days.h"
#include "common/dates/scanner.h"
#include "common/dates/utf8.h"
#include "tests/common/dates/vector_file.h"

namespace dateline {
namespace {

using dates::DateMention;
using dates::Day;
using dates::Scanner;
using testing::DateVector;

std::mt19937 seeded(const char* test) {
  unsigned seed = std::random_device{}();
  if (const char* given = std::getenv("DATELINE_SEED"))
    seed = static_cast<unsigned>(std::strtoul(given, nullptr, 10));
  std::cout << test << ": DATELINE_SEED=" << seed << "\n";
  return std::mt19937(seed);
}

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = dates::decode_utf8(text, i);
    out.push_back(text.substr(i, c.bytes));
    i += c.bytes;
  }
  return out;
}

std::string decomposed(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  std::string out;
  nfd->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  return out;
}

std::string full_width(const std::string& text) {
  std::string out;
  for (char c : text) {
    if (c > ' ' && c < 0x7F) {
      dates::append_utf8(out, static_cast<char32_t>(c) - 0x21 + 0xFF01);
    } else {
      out += c;
    }
  }
  return out;
}

std::string replaced(const std::string& text, char from, const std::string& to) {
  std::string out;
  for (char c : text) out += c == from ? to : std::string(1, c);
  return out;
}

std::string with_invisible(const std::string& text, std::mt19937& random) {
  const char* const signs[] = {"\u200B", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u200E", "\u202A"};
  std::string out;
  for (const std::string& c : characters(text)) {
    if (random() % 3 == 0 && c != "\n") out += signs[random() % 7];
    out += c;
  }
  return out;
}

std::string lines_of(Scanner& scanner, const std::string& text, const std::string& ref) {
  return testing::joined(dates::vector_lines(scanner.scan(text, dates::parse_iso_day(ref))));
}

TEST(DateProperties, EncodingVariantsOfEveryVectorGiveTheSameDates) {
  auto random = seeded("variants");
  Scanner scanner;
  for (const DateVector& v : testing::read_vectors(testing::own_vectors())) {
    SCOPED_TRACE(v.id + ": " + v.input);
    EXPECT_EQ(lines_of(scanner, decomposed(v.input), v.ref), v.expected) << "NFD";
    EXPECT_EQ(lines_of(scanner, full_width(v.input), v.ref), v.expected) << "full width";
    EXPECT_EQ(lines_of(scanner, replaced(v.input, ' ', "\u00A0"), v.ref), v.expected) << "NBSP";
    EXPECT_EQ(lines_of(scanner, replaced(v.input, ' ', "\u3000"), v.ref), v.expected) << "ideographic space";
    EXPECT_EQ(lines_of(scanner, replaced(v.input, '\n', "\r\n"), v.ref), v.expected) << "CRLF";
    EXPECT_EQ(lines_of(scanner, with_invisible(v.input, random), v.ref), v.expected) << "invisible signs";
    EXPECT_EQ(lines_of(scanner, decomposed(with_invisible(v.input, random)), v.ref), v.expected) << "both";
  }
}

TEST(DateProperties, ParagraphsBesideItChangeNoVector) {
  Scanner scanner;
  std::size_t vectors = 0;
  for (const DateVector& v : testing::read_vectors(testing::own_vectors())) {
    if (v.expected.starts_with("capture")) continue;  // it is one in the first line alone
    SCOPED_TRACE(v.id + ": " + v.input);
    for (const char* before : {"The river rose.\n", "The river rose.\n\n", "The river rose.\r\n\r\n\r\n  ",
                               "The river rose.\n\n          "}) {
      EXPECT_EQ(lines_of(scanner, before + v.input, v.ref), v.expected) << before;
    }
    for (const char* after : {"\n\nThe river rose.", "  \r\n\r\n\r\n     The river rose."})
      EXPECT_EQ(lines_of(scanner, v.input + after, v.ref), v.expected) << after;
    ++vectors;
  }
  EXPECT_GT(vectors, 500u);
}

/// Text of random pieces, now and then with bytes changed.
class TextMaker {
 public:
  explicit TextMaker(std::mt19937& random) : random_(random) {
    for (const DateVector& v : testing::read_vectors(testing::own_vectors())) pieces_.push_back(v.input);
    for (const char* extra :
         {" ",
          "\n",
          ", ",
          "Juche ",
          "(",
          ")",
          "1",
          "12",
          "2020",
          "-",
          ".",
          "/",
          "May ",
          "년 ",
          "월",
          "일",
          "年",
          "Pyongyang, ",
          " (KCNA) -- ",
          "More From ",
          "\xFF",
          "\xE2\x80",
          "e\u0301",
          "               ",
          "朝中社",
          "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나다라마바사아자차카타파하",
          "the meeting was attended by officials and ",
          "모임에는 일군들이 참가하였다 "}) {
      pieces_.emplace_back(extra);
    }
    pieces_.emplace_back(150, 'x');
    pieces_.emplace_back(120, ' ');
  }

  std::string text(bool valid) {
    std::string out;
    const std::size_t n = 1 + random_() % 40;
    for (std::size_t i = 0; i < n; ++i) {
      out += pieces_[random_() % pieces_.size()];
      if (random_() % 3 == 0) out += ' ';
    }
    if (valid) return without_invalid(out);
    for (std::size_t i = random_() % 8; i > 0 && !out.empty(); --i) {
      out[random_() % out.size()] = static_cast<char>(random_() % 256);
    }
    return out;
  }

 private:
  static std::string without_invalid(const std::string& text) {
    std::string out;
    for (const std::string& c : characters(text)) {
      if (dates::decode_utf8(c, 0).valid) out += c;
    }
    return out;
  }

  std::mt19937& random_;
  std::vector<std::string> pieces_;
};

bool on_boundary(const std::string& text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
}

void expect_sound(const std::string& text, const std::vector<DateMention>& mentions, bool boundaries) {
  std::size_t last = 0;
  for (const DateMention& m : mentions) {
    EXPECT_LE(last, m.offset);
    EXPECT_GT(m.length, 0u);
    last = m.offset + m.length;
    ASSERT_LE(last, text.size());
    if (boundaries) {
      EXPECT_TRUE(on_boundary(text, m.offset));
      EXPECT_TRUE(on_boundary(text, last));
    }
    if (m.precision == dates::Precision::kMonthDay || m.precision == dates::Precision::kLunar) {
      EXPECT_TRUE(m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31);
      continue;
    }
    EXPECT_LE(m.from, m.to);
    // What is printed reads back as the same day: it is in the calendar.
    for (Day day : {m.from, m.to}) {
      EXPECT_TRUE(dates::make_day(dates::year_of(day), dates::month_of(day), dates::day_of_month(day)));
    }
    EXPECT_TRUE(m.precision != dates::Precision::kDay || m.from == m.to);
  }
}

TEST(DateProperties, RandomTextsGiveSoundDatesAndTheShortcutGivesWhatTheWholeTextGives) {
  auto random = seeded("soundness");
  TextMaker maker(random);
  Scanner fast;
  Scanner slow(dates::Coverage::kAll);
  for (int i = 0; i < 20000; ++i) {
    const bool valid = i % 2 == 0;
    const std::string text = maker.text(valid);
    const auto published =
        random() % 2 == 0 ? std::optional<Day>(Day{std::chrono::days{random() % 40000}}) : std::nullopt;
    const auto a = fast.scan(text, published);
    expect_sound(text, a.mentions, valid);
    ASSERT_EQ(a.mentions, slow.scan(text, published).mentions) << text;
    if (HasFailure()) {
      std::cout << "text: " << text << "\n";
      break;
    }
  }
}

/// Tokens may be as long as they like, and what the shortcut leaves out lies a number of bytes away.
TEST(DateProperties, TheShortcutGivesTheSameBehindLongWords) {
  std::string korean;
  for (int i = 0; i < 80; ++i) korean += "가";
  const std::string text = "in 2011. 2 мая " + korean + " " + std::string(230, 'x') + " of Juche 9";
  Scanner fast;
  Scanner slow(dates::Coverage::kAll);
  EXPECT_EQ(fast.scan(text, std::nullopt).mentions, slow.scan(text, std::nullopt).mentions);
}

std::string at(const char* form, Day day) {
  const char* const english[] = {"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
  const char* const russian[] = {"января", "февраля", "марта",    "апреля",  "мая",    "июня",
                                 "июля",   "августа", "сентября", "октября", "ноября", "декабря"};
  const char* const spanish[] = {"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                 "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
  std::string out;
  for (const char* c = form; *c != '\0'; ++c) {
    const unsigned month = dates::month_of(day);
    if (*c != '%') {
      out += *c;
      continue;
    }
    switch (*++c) {
      case 'y':
        out += std::to_string(dates::year_of(day));
        break;
      case 'j':
        out += std::to_string(dates::year_of(day) - 1911);
        break;
      case 'm':
        out += std::to_string(month);
        break;
      case 'd':
        out += std::to_string(dates::day_of_month(day));
        break;
      case 'E':
        out += english[month - 1];
        break;
      case 'R':
        out += russian[month - 1];
        break;
      case 'S':
        out += spanish[month - 1];
        break;
      default:
        break;
    }
  }
  return out;
}

TEST(DateProperties, AYearThatStandsBesideADayIsItsYearWhateverLiesBetween) {
  auto random = seeded("years beside days");
  const char* const forms[] = {
      "It was on %E %d. %y and late.",
      "It was on %E %d (%y) and late.",
      "It was on %E %d (Sunday), %y indeed.",
      "It was on %E %d, Sunday, %y indeed.",
      "It was on %d %E (Sun.) %y indeed.",
      "It was on %E %d in %y indeed.",
      "It was on %E %d, in Juche %j (%y).",
      "Printed %E %d 11:00:09 KST %y by hand.",
      "It was on %y %E %d there.",
      "It was on %y, %E %d there.",
      "The day %d-%E-%y is in red.",
      "The day %y/%E/%d is in red.",
      "The day %E-%d-%y is in red.",
      "Это было %d %R %y-го.",
      "Это было %d-го %R %y года.",
      "Это было %d %R (%y год).",
      "Это было %d %R (среда) %y года.",
      "Fue el %d de %S (%y) allí.",
      "Fue el %d de %S (lunes) de %y allí.",
      "Fue el %d de %S del año %y allí.",
      "그날은 %m월 %d일(%y년)이였다.",
      "그날은 %m월 %d일(월), %y년이였다.",
      "그날은 %m월 %d일(주체%j(%y)년)에",
      "那是%m月%d日（%y年）的事。",
      "그날은 주체%j년(%y년) %m월 %d일이다",
      "on %E %d, Juche-%j they met",
  };
  Scanner scanner;
  for (int i = 0; i < 3000; ++i) {
    const Day day =
        *dates::make_day(1913 + static_cast<int>(random() % 110), 1 + static_cast<unsigned>(random() % 12),
                         1 + static_cast<unsigned>(random() % 28));
    const Day published{std::chrono::days{static_cast<int>(random() % 20000)}};
    for (const char* form : forms) {
      const std::string text = at(form, day);
      const auto mentions = scanner.scan(text, published).mentions;
      ASSERT_EQ(mentions.size(), 1u) << text;
      ASSERT_EQ(dates::interval_text(mentions[0]), dates::to_iso(day)) << text;
    }
  }
}

TEST(DateProperties, NoDayThatIsAnnouncedLiesBeforeItsAnnouncement) {
  auto random = seeded("announced days");
  const char* const forms[] = {"The fair is to open on %E %d.",
                               "The fair will be held on %E %d.",
                               "On %E %d the fair is to be opened.",
                               "Ярмарка откроется %d %R.",
                               "Ярмарка состоится %d %R.",
                               "La feria se celebrará el %d de %S.",
                               "La feria tendrá lugar el %d de %S.",
                               "博览会将于%m月%d日举行。",
                               "전람회가 %m월 %d일에 진행되게 된다.",
                               "전람회가 %m월 %d일에 열릴것이라고 한다.",
                               "来る%m月%d日に展示会が開かれる。"};
  Scanner scanner;
  for (int i = 0; i < 2000; ++i) {
    const Day published{std::chrono::days{static_cast<int>(10000 + random() % 10000)}};
    const Day day = published + std::chrono::days{static_cast<int>(random() % 700) - 350};
    for (const char* form : forms) {
      const std::string text = at(form, day);
      const auto mentions = scanner.scan(text, published).mentions;
      ASSERT_EQ(mentions.size(), 1u) << text;
      const DateMention& m = mentions[0];
      EXPECT_TRUE(m.precision == dates::Precision::kMonthDay || m.from >= published) << text;
    }
    if (HasFailure()) break;
  }
}

TEST(DateProperties, JucheAndGregorianSpellingOfADayGiveTheSameInterval) {
  auto random = seeded("spellings");
  const char* const forms[][2] = {
      {"on %E %d, Juche %j (%y)", "on %E %d, %y"},
      {"on %E %d, Juche %j", "on %d %E %y"},
      {"Juche %j, %E %d", "on %y-%m-%d"},
      {"그날은 주체%j(%y)년 %m월 %d일이다", "그날은 %y년 %m월 %d일이다"},
      {"그날은 주체%j년 %m월 %d일이다", "그날은 %y년 %m월 %d일이다"},
      {"主体%j(%y)年%m月%d日の", "%y年%m月%d日の"},
      {"チュチェ%j年%m月%d日の", "%y年%m月%d日の"},
      {"(Juche%j.%m.%d.)", "www.kcna.kp (%y.%m.%d.)"},
      {"%d %R %j года чучхе (%y)", "%d %R %y года"},
      {"%d.%m.%y года (%j чучхе)", "%d.%m.%y года"},
      {"el %d de %S del %j (%y) de la Era Juche", "el %d de %S de %y"},
  };
  Scanner scanner;
  for (int i = 0; i < 2000; ++i) {
    // 1912-01-01 to 2099-12-31
    const Day day = *dates::make_day(1912, 1, 1) + std::chrono::days{random() % 68667};
    for (const auto& form : forms) {
      const std::string juche = at(form[0], day);
      const auto a = scanner.scan(juche).mentions;
      const auto b = scanner.scan(at(form[1], day)).mentions;
      ASSERT_EQ(a.size(), 1u) << juche;
      ASSERT_EQ(b.size(), 1u) << at(form[1], day);
      EXPECT_EQ(a[0].from, day) << juche;
      EXPECT_EQ(a[0].to, day) << juche;
      EXPECT_EQ(b[0].from, day) << at(form[1], day);
      EXPECT_EQ(a[0].juche, dates::year_of(day) - 1911) << juche;
    }
  }
}

TEST(DateProperties, TheScannerReadsItsOwnIsoOutput) {
  Scanner scanner;
  for (const DateVector& v : testing::read_vectors(testing::own_vectors())) {
    for (const DateMention& m : scanner.scan(v.input, dates::parse_iso_day(v.ref)).mentions) {
      const bool days = m.precision == dates::Precision::kDay ||
                        (m.precision == dates::Precision::kRange && m.unit == dates::Precision::kDay);
      if (!days || dates::year_of(m.from) < 1000) continue;
      const auto again = scanner.scan(dates::interval_text(m)).mentions;
      ASSERT_EQ(again.size(), 1u) << dates::interval_text(m);
      EXPECT_EQ(again[0].from, m.from);
      EXPECT_EQ(again[0].to, m.to);
    }
  }
}

TEST(DateProperties, DeletingTheTeasersChangesNothing) {
  auto random = seeded("teasers");
  TextMaker maker(random);
  Scanner scanner;
  for (int i = 0; i < 5000; ++i) {
    const std::string whole = maker.text(true) + "\n" +
                              (i % 2 == 0 ? "More From KCNA.kp (En)" : "Top Headlines") + "\n" +
                              maker.text(true);
    const std::string cut = whole.substr(0, dates::teasers_begin(whole));
    ASSERT_LT(cut.size(), whole.size());
    EXPECT_EQ(scanner.scan(whole).mentions, scanner.scan(cut).mentions) << whole;
    auto zones = dates::split_zones(whole).zones;
    ASSERT_FALSE(zones.empty());
    EXPECT_EQ(zones.back().kind, dates::Zone::Kind::kTeasers);
    zones.pop_back();
    EXPECT_EQ(zones, dates::split_zones(cut).zones) << whole;
  }
}

TEST(DateProperties, ZonesCoverEveryCharacterThatIsNotBlankOnce) {
  auto random = seeded("zones");
  TextMaker maker(random);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = maker.text(i % 2 == 0);
    std::size_t at = 0;
    const auto only_blank = [&](std::size_t from, std::size_t to) {
      return text.substr(from, to - from).find_first_not_of(std::string(" \t\n\v\f\r\0", 7)) ==
             std::string::npos;
    };
    for (const dates::Zone& zone : dates::split_zones(text).zones) {
      ASSERT_LE(at, zone.offset) << text;
      EXPECT_TRUE(only_blank(at, zone.offset)) << text;
      at = zone.offset + zone.length;
    }
    EXPECT_TRUE(only_blank(at, text.size())) << text;
  }
}

TEST(DateProperties, QueriesAndDocumentsOfAnyBytesEnd) {
  auto random = seeded("queries");
  TextMaker maker(random);
  for (int i = 0; i < 10000; ++i) {
    const std::string text = maker.text(false);
    const auto range = dates::parse_query_date(text.substr(0, random() % 30));
    if (range && range->from && range->to) {
      EXPECT_LE(*range->from, *range->to);
    }
    if (const auto bare = dates::find_bare_date(text)) {
      EXPECT_LE(bare->offset + bare->length, text.size());
      EXPECT_TRUE(dates::parse_query_days(bare->value, std::nullopt)) << bare->value;
    }
    dates::DocumentInput input;
    input.text = text;
    input.url = text;
    input.captured = Day{std::chrono::days{random() % 30000}};
    const auto document = dates::date_document(input);
    if (document.publication.confidence != dates::Confidence::kNone) {
      EXPECT_LE(document.publication.from, *input.captured + std::chrono::days{1}) << text;
    }
  }
}

TEST(DateProperties, TenMillionBytesOfAnythingEnd) {
  constexpr std::size_t kBytes = 10'000'000;
  const char* const units[] = {"7",
                               "Juche ",
                               "(",
                               ")",
                               "Juche 1 (",
                               "1 ",
                               "May ",
                               "May 1, ",
                               "1.1.",
                               "2020-",
                               "1-",
                               " ",
                               "\n",
                               "a.b.",
                               "Pyongyang, ",
                               "www.kcna.kp ",
                               "년",
                               "2020년 ",
                               "\u0301",
                               "\u0301\u0323",
                               "１",
                               "\u200B",
                               "\xFF",
                               "주체1",
                               "Juche 1-2 (1999,",
                               "Date: 01/01/2020 | Source: x\n",
                               "www.kcna.kp (Juch112.9.14.)\n",
                               "on May 6 ",
                               "primero de ",
                               "More From",
                               "\u1100\u1161",
                               "e",
                               "1999, 1999 and "};
  Scanner scanner;
  for (const char* unit : units) {
    std::string text;
    text.reserve(kBytes + 32);
    while (text.size() < kBytes) text += unit;
    const auto result = scanner.scan(text, Day{});
    EXPECT_LE(result.mentions.size(), kBytes) << unit;
    EXPECT_LE(dates::split_zones(text).zones.size(), kBytes) << unit;
  }
}

}  // namespace
}  // namespace dateline
