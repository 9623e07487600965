#include "searcher/query/query_error.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "common/text/display_columns.h"
#include "common/text/utf8.h"

namespace dateline::query {
namespace {

constexpr std::size_t kContextCharacters = 40;  ///< shown on either side of the place

/// A character of the query, fit to be shown.
struct Shown {
  std::uint32_t offset = 0;
  std::string text;
  std::size_t columns = 1;
};

std::vector<Shown> shown_characters(std::string_view query) {
  std::vector<Shown> out;
  for (std::size_t i = 0; i < query.size();) {
    const std::size_t start = i;
    const UChar32 c = text::next_code_point(query, i);
    Shown shown{static_cast<std::uint32_t>(start), {}, 1};
    if (c < 0) {
      shown.text = "?";
    } else if (u_iscntrl(c) || u_charType(c) == U_FORMAT_CHAR || u_isUWhiteSpace(c)) {
      shown.text = " ";
    } else {
      shown.text = query.substr(start, i - start);
      shown.columns = text::display_columns(c);
    }
    out.push_back(std::move(shown));
  }
  return out;
}

}  // namespace

SourceRange cover(SourceRange a, SourceRange b) {
  const std::uint32_t from = std::min(a.offset, b.offset);
  return {from, std::max(a.end(), b.end()) - from};
}

tl::unexpected<QueryError> fail_at(std::string_view query, SourceRange range, std::string message,
                                   std::string hint) {
  const auto size = static_cast<std::uint32_t>(query.size());
  range.offset = std::min(range.offset, size);
  range.length = std::min(range.length, size - range.offset);
  QueryError error{std::move(message), std::move(hint), range, 1};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(query.data());
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(range.offset); ++error.column) {
    U8_FWD_1(bytes, i, static_cast<std::int32_t>(size));
  }
  return tl::unexpected<QueryError>(std::move(error));
}

std::string caret_text(const QueryError& error, std::string_view query) {
  // The place and its surroundings are cut out first: a query of many megabytes is shown as fast as a short
  // one.
  constexpr std::size_t kWindowBytes = kContextCharacters * 4 + 256;
  std::size_t begin = error.range.offset > kWindowBytes ? error.range.offset - kWindowBytes : 0;
  while (begin > 0 && begin < query.size() && (static_cast<unsigned char>(query[begin]) & 0xC0) == 0x80)
    --begin;
  const std::string_view window = query.substr(begin, 2 * kWindowBytes);
  const std::vector<Shown> characters = shown_characters(window);

  const std::size_t offset = error.range.offset - begin;
  std::size_t place = 0;
  while (place < characters.size() && characters[place].offset < offset) ++place;
  std::size_t place_end = place;
  while (place_end < characters.size() && characters[place_end].offset < offset + error.range.length)
    ++place_end;
  const std::size_t first = place > kContextCharacters ? place - kContextCharacters : 0;
  const std::size_t last = std::min(characters.size(), std::max(place + kContextCharacters, place + 1));
  const bool cut_before = first > 0 || begin > 0;
  const bool cut_after = last < characters.size() || begin + window.size() < query.size();

  std::string line = cut_before ? "  …" : "  ";
  std::string marks(cut_before ? 3 : 2, ' ');
  for (std::size_t i = first; i < last; ++i) {
    line += characters[i].text;
    if (i < place) marks.append(characters[i].columns, ' ');
    if (i >= place && i < place_end) marks.append(characters[i].columns, '^');
  }
  if (place == place_end) marks += '^';
  if (cut_after) line += "…";
  std::string out = fmt::format("column {}: {}\n{}\n{}\n", error.column, error.message, line, marks);
  if (!error.hint.empty()) out += error.hint + "\n";
  return out;
}

}  // namespace dateline::query
