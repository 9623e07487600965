#include "indexer/readers/leftovers.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "common/ascii.h"
#include "common/byte_order_mark.h"
#include "common/text/utf8.h"

namespace dateline::indexer {
namespace {

constexpr std::string_view kLost = "\xEF\xBF\xBD";

/// The byte of windows-1252 that stands for a character from 0x80 on; bytes that it does not use stand for
/// themselves.
std::optional<std::uint8_t> byte_of(UChar32 c) {
  static constexpr std::array<char16_t, 32> kTable{
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (c >= 0x80 && c <= 0xFF) return static_cast<std::uint8_t>(c);
  const auto found = std::find(kTable.begin(), kTable.end(), static_cast<char16_t>(c));
  if (c > 0xFFFF || found == kTable.end()) return std::nullopt;
  return static_cast<std::uint8_t>(0x80 + (found - kTable.begin()));
}

/// Characters that such sequences come from. Others are left alone: "É »" in French is no letter of Africa.
bool is_plausible(UChar32 c) {
  return (c >= 0xA0 && c <= 0xFF) || (c >= 0x400 && c <= 0x45F) || (c >= 0x2010 && c <= 0x2044) ||
         c == 0x20AC || c == 0x2122 || (c >= 0x2190 && c <= 0x26FF) || (c >= 0x3000 && c <= 0x30FF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF00 && c <= 0xFFEF);
}

struct Meant {
  std::string character;  ///< UTF-8
  std::size_t bytes;      ///< of the text that stand for it
};

/// The character that the two to four characters at the beginning of `text` were before.
std::optional<Meant> meant_by(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::array<std::uint8_t, 4> sequence{};
  std::size_t at = 0;
  std::size_t length = 1;
  for (std::size_t i = 0; i < length; ++i) {
    if (at >= text.size()) return std::nullopt;
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    const std::optional<std::uint8_t> byte = c < 0 ? std::nullopt : byte_of(c);
    if (!byte) return std::nullopt;
    if (i == 0) {
      length = *byte >= 0xC2 && *byte <= 0xDF ? 2 : *byte >= 0xE1 && *byte <= 0xEF ? 3 : 0;
      if (length == 0) return std::nullopt;
    } else if ((*byte & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    sequence[i] = *byte;
  }
  std::size_t n = 0;
  UChar32 c = 0;
  U8_NEXT(sequence.data(), n, length, c);
  if (c < 0 || !is_plausible(c)) return std::nullopt;
  return Meant{std::string(reinterpret_cast<const char*>(sequence.data()), length), at};
}

std::size_t mend_letters(std::string& text) {
  // Every such sequence begins with a letter from U+00C2 to U+00EF, which begins with this byte.
  constexpr char kLead = '\xC3';
  std::size_t at = text.find(kLead);
  if (at == std::string::npos) return 0;
  std::string out;
  std::size_t copied = 0;
  std::size_t mended = 0;
  while (at != std::string::npos) {
    std::size_t next = at + 1;
    if (const auto meant = meant_by(std::string_view(text).substr(at))) {
      out.append(text, copied, at - copied);
      out += meant->character;
      next = copied = at + meant->bytes;
      ++mended;
    }
    at = text.find(kLead, next);
  }
  if (mended == 0) return 0;
  out.append(text, copied);
  text = std::move(out);
  return mended;
}

std::size_t count_lost(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(kLost[0]); at != std::string_view::npos; at = text.find(kLost[0], at + 1)) {
    if (text.substr(at, kLost.size()) == kLost) ++count;
  }
  return count;
}

std::size_t count_entities(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') ++end;
    const std::size_t first = end;
    while (end < text.size() && end - at < 10 &&
           ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= '0' && text[end] <= '9'))) {
      ++end;
    }
    if (end - first >= 2 && end < text.size() && text[end] == ';') ++count;
  }
  return count;
}

/// Blanks of Unicode that stand for a space, and signs that take no place and join nothing.
bool is_wide_blank(UChar32 c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}
bool is_unseen(UChar32 c) { return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD; }

std::string title_as_seen(std::string_view title) {
  std::string out;
  for (std::size_t i = 0; i < title.size();) {
    const std::size_t start = i;
    const UChar32 c = text::next_code_point(title, i);
    if (is_unseen(c)) continue;
    if (c != ' ' && !is_wide_blank(c)) {
      out += title.substr(start, i - start);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

Leftovers mend_leftovers(std::string& text) {
  Leftovers leftovers;
  leftovers.mended = mend_letters(text);
  leftovers.lost = count_lost(text);
  leftovers.entities = count_entities(text);
  return leftovers;
}

void mend_page(Page& page, std::vector<Reject>& rejects) {
  const Leftovers title = mend_leftovers(page.title);
  const Leftovers body = mend_leftovers(page.body);
  if (!is_ascii(page.title)) page.title = title_as_seen(page.title);
  if (page.body.starts_with(kByteOrderMark)) page.body.erase(0, kByteOrderMark.size());
  const auto warn = [&](std::size_t count, const char* reason, const char* remedy) {
    if (count > 0) rejects.push_back({Reject::Kind::kWarning, page.origin, reason, remedy});
  };
  warn(title.mended + body.mended, "letters were decoded wrongly before (such as 'â€™')", "they are mended");
  warn(title.lost + body.lost, "letters were lost before (U+FFFD)", "the places are not indexed as words");
  warn(title.entities + body.entities, "entities of HTML stand as text (such as '&nbsp;')",
       "they are not indexed as words");
}

}  // namespace dateline::indexer
