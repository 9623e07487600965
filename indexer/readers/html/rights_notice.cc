#include "indexer/readers/html/rights_notice.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace dateline::html {
namespace {

constexpr std::size_t kLongest = 200;  ///< bytes

constexpr std::array<std::string_view, 4> kBeginnings{"©", "ⓒ", "Copyright", "COPYRIGHT"};
constexpr std::array<std::string_view, 13> kClaims{"All rights reserved",
                                                   "All Rights Reserved",
                                                   "ALL RIGHTS RESERVED",
                                                   "모든 권리 보유",
                                                   "무단 전재",
                                                   "무단전재",
                                                   "版权所有",
                                                   "版權所有",
                                                   "無断転載",
                                                   "Все права защищены",
                                                   "Tous droits réservés",
                                                   "Todos los derechos reservados",
                                                   "Alle Rechte vorbehalten"};

}  // namespace

bool is_rights_notice(std::string_view paragraph) {
  if (paragraph.size() > kLongest) return false;
  const auto begins = [&](std::string_view with) { return paragraph.starts_with(with); };
  const auto has = [&](std::string_view claim) { return paragraph.find(claim) != std::string_view::npos; };
  const bool has_year =
      std::any_of(paragraph.begin(), paragraph.end(), [](char c) { return c >= '0' && c <= '9'; });
  return std::ranges::any_of(kClaims, has) || (has_year && std::ranges::any_of(kBeginnings, begins));
}

}  // namespace dateline::html
