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
    }
  }
  return counts;
}

Language ask_cld2(const std::string& clean) {
  CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language best =
      CLD2::ExtDetectLanguageSummary(clean.data(), static_cast<int>(clean.size()), true, &hints, 0, languages,
                                     percents, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || best == CLD2::UNKNOWN_LANGUAGE) return {};
  return Language::from_code(CLD2::LanguageCode(best));
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
  return alphabets == 0 ? Language{} : ask_cld2(clean);
}

}  // namespace dateline::text
