#include <cstdio>  // the next header needs FILE

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "common/text/characters.h"
#include "common/text/language.h"
#include "common/text/utf8.h"

namespace dateline::text {

namespace {

constexpr std::size_t kSampleBytes = 3000;
constexpr std::size_t kEnglishSampleBytes = 1200;
constexpr std::size_t kShortBodyBytes = 200;

// Function words that no other language of the Latin script uses as often.
bool is_english_function_word(std::string_view lower_case) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"the",  "of",  "and", "to",  "for", "that",  "with", "from", "by",   "which", "were", "was",
       "have", "has", "had", "his", "its", "their", "this", "are",  "been", "at",    "it",   "as"});
  return lower_case.size() <= 5 && std::find(kWords.begin(), kWords.end(), lower_case) != kWords.end();
}

// Plain English is told without CLD2: a build asks for every article.
bool is_plain_english(std::string_view sample) {
  std::size_t words = 0;
  std::size_t hits = 0;
  std::size_t the = 0;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++words;
    hits += is_english_function_word(word) ? 1 : 0;
    the += word == "the" ? 1 : 0;
    word.clear();
  };
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') {
      if (word.size() < 8) word += static_cast<char>(byte | 0x20);
    } else {
      end_word();
    }
  }
  end_word();
  return words >= 12 && the >= 2 && hits * 6 >= words;
}

struct ScriptCounts {
  std::size_t hangul = 0;
  std::size_t kana = 0;
  std::size_t han = 0;
  std::size_t latin = 0;
  std::size_t others = 0;
  std::size_t cyrillic = 0;  ///< of the others
};

// Counts letters and writes what is valid of the sample to `clean`, because CLD2 must not see anything else.
ScriptCounts count_scripts(std::string_view sample, std::string& clean) {
  ScriptCounts counts;
  for (std::size_t i = 0; i < sample.size();) {
    const std::size_t start = i;
    const UChar32 c = next_code_point(sample, i);
    if (c < 0x20 || c == 0x7F || c == 0xFFFD) {
      clean += ' ';
      continue;
    }
    clean.append(sample, start, i - start);
    if (c < 0x80) {
      counts.latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? 1 : 0;
    } else if (c >= 0x3041 && c <= 0x30FF) {
      ++counts.kana;
    } else if (is_hangul(c)) {
      ++counts.hangul;
    } else if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) {
      ++counts.han;
    } else if (u_isalpha(c)) {
      ++(script_of(c) == Script::kLatin ? counts.latin : counts.others);
      if (c >= 0x400 && c <= 0x52F) ++counts.cyrillic;
    }
  }
  return counts;
}

// The languages of this press that are written in alphabets. Others need more evidence than a headline gives.
enum Press : std::size_t { kEnglish, kSpanish, kFrench, kGerman, kPressLanguages };
constexpr std::array<std::string_view, kPressLanguages> kPressCodes = {"en", "es", "fr", "de"};
constexpr std::size_t kShortLetters = 200;  // of a headline and a sentence: too few for CLD2 alone
constexpr std::size_t kOtherLetters = 100;  // fewer prove no language from outside
using PressCounts = std::array<std::size_t, kPressLanguages>;

/// Counts a word for every language that has it among its small words, or has words that end so.
void count_word(std::string_view word, PressCounts& counts) {
  struct Word {
    std::string_view word;
    unsigned languages;  // bits of Press
  };
  constexpr unsigned en = 1U << kEnglish;
  constexpr unsigned es = 1U << kSpanish;
  constexpr unsigned fr = 1U << kFrench;
  constexpr unsigned de = 1U << kGerman;
  static constexpr auto kWords = std::to_array<Word>(
      {{"the", en},  {"of", en},      {"and", en},     {"to", en},      {"for", en},      {"in", en},
       {"on", en},   {"by", en},      {"with", en},    {"from", en},    {"at", en},       {"is", en},
       {"are", en},  {"was", en},     {"its", en},     {"his", en},     {"held", en},     {"s", en},
       {"el", es},   {"los", es},     {"las", es},     {"del", es},     {"y", es},        {"con", es},
       {"por", es},  {"para", es},    {"una", es},     {"al", es},      {"su", es},       {"sus", es},
       {"se", es},   {"la", es | fr}, {"de", es | fr}, {"en", es | fr}, {"que", es | fr}, {"un", es | fr},
       {"le", fr},   {"les", fr},     {"des", fr},     {"du", fr},      {"et", fr},       {"dans", fr},
       {"pour", fr}, {"une", fr},     {"au", fr},      {"aux", fr},     {"par", fr},      {"avec", fr},
       {"est", fr},  {"l", fr},       {"d", fr},       {"der", de},     {"die", de},      {"das", de},
       {"und", de},  {"im", de},      {"von", de},     {"mit", de},     {"auf", de},      {"ein", de},
       {"eine", de}, {"zum", de},     {"zur", de},     {"den", de},     {"dem", de},      {"ist", de},
       {"wird", de}});
  unsigned languages = 0;
  for (const Word& known : kWords) {
    if (known.word == word) languages = known.languages;
  }
  for (const std::string_view ending : {"cion", "ciones", "ción"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) languages |= es;
  }
  for (std::size_t i = 0; i < kPressLanguages; ++i) counts[i] += languages >> i & 1U;
}

/// How many of the words speak for each language.
PressCounts count_press_words(std::string_view text) {
  PressCounts counts{};
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) count_word(word, counts);
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      word += c;
    } else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') {
      word += static_cast<char>(byte | 0x20);
    } else {
      end_word();
    }
  }
  end_word();
  return counts;
}

/// Letters that Russian does not have but its neighbours do.
bool has_foreign_cyrillic(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_code_point(text, i);
    if ((c >= 0x400 && c <= 0x40F && c != 0x401) || (c >= 0x450 && c <= 0x52F && c != 0x451)) return true;
  }
  return false;
}

struct Guess {
  Language language;  ///< unknown when CLD2 has none
  bool reliable = false;
};

Guess ask_cld2(const std::string& clean) {
  CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language best =
      CLD2::ExtDetectLanguageSummary(clean.data(), static_cast<int>(clean.size()), true, &hints, 0, languages,
                                     percents, scores, nullptr, &text_bytes, &reliable);
  if (best == CLD2::UNKNOWN_LANGUAGE) return {};
  return {Language::from_code(CLD2::LanguageCode(best)), reliable};
}

/// The language of a text in letters. Of a short one the languages of this press are taken to be likelier.
Language of_letters(const std::string& clean, const ScriptCounts& scripts) {
  const Guess guess = ask_cld2(clean);
  const std::size_t letters = scripts.latin + scripts.others;
  if (letters >= kShortLetters) return guess.reliable ? guess.language : Language{};
  if (scripts.others > scripts.latin) {
    if (scripts.cyrillic == scripts.others && !has_foreign_cyrillic(clean)) return Language::from_code("ru");
    return guess.reliable ? guess.language : Language{};
  }
  const PressCounts counts = count_press_words(clean);
  // The first of the most frequent: in the order in which this press prints them.
  const auto most = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  const auto own = std::find(kPressCodes.begin(), kPressCodes.end(), guess.language.code());
  if (own != kPressCodes.end()) {
    const bool outvoted = counts[most] > counts[static_cast<std::size_t>(own - kPressCodes.begin())];
    return outvoted || (!guess.reliable && counts[most] > 0) ? Language::from_code(kPressCodes[most])
                                                             : guess.language;
  }
  if (counts[most] > 0) return Language::from_code(kPressCodes[most]);
  return guess.reliable && letters >= kOtherLetters ? guess.language : Language{};
}

std::string_view sample_of(std::string_view text) { return cut_at_character(text, kSampleBytes); }

}  // namespace

Language detect_language(std::string_view title, std::string_view body) {
  std::string_view sample = sample_of(body);
  if (is_plain_english(sample.substr(0, kEnglishSampleBytes))) return Language::from_code("en");
  std::string both;
  if (body.size() < kShortBodyBytes) {
    both.append(sample_of(title)).append("\n").append(sample);
    sample = both;
  }
  std::string clean;
  clean.reserve(sample.size() + 1);
  const ScriptCounts counts = count_scripts(sample, clean);
  // A syllable or ideograph says as much as two or three letters.
  const std::size_t hangul = counts.hangul * 3;
  const std::size_t chinese_japanese = counts.han * 3 + counts.kana * 2;
  const std::size_t alphabets = counts.latin + counts.others;
  if (hangul > 0 && hangul >= chinese_japanese && hangul >= alphabets) return Language::from_code("ko");
  if (chinese_japanese > 0 && chinese_japanese >= alphabets) {
    return Language::from_code(counts.kana * 20 >= counts.han + counts.kana ? "ja" : "zh");
  }
  return alphabets == 0 ? Language{} : of_letters(clean, counts);
}

}  // namespace dateline::text
