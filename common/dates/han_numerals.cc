#include "common/dates/han_numerals.h"

#include <array>

namespace dateline::dates {
namespace {

constexpr std::size_t kFigureBytes = 3;
constexpr unsigned kMaxFigures = 8;
constexpr unsigned kNoFigure = 10000;

struct Figure {
  std::string_view character;
  unsigned value;  ///< 0..9, or 10, 100, 1000
};

constexpr std::array<Figure, 16> kFigures = {{{"〇", 0},
                                              {"零", 0},
                                              {"○", 0},
                                              {"一", 1},
                                              {"二", 2},
                                              {"三", 3},
                                              {"四", 4},
                                              {"五", 5},
                                              {"六", 6},
                                              {"七", 7},
                                              {"八", 8},
                                              {"九", 9},
                                              {"十", 10},
                                              {"百", 100},
                                              {"千", 1000},
                                              {"廿", 20}}};

unsigned figure(std::string_view character) {
  for (const Figure& f : kFigures) {
    if (f.character == character) return f.value;
  }
  return kNoFigure;
}

}  // namespace

std::optional<HanNumber> han_number_before(std::string_view text) {
  HanNumber number;
  number.positional = true;
  std::size_t begin = text.size();
  while (begin >= kFigureBytes) {
    const unsigned value = figure(text.substr(begin - kFigureBytes, kFigureBytes));
    if (value == kNoFigure) break;
    if (value >= 10) number.positional = false;
    begin -= kFigureBytes;
    if (++number.figures > kMaxFigures) return std::nullopt;
  }
  if (number.figures == 0 || (number.positional && number.figures > 4)) return std::nullopt;
  number.begin = begin;
  unsigned last = 0;  // the figure that waits for its unit
  for (std::size_t i = begin; i < text.size(); i += kFigureBytes) {
    const unsigned value = figure(text.substr(i, kFigureBytes));
    if (number.positional) {
      number.value = number.value * 10 + value;
    } else if (value == 20) {
      number.value += value;
    } else if (value >= 10) {
      number.value += (last == 0 ? 1 : last) * value;
      last = 0;
    } else {
      last = value;
    }
  }
  number.value += last;
  return number;
}

}  // namespace dateline::dates
