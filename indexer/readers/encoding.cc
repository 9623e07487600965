#include "indexer/readers/encoding.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "common/byte_order_mark.h"
#include "indexer/readers/field_lines.h"
#include "indexer/readers/letters.h"

namespace dateline::indexer {
namespace {

/// So much of a text is looked at to tell its encoding.
constexpr std::size_t kSample = 64 * 1024;

/// What is meant by a name: supersets, as browsers read them, because pages name the smaller set and use the
/// larger one.
struct Meaning {
  std::string_view name;   ///< as declared, or as ICU calls it
  std::string_view means;  ///< as messages name it
};
constexpr Meaning kMeanings[] = {
    {"iso-8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"x-cp1251", "windows-1251"},
    {"cp1251", "windows-1251"},
    {"cp949", "EUC-KR"},
    {"windows-949", "EUC-KR"},
    {"ks_c_5601-1987", "EUC-KR"},
    {"ksc5601", "EUC-KR"},
    {"uhc", "EUC-KR"},
    {"x-windows-949", "EUC-KR"},
    {"euc-kr", "EUC-KR"},
    {"cp932", "Shift_JIS"},
    {"windows-31j", "Shift_JIS"},
    {"x-sjis", "Shift_JIS"},
    {"sjis", "Shift_JIS"},
    {"shift_jis", "Shift_JIS"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"big5-hkscs", "Big5"},
    {"cn-big5", "Big5"},
    {"x-x-big5", "Big5"},
    {"big5", "Big5"},
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"utf-8", "UTF-8"},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
    {"unicode", "UTF-16LE"},
    {"euc-jp", "EUC-JP"},
    {"koi8-r", "KOI8-R"},
    {"windows-1251", "windows-1251"},
    {"windows-1252", "windows-1252"},
    {"iso-2022-kr", "ISO-2022-KR"},
    {"iso-2022-jp", "ISO-2022-JP"},
};

/// Encodings of one byte a letter for Latin letters: any bytes fit them.
bool is_latin_encoding(std::string_view name) {
  constexpr std::array<std::string_view, 18> kLatin = {
      "windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "iso-8859-2",
      "iso-8859-3",   "iso-8859-4",   "iso-8859-9",   "iso-8859-10",  "iso-8859-13",  "iso-8859-14",
      "iso-8859-15",  "iso-8859-16",  "macintosh",    "latin2",       "latin5",       "latin9"};
  return std::ranges::any_of(kLatin, [&](std::string_view latin) { return equal_folded(name, latin); });
}

/// Tried where ICU proposes nothing that holds, in this order: the stricter ones first.
constexpr std::array<std::string_view, 10> kOfTheDomain{"UTF-16LE",  "UTF-16BE",     "EUC-KR", "EUC-JP",
                                                        "Shift_JIS", "windows-1251", "KOI8-R", "GB18030",
                                                        "Big5",      "windows-1252"};

std::string meaning(std::string_view name) {
  for (const Meaning& known : kMeanings) {
    if (equal_folded(name, known.name)) return std::string(known.means);
  }
  return std::string(name);
}

/// The name by which ICU knows the superset.
std::string converter_name(const std::string& encoding) {
  if (encoding == "EUC-KR") return "windows-949";
  if (encoding == "Shift_JIS") return "ibm-943_P15A-2003";  // windows-31j
  return encoding;
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(converter_name(encoding).c_str(), &status), &ucnv_close);
  return U_FAILURE(status) ? Converter(nullptr, &ucnv_close) : std::move(converter);
}

std::size_t count_faults(std::string_view text) {
  constexpr std::string_view kFault = "\xEF\xBF\xBD";
  std::size_t faults = 0;
  for (std::size_t at = text.find(kFault); at != std::string_view::npos; at = text.find(kFault, at + 3))
    ++faults;
  return faults;
}

/// Some tables of ICU give the control character SUB for what they do not know.
void replace_sub(std::string& text, std::size_t begin) {
  if (text.find('\x1A', begin) == std::string::npos) return;
  std::string out = text.substr(0, begin);
  for (const char c : std::string_view(text).substr(begin)) {
    if (c == '\x1A') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c;
    }
  }
  text = std::move(out);
}

/// Sequences of UTF-8 beyond ASCII: good ones, and bytes that belong to none.
struct Utf8Count {
  std::size_t good = 0;
  std::size_t bad = 0;
};
Utf8Count count_utf8(std::string_view text) {
  Utf8Count count;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t i = 0; i < text.size();) {
    if (bytes[i] < 0x80) {
      ++i;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);
    ++(c < 0 ? count.bad : count.good);
  }
  return count;
}

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

/// UTF-8 with some damage: no other encoding makes so many good sequences by chance.
bool is_damaged_utf8(std::string_view bytes) {
  const Utf8Count count = count_utf8(bytes);
  return count.good >= 20 && count.bad * 50 <= count.good;
}

std::size_t high_bytes(std::string_view bytes) {
  return static_cast<std::size_t>(
      std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

/// Encodings of several bytes a letter, of which the last may look like ASCII.
bool is_east_asian(std::string_view encoding) {
  constexpr std::array<std::string_view, 5> kEastAsian{"EUC-KR", "EUC-JP", "Shift_JIS", "GB18030", "Big5"};
  return std::ranges::find(kEastAsian, encoding) != kEastAsian.end();
}

/// Whether the letters must bear out that a text is in that encoding. A few letters tell nothing, so they
/// need not for the encodings of several bytes a letter.
bool is_doubtful(std::string_view encoding, std::string_view bytes) {
  constexpr std::size_t kEnough = 24;
  if (encoding == "windows-1251" || encoding == "KOI8-R") return true;
  return is_east_asian(encoding) && high_bytes(bytes) >= kEnough;
}

/// Whether so many of the bytes beyond ASCII fit no letter that the encoding can hardly be the right one,
/// though most of the text is ASCII.
bool fits_few(const Converted& converted, std::string_view bytes) {
  return converted.faults > 1 && converted.faults * 8 > high_bytes(bytes);
}

/// Whether a text of accented letters calls itself East Asian. Then a letter and the ASCII letter behind it
/// became one character, or fit none, in the middle of words; no East Asian text is like that.
bool is_western_in_disguise(std::string_view bytes, std::string_view declared, const Converted& as_declared) {
  if (!is_east_asian(declared) || !stands_in_latin_words(as_declared.text)) return false;
  const Converted western = to_utf8(bytes, "windows-1252");
  return western.faults == 0 && has_western_words(western.text);
}

/// A sample that does not end within a character of several bytes.
std::string_view sample(std::string_view bytes) {
  if (bytes.size() <= kSample) return bytes;
  bytes = bytes.substr(0, kSample);
  const std::size_t line_end = bytes.rfind('\n');
  return line_end != std::string_view::npos && line_end > kSample / 2 ? bytes.substr(0, line_end + 1) : bytes;
}

bool holds(std::string_view bytes, const std::string& encoding) {
  const bool wide = encoding.starts_with("UTF-16");
  if (wide && bytes.size() % 2 != 0) return false;
  if (!wide && bytes.find('\0') != std::string_view::npos) return false;
  const Converted converted = to_utf8(bytes, encoding);
  // One fault may be the character that the sample cuts in two.
  return converted.faults <= (bytes.size() >= kSample / 2 ? 1U : 0U) && !converted.text.empty() &&
         reads_like(converted.text, encoding);
}

std::vector<std::string> proposals(std::string_view bytes) {
  std::vector<std::string> names;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return names;
  for (std::int32_t i = 0; i < count; ++i) {
    constexpr std::int32_t kSensible = 20;  // of 100; less is a guess
    if (ucsdet_getConfidence(matches[i], &status) < kSensible) break;
    if (const char* name = ucsdet_getName(matches[i], &status); name != nullptr && U_SUCCESS(status))
      names.push_back(meaning(name));
  }
  return names;
}

}  // namespace

std::optional<Encoding> find_encoding(std::string_view bytes, const Declared& declared) {
  using Told = Encoding::Told;
  if (bytes.starts_with(kByteOrderMark)) return Encoding{"UTF-8", Told::kMark};
  if (bytes.starts_with("\xFF\xFE")) return Encoding{"UTF-16LE", Told::kMark};
  if (bytes.starts_with("\xFE\xFF")) return Encoding{"UTF-16BE", Told::kMark};
  const bool binary = bytes.find('\0') != std::string_view::npos;
  const std::string_view part = sample(bytes);
  // Seven bits with escapes: valid UTF-8, but no text as it stands.
  if (part.find("\x1B$") != std::string_view::npos) {
    for (const char* name : {"ISO-2022-KR", "ISO-2022-JP"}) {
      if (holds(part, name)) return Encoding{name, Told::kContent};
    }
  }
  if (!binary && is_utf8(bytes)) return Encoding{"UTF-8", Told::kContent};
  std::optional<std::string> doubted;  // of one byte a letter, which any bytes fit
  bool named_utf8 = false;
  bool western = false;
  for (const std::string_view name_given : {declared.by_server, declared.by_page}) {
    if (name_given.empty()) continue;
    const std::string name = meaning(name_given);
    named_utf8 = named_utf8 || name == "UTF-8";
    if (name == "UTF-8" || name.starts_with("UTF-16") != binary || !open_converter(name)) continue;
    const Converted converted = to_utf8(part, name);
    if (is_western_in_disguise(part, name, converted)) {
      western = true;
      continue;
    }
    if (converted.faults * 50 > converted.text.size()) continue;
    // Bytes of one encoding of this press are mostly good ones of another.
    const bool believed =
        is_latin_encoding(name)
            ? stands_in_latin_words(converted.text)
            : !fits_few(converted, part) && (!is_doubtful(name, part) || reads_like(converted.text, name));
    if (believed) return Encoding{name, Told::kDeclared};
    if (!doubted) doubted = name;
  }
  if (!binary && is_damaged_utf8(bytes)) return Encoding{"UTF-8", Told::kContent};
  if (western) return Encoding{"windows-1252", Told::kContent};
  const auto explains = [&](const std::string& name) {
    return !(doubted && is_latin_encoding(name)) && holds(part, name);
  };
  for (const std::string& name : proposals(part)) {
    if (explains(name)) return Encoding{name, Told::kContent};
  }
  for (const std::string_view name : kOfTheDomain) {
    if (explains(std::string(name))) return Encoding{std::string(name), Told::kContent};
  }
  if (doubted) return Encoding{*doubted, Told::kDeclared};
  if (named_utf8 && !binary) return Encoding{"UTF-8", Told::kDeclared};
  return std::nullopt;
}

struct Decoder::State {
  explicit State(const std::string& encoding)
      : from(open_converter(encoding)), to(open_converter("UTF-8")), utf8(encoding == "UTF-8") {}
  Converter from;
  Converter to;
  bool utf8;
  bool first = true;
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
};

Decoder::Decoder(const std::string& encoding) : state_(std::make_unique<State>(encoding)) {}
Decoder::~Decoder() = default;

void Decoder::append(std::string_view bytes, bool last, std::string& out) {
  State& s = *state_;
  if (!s.from || !s.to) return;
  const std::size_t begin = out.size();
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  std::array<char, 16384> piece{};
  bool reset = s.first;
  for (;;) {
    UErrorCode status = U_ZERO_ERROR;
    char* target = piece.data();
    ucnv_convertEx(s.to.get(), s.from.get(), &target, piece.data() + piece.size(), &source, end,
                   s.pivot.data(), &s.pivot_source, &s.pivot_target, s.pivot.data() + s.pivot.size(), reset,
                   last, &status);
    reset = false;
    out.append(piece.data(), target);
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
  }
  if (!s.utf8) replace_sub(out, begin);
  if (s.first && out.size() > begin) {
    s.first = false;
    if (std::string_view(out).substr(begin).starts_with(kByteOrderMark))
      out.erase(begin, kByteOrderMark.size());
  }
}

Converted to_utf8(std::string_view bytes, const std::string& encoding) {
  Converted out;
  out.text.reserve(bytes.size() + bytes.size() / 2 + 16);
  Decoder(encoding).append(bytes, true, out.text);
  out.faults = count_faults(out.text);
  return out;
}

CaptureText decode_capture(std::string_view bytes, const Declared& declared) {
  CaptureText out;
  if (is_utf8(bytes) && bytes.find("\x1B$") == std::string_view::npos &&
      bytes.find('\0') == std::string_view::npos) {
    return out;
  }
  const std::optional<Encoding> encoding = find_encoding(bytes, declared);
  if (!encoding) {
    const std::size_t nul = bytes.find('\0');
    if (nul != std::string_view::npos) {
      out.problem = fmt::format("the file is binary: NUL at byte {}", nul);
    } else {
      const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
      std::size_t bad = 0;
      for (std::size_t i = 0; i < bytes.size();) {
        bad = i;
        UChar32 c = 0;
        U8_NEXT(data, i, bytes.size(), c);
        if (c < 0) break;
      }
      out.problem =
          fmt::format("the text is not UTF-8, nor in an encoding that its letters tell: see byte {}", bad);
    }
    return out;
  }
  Converted converted = to_utf8(bytes, encoding->name);
  if (converted.text.find('\0') != std::string::npos) {
    out.problem = "the file is binary: it holds NUL characters";
    return out;
  }
  if (encoding->name == "UTF-8") {
    if (converted.faults > 0) out.warning = "some bytes are not UTF-8; they are read as U+FFFD";
  } else if (converted.faults > 0) {
    out.warning = fmt::format("the text was converted from {}; some bytes fit no character", encoding->name);
  } else {
    out.warning = fmt::format("the text was converted from {}", encoding->name);
  }
  out.converted = std::move(converted.text);
  return out;
}

}  // namespace dateline::indexer
