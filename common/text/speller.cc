#include "common/text/speller.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "common/text/utf8.h"

namespace dateline::text {

namespace {

constexpr std::size_t kLongestWord = 64;  // letters; what is longer was not mistyped but pasted

// Letters, with Hangul syllables taken apart: a mistyped vowel is one edit and not another syllable.
std::u32string letters_of(std::string_view word) {
  constexpr char32_t kFirst = 0xAC00;
  constexpr char32_t kFinals = 28;
  constexpr char32_t kVowels = 21;
  std::u32string letters;
  for (std::size_t i = 0; i < word.size();) {
    const UChar32 c = next_code_point(word, i);
    if (c < 0) continue;
    const auto letter = static_cast<char32_t>(c);
    if (letter < kFirst || letter > 0xD7A3) {
      letters += letter;
      continue;
    }
    const char32_t syllable = letter - kFirst;
    letters += U'\u1100' + syllable / (kVowels * kFinals);
    letters += U'\u1161' + syllable / kFinals % kVowels;
    if (syllable % kFinals != 0) letters += U'\u11A7' + syllable % kFinals;
  }
  return letters;
}

// The first letters under which a romanisation may file the same word.
constexpr auto kSameInitials =
    std::to_array<std::string_view>({"kg", "td", "pb", "cjz", "rln", "sx", "uw", "ey", "iy"});

std::set<std::string> prefixes_of(std::string_view word) {
  std::set<std::string> prefixes;
  std::size_t first = 0;
  next_code_point(word, first);
  prefixes.emplace(word.substr(0, first));
  if (first < word.size()) {
    std::size_t second = first;
    next_code_point(word, second);
    prefixes.emplace(word.substr(first, second - first));
  }
  for (const std::string_view same : kSameInitials) {
    if (same.find(word.front()) == std::string_view::npos) continue;
    for (const char initial : same) prefixes.emplace(1, initial);
  }
  return prefixes;
}

}  // namespace

std::string romanisation_key(std::string_view word) {
  // Longest first within one initial.
  static constexpr auto kRules = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"yeo", "yo"}, {"weo", "wo"}, {"eui", "i"}, {"tch", "c"}, {"yoo", "yu"}, {"woo", "u"}, {"eo", "o"},
      {"eu", "u"},   {"ui", "i"},   {"oe", "e"},  {"ae", "e"},  {"ai", "e"},   {"oo", "u"},  {"ee", "i"},
      {"ch", "c"},   {"jj", "c"},   {"sh", "s"},  {"ss", "s"},  {"kh", "k"},   {"kk", "k"},  {"gg", "k"},
      {"th", "t"},   {"tt", "t"},   {"dd", "t"},  {"ph", "p"},  {"pp", "p"},   {"bb", "p"},  {"g", "k"},
      {"d", "t"},    {"b", "p"},    {"j", "c"},   {"r", "l"},
  });
  std::string key;
  while (!word.empty()) {
    const auto rule = std::find_if(kRules.begin(), kRules.end(),
                                   [&](const auto& each) { return word.starts_with(each.first); });
    if (rule == kRules.end()) {
      key += word.front();
      word.remove_prefix(1);
    } else {
      key += rule->second;
      word.remove_prefix(rule->first.size());
    }
  }
  return key;
}

unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned most) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > most || a.size() > kLongestWord || b.size() > kLongestWord) return most + 1;
  std::array<std::array<unsigned, kLongestWord + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

std::vector<Suggestion> spelling_suggestions(std::string_view word, const Vocabulary& vocabulary,
                                             std::size_t limit) {
  std::vector<Suggestion> suggestions;
  const std::u32string letters = letters_of(word);
  if (letters.empty() || letters.size() > kLongestWord) return suggestions;
  const unsigned most = letters.size() < 5 ? 1 : 2;
  const std::string key = romanisation_key(word);
  const std::uint64_t own = vocabulary.frequency(word);
  const Vocabulary::Visit consider = [&](std::string_view candidate, std::uint64_t frequency) {
    if (frequency <= own || candidate == word || candidate.size() > 4 * kLongestWord) return;
    const unsigned edits = edit_distance(letters, letters_of(candidate), most);
    const bool same_sound = romanisation_key(candidate) == key;
    if (edits > most && !same_sound) return;
    suggestions.push_back({std::string(candidate), frequency, same_sound ? 0 : edits});
  };
  for (const std::string& prefix : prefixes_of(word)) vocabulary.each(prefix, consider);
  if (suggestions.empty()) vocabulary.each("", consider);
  std::sort(suggestions.begin(), suggestions.end(), [](const Suggestion& a, const Suggestion& b) {
    if (a.distance != b.distance) return a.distance < b.distance;
    if (a.frequency != b.frequency) return a.frequency > b.frequency;
    return a.word < b.word;
  });
  if (suggestions.size() > limit) suggestions.resize(limit);
  return suggestions;
}

}  // namespace dateline::text
