#include "tests/searcher/search/random_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace dateline::testing {
namespace {

constexpr std::array<std::string_view, 26> kWords{
    "harbour", "lantern",    "bridge",  "river",   "school", "orchard",  "visit",   "visits",    "visited",
    "flood",   "embankment", "factory", "opening", "winter", "letter",   "Kim",     "Pak",       "평양",
    "나룻배",  "항구에서",   "學校",    "ferry",   "summit", "lanterns", "bridges", "delegation"};

}  // namespace

std::size_t draw(Random& random, std::size_t below) {
  return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
}

std::string word(Random& random) { return std::string(one_of(kWords, random)); }

std::string words(Random& random, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t which = std::min(draw(random, kWords.size()), draw(random, kWords.size()));
    out += (i == 0 ? "" : " ") + std::string(kWords[which]);
  }
  return out;
}

std::string plain_query(std::size_t form, Random& random) {
  const auto word = [&] { return testing::word(random); };
  switch (form) {
    case 0:
      return word();
    case 1:
      return word() + " " + word();
    case 2:
      return word() + " OR " + word();
    case 3:
      return word() + " -" + word();
    case 4:
      return fmt::format("\"{} {}\"", word(), word());
    case 5:
      return fmt::format("near/4({} {})", word(), word());
    case 6:
      return fmt::format("title:{} {}", word(), word());
    case 7:
      return "NOT " + word();
    case 8:
      return fmt::format("vis* OR ({} {})", word(), word());
    default:
      throw std::out_of_range("no such form of a query");
  }
}

}  // namespace dateline::testing
