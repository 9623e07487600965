#include "common/dates/masthead.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/dates/utf8.h"

namespace dateline::dates {
namespace {

constexpr std::size_t kLongestLine = 160;        // bytes
constexpr std::size_t kShortestParagraph = 160;  // bytes; a longer line is text
constexpr int kLinesLookedAt = 4;                // filled ones: occasion, title, subtitle, masthead

/// Words that may stand beside the day, in lower case, sorted by bytes.
constexpr auto kWords = std::to_array<std::string_view>({
    "a",
    "agence",
    "agencia",
    "agency",
    "agentur",
    "am",
    "amt",
    "at",
    "bst",
    "cdt",
    "cest",
    "cet",
    "created",
    "cst",
    "data",
    "date",
    "dated",
    "datum",
    "de",
    "del",
    "den",
    "dienstag",
    "dimanche",
    "domingo",
    "donnerstag",
    "du",
    "día",
    "edt",
    "el",
    "em",
    "erschienen",
    "est",
    "et",
    "fecha",
    "foto",
    "freitag",
    "fri",
    "friday",
    "gmt",
    "hkt",
    "hora",
    "issue",
    "issued",
    "jeudi",
    "jst",
    "jueves",
    "kst",
    "las",
    "le",
    "lundi",
    "lunes",
    "m",
    "mardi",
    "martes",
    "mdt",
    "mercredi",
    "miercoles",
    "mittwoch",
    "miércoles",
    "mon",
    "monday",
    "montag",
    "msk",
    "mst",
    "nedeľa",
    "news",
    "no",
    "of",
    "on",
    "p",
    "paru",
    "pdt",
    "photo",
    "piatok",
    "pm",
    "pondelok",
    "posted",
    "pst",
    "pubblicato",
    "publicada",
    "publicado",
    "publication",
    "publicação",
    "published",
    "publiziert",
    "publié",
    "publiée",
    "pyongyang",
    "released",
    "sabado",
    "samedi",
    "samstag",
    "sat",
    "saturday",
    "sobota",
    "sonnabend",
    "sonntag",
    "streda",
    "sun",
    "sunday",
    "sábado",
    "the",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "times",
    "today",
    "tue",
    "tues",
    "tuesday",
    "uhr",
    "utc",
    "utorok",
    "vendredi",
    "veröffentlicht",
    "veröffentlichung",
    "viernes",
    "vom",
    "wed",
    "wednesday",
    "à",
    "štvrtok",
    "воскресенье",
    "вс",
    "вт",
    "вторник",
    "г",
    "года",
    "дата",
    "мск",
    "опубликовано",
    "от",
    "пн",
    "понедельник",
    "пт",
    "публикация",
    "пхеньян",
    "пятница",
    "сб",
    "ср",
    "среда",
    "суббота",
    "фото",
    "четверг",
    "чт",
    "公開日",
    "发布",
    "发布时间",
    "发表",
    "发表时间",
    "号",
    "周一",
    "周三",
    "周二",
    "周五",
    "周六",
    "周四",
    "周日",
    "土",
    "土曜日",
    "平壤",
    "投稿日",
    "掲載日",
    "日",
    "日曜日",
    "日期",
    "时间",
    "星期一",
    "星期三",
    "星期二",
    "星期五",
    "星期六",
    "星期四",
    "星期天",
    "星期日",
    "時間",
    "曜日",
    "月",
    "月曜日",
    "木",
    "木曜日",
    "来源",
    "水",
    "水曜日",
    "火",
    "火曜日",
    "発行",
    "発表",
    "發布",
    "發布時間",
    "通信",
    "週一",
    "週三",
    "週二",
    "週五",
    "週六",
    "週四",
    "週日",
    "配信",
    "金",
    "金曜日",
    "게시",
    "게시일",
    "게재",
    "게재일",
    "금",
    "금요일",
    "기사",
    "기사등록",
    "기사입력",
    "날자",
    "날짜",
    "년",
    "등록",
    "등록일",
    "등록일시",
    "목",
    "목요일",
    "문",
    "발행",
    "발행일",
    "사진",
    "소리",
    "수",
    "수요일",
    "승인",
    "신문",
    "오늘",
    "오전",
    "오후",
    "월",
    "월요일",
    "일",
    "일요일",
    "일자",
    "입력",
    "입력시간",
    "작성",
    "작성일",
    "제",
    "조선의",
    "토",
    "토요일",
    "평양",
    "호",
    "화",
    "화요일",
});
static_assert(std::ranges::is_sorted(kWords));

/// Names of papers and agencies, which tell a masthead from a clock.
constexpr auto kPapers = std::to_array<std::string_view>({
    "central",      "dprk",           "foreign",        "joson",          "kcna",     "korea",
    "korean",       "ministry",       "minju",          "naenara",        "rodong",   "sinbo",
    "sinmun",       "tongil",         "uriminzokkiri",  "voice",          "нодон",    "синмун",
    "цтак",         "劳动新闻",       "労働新聞",       "勞動新聞",       "朝中社",   "朝鮮の声",
    "朝鮮中央通信", "朝鮮中央通信社", "朝鮮新報",       "朝鲜中央通讯社", "내나라",   "로동신문",
    "메아리",       "민주조선",       "민주청년",       "우리민족끼리",   "조선신보", "조선의소리",
    "조선의오늘",   "조선중앙통신",   "조선중앙통신사", "청년전위",       "통일신보", "평양신문",
});
static_assert(std::ranges::is_sorted(kPapers));

bool is_word(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  return u_isalnum(code) || u_charType(code) == U_NON_SPACING_MARK;
}

/// "10h20", "10시", "20分": figures with what stands between and behind them in a time of day.
bool is_time(std::string_view word) {
  constexpr auto kUnits =
      std::to_array<std::string_view>({"h", "시", "분", "초", "時", "时", "点", "點", "分", "秒"});
  if (word[0] < '0' || word[0] > '9') return false;
  while (!word.empty()) {
    std::size_t figures = 0;
    while (figures < word.size() && word[figures] >= '0' && word[figures] <= '9') ++figures;
    if (figures == 0 || figures > 2) return false;
    word.remove_prefix(figures);
    const auto unit =
        std::ranges::find_if(kUnits, [word](std::string_view u) { return word.starts_with(u); });
    if (unit != kUnits.end()) word.remove_prefix(unit->size());
  }
  return true;
}

/// "by Ann Bee", "홍길동 기자": a piece of a line that names who wrote the article.
bool is_byline(std::string_view piece) {
  constexpr std::size_t kMostWords = 5;
  constexpr auto kBefore =
      std::to_array<std::string_view>({"by", "von", "por", "par", "autor", "auteur", "author", "reporter",
                                       "автор", "글", "작성자", "作者", "文", "记者", "記者"});
  constexpr auto kBehind = std::to_array<std::string_view>({"기자", "특파원", "记者", "記者"});
  constexpr auto kNoName = std::to_array<std::string_view>(
      {"a", "an", "the", "el", "la", "los", "las", "le", "les", "un", "una", "une", "der", "die", "das"});
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < piece.size();) {
    const Utf8Char c = decode_utf8(piece, at);
    at += c.bytes;
    const auto code = static_cast<UChar32>(c.code);
    if (!c.valid || u_isdigit(code)) return false;
    if (is_word(c.code) || c.code == U'-' || c.code == U'\'') {
      append_utf8(words.back(), static_cast<char32_t>(u_tolower(code)));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  if (words.size() < 2 || words.size() > kMostWords + 1) return false;
  if (std::ranges::find(kBehind, words.back()) != kBehind.end()) return true;
  const auto by =
      std::ranges::find_first_of(words.begin(), words.begin() + 2, kBefore.begin(), kBefore.end());
  const auto name = by + 1;  // "published by Ann Bee" too, but not "by the river"
  return by != words.begin() + 2 && name != words.end() && std::ranges::find(kNoName, *name) == kNoName.end();
}

/// What stands beside the day without bylines. Pieces are divided by these signs; the day is one too.
std::string without_bylines(std::string_view rest) {
  constexpr auto kSigns =
      std::to_array<std::string_view>({"|", ",", ";", "/", "(", ")", "[", "]", " - ", "·", "•", "–", "—"});
  std::string out;
  while (!rest.empty()) {
    std::size_t end = rest.size();
    std::size_t next = rest.size();
    for (const std::string_view sign : kSigns) {
      if (const std::size_t at = rest.find(sign); at < end) end = at, next = at + sign.size();
    }
    if (!is_byline(rest.substr(0, end))) out.append(rest.substr(0, end));
    out += ' ';
    rest.remove_prefix(next);
  }
  return out;
}

/// What may stand beside the day, and whether a paper is among it.
struct Rest {
  bool allowed = true;
  bool names_paper = false;
};

Rest read_rest(std::string_view rest) {
  Rest out;
  std::string word;
  const auto finish = [&] {
    if (word.empty()) return;
    const bool figures = std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
    const bool paper = std::ranges::binary_search(kPapers, std::string_view(word));
    out.names_paper = out.names_paper || paper;
    const bool time = (figures && word.size() <= 2) || is_time(word);  // "14:05", "10h20"
    out.allowed =
        out.allowed && (paper || time || std::ranges::binary_search(kWords, std::string_view(word)));
    word.clear();
  };
  for (std::size_t at = 0; at < rest.size();) {
    const Utf8Char c = decode_utf8(rest, at);
    at += c.bytes;
    if (!c.valid) return {false, false};
    if (is_word(c.code)) {
      append_utf8(word, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c.code))));
    } else {
      finish();
    }
  }
  finish();
  return out;
}

/// The day of a candidate that is one day with its year; nullopt for all others.
std::optional<Day> day_of(const Candidate& c) {
  const bool single = c.kind == Kind::kBody || c.kind == Kind::kStamp || c.kind == Kind::kCapture;
  if (!single || c.precision != Precision::kDay || !c.last.has_year || c.last.day == 0 || c.last.month == 0 ||
      c.day_only || c.two_days || c.third != 0) {
    return std::nullopt;
  }
  return make_day(c.last.year.gregorian, c.last.month, c.last.day);
}

}  // namespace

std::optional<Masthead> masthead_of(std::string_view line, CandidateFinder& finder) {
  if (line.size() < 8 || line.size() > kLongestLine || line.find('\n') != std::string_view::npos ||
      std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  const std::vector<Candidate>& found = finder.find(line);
  std::optional<Masthead> head;
  for (const Candidate& candidate : found) {
    const std::optional<Day> day = day_of(candidate);
    if (!day || (head && head->day != *day)) return std::nullopt;
    head = Masthead{*day, false, 0, static_cast<std::uint32_t>(line.size())};
  }
  if (!head) return std::nullopt;
  const std::string_view text = finder.normal().text();
  std::string rest;
  std::size_t at = 0;
  for (const Candidate& candidate : found) {
    rest.append(text.substr(at, candidate.begin - at));
    rest += '|';
    at = candidate.end;
  }
  rest += text.substr(at);
  const Rest beside = read_rest(without_bylines(rest));
  if (!beside.allowed) return std::nullopt;
  head->names_paper = beside.names_paper;
  return head;
}

namespace {

/// Whether any line is long enough for a sentence: below a list of short lines a day signs nothing.
bool has_paragraph(std::string_view text) {
  constexpr std::size_t kSentence = 60;  // bytes
  while (text.size() >= kSentence) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end >= kSentence) return true;
    text.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::optional<Masthead> find_foot(std::string_view text, CandidateFinder& finder) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t last = text.find_last_not_of(kBlanks);
  if (last == std::string_view::npos) return std::nullopt;
  // Most texts end in a paragraph, which is not looked through.
  const std::size_t reach = last > kLongestLine ? last - kLongestLine : 0;
  const std::size_t feed = text.substr(reach, last - reach).rfind('\n');
  if (feed == std::string_view::npos) return std::nullopt;
  const std::size_t first = text.find_first_not_of(kBlanks, reach + feed);
  const std::string_view line = text.substr(first, last + 1 - first);
  if (std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; }) ||
      !has_paragraph(text.substr(0, reach + feed)))
    return std::nullopt;
  std::optional<Masthead> foot = masthead_of(line, finder);
  if (foot) {
    foot->begin = static_cast<std::uint32_t>(first);
    foot->end = static_cast<std::uint32_t>(last + 1);
  }
  return foot;
}

std::optional<Masthead> find_masthead(std::string_view text, CandidateFinder& finder) {
  int lines = 0;
  for (std::size_t at = 0; at < text.size() && lines < kLinesLookedAt;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t first = at;
    std::size_t last = end;
    const auto blank = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) <= ' '; };
    while (first < last && blank(first)) ++first;
    while (last > first && blank(last - 1)) --last;
    at = end + 1;
    if (first == last) continue;
    if (last - first > kShortestParagraph) return std::nullopt;
    ++lines;
    if (std::optional<Masthead> head = masthead_of(text.substr(first, last - first), finder)) {
      head->begin = static_cast<std::uint32_t>(first);
      head->end = static_cast<std::uint32_t>(last);
      return head;
    }
  }
  return std::nullopt;
}

}  // namespace dateline::dates
