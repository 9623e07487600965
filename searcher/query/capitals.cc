#include "searcher/query/capitals.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "common/text/stop_words.h"
#include "common/text/utf8.h"
#include "searcher/query/lex_characters.h"
#include "searcher/query/limits.h"

namespace dateline::query {
namespace {

constexpr std::size_t kLongestAcronym = 4;
/// Words like "the" in small letters alone.
constexpr auto kAbbreviations = std::to_array<std::string_view>({"IT", "US", "WHO"});

std::string lower_ascii(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return out;
}

/// Stretches of word characters that hold a capital.
std::vector<std::string_view> capital_words(std::string_view query) {
  std::vector<std::string_view> words;
  std::size_t begin = std::string_view::npos;
  const auto end_word = [&](std::size_t end) {
    if (begin != std::string_view::npos) words.push_back(query.substr(begin, end - begin));
    begin = std::string_view::npos;
  };
  for (std::size_t i = 0; i < query.size();) {
    const std::size_t start = i;
    const UChar32 c = text::next_code_point(query, i);
    if (c > 0 && u_isupper(c)) {
      if (begin == std::string_view::npos) begin = start;
    } else if (lex_sort(c) != LexSort::kWord) {
      end_word(start);
    }
  }
  end_word(query.size());
  return words;
}

bool has_small_letter(std::string_view query) {
  for (std::size_t i = 0; i < query.size();) {
    const UChar32 c = text::next_code_point(query, i);
    if (c > 0 && u_islower(c)) return true;
  }
  return false;
}

}  // namespace

Capitals capitals_of(std::string_view query) {
  Capitals out;
  if (has_small_letter(query)) return out;
  std::vector<std::string_view> words = capital_words(query);
  const auto is_operator = [](std::string_view word) {
    return word == "AND" || word == "OR" || word == "NOT";
  };
  const bool begins_so = words.size() > 2 && is_operator(words.front());
  const bool negates = std::find(words.begin(), words.end(), "NOT") != words.end();
  out.operators = std::erase_if(words, is_operator) > 0;
  out.all = !words.empty();
  const bool function_word = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return std::ranges::find(kAbbreviations, word) == kAbbreviations.end() &&
           text::is_stop_word(lower_ascii(word));
  });
  const bool acronyms = std::all_of(words.begin(), words.end(),
                                    [](std::string_view word) { return word.size() <= kLongestAcronym; });
  const bool headline =
      words.size() + 1 >= kPastedWords || function_word || begins_so || (negates && !acronyms);
  out.are_words = out.all && headline;
  return out;
}

}  // namespace dateline::query
