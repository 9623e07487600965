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

struct Cases {
  std::string_view last;  ///< letters at the end of the name, which the endings replace but for consonants
  bool stays = false;
  std::string_view endings;  ///< apart by blanks
};

/// The first that fits counts.
constexpr auto kCases = std::to_array<Cases>({
    {"ий", false, "ого ому им ом его ему ем ия ию ием ии"},
    {"ый", false, "ого ому ым ом"},
    {"ой", false, "ого ому ым ом оя ою оем ое"},
    {"й", false, "я ю ем е"},
    {"ь", false, "я ю ем е и ью"},
    {"ия", false, "ии ию ией"},
    {"я", false, "и е ю ей"},
    {"а", false, "ы и е у ой ей"},
    {"ов", true, "а у ым е"},
    {"ев", true, "а у ым е"},
    {"ин", true, "а у ым ом е"},
});
constexpr std::string_view kConsonants = "б в г д ж з к л м н п р с т ф х ц ч ш щ";
constexpr std::string_view kEndingsOfConsonants = "а у ом ем е";

std::vector<std::string> with_endings(std::string_view stem, std::string_view endings) {
  std::vector<std::string> out;
  while (!endings.empty()) {
    const std::size_t end = std::min(endings.find(' '), endings.size());
    out.push_back(std::string(stem).append(endings.substr(0, end)));
    endings.remove_prefix(std::min(end + 1, endings.size()));
  }
  return out;
}

}  // namespace

std::vector<std::string> russian_cases(std::string_view name) {
  for (const Cases& cases : kCases) {
    if (!name.ends_with(cases.last) || name.size() <= cases.last.size()) continue;
    return with_endings(cases.stays ? name : name.substr(0, name.size() - cases.last.size()), cases.endings);
  }
  constexpr std::size_t kLetterBytes = 2;
  if (name.size() <= kLetterBytes) return {};
  const std::string_view last = name.substr(name.size() - kLetterBytes);
  if (kConsonants.find(last) == std::string_view::npos) return {};
  return with_endings(name, kEndingsOfConsonants);
}

std::string_view russian_noun_stem(std::string_view word) {
  for (const std::string_view ending : kEndings) {
    if (!word.ends_with(ending)) continue;
    const std::string_view stem = word.substr(0, word.size() - ending.size());
    if (std::ranges::binary_search(kStems, stem)) return stem;
  }
  return {};
}

}  // namespace dateline::text
