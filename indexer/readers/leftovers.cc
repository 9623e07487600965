#include "indexer/readers/leftovers.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "common/ascii.h"
#include "common/byte_order_mark.h"
#include "common/text/utf8.h"

namespace dateline::indexer {
namespace {

constexpr std::string_view kLost = "\xEF\xBF\xBD";

constexpr UChar32 kLostCharacter = 0xFFFD;

/// How one byte of a text was read as a character, and back.
enum class Misread { kWindows1252, kWindows1251 };

/// The byte that stands for a character from 0x80 on. Bytes that the encoding does not use stand for
/// themselves.
std::optional<std::uint8_t> byte_of(UChar32 c, Misread misread) {
  static constexpr std::array<char16_t, 32> kLatin{
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  static constexpr std::array<char16_t, 64> kCyrillic{
      0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A,
      0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x98,   0x2122,
      0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0xA0,   0x040E, 0x045E, 0x0408, 0xA4,   0x0490, 0xA6,
      0xA7,   0x0401, 0xA9,   0x0404, 0xAB,   0xAC,   0xAD,   0xAE,   0x0407, 0xB0,   0xB1,   0x0406, 0x0456,
      0x0491, 0xB5,   0xB6,   0xB7,   0x0451, 0x2116, 0x0454, 0xBB,   0x0458, 0x0405, 0x0455, 0x0457};
  const auto in_table = [c](const auto& table) -> std::optional<std::uint8_t> {
    const auto found = std::find(table.begin(), table.end(), static_cast<char16_t>(c));
    if (c > 0xFFFF || found == table.end()) return std::nullopt;
    return static_cast<std::uint8_t>(0x80 + (found - table.begin()));
  };
  if (misread == Misread::kWindows1251) {
    if (c >= 0x410 && c <= 0x44F) return static_cast<std::uint8_t>(c - 0x410 + 0xC0);
    return in_table(kCyrillic);
  }
  if (c >= 0x80 && c <= 0xFF) return static_cast<std::uint8_t>(c);
  return in_table(kLatin);
}

/// Characters that are none of a text, but stand for bytes of one that was decoded wrongly twice.
bool is_trace(UChar32 c) { return (c >= 0x80 && c < 0xA0) || c == 0x192 || c == 0x2C6 || c == 0x2DC; }

/// Characters that such sequences come from. Others are left alone: "É »" in French is no letter of Africa.
bool is_plausible(UChar32 c) {
  return (c >= 0xA0 && c <= 0x17F) || is_trace(c) || (c >= 0x400 && c <= 0x45F) ||
         (c >= 0x2010 && c <= 0x2044) || c == 0x20AC || c == 0x2122 || (c >= 0x2190 && c <= 0x26FF) ||
         (c >= 0x3000 && c <= 0x318F) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xFF00 && c <= 0xFFEF);
}

/// Cyrillic, Hangul, kana and Han.
bool is_of_the_east(UChar32 c) {
  return (c >= 0x400 && c <= 0x45F) || (c >= 0x3041 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

struct Meant {
  std::string character;  ///< UTF-8; U+FFFD when a part of it was lost
  std::size_t bytes;      ///< of the text that stand for it
};

/// The character that the two or three characters at the beginning of `text` were before.
std::optional<Meant> meant_by(std::string_view text, Misread misread) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::array<std::uint8_t, 4> sequence{};
  std::size_t at = 0;
  std::size_t length = 1;
  bool lost = false;
  bool blank = false;  // a no-break space that became a space
  constexpr std::optional<std::uint8_t> kBlank = 0xA0;
  for (std::size_t i = 0; i < length; ++i) {
    if (at >= text.size()) return std::nullopt;
    const std::size_t before = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    if (i > 0 && c == kLostCharacter) {
      lost = true;
      continue;
    }
    // A right quotation mark whose last byte windows-1252 does not use, and some programs drop.
    const bool quote_begun = i == 2 && sequence[0] == 0xE2 && sequence[1] == 0x80;
    if (quote_begun && c >= 0 && c < 0x80 && misread == Misread::kWindows1252) return Meant{"\u201D", before};
    blank = blank || (i > 0 && c == ' ');
    const std::optional<std::uint8_t> byte = i > 0 && c == ' ' ? kBlank
                                             : c < 0x80        ? std::nullopt
                                                               : byte_of(c, misread);
    if (!byte) return std::nullopt;
    if (i == 0) {
      length = *byte >= 0xC2 && *byte <= 0xDF ? 2 : *byte >= 0xE1 && *byte <= 0xEF ? 3 : 0;
      if (length == 0) return std::nullopt;
    } else if ((*byte & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    sequence[i] = *byte;
  }
  if (lost) return Meant{std::string(kLost), at};
  std::size_t n = 0;
  UChar32 c = 0;
  U8_NEXT(sequence.data(), n, length, c);
  if (c < 0 || !is_plausible(c) || (blank && !is_of_the_east(c))) return std::nullopt;
  return Meant{std::string(reinterpret_cast<const char*>(sequence.data()), length), at};
}

/// What the characters of a text beyond ASCII say about how it was decoded.
struct Testimony {
  std::size_t wrong = 0;  ///< sequences of characters that were one
  std::size_t right = 0;  ///< characters that no such sequence explains
  std::string mended;     ///< the text with the one that each sequence was
};

/// Characters that tools set into a text after it was decoded.
bool is_silent(UChar32 c) { return c == 0xA0 || c == 0xAD || c == 0xFEFF || c == kLostCharacter; }

Testimony hear(std::string_view text, Misread misread) {
  Testimony testimony;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    if (const auto meant = meant_by(text.substr(at), misread)) {
      testimony.mended.append(text, copied, at - copied);
      testimony.mended += meant->character;
      copied = at += meant->bytes;
      if (meant->character != kLost) ++testimony.wrong;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    if (!is_silent(c)) ++testimony.right;
    if (testimony.right > 0 && testimony.wrong == 0 && misread == Misread::kWindows1251)
      break;  // Russian as it is
  }
  testimony.mended.append(text, copied);
  return testimony;
}

/// Whether a text has any sequence of windows-1252, each of which begins with a letter from U+00C2 to U+00EF.
bool has_latin_sequence(std::string_view text) {
  constexpr char kLead = '\xC3';
  for (std::size_t at = text.find(kLead); at != std::string_view::npos; at = text.find(kLead, at + 1)) {
    if (meant_by(text.substr(at), Misread::kWindows1252)) return true;
  }
  return false;
}

/// The same for windows-1251: such sequences begin with Cyrillic letters.
bool may_have_cyrillic_sequence(std::string_view text) {
  return text.find('\xD0') != std::string_view::npos || text.find('\xD1') != std::string_view::npos;
}

bool has_trace(const std::string* text) {
  for (std::size_t at = 0; at < text->size();) {
    if (is_trace(next_code_point(*text, at))) return true;
  }
  return false;
}

/// Mends texts of one page when all that they hold beyond ASCII was decoded wrongly, once.
Mojibake mend_once(const std::vector<std::string*>& texts) {
  for (const Misread misread : {Misread::kWindows1252, Misread::kWindows1251}) {
    const bool latin = misread == Misread::kWindows1252;
    const auto may_be = [latin](const std::string* text) {
      return latin ? has_latin_sequence(*text) : may_have_cyrillic_sequence(*text);
    };
    if (std::none_of(texts.begin(), texts.end(), may_be)) continue;
    std::vector<Testimony> heard;
    Testimony sum;
    for (const std::string* text : texts) {
      heard.push_back(hear(*text, misread));
      sum.wrong += heard.back().wrong;
      sum.right += heard.back().right;
    }
    if (sum.wrong == 0) continue;
    // A single sequence in Cyrillic letters may be an abbreviation.
    constexpr std::size_t kEnoughCyrillic = 4;
    if (sum.right > 0 || (!latin && sum.wrong < kEnoughCyrillic)) {
      if (latin) return Mojibake::kLeft;
      continue;
    }
    auto one = heard.begin();
    for (std::string* text : texts) *text = std::move((one++)->mended);
    return Mojibake::kMended;
  }
  return Mojibake::kNone;
}

/// The same for texts that passed through several programs, each of which decoded them wrongly.
Mojibake mend_together(const std::vector<std::string*>& texts) {
  constexpr int kMaxTimes = 3;
  std::vector<std::string> as_found;
  if (std::any_of(texts.begin(), texts.end(),
                  [](const std::string* text) { return has_latin_sequence(*text); })) {
    for (const std::string* text : texts) as_found.push_back(*text);
  }
  const Mojibake first = mend_once(texts);
  if (first != Mojibake::kMended || as_found.empty()) return first;
  for (int times = 1; times < kMaxTimes && mend_once(texts) == Mojibake::kMended;) ++times;
  if (std::none_of(texts.begin(), texts.end(), has_trace)) return Mojibake::kMended;
  for (std::size_t i = 0; i < texts.size(); ++i) *texts[i] = std::move(as_found[i]);
  return Mojibake::kLeft;
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

Mojibake mend_mojibake(std::string& text) { return mend_together({&text}); }

std::optional<Reject> mojibake_warning(Mojibake mojibake, const Origin& origin) {
  if (mojibake == Mojibake::kNone) return std::nullopt;
  return Reject{Reject::Kind::kWarning, origin, "letters were decoded wrongly before (such as 'â€™')",
                mojibake == Mojibake::kMended
                    ? "they are mended"
                    : "they are left as they are, because others were decoded rightly"};
}

void mend_page(Page& page, std::vector<Reject>& rejects) {
  if (auto warning = mojibake_warning(mend_together({&page.title, &page.body, &page.text}), page.origin)) {
    rejects.push_back(std::move(*warning));
  }
  if (!is_ascii(page.title)) page.title = title_as_seen(page.title);
  if (page.body.starts_with(kByteOrderMark)) page.body.erase(0, kByteOrderMark.size());
  const auto warn = [&](std::size_t count, const char* reason, const char* remedy) {
    if (count > 0) rejects.push_back({Reject::Kind::kWarning, page.origin, reason, remedy});
  };
  warn(count_lost(page.title) + count_lost(page.body), "letters were already lost (U+FFFD)",
       "the replacement characters are not indexed as words");
  warn(count_entities(page.title) + count_entities(page.body),
       "HTML entities appear as text (such as '&nbsp;')", "they are not indexed as words");
}

}  // namespace dateline::indexer
