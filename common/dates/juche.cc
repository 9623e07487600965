#include "common/dates/juche.h"

namespace dateline::dates {

std::optional<YearPair> pair_years(int juche, int gregorian) {
  YearPair pair;
  const auto meant = gregorian_year(juche);
  if (!meant) {
    if (gregorian == 0) return std::nullopt;
    pair.gregorian = gregorian;
    pair.invalid = true;
    return pair;
  }
  pair.juche = juche;
  pair.gregorian = gregorian == 0 ? *meant : gregorian;
  pair.conflict = gregorian != 0 && gregorian != *meant;
  return pair;
}

}  // namespace dateline::dates
