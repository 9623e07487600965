#pragma once

#include <string>

#include "common/article.h"

namespace dateline::search {

/// An article as a footnote names it: publisher, "title", day with how it is known, address, day of capture,
/// id. Never more of the day than is known. One line without its end, printable.
///
///   Rodong Sinmun, “Ferry returns”, 14 September 2023 (by its stamp, confidence high),
///   http://example.kp/1, captured 20 September 2023 [dateline:51a7902b340b7e71]
std::string footnote(const Article& article);

/// "14 September 2023", "September 2023", "2023", "n.d." when nothing is known.
std::string day_in_words(const dates::Publication& publication);
std::string day_in_words(dates::Day day);

}  // namespace dateline::search
