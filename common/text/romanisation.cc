#include "common/text/romanisation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "common/hangul.h"

namespace dateline::text {
namespace {

using hangul::kFinals;
using hangul::kFirst;
using hangul::kVowels;
constexpr std::size_t kInitials = 19;

/// The letters of a syllable by their places in Unicode.
struct Letters {
  std::size_t initial;
  std::size_t vowel;
  std::size_t final;
};

Letters letters_of(char32_t syllable) {
  const std::size_t n = syllable - kFirst;
  return {n / (kVowels * kFinals), n / kFinals % kVowels, n % kFinals};
}

/// Several spellings of one letter, with blanks between; a lone "-" is none ("ㅇ" at the beginning).
template <std::size_t N>
using Spellings = std::array<std::string_view, N>;

/// A system, as far as it is regular. McCune-Reischauer writes k, t, p and ch between voiced sounds as g, d,
/// b and j.
struct System {
  Spellings<kInitials> initials;
  Spellings<kVowels> vowels;
  Spellings<kFinals> finals;
};

constexpr Spellings<kVowels> kOldVowels{"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                                        "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
constexpr Spellings<kFinals> kPlainFinals{"-", "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                          "m", "p",  "l", "l", "p", "l", "m", "p", "p", "t",
                                          "t", "ng", "t", "t", "k", "t", "p", "-"};
constexpr System kNorthern{
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "-", "j", "jj", "ch", "kh", "th", "ph", "h"},
    kOldVowels,
    kPlainFinals};
constexpr System kMcCuneReischauer{{"k g", "kk", "n", "t d", "tt", "r", "m", "p b", "pp", "s", "ss", "-",
                                    "ch j", "tch", "ch", "k", "t", "p", "h"},
                                   kOldVowels,
                                   kPlainFinals};
constexpr System kRevised{
    {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "-", "j", "jj", "ch", "k", "t", "p", "h"},
    {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"},
    kPlainFinals};
constexpr std::array<const System*, 3> kSystems{&kNorthern, &kMcCuneReischauer, &kRevised};

/// What is met in newspapers and mixtures, on top of the systems.
constexpr System kUsual{
    {"k g", "kk gg k g", "n r", "t d", "tt dd t d", "r l n", "m", "p b", "pp bb p b", "s sh", "ss s", "- y",
     "j ch", "jj tch j ch", "ch", "kh k", "th t", "ph p", "h"},
    {"a ah",   "ae ai e", "ya", "yae",        "o eo u uh ur", "e",           "yo yeo yu you",
     "ye e",   "o oh",    "wa", "wae",        "oe oi oy we",  "yo",          "u oo woo",
     "wo weo", "we",      "wi", "yu yoo you", "u eu oo",      "ui eui i ee", "i ee"},
    {"-", "k g rk", "k", "k",   "n", "n",   "n", "t d", "l", "k", "m", "p b", "l", "l",
     "p", "l",      "m", "p b", "p", "t s", "t", "ng",  "t", "t", "k", "t",   "p", "-"}};

/// Calls `visit` with each of the spellings of a letter until one is taken.
template <class Visit>
bool any_spelling(std::string_view spellings, Visit visit) {
  while (!spellings.empty()) {
    const std::size_t end = std::min(spellings.find(' '), spellings.size());
    const std::string_view one = spellings.substr(0, end);
    if (visit(one == "-" ? std::string_view() : one)) return true;
    spellings.remove_prefix(std::min(end + 1, spellings.size()));
  }
  return false;
}

/// Calls `visit(bytes)` for each way in which `text` begins with a syllable, until one is taken.
template <class Visit>
bool any_beginning(std::string_view text, const System& system, const Letters& letters, Visit visit) {
  return any_spelling(system.initials[letters.initial], [&](std::string_view initial) {
    if (!text.starts_with(initial)) return false;
    const std::string_view behind = text.substr(initial.size());
    return any_spelling(system.vowels[letters.vowel], [&](std::string_view vowel) {
      if (!behind.starts_with(vowel)) return false;
      const std::string_view rest = behind.substr(vowel.size());
      return any_spelling(system.finals[letters.final], [&](std::string_view last) {
        return rest.starts_with(last) && visit(initial.size() + vowel.size() + last.size());
      });
    });
  });
}

void add_new(std::vector<std::string>& out, std::string spelling) {
  if (std::find(out.begin(), out.end(), spelling) == out.end()) out.push_back(std::move(spelling));
}

bool reads_from(std::span<const std::string_view> units, std::string_view rest,
                std::u32string_view syllables) {
  if (rest.empty()) {
    if (units.empty()) return syllables.empty();
    return reads_from(units.subspan(1), units.front(), syllables);
  }
  if (syllables.empty() || !hangul::is_syllable(syllables.front())) return false;
  return any_beginning(rest, kUsual, letters_of(syllables.front()), [&](std::size_t bytes) {
    return reads_from(units, rest.substr(bytes), syllables.substr(1));
  });
}

/// Syllables that are `text` in one of the systems.
std::vector<char32_t> syllables_of(std::string_view text, std::span<const System* const> systems) {
  std::vector<char32_t> out;
  const auto add = [&](std::size_t i, std::size_t v, std::size_t f) {
    const auto syllable = static_cast<char32_t>(kFirst + (i * kVowels + v) * kFinals + f);
    if (std::find(out.begin(), out.end(), syllable) == out.end()) out.push_back(syllable);
    return false;
  };
  for (const System* system : systems) {
    for (std::size_t i = 0; i < kInitials; ++i) {
      any_spelling(system->initials[i], [&](std::string_view initial) {
        if (!text.starts_with(initial)) return false;
        const std::string_view behind = text.substr(initial.size());
        for (std::size_t v = 0; v < kVowels; ++v) {
          any_spelling(system->vowels[v], [&](std::string_view vowel) {
            if (!behind.starts_with(vowel)) return false;
            for (std::size_t f = 0; f < kFinals; ++f) {
              any_spelling(system->finals[f], [&](std::string_view last) {
                return behind.substr(vowel.size()) == last && add(i, v, f);
              });
            }
            return false;
          });
        }
        return false;
      });
    }
  }
  return out;
}

std::vector<char32_t> syllables_of(std::string_view text) { return syllables_of(text, kSystems); }

}  // namespace

std::vector<std::string> romanisations(char32_t syllable) {
  std::vector<std::string> out;
  if (!hangul::is_syllable(syllable)) return out;
  const Letters letters = letters_of(syllable);
  for (const System* system : kSystems) {
    any_spelling(system->initials[letters.initial], [&](std::string_view initial) {
      std::string spelling(initial);
      spelling += system->vowels[letters.vowel];
      if (system->finals[letters.final] != "-") spelling += system->finals[letters.final];
      add_new(out, std::move(spelling));
      return false;
    });
  }
  return out;
}

bool reads_as(std::span<const std::string_view> units, std::u32string_view syllables) {
  return !units.empty() && reads_from(units, {}, syllables);
}

std::vector<std::string> regular_spellings(std::string_view syllable, Readings readings) {
  std::vector<std::string> out{std::string(syllable)};
  std::vector<char32_t> read = syllables_of(syllable);
  const auto is_northern = [](char32_t one, std::string_view spelling) {
    return romanisations(one).front() == spelling;
  };
  const bool northern =
      readings == Readings::kNorthern &&
      std::any_of(read.begin(), read.end(), [&](char32_t one) { return is_northern(one, syllable); });
  if (northern) std::erase_if(read, [&](char32_t one) { return !is_northern(one, syllable); });
  for (const char32_t one : read) {
    for (std::string& spelling : romanisations(one)) {
      const std::vector<char32_t> others = northern ? syllables_of(spelling) : std::vector<char32_t>{};
      const bool ambiguous = std::any_of(others.begin(), others.end(), [&](char32_t other) {
        return is_northern(other, spelling) && std::find(read.begin(), read.end(), other) == read.end();
      });
      if (!ambiguous) add_new(out, std::move(spelling));
    }
  }
  return out;
}

std::vector<std::string> likely_spellings(std::string_view syllable) {
  static constexpr std::array<const System*, 1> kAsUsual{&kUsual};
  std::vector<std::string> out{std::string(syllable)};
  for (const char32_t one : syllables_of(syllable, kAsUsual)) {
    for (std::string& spelling : romanisations(one)) add_new(out, std::move(spelling));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> split_syllables(std::string_view word) {
  std::vector<std::pair<std::string, std::string>> out;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const std::string_view first = word.substr(0, i);
    const std::string_view second = word.substr(i);
    if (syllables_of(first).empty() || syllables_of(second).empty()) continue;
    out.emplace_back(first, second);
  }
  return out;
}

}  // namespace dateline::text
