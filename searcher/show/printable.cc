#include "searcher/show/printable.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <cstdint>

#include "common/text/display_columns.h"
#include "common/text/utf8.h"

namespace dateline::show {
namespace {

/// Calls f(character, its bytes) for each until it is false; a byte that is not UTF-8 comes as less than 0.
template <class F>
void each_character(std::string_view text, F f) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const UChar32 c = text::next_code_point(text, i);
    if (!f(c, text.substr(start, i - start))) return;
  }
}

/// What stands for the eight heights of a sparkline where there is ASCII alone; none looks like a gap.
constexpr std::string_view kHeights = "_,:=+*%#";

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  each_character(text, [&](UChar32 c, std::string_view) {
    width += c < 0 ? 0 : text::display_columns(c);
    return true;
  });
  return width;
}

std::size_t bytes_within(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  std::size_t width = 0;
  each_character(text, [&](UChar32 c, std::string_view character) {
    width += c < 0 ? 0 : text::display_columns(c);
    if (width > columns) return false;
    bytes += character.size();
    return true;
  });
  return bytes;
}

std::string ascii_only(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkd = icu::Normalizer2::getNFKDInstance(status);
  std::string out;
  out.reserve(text.size());
  each_character(text, [&](UChar32 c, std::string_view bytes) {
    if (c >= 0 && c < 0x80) {
      out += bytes;
      return true;
    }
    switch (c) {
      case 0x00B7:  // middle dot
      case 0x2010:  // hyphens and dashes
      case 0x2011:
      case 0x2012:
      case 0x2013:
      case 0x2014:
        out += '-';
        return true;
      case 0x2018:
      case 0x2019:
        out += '\'';
        return true;
      case 0x201C:
      case 0x201D:
        out += '"';
        return true;
      case 0x2026:  // ellipsis: one column, as it was
        out += '~';
        return true;
      case 0x203A:
        out += '>';
        return true;
      case 0x25AA:
        out += '#';
        return true;
      case 0x2581:  // heights of a sparkline, in eighths
      case 0x2582:
      case 0x2583:
      case 0x2584:
      case 0x2585:
      case 0x2586:
      case 0x2587:
      case 0x2588:
        out += kHeights[static_cast<std::size_t>(c - 0x2581)];
        return true;
      case 0x2589:  // ends of a bar, from seven eighths down to one
      case 0x258A:
      case 0x258B:
      case 0x258C:
        out += '#';
        return true;
      case 0x258D:
      case 0x258E:
      case 0x258F:
        out += '.';
        return true;
      default:
        break;
    }
    icu::UnicodeString parts;
    if (c >= 0 && U_SUCCESS(status) && nfkd->getDecomposition(c, parts) && parts.char32At(0) < 0x80) {
      for (std::int32_t i = 0; i < parts.length(); ++i) {
        if (parts[i] < 0x80) out += static_cast<char>(parts[i]);
      }
      return true;
    }
    out.append(c < 0 ? 1 : text::display_columns(c), '?');
    return true;
  });
  return out;
}

std::string fit(std::string_view text, std::size_t columns) {
  if (columns == 0) return {};
  std::string out;
  std::size_t width = 0;
  std::size_t room_at = 0;  // bytes of `out` that leave a column for the ellipsis
  bool whole = true;
  each_character(text, [&](UChar32 c, std::string_view bytes) {
    const std::size_t w = c < 0 ? 0 : text::display_columns(c);
    if (width + w > columns) {
      whole = false;
      return false;
    }
    width += w;
    out += bytes;
    if (width < columns) room_at = out.size();
    return true;
  });
  if (whole) return out;
  out.resize(room_at);
  return out + "…";
}

std::string last_columns(std::string_view text, std::size_t columns) {
  std::size_t width = display_width(text);
  if (width <= columns) return std::string(text);
  std::size_t bytes = 0;
  each_character(text, [&](UChar32 c, std::string_view character) {
    const std::size_t w = c < 0 ? 0 : text::display_columns(c);
    if (width <= columns && w > 0) return false;
    width -= w;
    bytes += character.size();
    return true;
  });
  return std::string(text.substr(bytes));
}

}  // namespace dateline::show
