#include "common/dates/byline.h"

#include <algorithm>
#include <array>
#include <vector>

#include "common/dates/line_words.h"

namespace dateline::dates {
namespace {

/// "by Ann Bee", "홍길동 기자": a piece of a line that names who wrote the article.
bool is_byline(std::string_view piece) {
  constexpr std::size_t kMostWords = 5;
  constexpr auto kBefore =
      std::to_array<std::string_view>({"by", "von", "por", "par", "autor", "auteur", "author", "reporter",
                                       "автор", "글", "작성자", "作者", "文", "记者", "記者"});
  constexpr auto kBehind = std::to_array<std::string_view>({"기자", "특파원", "记者", "記者"});
  constexpr auto kNoName = std::to_array<std::string_view>(
      {"a", "an", "the", "el", "la", "los", "las", "le", "les", "un", "una", "une", "der", "die", "das"});
  std::vector<std::string> words;
  bool figures = false;
  const bool valid = for_each_word(piece, "-'", [&](std::string_view word, bool has_figure) {
    words.emplace_back(word);
    figures = figures || has_figure;
  });
  if (!valid || figures || words.size() < 2 || words.size() > kMostWords + 1) return false;
  if (std::ranges::find(kBehind, words.back()) != kBehind.end()) return true;
  const auto by =
      std::ranges::find_first_of(words.begin(), words.begin() + 2, kBefore.begin(), kBefore.end());
  const auto name = by + 1;  // "published by Ann Bee" too, but not "by the river"
  return by != words.begin() + 2 && name != words.end() && std::ranges::find(kNoName, *name) == kNoName.end();
}

}  // namespace

std::string without_bylines(std::string_view line) {
  constexpr auto kSigns =
      std::to_array<std::string_view>({"|", ",", ";", "/", "(", ")", "[", "]", " - ", "·", "•", "–", "—"});
  std::string out;
  while (!line.empty()) {
    std::size_t end = line.size();
    std::size_t next = line.size();
    for (const std::string_view sign : kSigns) {
      if (const std::size_t at = line.find(sign); at < end) end = at, next = at + sign.size();
    }
    if (!is_byline(line.substr(0, end))) out.append(line.substr(0, end));
    out += ' ';
    line.remove_prefix(next);
  }
  return out;
}

}  // namespace dateline::dates
