#include "common/dates/future_cues.h"

#include <algorithm>
#include <array>

#include "common/dates/lexicon.h"
#include "common/dates/utf8.h"
#include "common/eight_bytes.h"
#include "common/hangul.h"

namespace dateline::dates {
namespace {

constexpr auto kSpanishFuture = std::to_array<std::string_view>(
    {"próximo mes", "mes próximo", "mes que viene", "próxima semana", "previst", "va a ", "van a ", " ha de ",
     " han de ", "a celebrarse", "a realizarse", "a efectuarse", "a inaugurarse", "a iniciarse", "venidero",
     "se espera ", "planea"});
constexpr auto kFrenchFuture =
    std::to_array<std::string_view>({"mois prochain", "semaine prochaine", " va ", " vont ", "prévu",
                                     "aura lieu", " doit ", "s'apprête", "fixé"});
constexpr auto kGermanFuture = std::to_array<std::string_view>(
    {" wird ", " werden ", " soll ", " sollen ", " findet ", " finden ", " wird,", "geplant", "vorgesehen",
     " beginnt ", " beginnen ", " startet ", "kommenden ", "nächsten Monat", "nächste Woche", "bevorsteh"});
constexpr auto kRussianFuture = std::to_array<std::string_view>(
    {"будет",        "будут",      "откроется",   "откроются",    "откроет ",
     "откроют ",     "состоится",  "состоятся",   "пройдет",      "пройдёт",
     "пройдут",      "начнет",     "начнёт",      "начнут",       "завершится",
     "завершатся",   "проведут",   "проведет",    "проведёт",     "ланируе",
     "амечен",       "редсто",     "жидается",    "запланирован", "соберутся",
     "соберется",    "соберётся",  "стартует",    "закроется",    "посетит ",
     "посетят ",     "прибудет",   "прибудут",    "отметит ",     "отметят ",
     "отпразднует",  "исполнится", "выступит ",   "встретится",   "в следующем месяце",
     "завтра",       "должен ",    "назначен на", "назначена на", "назначено на",
     "назначены на", "редполага",  "собирается",  "собираются",   "приедет",
     "приедут",      "прилет",     "вернется",    "вернётся",     "вернутся",
     "отправится",   "отправятся", "выедет",      "выедут",       "намерен",
     "ешено ",       "сыграет ",   "сыграют "});
constexpr auto kKoreanFuture = std::to_array<std::string_view>(
    {"예정",     "게 된다", "게 되며", "게 될",  "게 됩니다", "게된다",   "게 되는",  "다가오는", "다음달",
     "다음 달",  "래달",    "내달",    "다음주", "열린다",    "진행된다", "개막된다", "개최된다", "시작된다",
     "거행된다", "열릴",    "진행될",  "개막될", "시작될",    "열리게",   "기로 하",  "기로 결정"});
constexpr auto kChineseFuture = std::to_array<std::string_view>(
    {"定于", "拟于", "預定", "预定", "下个月", "下月", "计划于", "计划在", "計劃於", "計劃在", "预计", "預計",
     "准备于", "准备在", "準備於", "準備在"});
constexpr auto kJapaneseFuture =
    std::to_array<std::string_view>({"予定", "来月", "見込み", "見通し", "ことになる", "ことになっ",
                                     "開かれる", "行われる", "催される", "開催される", "開幕する", "始まる",
                                     "公開される", "予定され", "きたる", "来たる", "開業する", "行なわれる"});

/// Directly before the date.
constexpr auto kBesideCjk = std::to_array<std::string_view>(
    {"来る", "오는 ", "오는", "要在", "要于", "计划", "計劃", "拟", "擬", "预计", "預計", "即将"});
/// The same in European languages: what something is meant for.
constexpr auto kMeantFor = std::to_array<std::string_view>(
    {"para el ", "pour le ", "für den ", " due on ", " due ", "set for ", "fixed for ", "planned for "});
/// A verb in the present before the date: a plan, or a heading about what was.
constexpr auto kPresent = std::to_array<std::string_view>(
    {"opens ", "reopens ", "convenes ", "meets ", "sails ", "departs ", "sets out ", "begins ", "starts ",
     "takes place ", "closes ", "falls ", "is ", "leaves ", "runs ", "ends ", "kicks off ", "returns ",
     "arrives "});

/// The same in Spanish and Russian.
constexpr auto kSpanishPresent = std::to_array<std::string_view>(
    {"abre ", "abren ", "se abre ", "comienza ", "comienzan ", "empieza ", "empiezan ", "se inaugura ",
     "se inauguran ", "se inicia ", "se celebra ", "se celebran ", "concluye ", "termina ", "cierra ",
     "tiene lugar ", "tienen lugar "});
constexpr auto kRussianPresent = std::to_array<std::string_view>(
    {"открывается ", "открываются ", "начинается ", "начинаются ", "проводится ", "проводятся ", "проходит ",
     "проходят ", "завершается ", "закрывается ", "отправляется "});

/// A blank in front of a word is looked for last, because it stands in front of every word.
bool holds(std::string_view text, std::string_view word) {
  if (!word.starts_with(' ')) return text.find(word) != std::string_view::npos;
  word.remove_prefix(1);
  for (std::size_t at = text.find(word, 1); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (text[at - 1] == ' ') return true;
  }
  return false;
}

/// Whether a text ends with a word of two bytes or more. Most differ in the last two.
bool ends_in(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && text.back() == word.back() &&
         text[text.size() - 2] == word[word.size() - 2] && text.ends_with(word);
}

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) { return holds(text, word); });
}

bool is_letter_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/// A word in small letters with this ending, of `least` bytes or more: "celebrará", "aura".
bool has_ending(std::string_view text, std::string_view ending, std::size_t least) {
  for (std::size_t at = text.find(ending); at != std::string_view::npos; at = text.find(ending, at + 1)) {
    const std::size_t end = at + ending.size();
    if (end < text.size() && is_letter_byte(text[end])) continue;
    std::size_t begin = at;
    while (begin > 0 && is_letter_byte(text[begin - 1])) --begin;
    const bool small = text[begin] >= 'a' || static_cast<unsigned char>(text[begin]) >= 0x80;
    if (small && end - begin >= least) return true;
  }
  return false;
}

/// Final consonants of Hangul syllables, as Unicode numbers them.
constexpr char32_t kNoSyllable = 99;
constexpr char32_t kFinalNieun = 4;
constexpr char32_t kFinalRieul = 8;
constexpr char32_t kFinalSsang = 20;  // ㅆ, the past

char32_t final_of(std::string_view text, std::size_t at) {
  const char32_t code = decode_utf8(text, at).code;
  return hangul::is_syllable(code) ? hangul::final_of(code) : kNoSyllable;
}

/// "열릴 것이다", "진행될것이라고", "진행할 계획": a verb of the future before such a noun. A final ㄹ is
/// what makes it one.
bool announces_in_korean(std::string_view text) {
  constexpr auto kNouns = std::to_array<std::string_view>({"것이", "것으로", "계획"});
  for (std::string_view noun : kNouns) {
    for (std::size_t at = text.find(noun); at != std::string_view::npos; at = text.find(noun, at + 1)) {
      std::size_t end = at;
      if (end > 0 && text[end - 1] == ' ') --end;
      if (end >= 3 && final_of(text, end - 3) == kFinalRieul) return true;
    }
  }
  return false;
}

/// A sentence about what comes ends in the present: "… 대회를 연다", and has no verb of the past.
bool ends_in_korean_present(std::string_view text) {
  constexpr std::string_view kEnd = "다";
  constexpr std::string_view kSaid = "고 한다";
  if (text.ends_with('.')) text.remove_suffix(1);
  if (!text.ends_with(kEnd) || text.ends_with(kSaid) || text.size() < 2 * kEnd.size()) return false;
  if (final_of(text, text.size() - 2 * kEnd.size()) != kFinalNieun) return false;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = decode_utf8(text, at);
    if (final_of(text, at) == kFinalSsang) return false;
    at += c.bytes;
  }
  return true;
}

/// The same in Japanese: "… 大会が開かれる".
bool ends_in_japanese_present(std::string_view text) {
  constexpr auto kStates = std::to_array<std::string_view>({"いる", "ある", "という", "できる", "おる"});
  constexpr auto kPast =
      std::to_array<std::string_view>({"った", "れた", "した", "いた", "えた", "めた", "きた"});
  const auto ends = [text](std::string_view state) { return text.ends_with(state); };
  return text.ends_with("る") && std::none_of(kStates.begin(), kStates.end(), ends) &&
         !holds_any(text, kPast);
}

/// 将 as "is going to": not in 将军, 大将, 将来 and their like.
bool announces_in_chinese(std::string_view text) {
  constexpr auto kWords = std::to_array<std::string_view>({"将", "將"});
  constexpr auto kNotAfter = std::to_array<std::string_view>(
      {"军", "軍", "领", "領", "士", "帅", "帥", "校", "才", "官", "兵", "棋", "来", "來"});
  constexpr auto kNotBefore = std::to_array<std::string_view>(
      {"大", "上", "中", "少", "老", "名", "主", "武", "部", "勇", "猛", "干", "女"});
  for (std::string_view word : kWords) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const std::string_view after = text.substr(at + word.size());
      const std::string_view before = text.substr(0, at);
      const auto follows = [after](std::string_view c) { return after.starts_with(c); };
      const auto precedes = [before](std::string_view c) { return before.ends_with(c); };
      if (std::any_of(kNotAfter.begin(), kNotAfter.end(), follows)) continue;
      if (std::any_of(kNotBefore.begin(), kNotBefore.end(), precedes)) continue;
      return true;
    }
  }
  return false;
}

/// What stands between a date and a verb that speaks of something else: "on May 6 announced that … will".
bool is_other_clause(std::string_view between, bool behind) {
  constexpr auto kBarriers = std::to_array<std::string_view>(
      {" that ", " who ", " which ", "\"", "\u201C", "\u201D", ":", " when ", " after "});
  constexpr auto kJoints = std::to_array<std::string_view>({" and ", " but "});
  if (holds_any(between, kBarriers) || (behind && holds_any(between, kJoints))) return true;
  // A verb of the past: "carried an article", but "to be opened".
  for (std::size_t at = between.find("ed "); at != std::string_view::npos; at = between.find("ed ", at + 1)) {
    const std::size_t word = between.substr(0, at).rfind(' ');
    if (word == std::string_view::npos || !between.substr(0, word).ends_with("be")) return true;
  }
  return false;
}

/// The clause of a date in a text before or behind it, as far as it can be told from its length in bytes.
std::string_view clause_of(std::string_view text, bool behind, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  return behind ? text.substr(0, bytes) : text.substr(text.size() - bytes);
}

/// How long the English words are that `text` begins with and that announce what their clause speaks of; 0
/// for other words.
std::size_t english_cue(std::string_view text) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"will ",        "would ",       "shall ",         "to be held",   "to be opened",   "to be convened",
       "to be staged", "to be given",  "to be launched", "to be hosted", "to be unveiled", "to be published",
       "to be shown",  "to be played", "decided to ",    "agreed to ",   "plan to ",       "plans to ",
       "slated",       "next month",   "next week"});
  constexpr auto kBehindIs = std::to_array<std::string_view>(
      {"to ", "due ", "set to ", "going to ", "scheduled", "expected", "planned"});
  const std::size_t is = text.starts_with("is ") ? 3 : text.starts_with("are ") ? 4 : 0;
  if (is == 0) {
    for (std::string_view word : kWords) {
      if (text[0] == word[0] && text.starts_with(word))
        return text.substr(word.size()).starts_with("of ") ? 0 : word.size();
    }
    return 0;
  }
  for (std::string_view word : kBehindIs) {
    if (text.substr(is).starts_with(word)) return is + word.size();
  }
  return 0;
}

/// What English words say in the sentence of a date, before or behind it.
struct English {
  bool near = false;      ///< in its clause
  bool reported = false;  ///< in its clause, by somebody else and earlier: "they said that they would"
  bool anywhere = false;  ///< of something
};

/// The first two letters of the words that english_cue() and hear_english() know.
class CueLetters {
 public:
  constexpr CueLetters() {
    for (const std::string_view pair :
         {"wi", "wo", "is", "to", "ar", "ne", "de", "ag", "pl", "sl", "sc", "sh"})
      second_[index(pair[0])] |= 1U << index(pair[1]);
  }
  /// Whether such a word may begin at the first of two bytes.
  constexpr bool begin(const char* two) const {
    return is_small(two[0]) && is_small(two[1]) && (second_[index(two[0])] >> index(two[1]) & 1U) != 0;
  }

 private:
  static constexpr bool is_small(char c) { return c >= 'a' && c <= 'z'; }
  static constexpr std::size_t index(char c) { return static_cast<std::size_t>(c - 'a'); }

  std::array<std::uint32_t, 26> second_{};
};
constexpr CueLetters kCueLetters;

/// The next word at or after `at` that may be one of the cues, by its first two letters; npos for none.
std::size_t next_cue(std::string_view text, std::size_t at) {
  constexpr std::size_t kBlankAndLetters = 3;
  if (at == 0 && text.size() >= 2 && kCueLetters.begin(text.data())) return 0;
  std::size_t blank = at == 0 ? 0 : at - 1;
  while (blank + kBlankAndLetters <= text.size()) {
    if (blank + eight_bytes::kBytes <= text.size()) {
      const std::size_t others = eight_bytes::leading(
          ~eight_bytes::within(eight_bytes::load(text.data() + blank), ' ', ' ') & eight_bytes::kHighBits);
      if (others != 0) {
        blank += others;
        continue;
      }
    }
    if (text[blank] == ' ' && kCueLetters.begin(text.data() + blank + 1)) return blank + 1;
    ++blank;
  }
  return std::string_view::npos;
}

/// "the will", "his will"
bool follows_article(std::string_view text, std::size_t at) {
  constexpr auto kArticles =
      std::to_array<std::string_view>({"the ", "a ", "his ", "her ", "their ", "iron "});
  const std::string_view before = text.substr(0, at);
  return std::any_of(kArticles.begin(), kArticles.end(),
                     [before](std::string_view word) { return before.ends_with(word); });
}

English hear_english(std::string_view text, bool behind) {
  constexpr std::size_t kClauseBytes = 64;
  English said;
  for (std::size_t at = next_cue(text, 0); at != std::string_view::npos; at = next_cue(text, at + 1)) {
    const std::string_view word = text.substr(at);
    const std::size_t size = english_cue(word);
    const bool testament = word.starts_with("will ") && (size == 0 || follows_article(text, at));
    said.anywhere = said.anywhere || (word.starts_with("will ") && !testament) ||
                    word.starts_with("to be held") ||
                    (!behind && (word.starts_with("scheduled") || word.starts_with("slated")));
    if (size == 0 || testament) continue;
    const std::string_view between = behind ? text.substr(0, at) : word.substr(size);
    if (between.size() > kClauseBytes || is_other_clause(between, behind)) continue;
    // "Article 2 shall be …" is the law; "on May 6 they decided to …" is past.
    if (behind && (word.starts_with("shall ") || word.starts_with("decided ") || word.starts_with("agreed ")))
      continue;
    const bool by_others = word.starts_with("would ") || word.starts_with("decided ") ||
                           word.starts_with("agreed ") || word.starts_with("plan");
    (by_others ? said.reported : said.near) = true;
  }
  return said;
}

/// Whether the verb of the date itself is one of the past: right before it ("opened on May 6"), or behind it
/// before anything else is said ("On May 6 a hall was opened which will …").
bool tells_past(std::string_view before, std::string_view behind) {
  constexpr auto kPlans =
      std::to_array<std::string_view>({"scheduled", "slated", "planned", "expected", "fixed"});
  constexpr auto kPast = std::to_array<std::string_view>({" was ", " were "});
  constexpr std::size_t kWord = 16;  // bytes
  std::string_view verb = before;
  if (verb.ends_with(" on ")) verb.remove_suffix(4);
  const auto plan = [verb](std::string_view word) { return verb.ends_with(word); };
  if (verb.ends_with("ed") && std::none_of(kPlans.begin(), kPlans.end(), plan) &&
      clause_of(verb, false, kWord + 4).find("be ") == std::string_view::npos)
    return true;
  if (!before.empty() && before.find_first_not_of(" OonI,") != std::string_view::npos) return false;
  const std::size_t will = std::min(behind.find("will "), behind.size());
  return will < behind.size() && holds_any(behind.substr(0, will), kPast);
}

bool has_hangul(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xEA && byte <= 0xED;
  });
}

/// Whether a clause has words of English alone. Its cues are hear_english()'s.
bool is_english(std::string_view text) {
  return text.find("the ") != std::string_view::npos || text.find(" of ") != std::string_view::npos;
}

bool says_future(std::string_view text, bool behind, unsigned languages) {
  constexpr std::size_t kClauseBytes = 90;
  constexpr std::size_t kRussianClauseBytes = 150;
  if (languages != 0)
    text = clause_of(text, behind, (languages & kRussian) != 0 ? kRussianClauseBytes : kClauseBytes);
  if (languages != 0 && (text.empty() || text.find('"') != std::string_view::npos)) return false;
  if (languages == 0) {
    if (has_hangul(text)) {
      return holds_any(text, kKoreanFuture) || announces_in_korean(text) ||
             (behind && ends_in_korean_present(text));
    }
    return holds_any(text, kChineseFuture) || holds_any(text, kJapaneseFuture) ||
           announces_in_chinese(text) || (behind && ends_in_japanese_present(text));
  }
  if ((languages & kEnglish) != 0 && is_english(text)) return false;  // "September" is a month of German too
  if ((languages & kGerman) != 0 && holds_any(text, kGermanFuture)) return true;
  if ((languages & kRussian) != 0) return holds_any(text, kRussianFuture);
  if ((languages & kSpanish) != 0) {
    return holds_any(text, kSpanishFuture) || has_ending(text, "rá", 5) || has_ending(text, "rán", 6);
  }
  if (languages == kFrench || languages == (kFrench | kGerman)) {
    return holds_any(text, kFrenchFuture) || has_ending(text, "ra", 4) || has_ending(text, "ront", 5);
  }
  return false;
}

}  // namespace

Future find_future(std::string_view before, std::string_view behind, unsigned languages) {
  const auto beside = [&before](std::string_view word) { return ends_in(before, word); };
  if (languages == 0 && std::any_of(kBesideCjk.begin(), kBesideCjk.end(), beside)) return Future::kYes;
  if (languages != kEnglish &&
      (says_future(before, false, languages) || says_future(behind, true, languages)))
    return Future::kYes;
  if (languages != 0 && std::any_of(kMeantFor.begin(), kMeantFor.end(), beside)) return Future::kElsewhere;
  const auto ends_in_verb = [&before](const auto& verbs) {
    return std::any_of(verbs.begin(), verbs.end(), [&before](std::string_view verb) {
      if (!ends_in(before, verb)) return false;
      const std::string_view rest = before.substr(0, before.size() - verb.size());
      return rest.empty() || rest.ends_with(' ');
    });
  };
  if ((languages & kEnglish) == 0) {
    if ((languages & kRussian) != 0) return ends_in_verb(kRussianPresent) ? Future::kPresent : Future::kNo;
    if ((languages & kSpanish) == 0) return Future::kNo;
    if (before.ends_with("el ")) before.remove_suffix(3);
    return ends_in_verb(kSpanishPresent) ? Future::kPresent : Future::kNo;
  }
  // "The drill kicked off on May 6 will last a month", "On May 6 the drill was ended, and it will …": the day
  // is past.
  if (tells_past(before, behind)) return Future::kNo;
  constexpr std::size_t kVerbBytes = 24;
  const English earlier = hear_english(before, false);
  const English later = hear_english(behind, true);
  if (earlier.near || (later.near && !is_other_clause(clause_of(before, false, kVerbBytes), false)))
    return Future::kYes;
  for (std::string_view preposition : {"on ", "from ", "until ", "till "}) {
    if (!before.ends_with(preposition)) continue;
    before.remove_suffix(preposition.size());
    break;
  }
  if (ends_in_verb(kPresent)) return Future::kPresent;
  const bool elsewhere = earlier.anywhere || later.anywhere || earlier.reported || later.reported;
  return elsewhere ? Future::kElsewhere : Future::kNo;
}

}  // namespace dateline::dates
