#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dates/day.h"

namespace dateline::index {

/// What the address of a copy in a web archive says.
struct ArchiveAddress {
  std::string original;                ///< address of the page that was archived, with its scheme
  std::optional<dates::Day> captured;  ///< day of the 14 figures; nullopt where a copy is asked for otherwise
};

/// Takes apart addresses of web archives: the Wayback Machine, archive.today and its other hosts, Archive-It,
/// and whatever has 14 figures and a whole address behind them in its path, as pywb and national archives do
/// ("https://web.archive.org/web/20140612081500id_/http://www.kcna.kp/"). An archive within an archive gives
/// the innermost address and the time of the innermost copy. nullopt for all other addresses. Pure, linear.
std::optional<ArchiveAddress> archive_address(std::string_view url);

}  // namespace dateline::index
