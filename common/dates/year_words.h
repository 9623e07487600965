#pragma once

#include "common/dates/token_stream.h"

namespace dateline::dates {

/// Whether the number at `i` counts what follows it ("2000 households") rather than being a year.
bool counts_things(const TokenStream& s, std::size_t i);

/// Whether an unit of years at `i` ("년", "年") measures a span ("2000년동안", "1000年間") or makes the label
/// of an era, and no date.
bool measures_years(const TokenStream& s, std::size_t i);

/// Whether "15년" stands before `i`: a year of two figures, of this or another era.
bool is_short_korean_year(const TokenStream& s, std::size_t i);

/// What is written behind the figures of a Russian year: "2011-го", "2011-й".
bool is_russian_ending(std::string_view word);
/// The index behind such an ending with its hyphen at `i`, `i` if there is none.
std::size_t skip_russian_ending(const TokenStream& s, std::size_t i);

}  // namespace dateline::dates
