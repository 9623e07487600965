#include "shingle_score.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dateline::html {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto finish = [&] {
    if (word.isEmpty()) return;
    word.toUTF8String(words.emplace_back());
    word.remove();
  };
  const icu::UnicodeString all =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  for (std::int32_t i = 0; i < all.length(); i = all.moveIndex32(i, 1)) {
    const UChar32 c = all.char32At(i);
    const bool letter =
        u_isalnum(c) || c == '_' || u_charType(c) == U_OTHER_NUMBER || u_charType(c) == U_LETTER_NUMBER;
    if (letter) {
      word.append(c);
    } else {
      finish();
    }
  }
  finish();
  return words;
}

std::map<std::string, int> shingles(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  std::map<std::string, int> counts;
  if (words.empty()) return counts;
  const std::size_t size = std::min<std::size_t>(4, words.size());
  for (std::size_t i = 0; i + size <= words.size(); ++i) {
    std::string shingle;
    for (std::size_t k = 0; k < size; ++k) shingle += words[i + k] + ' ';
    ++counts[shingle];
  }
  return counts;
}

}  // namespace

void ShingleScore::add_page(std::string_view truth, std::string_view found) {
  const std::map<std::string, int> want = shingles(truth);
  const std::map<std::string, int> got = shingles(found);
  int wanted = 0;
  int given = 0;
  int both = 0;
  for (const auto& [shingle, count] : want) {
    wanted += count;
    if (const auto same = got.find(shingle); same != got.end()) both += std::min(count, same->second);
  }
  for (const auto& [shingle, count] : got) given += count;
  const double sum = wanted + given - both;
  if (sum == 0) return;
  hit += both / sum;
  extra += (given - both) / sum;
  missed += (wanted - both) / sum;
}

}  // namespace dateline::html
