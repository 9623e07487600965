#include "common/dates/day_suffix.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/dates/one_of.h"

namespace dateline::dates {
namespace {

constexpr std::uint32_t kNameBytes = 80;  // from the day to the noun
constexpr std::size_t kLongestName = 9;   // tokens between the day and the noun it names

// Agreements are named after their day even where "on" stands before it.
constexpr std::array<std::string_view, 8> kTreaties = {"declaration", "agreement",   "statement",
                                                       "accord",      "communique",  "communiqué",
                                                       "agreements",  "declarations"};
constexpr std::array<std::string_view, 52> kInstitutions = {
    "house",        "medal",       "certification", "certificate", "stadium",   "hospital",
    "factory",      "movement",    "palace",        "team",        "plant",     "mine",
    "colliery",     "complex",     "street",        "farm",        "school",    "university",
    "college",      "museum",      "shipyard",      "smeltery",    "clinic",    "theatre",
    "theater",      "cinema",      "library",       "nursery",     "award",     "prize",
    "cup",          "station",     "enterprise",    "mill",        "brigade",   "uprising",
    "kindergarten", "hall",        "orphanage",     "sanatorium",  "gymnasium", "workshop",
    "bureau",       "institute",   "ranch",         "quarry",      "works",     "camp",
    "building",     "association", "committee",     "era"};
constexpr std::array<std::string_view, 10> kSmallWordsOfNames = {
    "joint", "north", "south", "inter", "korean", "of", "the", "national", "popular", "people"};
constexpr std::array<std::string_view, 21> kKoreanNouns = {
    "공동선언", "북남공동선언", "선언",   "공동성명", "합의",   "문화회관", "공장",
    "병원",     "경기장",       "운동",   "소년궁전", "체육단", "비날론",   "탄광",
    "광산",     "제련소",       "기업소", "농장",     "청년",   "인민봉기", "품질메달"};
constexpr std::array<std::string_view, 18> kLunarLeads = {
    "of",  "by",   "in",  "on",  "the", "del",        "du",         "de",        "el",
    "por", "nach", "dem", "des", "по",  "calendario", "calendrier", "according", "to"};
constexpr std::array<std::string_view, 6> kLunarWords = {"lunar",   "lunaire",      "лунному",
                                                         "лунного", "Mondkalender", "Mondkalenders"};
constexpr std::array<std::string_view, 5> kLunarEnds = {"year", "calendar", "календарю", "календаря",
                                                        "month"};

std::string lowered(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return lower;
}

}  // namespace

std::size_t lunar_suffix(const TokenStream& s, std::size_t i) {
  if (s.sign(i, U'(')) {
    const std::size_t end = lunar_suffix(s, i + 1);
    return end != 0 && s.sign(end, U')') ? end + 1 : 0;
  }
  for (std::size_t j = i; j < i + 5 && s.soft(j); ++j) {
    const std::string_view word = s.raw(j);
    if (one_of(word, kLunarWords)) {
      return s.soft(j + 1) && one_of(s.raw(j + 1), kLunarEnds) ? j + 2 : j + 1;
    }
    if (!one_of(word, kLunarLeads)) return 0;
  }
  return 0;
}

bool names_something(const TokenStream& s, std::size_t begin, std::size_t end) {
  if (s.at(end - 1).cjk) {
    const std::string_view after = s.after(end - 1);
    const std::string_view word = after.substr(0, 1) == " " ? after.substr(1) : after;
    return std::any_of(kKoreanNouns.begin(), kKoreanNouns.end(),
                       [word](std::string_view noun) { return word.substr(0, noun.size()) == noun; });
  }
  const bool on = begin > 0 && (s.raw(begin - 1) == "on" || s.raw(begin - 1) == "On");
  for (std::size_t j = end; j < end + kLongestName && s.soft(j); ++j) {
    const Token& t = s.at(j);
    if (t.begin - s.at(end - 1).end > kNameBytes) return false;
    if (t.is(U'-') || t.is(U'.') || t.is(U'\'')) {
      if (j == end || !s.glued(j)) return false;
      continue;
    }
    if (t.type != Token::Type::kWord || s.is_month_name(j, kEnglish)) return false;
    const std::string word = lowered(s.raw(j));
    if (one_of(word, kTreaties)) return true;
    if (one_of(word, kInstitutions)) return (t.capital && !on) || (j == end && !on);
    if (!t.capital && !s.glued(j) && !one_of(word, kSmallWordsOfNames)) return false;
    if (j == end && (word == "of" || word == "the" || word == "people")) return false;
  }
  return false;
}

}  // namespace dateline::dates
