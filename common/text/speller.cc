#include "common/text/speller.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "common/hangul.h"
#include "common/text/utf8.h"

namespace dateline::text {

namespace {

constexpr std::size_t kLongestWord = 64;  // letters; what is longer was not mistyped but pasted

// Letters, with Hangul syllables taken apart: a mistyped vowel is one edit and not another syllable.
std::u32string letters_of(std::string_view word) {
  using hangul::kFinals;
  using hangul::kVowels;
  std::u32string letters;
  for (std::size_t i = 0; i < word.size();) {
    const UChar32 c = next_code_point(word, i);
    if (c < 0) continue;
    const auto letter = static_cast<char32_t>(c);
    if (!hangul::is_syllable(letter)) {
      letters += letter;
      continue;
    }
    const char32_t syllable = letter - hangul::kFirst;
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

// How the front of a word sounds, and its bytes.
struct Sound {
  std::string_view key;
  std::size_t bytes;
};

constexpr std::size_t kLongestSound = 3;

// What sounds like something else, by initials, the longest first within one initial.
constexpr auto kSounds = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"ae", "e"},   {"ai", "e"},  {"bb", "p"},   {"b", "p"},    {"ch", "c"}, {"dd", "t"}, {"d", "t"},
    {"eui", "i"},  {"ee", "i"},  {"eo", "o"},   {"eu", "u"},   {"gg", "k"}, {"g", "k"},  {"jj", "c"},
    {"j", "c"},    {"kh", "k"},  {"kk", "k"},   {"oe", "e"},   {"oo", "u"}, {"ph", "p"}, {"pp", "p"},
    {"r", "l"},    {"sh", "s"},  {"ss", "s"},   {"tch", "c"},  {"th", "t"}, {"tt", "t"}, {"ui", "i"},
    {"weo", "wo"}, {"woo", "u"}, {"yeo", "yo"}, {"yoo", "yu"},
});

// Where in kSounds those of each letter stand, from a to z.
struct SoundsOfInitial {
  std::size_t begin = 0;
  std::size_t end = 0;
};
constexpr auto kSoundsByInitial = [] {
  std::array<SoundsOfInitial, 26> places{};
  for (std::size_t i = 0; i < kSounds.size(); ++i) {
    SoundsOfInitial& place = places[static_cast<std::size_t>(kSounds[i].first[0] - 'a')];
    if (place.end == 0) place.begin = i;
    place.end = i + 1;
  }
  return places;
}();

// Depends on no more than the first kLongestSound bytes of `word`, which is not empty.
Sound first_sound(std::string_view word) {
  const Sound as_written{word.substr(0, 1), 1};
  if (word[0] < 'a' || word[0] > 'z') return as_written;
  const SoundsOfInitial place = kSoundsByInitial[static_cast<std::size_t>(word[0] - 'a')];
  for (std::size_t i = place.begin; i < place.end; ++i) {
    if (word.starts_with(kSounds[i].first)) return {kSounds[i].second, kSounds[i].first.size()};
  }
  return as_written;
}

// What comparing a word of the vocabulary with the one that was typed has shown.
struct Comparison {
  bool near = false;
  unsigned distance = 0;
  // Not near: no word that begins with so many of its bytes is; 0 when that cannot be said.
  std::size_t dead_bytes = 0;
};

// Compares with words that sound the same.
class SoundMatcher {
 public:
  explicit SoundMatcher(std::string_view word) : key_(romanisation_key(word)) {}

  Comparison compare(std::string_view word) const {
    std::string_view wanted = key_;
    for (std::size_t at = 0; at < word.size();) {
      const Sound sound = first_sound(word.substr(at));
      if (!wanted.starts_with(sound.key)) {
        return {.dead_bytes = at + kLongestSound <= word.size() ? at + kLongestSound : 0};
      }
      wanted.remove_prefix(sound.key.size());
      at += sound.bytes;
    }
    return {.near = wanted.empty()};
  }

 private:
  std::string key_;
};

// Compares with words within some edits. What it worked out for the beginning of a word serves the next one,
// which in the order of bytes mostly begins alike.
class EditMatcher {
 public:
  EditMatcher(std::u32string letters, unsigned most) : letters_(std::move(letters)), most_(most) {
    rows_[0].resize(letters_.size() + 1);
    for (std::size_t j = 0; j < rows_[0].size(); ++j) rows_[0][j] = static_cast<unsigned>(j);
    for (std::size_t i = 1; i < rows_.size(); ++i) rows_[i].resize(letters_.size() + 1);
  }

  Comparison compare(std::string_view word) {
    const auto same = std::mismatch(word.begin(), word.end(), before_.begin(), before_.end()).first;
    const auto same_bytes = static_cast<std::size_t>(same - word.begin());
    while (!steps_.empty() && steps_.back().bytes > same_bytes) steps_.pop_back();
    before_ = word;
    std::size_t at = steps_.empty() ? 0 : steps_.back().bytes;
    if (!steps_.empty() && steps_.back().dead) return {.dead_bytes = at};
    while (at < word.size()) {
      const std::size_t start = at;
      Step step{0, steps_.empty() ? 0 : steps_.back().depth, false};
      const auto add = [&](char32_t letter) {
        step.dead = step.dead || step.depth == kLongestWord || !extend(++step.depth, letter);
      };
      if (const auto byte = static_cast<unsigned char>(word[at]); byte < 0x80) {
        ++at;
        add(byte);
      } else {
        next_code_point(word, at);
        for (const char32_t letter : letters_of(word.substr(start, at - start))) add(letter);
      }
      step.bytes = at;
      steps_.push_back(step);
      if (step.dead) return {.dead_bytes = at};
    }
    const unsigned distance = rows_[steps_.empty() ? 0 : steps_.back().depth].back();
    return {.near = distance <= most_, .distance = distance};
  }

 private:
  struct Step {  // a character of the word last compared
    std::size_t bytes;
    std::size_t depth;  // letters up to its end
    bool dead;          // no word that begins like this is within `most_`
  };

  // Works out the distances of the beginnings of `letters_` to the word's first `i` letters.
  bool extend(std::size_t i, char32_t letter) {
    word_[i] = letter;
    std::vector<unsigned>& row = rows_[i];
    const std::vector<unsigned>& above = rows_[i - 1];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j < row.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (letters_[j - 1] == letter ? 0 : 1)});
      if (i > 1 && j > 1 && letter == letters_[j - 2] && word_[i - 1] == letters_[j - 1])
        row[j] = std::min(row[j], rows_[i - 2][j - 2] + 1);
      least = std::min(least, row[j]);
    }
    return least <= most_;
  }

  std::u32string letters_;
  unsigned most_;
  std::string before_;
  std::vector<Step> steps_;
  std::array<char32_t, kLongestWord + 1> word_{};  // from 1
  std::array<std::vector<unsigned>, kLongestWord + 1> rows_;
};

}  // namespace

std::string romanisation_key(std::string_view word) {
  std::string key;
  while (!word.empty()) {
    const Sound sound = first_sound(word);
    key += sound.key;
    word.remove_prefix(sound.bytes);
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

std::optional<Suggestion> frequent_neighbour(std::string_view word, const Vocabulary& vocabulary,
                                             std::uint64_t times) {
  constexpr std::size_t kSameLetters = 3;
  constexpr std::size_t kMinLetters = 6;
  const std::u32string letters = letters_of(word);
  if (letters.size() != word.size() || letters.size() < kMinLetters || letters.size() > kLongestWord)
    return std::nullopt;
  const std::uint64_t least = std::max<std::uint64_t>(vocabulary.frequency(word), 1) * times;
  EditMatcher edits(letters, 1);
  std::optional<Suggestion> best;
  vocabulary.each(word.substr(0, kSameLetters), [&](std::string_view candidate) -> std::size_t {
    const Comparison edit = edits.compare(candidate);
    if (!edit.near) return edit.dead_bytes;
    const std::uint64_t frequency = candidate == word ? 0 : vocabulary.frequency(candidate);
    if (frequency >= least && (!best || frequency > best->frequency))
      best = Suggestion{std::string(candidate), frequency, edit.distance};
    return 0;
  });
  return best;
}

std::vector<Suggestion> spelling_suggestions(std::string_view word, const Vocabulary& vocabulary,
                                             std::size_t limit) {
  std::vector<Suggestion> suggestions;
  const std::u32string letters = letters_of(word);
  if (letters.empty() || letters.size() > kLongestWord) return suggestions;
  const std::uint64_t own = vocabulary.frequency(word);
  const SoundMatcher sounds(word);
  EditMatcher edits(letters, letters.size() < 5 ? 1 : 2);
  const Vocabulary::Visit consider = [&](std::string_view candidate) -> std::size_t {
    const Comparison sound = sounds.compare(candidate);
    const Comparison edit = edits.compare(candidate);
    if (!sound.near && !edit.near)
      return sound.dead_bytes == 0 || edit.dead_bytes == 0 ? 0 : std::max(sound.dead_bytes, edit.dead_bytes);
    const std::uint64_t frequency = candidate == word ? 0 : vocabulary.frequency(candidate);
    if (frequency > own)
      suggestions.push_back({std::string(candidate), frequency, sound.near ? 0 : edit.distance});
    return 0;
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
