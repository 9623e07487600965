#include "common/dates/past_cues.h"

#include <algorithm>
#include <array>

#include "common/dates/lexicon.h"
#include "common/dates/one_of.h"
#include "common/dates/utf8.h"
#include "common/hangul.h"

namespace dateline::dates {
namespace {

/// Verbs of English that have no -ed; sorted.
constexpr auto kEnglishVerbs = std::to_array<std::string_view>(
    {"arose", "ate",    "became", "been",   "began",     "bent",   "bore",  "bought",    "broke",  "brought",
     "built", "came",   "caught", "chose",  "cut",       "did",    "done",  "drew",      "drove",  "dug",
     "fell",  "felt",   "flew",   "fought", "found",     "gave",   "given", "gone",      "got",    "grew",
     "had",   "heard",  "held",   "hit",    "kept",      "knew",   "known", "laid",      "lay",    "led",
     "left",  "lent",   "lit",    "lost",   "made",      "meant",  "met",   "overthrew", "paid",   "put",
     "ran",   "read",   "rode",   "rose",   "said",      "sang",   "sank",  "sat",       "saw",    "seen",
     "sent",  "set",    "shook",  "shot",   "showed",    "shown",  "slept", "sold",      "sought", "spent",
     "spoke", "spread", "stood",  "struck", "swam",      "swept",  "swore", "taken",     "taught", "thought",
     "threw", "told",   "took",   "tore",   "underwent", "upheld", "was",   "went",      "were",   "withdrew",
     "woke",  "won",    "wore",   "wrote"});
static_assert(std::is_sorted(kEnglishVerbs.begin(), kEnglishVerbs.end()));
/// Words in -ed that are no verbs of the past, or none that tell what happened; sorted.
constexpr auto kEnglishNames =
    std::to_array<std::string_view>({"Allied", "Armed", "Limited", "United", "armed", "hundred", "indeed",
                                     "need", "speed", "succeed", "united"});
static_assert(std::is_sorted(kEnglishNames.begin(), kEnglishNames.end()));

constexpr auto kSpanishVerbs = std::to_array<std::string_view>(
    {"di", "dieron", "dijo", "dio", "estuvo", "fue", "fueron", "ha", "han", "había", "habían", "hizo",
     "hicieron", "hubo", "puso", "supo", "trajo", "tuvo", "vino"});
constexpr auto kSpanishEndings = std::to_array<std::string_view>(
    {"ó",   "aron", "ieron", "jeron", "aba", "aban",    "ía",  "ían",     "ado",  "ada",  "ados",  "adas",
     "ido", "ida",  "idos",  "idas",  "uvo", "uvieron", "uso", "usieron", "icho", "echo", "ierto", "ierta"});
constexpr auto kRussianEndings = std::to_array<std::string_view>(
    {"л",    "ла",    "ло",   "ли",   "лся",  "лась", "лось",  "лись", "ен",   "ён",   "ена",
     "ено",  "ены",   "ан",   "ана",  "ано",  "аны",  "ят",    "ята",  "ято",  "яты",  "ыт",
     "ыта",  "ыто",   "ыты",  "нёс",  "нес",  "шёл",  "вшего", "вший", "вшая", "вшее", "вшие",
     "вших", "нного", "нный", "нная", "нное", "нные", "нных",  "нной"});
constexpr auto kChineseWords =
    std::to_array<std::string_view>({"了", "过", "過", "曾", "已", "来", "没", "沒", "當時", "当时"});
constexpr auto kKoreanAdnominals =
    std::to_array<std::string_view>({"된 ", "던 ", "된데", "지난 ", "받은 ", "친 "});

template <std::size_t N>
bool holds_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// Whether `is_past` is true of any word of `text`, by the word itself and the one before it; words are
/// letters of any script.
template <class Test>
bool any_word(std::string_view text, Test is_past) {
  const auto letter = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  };
  std::string_view before;
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if(at, text.end(), letter);
    const auto end = std::find_if_not(begin, text.end(), letter);
    const std::string_view word(begin, end);
    if (!word.empty() && is_past(word, before)) return true;
    before = word;
    at = end;
  }
  return false;
}

/// "was held", "opened", but not "is held", "are accepted".
bool is_english_past(std::string_view word, std::string_view before) {
  constexpr auto kPassive = std::to_array<std::string_view>({"is", "are", "be", "being"});
  constexpr std::size_t kShortest = 4;  // "used"
  const bool verb = word.size() >= kShortest && word.ends_with("ed")
                        ? !std::binary_search(kEnglishNames.begin(), kEnglishNames.end(), word)
                        : std::binary_search(kEnglishVerbs.begin(), kEnglishVerbs.end(), word);
  return verb && !one_of(before, kPassive);
}

template <std::size_t N>
bool has_ending(std::string_view word, const std::array<std::string_view, N>& endings) {
  return std::any_of(endings.begin(), endings.end(), [word](std::string_view ending) {
    return word.size() > ending.size() && word.ends_with(ending);
  });
}

/// A syllable with a final ㅆ: 였, 했, 었.
bool has_korean_past(std::string_view text) {
  constexpr char32_t kSsang = 20;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = decode_utf8(text, at);
    if (hangul::is_syllable(c.code) && hangul::final_of(c.code) == kSsang) return true;
    at += c.bytes;
  }
  return false;
}

/// "September" is a month of German too.
bool is_english(std::string_view text) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"the ", "The ", " of ", " on ", "On ", " is ", " are ", " until ", " and ", " for ", " at "});
  return holds_any(text, kWords);
}

bool is_past(std::string_view text, unsigned languages) {
  if (languages == 0) {
    return has_korean_past(text) || holds_any(text, kKoreanAdnominals) || holds_any(text, kChineseWords) ||
           text.find("た") != std::string_view::npos || text.find("だっ") != std::string_view::npos;
  }
  if ((languages & kEnglish) != 0) return any_word(text, is_english_past);
  if ((languages & kRussian) != 0)
    return any_word(
        text, [](std::string_view word, std::string_view) { return has_ending(word, kRussianEndings); });
  if ((languages & kSpanish) != 0) {
    return any_word(text, [](std::string_view word, std::string_view) {
      return one_of(word, kSpanishVerbs) || has_ending(word, kSpanishEndings);
    });
  }
  return true;
}

}  // namespace

bool may_tell_past(std::string_view before, std::string_view behind, unsigned languages) {
  constexpr auto kSince =
      std::to_array<std::string_view>({" of ", "since ", "Since ", "с ", "С ", "desde el ", "Desde el "});
  const auto ends = [before](std::string_view word) { return before.ends_with(word); };
  if (std::any_of(kSince.begin(), kSince.end(), ends)) return true;
  if ((languages & kEnglish) != 0 && languages != kEnglish && !is_english(before) && !is_english(behind))
    return true;
  return is_past(before, languages) || is_past(behind, languages);
}

}  // namespace dateline::dates
