#include "tests/common/ledger/injected_edits.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <set>

namespace dateline::ledger {
namespace {

std::size_t pick(std::mt19937& random, std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

template <class T>
const T& pick_of(std::mt19937& random, const std::vector<T>& values) {
  return values[pick(random, values.size())];
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; }

/// Places behind which a sentence certainly begins: [begin, end) of each sentence with the blank behind it.
struct Piece {
  std::size_t begin;
  std::size_t end;
};

std::vector<Piece> pieces(const std::string& body) {
  std::vector<Piece> out;
  std::size_t begin = 0;
  for (std::size_t i = 1; i + 2 < body.size(); ++i) {
    if (body[i] != '.' || (body[i + 1] != ' ' && body[i + 1] != '\n')) continue;
    const bool hangul = i >= 3 && body.substr(i - 3, 3) == "다";
    const bool word = i >= 4 && body.substr(i - 4, 4) != "Prof" &&
                      std::islower(static_cast<unsigned char>(body[i - 1])) &&
                      std::islower(static_cast<unsigned char>(body[i - 2])) &&
                      std::islower(static_cast<unsigned char>(body[i - 3])) &&
                      std::isupper(static_cast<unsigned char>(body[i + 2]));
    if (!hangul && !word) continue;
    out.push_back({begin, i + 2});
    begin = i + 2;
  }
  out.push_back({begin, body.size()});
  return out;
}

/// Sentences of prose in the middle of the text, long enough and there only once.
std::vector<Piece> plain_pieces(const std::string& body) {
  std::vector<Piece> out;
  const std::vector<Piece> all = pieces(body);
  for (std::size_t i = 1; i + 1 < all.size(); ++i) {
    const std::string_view text = std::string_view(body).substr(all[i].begin, all[i].end - all[i].begin);
    if (text.size() < 60 || text.size() > 900) continue;
    if (body.find(text.substr(0, text.size() - 1)) != all[i].begin ||
        body.find(text.substr(0, text.size() - 1), all[i].begin + 1) != std::string::npos)
      continue;
    out.push_back(all[i]);
  }
  return out;
}

const std::vector<std::string>& new_sentences(const std::string& language) {
  static const std::vector<std::string> kEnglish{
      "The lamps along the quay were lit while gulls circled over the old timber yard.",
      "Gardeners carried baskets of moss to the quiet slope behind the weather station.",
      "A wooden ferry waited below the chestnut trees until the fog had lifted.",
      "Bakers handed warm rolls to the children who had cleaned the school windows."};
  static const std::vector<std::string> kSpanish{
      "Las farolas del muelle se encendieron mientras las gaviotas volaban sobre el viejo aserradero.",
      "Los jardineros llevaron cestas de musgo a la ladera tranquila detrás de la estación.",
      "Una barca de madera esperó bajo los castaños hasta que se levantó la niebla."};
  static const std::vector<std::string> kKorean{
      "강기슭의 가로등이 켜지고 갈매기들이 낡은 제재소우를 날고있었다.",
      "원예사들은 이끼바구니를 들고 기상관측소뒤의 조용한 언덕으로 올라갔다.",
      "나무로 만든 나루배는 안개가 걷힐 때까지 밤나무아래에서 기다리였다."};
  return language == "es" ? kSpanish : language == "ko" ? kKorean : kEnglish;
}

const std::vector<std::string>& new_words(const std::string& language) {
  static const std::vector<std::string> kEnglish{"lantern", "meadow", "quietly",
                                                 "velvet",  "pebble", "wander"};
  static const std::vector<std::string> kSpanish{"farol", "pradera", "suavemente", "guijarro", "terciopelo"};
  static const std::vector<std::string> kKorean{"초롱불", "조약돌", "버드나무", "꽃다발"};
  return language == "es" ? kSpanish : language == "ko" ? kKorean : kEnglish;
}

constexpr std::array<std::string_view, 12> kNames{
    "Kim Jong Il", "Kim Il Sung",  "Kim Jong Un", "Kim Yong Nam", "Jang Song Thaek", "Choe Ryong Hae",
    "Pak Pong Ju", "Kim Jong Suk", "김정은",      "김정일",       "김일성",          "장성택"};

bool stands_apart(const std::string& body, std::size_t at, std::size_t length) {
  const bool begins = at == 0 || !is_letter(body[at - 1]);
  const std::size_t end = at + length;
  return begins && (end >= body.size() || !is_letter(body[end]) || (body[at] & 0x80) != 0);
}

/// Small words of plain letters: "harvest". No numbers, offices or months.
std::vector<Piece> small_words(const std::string& text, std::size_t begin, std::size_t end) {
  static const std::set<std::string> kNot{
      "three",        "seven",          "eight",        "fifteen",     "hundred",     "hundreds",
      "thousand",     "thousands",      "million",      "millions",    "billion",     "twenty",
      "thirty",       "forty",          "fifty",        "sixty",       "eleven",      "twelve",
      "secretary",    "general",        "chairman",     "president",   "minister",    "premier",
      "comrade",      "respected",      "director",     "marshal",     "commander",   "ambassador",
      "spokesman",    "supreme",        "leader",       "great",       "dear",        "foreign",
      "vice",         "mayor",          "envoy",        "speaker",     "adviser",     "presidente",
      "secretario",   "ministro",       "camarada",     "mariscal",    "embajador",   "portavoz",
      "viceministro", "vicepresidente", "primer",       "canciller",   "subdirector", "dirigente",
      "comandante",   "cinco",          "cuatro",       "siete",       "nueve",       "ciento",
      "miles",        "enero",          "febrero",      "marzo",       "abril",       "mayo",
      "junio",        "julio",          "agosto",       "septiembre",  "octubre",     "noviembre",
      "diciembre",    "today",          "lunar",        "fourteen",    "sixteen",     "seventeen",
      "eighteen",     "nineteen",       "seventy",      "eighty",      "ninety",      "quince",
      "veinte",       "treinta",        "cuarenta",     "cincuenta",   "sesenta",     "setenta",
      "ochenta",      "noventa",        "spokesperson", "chairperson", "millones",    "trece",
      "catorce",      "spring",         "summer",       "autumn",      "winter",      "march",
      "early",        "late",           "juche",        "chuche",      "respetado",   "year",
      "month",        "this",           "last",         "next",        "january",     "february",
      "april",        "june",           "july",         "august",      "september",   "october",
      "november",     "december"};
  std::vector<Piece> out;
  for (std::size_t i = begin; i < end;) {
    if (!is_letter(text[i])) {
      ++i;
      continue;
    }
    std::size_t stop = i;
    bool small = true;
    while (stop < end && is_letter(text[stop])) {
      small = small && text[stop] >= 'a' && text[stop] <= 'z';
      ++stop;
    }
    const bool joined = (i > begin && (text[i - 1] == '-' || text[i - 1] == '\'' ||
                                       std::isdigit(static_cast<unsigned char>(text[i - 1])))) ||
                        (stop < end && (text[stop] == '-' || text[stop] == '\''));
    if (small && !joined && stop - i >= 4 && !kNot.contains(text.substr(i, stop - i)))
      out.push_back({i, stop});
    i = stop;
  }
  return out;
}

std::optional<Injected> typography(const PlainText& text) {
  Injected out{text, {}, {EditKind::kTypography, EditKind::kLayout}};
  std::string& body = out.text.body;
  body = replaced(body, " -- ", " — ");
  body = replaced(body, "\"", "”");
  body = replaced(body, "'", "’");
  body = replaced(body, ";", ",");
  body = replaced(body, "-", "‐");
  for (std::size_t i = 0; i < body.size(); i += 97) {
    if (body[i] >= 'a' && body[i] <= 'z') body[i] = static_cast<char>(body[i] - 'a' + 'A');
  }
  body = replaced(body, "�", "");
  std::string& title = out.text.title;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (body == text.body) body += " .";
  return out;
}

std::optional<Injected> layout(const PlainText& text, std::mt19937& random) {
  Injected out{text, {}, {EditKind::kTypography, EditKind::kLayout}};
  std::string& body = out.text.body;
  switch (pick(random, 4)) {
    case 0:
      body = replaced(body, "\n", "\n\n");
      body = replaced(body, ". ", ".  ");
      break;
    case 1: {  // wrapped at 60 bytes
      std::size_t line = 0;
      for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '\n') line = i;
        if (body[i] != ' ' || i - line < 60) continue;
        body[i] = '\n';
        line = i;
      }
      break;
    }
    case 2: {  // soft hyphens
      std::string soft;
      for (std::size_t i = 0; i < body.size(); ++i) {
        soft += body[i];
        if (i % 41 == 7 && std::isalpha(static_cast<unsigned char>(body[i])) && i + 1 < body.size() &&
            std::isalpha(static_cast<unsigned char>(body[i + 1])))
          soft += "\u00AD";
      }
      body = soft;
      break;
    }
    default:
      body = replaced(body, "\n", " ");
      body = replaced(body, ", ", ",\u00A0");
      break;
  }
  if (body == text.body) body = "\n " + body + "\n\n";
  return out;
}

std::optional<Injected> date(const PlainText& text, std::mt19937& random) {
  Injected out{text, {EditKind::kDate}, {EditKind::kTypography, EditKind::kLayout}};
  std::string& body = out.text.body;
  static const std::regex kEnglish(
      "^[A-Z][a-z]+, (January|February|March|April|May|June|July|August|September|October|November|December) ([0-9]{1,2}) \\(KCNA\\)");
  static const std::regex kSpanish("^[A-Z][a-z]+, ([0-9]{1,2}) de [a-z]+ \\(ACNC\\)");
  std::smatch found;
  if (text.language == "en" && std::regex_search(text.body, found, kEnglish)) {
    const int day = std::stoi(found[2]);
    body.replace(static_cast<std::size_t>(found.position(2)), static_cast<std::size_t>(found.length(2)),
                 std::to_string(day >= 20 ? day - 1 : day + 1));
    return out;
  }
  if (text.language == "es" && std::regex_search(text.body, found, kSpanish)) {
    const int day = std::stoi(found[1]);
    body.replace(static_cast<std::size_t>(found.position(1)), static_cast<std::size_t>(found.length(1)),
                 std::to_string(day >= 20 ? day - 1 : day + 1));
    return out;
  }
  const std::vector<std::string> stamps =
      text.language == "ko"
          ? std::vector<std::string>{"주체112(2023)년 9월 14일", "(주체103.3.2.)"}
          : std::vector<std::string>{"(Juche112.9.14.)", "www.kcna.kp (Juche103.3.2.)", "(2014-03-02)"};
  body += (body.ends_with("\n") ? "" : "\n") + pick_of(random, stamps);
  return out;
}

std::optional<Injected> title(const PlainText& text, std::mt19937& random) {
  if (text.title.size() < 8) return std::nullopt;
  Injected out{text, {EditKind::kTitle}, {}};
  const std::vector<Piece> words = small_words(text.title, 0, text.title.size());
  const std::string& word = pick_of(random, new_words(text.language));
  if (words.empty() || pick(random, 2) == 0) {
    out.text.title += " " + word;
  } else {
    const Piece at = pick_of(random, words);
    out.text.title.replace(at.begin, at.end - at.begin, word);
    // A word within a name ("university") may make it another one.
    out.allowed = {EditKind::kNameRemoved, EditKind::kNameAdded};
  }
  return out;
}

std::optional<Injected> number(const PlainText& text, std::mt19937& random) {
  // A count: figures between two small words, neither of them a month, and no year.
  static const std::regex kKorean("[0-9]{2,6}여?명|[0-9]{2,6}여?t|[0-9]{2,6}%");
  static const std::regex kOther(
      "(^|[ \n])(?!(?:juche|chuche|no|kilometre|de|of)\\b)[a-z]{2,} ([2-9][0-9]|[2-9][0-9]{2}|[3-9][0-9]{3,5}|[1-9][0-9]{0,2}(,[0-9]{3})+) "
      "(?!de |th |st |nd |rd |years|year|anniversary|january|february|march|april|june|july|august|september|october|november|december)[a-z]{4,}");
  const std::regex& kCount = text.language == "ko" ? kKorean : kOther;
  std::vector<std::size_t> places;
  for (std::sregex_iterator it(text.body.begin(), text.body.end(), kCount), end; it != end; ++it) {
    std::size_t at = static_cast<std::size_t>(it->position());
    while (!std::isdigit(static_cast<unsigned char>(text.body[at]))) ++at;
    places.push_back(at);
  }
  if (places.empty()) return std::nullopt;
  Injected out{text, {EditKind::kNumber}, {}};
  char& digit = out.text.body[pick_of(random, places)];
  digit = digit == '9' ? '3' : static_cast<char>(digit + 1);
  return out;
}

std::optional<Injected> name_removed(const PlainText& text, std::mt19937& random) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const std::string_view name : kNames) {
    for (std::size_t at = text.body.find(name); at != std::string::npos; at = text.body.find(name, at + 1)) {
      if (!stands_apart(text.body, at, name.size())) continue;
      // Not within a longer name, as that of a university.
      const std::string behind = text.body.substr(at + name.size(), 2);
      if (behind.size() > 1 && behind[0] == ' ' && std::isupper(static_cast<unsigned char>(behind[1])))
        continue;
      if (behind.starts_with("-") || behind.starts_with("\n") || behind.starts_with("ism")) continue;
      if (at >= 2 && (text.body[at - 1] == '\n' || text.body[at - 1] == '-')) continue;
      places.emplace_back(at, name.size());
    }
  }
  if (places.empty()) return std::nullopt;
  Injected out{text, {EditKind::kNameRemoved}, {EditKind::kLayout}};
  auto [at, length] = pick_of(random, places);
  if (at > 0 && out.text.body[at - 1] == ' ' && at + length < out.text.body.size() &&
      out.text.body[at + length] == ' ')
    ++length;
  out.text.body.erase(at, length);
  return out;
}

std::optional<Injected> name_added(const PlainText& text, std::mt19937& random) {
  const std::vector<Piece> sentences = plain_pieces(text.body);
  if (sentences.empty()) return std::nullopt;
  const Piece sentence = pick_of(random, sentences);
  const std::vector<Piece> words = small_words(text.body, sentence.begin, sentence.end);
  Injected out{text, {EditKind::kNameAdded}, {}};
  if (text.language == "ko") {
    const std::size_t blank = text.body.find(' ', sentence.begin);
    if (blank == std::string::npos || blank >= sentence.end) return std::nullopt;
    out.text.body.insert(blank, " 장성택");
    return out;
  }
  if (words.size() < 3) return std::nullopt;
  const Piece word = words[1 + pick(random, words.size() - 2)];
  // Between two small words: else it may become part of a longer name.
  const std::string& body = text.body;
  if (word.end + 2 >= body.size() || body[word.end] != ' ' ||
      !std::islower(static_cast<unsigned char>(body[word.end + 1])))
    return std::nullopt;
  out.text.body.insert(word.end, text.language == "es" ? " y Ri Myong Sik" : " and Jang Song Thaek");
  return out;
}

std::optional<Injected> office(const PlainText& text, std::mt19937& random) {
  struct Change {
    std::string_view from;
    std::string_view to;
  };
  static const std::vector<Change> kChanges{{" General Secretary", " President"},
                                            {" Chairman", " President"},
                                            {" chairman", " secretary"},
                                            {" President", " Chairman"},
                                            {" president", " secretary"},
                                            {" Marshal", " Comrade"},
                                            {" ambassador", " envoy"},
                                            {" Premier", " Chairman"},
                                            {" director", " adviser"},
                                            {" Presidente", " Camarada"},
                                            {" presidente", " secretario"},
                                            {" Secretario", " Presidente"},
                                            {" Mariscal", " Camarada"},
                                            {" embajador", " portavoz"},
                                            {"위원장", "총비서"},
                                            {"총비서", "위원장"},
                                            {"부장", "국장대신부부장"}};
  std::vector<std::pair<std::size_t, const Change*>> places;
  for (const Change& change : kChanges) {
    if ((change.from[0] & 0x80) != (text.language == "ko" ? 0x80 : 0)) continue;
    for (std::size_t at = text.body.find(change.from); at != std::string::npos;
         at = text.body.find(change.from, at + 1)) {
      const std::size_t end = at + change.from.size();
      const char behind = end < text.body.size() ? text.body[end] : ' ';
      if (text.language != "ko" && (is_letter(behind) || behind == '-' || behind == '\'')) continue;
      places.emplace_back(at, &change);
    }
  }
  if (places.empty() || text.language == "ko") return std::nullopt;
  Injected out{text, {EditKind::kOffice}, {}};
  const auto [at, change] = pick_of(random, places);
  out.text.body.replace(at, change->from.size(), change->to);
  return out;
}

std::optional<Injected> added(const PlainText& text, std::mt19937& random) {
  const std::vector<Piece> sentences = pieces(text.body);
  if (sentences.size() < 2) return std::nullopt;
  Injected out{text, {EditKind::kSentenceAdded}, {}};
  const Piece at = sentences[1 + pick(random, sentences.size() - 1)];
  out.text.body.insert(at.begin,
                       pick_of(random, new_sentences(text.language)) + (pick(random, 2) == 0 ? " " : "\n"));
  return out;
}

std::optional<Injected> removed(const PlainText& text, std::mt19937& random) {
  const std::vector<Piece> sentences = plain_pieces(text.body);
  if (sentences.empty()) return std::nullopt;
  Injected out{text, {EditKind::kSentenceRemoved}, {EditKind::kNameRemoved}};
  const Piece at = pick_of(random, sentences);
  out.text.body.erase(at.begin, at.end - at.begin);
  return out;
}

std::optional<Injected> changed(const PlainText& text, std::mt19937& random) {
  const std::vector<Piece> sentences = plain_pieces(text.body);
  if (sentences.empty()) return std::nullopt;
  const Piece sentence = pick_of(random, sentences);
  Injected out{text, {EditKind::kSentenceChanged}, {EditKind::kNameRemoved, EditKind::kNameAdded}};
  if (text.language == "ko") {
    std::vector<std::size_t> blanks;
    for (std::size_t i = sentence.begin + 1; i + 2 < sentence.end; ++i) {
      if (text.body[i] == ' ' && (text.body[i + 1] & 0x80) != 0) blanks.push_back(i);
    }
    if (blanks.size() < 3) return std::nullopt;
    out.text.body.insert(blanks[pick(random, blanks.size())], " " + pick_of(random, new_words("ko")));
    return out;
  }
  const std::vector<Piece> words = small_words(text.body, sentence.begin, sentence.end);
  if (words.size() < 5) return std::nullopt;
  const Piece at = pick_of(random, words);
  switch (pick(random, 3)) {
    case 0:
      out.text.body.replace(at.begin, at.end - at.begin, pick_of(random, new_words(text.language)));
      break;
    case 1:
      out.text.body.erase(at.begin, at.end - at.begin);
      break;
    default:
      out.text.body.insert(at.end, " " + pick_of(random, new_words(text.language)));
      break;
  }
  return out;
}

std::optional<Injected> moved(const PlainText& text, std::mt19937& random) {
  const std::vector<Piece> all = pieces(text.body);
  const std::vector<Piece> plain = plain_pieces(text.body);
  if (plain.empty() || all.size() < 5) return std::nullopt;
  const Piece from = pick_of(random, plain);
  std::vector<std::size_t> places;  // at least two sentences away
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto between = std::ranges::count_if(all, [&](const Piece& piece) {
      return piece.begin >= std::min(from.end, all[i].begin) &&
             piece.end <= std::max(from.begin, all[i].begin) && piece.end - piece.begin > 40;
    });
    if (between >= 2) places.push_back(all[i].begin);
  }
  if (places.empty()) return std::nullopt;
  Injected out{text, {EditKind::kSentenceMoved}, {EditKind::kLayout}};
  const std::size_t to = pick_of(random, places);
  std::string sentence = text.body.substr(from.begin, from.end - from.begin);
  if (to > from.begin) {
    out.text.body.insert(to, sentence);
    out.text.body.erase(from.begin, sentence.size());
  } else {
    out.text.body.erase(from.begin, sentence.size());
    out.text.body.insert(to, sentence);
  }
  return out;
}

}  // namespace

std::optional<Injected> inject(Injection injection, const PlainText& text, std::mt19937& random) {
  switch (injection) {
    case Injection::kTypography:
      return typography(text);
    case Injection::kLayout:
      return layout(text, random);
    case Injection::kDate:
      return date(text, random);
    case Injection::kTitle:
      return title(text, random);
    case Injection::kNumber:
      return number(text, random);
    case Injection::kNameRemoved:
      return name_removed(text, random);
    case Injection::kNameAdded:
      return name_added(text, random);
    case Injection::kOffice:
      return office(text, random);
    case Injection::kAdded:
      return added(text, random);
    case Injection::kRemoved:
      return removed(text, random);
    case Injection::kChanged:
      return changed(text, random);
    case Injection::kMoved:
      return moved(text, random);
  }
  return std::nullopt;
}

}  // namespace dateline::ledger
