#include "common/dates/worded_days.h"

#include <algorithm>
#include <array>
#include <string>

namespace dateline::dates {
namespace {

struct Number {
  std::string_view word;
  unsigned value;
};

/// What stands before a month: ordinal numbers in English and Russian, cardinal ones in Spanish.
constexpr auto kNumbers = std::to_array<Number>({
    {"first", 1},
    {"second", 2},
    {"third", 3},
    {"fourth", 4},
    {"fifth", 5},
    {"sixth", 6},
    {"seventh", 7},
    {"eighth", 8},
    {"ninth", 9},
    {"tenth", 10},
    {"eleventh", 11},
    {"twelfth", 12},
    {"thirteenth", 13},
    {"fourteenth", 14},
    {"fifteenth", 15},
    {"sixteenth", 16},
    {"seventeenth", 17},
    {"eighteenth", 18},
    {"nineteenth", 19},
    {"twentieth", 20},
    {"thirtieth", 30},
    {"первого", 1},
    {"второго", 2},
    {"третьего", 3},
    {"четвертого", 4},
    {"четвёртого", 4},
    {"пятого", 5},
    {"шестого", 6},
    {"седьмого", 7},
    {"восьмого", 8},
    {"девятого", 9},
    {"десятого", 10},
    {"одиннадцатого", 11},
    {"двенадцатого", 12},
    {"тринадцатого", 13},
    {"четырнадцатого", 14},
    {"пятнадцатого", 15},
    {"шестнадцатого", 16},
    {"семнадцатого", 17},
    {"восемнадцатого", 18},
    {"девятнадцатого", 19},
    {"двадцатого", 20},
    {"тридцатого", 30},
    {"первое", 1},
    {"второе", 2},
    {"третье", 3},
    {"девятое", 9},
    {"uno", 1},
    {"dos", 2},
    {"tres", 3},
    {"cuatro", 4},
    {"cinco", 5},
    {"seis", 6},
    {"siete", 7},
    {"ocho", 8},
    {"nueve", 9},
    {"diez", 10},
    {"once", 11},
    {"doce", 12},
    {"trece", 13},
    {"catorce", 14},
    {"quince", 15},
    {"dieciséis", 16},
    {"diecisiete", 17},
    {"dieciocho", 18},
    {"diecinueve", 19},
    {"veinte", 20},
    {"veintiuno", 21},
    {"veintidós", 22},
    {"veintitrés", 23},
    {"veinticuatro", 24},
    {"veinticinco", 25},
    {"veintiséis", 26},
    {"veintisiete", 27},
    {"veintiocho", 28},
    {"veintinueve", 29},
    {"treinta", 30},
});
constexpr auto kTens =
    std::to_array<Number>({{"twenty", 20}, {"thirty", 30}, {"двадцать", 20}, {"тридцать", 30}});
constexpr auto kRoman = std::to_array<std::string_view>(
    {"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"});

/// With its first letter small: of Latin and of Cyrillic, which takes two bytes.
std::string small(std::string_view word) {
  std::string out(word);
  if (out.empty()) return out;
  const auto byte = [&out](std::size_t i) { return static_cast<unsigned char>(out[i]); };
  if (out[0] >= 'A' && out[0] <= 'Z') {
    out[0] = static_cast<char>(out[0] | 0x20);
  } else if (out.size() > 1 && byte(0) == 0xD0 && byte(1) >= 0x90 && byte(1) <= 0x9F) {
    out[1] = static_cast<char>(byte(1) + 0x20);
  } else if (out.size() > 1 && byte(0) == 0xD0 && byte(1) >= 0xA0 && byte(1) <= 0xAF) {
    out[0] = static_cast<char>(0xD1);
    out[1] = static_cast<char>(byte(1) - 0x20);
  }
  return out;
}

template <std::size_t N>
unsigned value_of(std::string_view word, const std::array<Number, N>& numbers) {
  const std::string folded = small(word);
  const auto found = std::ranges::find(numbers, std::string_view(folded), &Number::word);
  return found == numbers.end() ? 0 : found->value;
}

unsigned number_at(const TokenStream& s, std::size_t i) {
  return s.at(i).type == Token::Type::kWord && !s.at(i).cjk ? value_of(s.raw(i), kNumbers) : 0;
}

unsigned tens_at(const TokenStream& s, std::size_t i) {
  return s.at(i).type == Token::Type::kWord ? value_of(s.raw(i), kTens) : 0;
}

}  // namespace

std::optional<WordedDay> worded_day_ending(const TokenStream& s, std::size_t last) {
  constexpr unsigned kUnits = 9;
  const unsigned day = number_at(s, last);
  if (day == 0) return std::nullopt;
  if (day > kUnits || last == 0 || !s.follows(last)) return WordedDay{day, last, last + 1};
  const bool hyphen = s.at(last - 1).is(U'-') && s.glued(last) && s.glued(last - 1) && last >= 2;
  const std::size_t before = hyphen ? last - 2 : last - 1;
  const unsigned tens = tens_at(s, before);
  if (tens == 0) return hyphen ? std::nullopt : std::optional(WordedDay{day, last, last + 1});
  if (tens + day > 31) return std::nullopt;
  return WordedDay{tens + day, before, last + 1};
}

std::optional<WordedDay> worded_day_beginning(const TokenStream& s, std::size_t first) {
  std::size_t last = first;
  if (tens_at(s, first) != 0) last = s.at(first + 1).is(U'-') ? first + 2 : first + 1;
  const std::optional<WordedDay> day = worded_day_ending(s, last);
  return day && day->begin == first ? day : std::nullopt;
}

unsigned roman_month(std::string_view word) {
  const auto found = std::ranges::find(kRoman, word);
  return found == kRoman.end() ? 0 : static_cast<unsigned>(found - kRoman.begin()) + 1;
}

}  // namespace dateline::dates
