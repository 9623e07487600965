#include "bench/track/typed_words.h"

#include <algorithm>

namespace dateline::bench {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

/// A word of ASCII letters, and what stands between it and the word before.
struct Word {
  std::string_view text;
  std::string_view before;
};

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> words;
  std::size_t end = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_letter(text[i])) {
      ++i;
      continue;
    }
    std::size_t to = i;
    while (to < text.size() && is_letter(text[to])) ++to;
    words.push_back({text.substr(i, to - i), text.substr(end, i - end)});
    end = i = to;
  }
  return words;
}

}  // namespace

std::vector<std::string> names_in(std::string_view text) {
  constexpr std::size_t kMax = 3;
  std::vector<std::string> names;
  std::string name;
  std::size_t parts = 0;
  bool begins_sentence = false;  // with the words with a capital that follow it
  const auto finish = [&] {
    if (parts >= 2 && parts <= kMax) names.push_back(name);
    name.clear();
    parts = 0;
  };
  for (const Word& word : words_in(text)) {
    const bool capital = is_upper(word.text.front()) && word.text.size() > 1 && !is_upper(word.text[1]);
    if (parts > 0 && capital && word.before == " ") {
      name.append(" ").append(word.text);
      ++parts;
      continue;
    }
    finish();
    // Behind a blank alone no sentence begins.
    begins_sentence = capital && (begins_sentence || word.before != " ");
    if (capital && !begins_sentence) {
      name = word.text;
      parts = 1;
    }
  }
  finish();
  return names;
}

std::vector<std::string> numbers_in(std::string_view text) {
  constexpr std::size_t kYearDigits = 4;
  constexpr std::size_t kLongest = 12;
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t to = i;
    while (to < text.size() &&
           (is_digit(text[to]) || ((text[to] == ',' || text[to] == '.' || text[to] == '-') &&
                                   to + 1 < text.size() && is_digit(text[to + 1])))) {
      ++to;
    }
    const std::string_view number = text.substr(i, to - i);
    const bool plain = std::ranges::all_of(number, is_digit);
    const bool joined = (i > 0 && is_letter(text[i - 1])) || (to < text.size() && is_letter(text[to]));
    if (!joined && number.size() <= kLongest && (!plain || number.size() == kYearDigits)) {
      numbers.emplace_back(number);
    }
    i = to;
  }
  return numbers;
}

std::vector<std::string> cyrillic_in(std::string_view text) {
  constexpr std::size_t kShortestBytes = 8;
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (word.size() >= kShortestBytes) words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    // U+0400..U+047F are D0 80 .. D1 BF.
    if ((lead == 0xD0 || lead == 0xD1) && i + 1 < text.size()) {
      word += text.substr(i, 2);
      i += 2;
    } else {
      finish();
      ++i;
    }
  }
  finish();
  return words;
}

}  // namespace dateline::bench
