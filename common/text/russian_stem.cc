#include "common/text/russian_stem.h"

#include <algorithm>
#include <array>

namespace dateline::text {
namespace {

/// Sorted.
constexpr auto kStems = std::to_array<std::string_view>(
    {"алексе", "алле",     "андре",  "апоге", "ассамбле", "батаре",  "бруне",   "водоле", "галере",  "гвине",
     "дороте", "евре",     "елисе",  "зате",  "злоде",    "зме",     "иде",     "иуде",   "казначе", "коре",
     "корифе", "кочере",   "лаке",   "лине",  "лице",     "лотере",  "мавзоле", "матве",  "меде",    "музе",
     "одиссе", "оранжере", "панаце", "помпе", "портупе",  "промете", "репе",    "серге",  "тимофе",  "транше",
     "трофе",  "фарисе",   "халле",  "хокке", "ше",       "эпопе",   "юбиле"});
static_assert(std::ranges::is_sorted(kStems));

constexpr auto kEndings =
    std::to_array<std::string_view>({"я", "и", "ю", "е", "й", "ей", "ею", "ем", "ев", "ям", "ями", "ях"});

}  // namespace

std::string_view russian_noun_stem(std::string_view word) {
  for (const std::string_view ending : kEndings) {
    if (!word.ends_with(ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    if (std::ranges::binary_search(kStems, stem)) return stem;
  }
  return {};
}

}  // namespace dateline::text
