#include "bench/corpus/vocabulary.h"

#include <array>
#include <unordered_set>
#include <utility>

namespace dateline::bench {
namespace {

constexpr std::uint64_t kWordSeed = 1912;

constexpr std::array kLittle{"the", "of",   "to",   "and",   "in",   "a",   "on",   "for",
                             "is",  "with", "that", "by",    "as",   "was", "from", "this",
                             "its", "at",   "have", "their", "will", "it",  "be",   "are"};
// Only a, o and u: with an i or an e before the last consonant a word could end like "-ing" or "-ed" itself.
constexpr std::array kOnsets{"b", "d", "f",  "g",  "h",  "j",  "k",  "l",  "m",  "n",  "p",  "r",  "s",
                             "t", "v", "br", "dr", "gr", "kr", "pr", "tr", "sh", "ch", "pl", "kl", "fl"};
constexpr std::array kVowels{"a", "o", "u"};
constexpr std::array kCodas{"", "", "", "n", "r", "l", "m"};
constexpr std::array kFinals{"k", "m", "n", "p", "d", "g"};
constexpr std::array kNameEnds{"ov", "ez", "av", "iv"};

// Syllables that are no particles, so that the words are of the length they seem to have.
constexpr std::array kHangul{"강", "건", "공", "광", "국", "군", "금", "남", "농", "당", "대", "동", "력",
                             "명", "문", "민", "발", "방", "백", "법", "봉", "산", "생", "선", "설", "성",
                             "송", "수", "술", "식", "신", "양", "업", "영", "원", "위", "작", "장", "전",
                             "정", "제", "조", "주", "진", "천", "체", "총", "춘", "출", "학", "혁", "화"};
constexpr std::array kParticles{"", "", "은", "는", "을", "를", "에서", "의", "이", "과", "에"};

constexpr std::array kRussianOnsets{"б", "в", "г", "д", "з", "к",  "л",  "м",
                                    "н", "п", "р", "с", "т", "пр", "ст", "кр"};
constexpr std::array kRussianVowels{"а", "о", "у", "и", "е"};
constexpr std::array kRussianEnds{"", "а", "у", "ом", "ы", "ов", "ами"};

template <class Make>
std::vector<std::string> distinct(std::size_t count, Make make) {
  std::vector<std::string> words;
  std::unordered_set<std::string> seen;
  while (words.size() < count) {
    std::string word = make(words.size());
    if (seen.insert(word).second) words.push_back(std::move(word));
  }
  return words;
}

std::string english_stem(Random& random, int syllables) {
  std::string word;
  for (int i = 1; i <= syllables; ++i) {
    word += random.pick(kOnsets);
    word += random.pick(kVowels);
    if (i < syllables) word += random.pick(kCodas);
  }
  return word;
}

std::vector<std::string> english_words() {
  Random random(kWordSeed);
  return distinct(Vocabulary::kEnglish, [&](std::size_t rank) {
    std::string word;
    do {  // frequent words are short
      word = english_stem(random, rank < 400 ? 2 : random.between(2, rank < 5000 ? 3 : 4));
      word += random.pick(kFinals);
    } while (word.size() < 5);
    return word;
  });
}

std::vector<std::string> korean_words() {
  Random random(kWordSeed + 1);
  return distinct(Vocabulary::kKorean, [&](std::size_t) {
    std::string word;
    for (int i = random.chance(750) ? 2 : 3; i > 0; --i) word += random.pick(kHangul);
    return word;
  });
}

std::vector<std::string> russian_words() {
  Random random(kWordSeed + 2);
  return distinct(Vocabulary::kRussian, [&](std::size_t) {
    std::string word;
    for (int i = random.between(2, 3); i > 0; --i) {
      word += random.pick(kRussianOnsets);
      word += random.pick(kRussianVowels);
    }
    return word + random.pick(kRussianOnsets);
  });
}

}  // namespace

Vocabulary::Vocabulary()
    : english_(english_words()),
      korean_(korean_words()),
      russian_(russian_words()),
      english_ranks_(kEnglish, 8),
      korean_ranks_(kKorean, 8),
      russian_ranks_(kRussian, 8),
      little_ranks_(kLittle.size(), 2) {}

std::string Vocabulary::english_word(Random& random) const {
  if (random.chance(400)) return kLittle[little_ranks_.draw(random)];
  return english_content_word(random);
}

std::string Vocabulary::english_content_word(Random& random) const {
  if (random.chance(2)) {
    std::string name = english_stem(random, random.between(2, 4));
    name += random.pick(kNameEnds);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
  }
  const std::string& word = english_[english_ranks_.draw(random)];
  const std::uint32_t form = random.below(100);
  return word + (form < 70 ? "" : form < 85 ? "s" : form < 93 ? "ed" : "ing");
}

std::string Vocabulary::korean_word(Random& random) const {
  const std::string& word = korean_[korean_ranks_.draw(random)];
  return word + random.pick(kParticles);
}

std::string Vocabulary::russian_word(Random& random) const {
  const std::string& word = russian_[russian_ranks_.draw(random)];
  return word + random.pick(kRussianEnds);
}

std::string_view Vocabulary::base_form(std::string_view word) {
  for (const std::string_view ending : {"ing", "ed", "s"}) {
    if (word.size() > ending.size() + 4 && word.ends_with(ending))
      return word.substr(0, word.size() - ending.size());
  }
  return word;
}

}  // namespace dateline::bench
