#include "indexer/readers/html/references.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "common/utf8.h"

namespace dateline::html {
namespace {

struct Reference {
  std::string_view name;
  std::string_view letter;
};
constexpr std::array kReferences{
    Reference{"amp", "&"},         Reference{"lt", "<"},          Reference{"gt", ">"},
    Reference{"quot", "\""},       Reference{"apos", "'"},        Reference{"nbsp", "\u00A0"},
    Reference{"mdash", "\u2014"},  Reference{"ndash", "\u2013"},  Reference{"hellip", "\u2026"},
    Reference{"lsquo", "\u2018"},  Reference{"rsquo", "\u2019"},  Reference{"ldquo", "\u201C"},
    Reference{"rdquo", "\u201D"},  Reference{"laquo", "\u00AB"},  Reference{"raquo", "\u00BB"},
    Reference{"sbquo", "\u201A"},  Reference{"bdquo", "\u201E"},  Reference{"middot", "\u00B7"},
    Reference{"bull", "\u2022"},   Reference{"deg", "\u00B0"},    Reference{"copy", "\u00A9"},
    Reference{"reg", "\u00AE"},    Reference{"shy", ""},          Reference{"ensp", " "},
    Reference{"emsp", " "},        Reference{"thinsp", " "},      Reference{"zwnj", ""},
    Reference{"zwj", ""},          Reference{"times", "\u00D7"},  Reference{"prime", "\u2032"},
    Reference{"Prime", "\u2033"},  Reference{"aacute", "\u00E1"}, Reference{"eacute", "\u00E9"},
    Reference{"iacute", "\u00ED"}, Reference{"oacute", "\u00F3"}, Reference{"uacute", "\u00FA"},
    Reference{"ntilde", "\u00F1"}, Reference{"Aacute", "\u00C1"}, Reference{"Eacute", "\u00C9"},
    Reference{"Iacute", "\u00CD"}, Reference{"Oacute", "\u00D3"}, Reference{"Uacute", "\u00DA"},
    Reference{"Ntilde", "\u00D1"}, Reference{"uuml", "\u00FC"},   Reference{"ouml", "\u00F6"},
    Reference{"auml", "\u00E4"},   Reference{"ccedil", "\u00E7"}, Reference{"egrave", "\u00E8"},
    Reference{"agrave", "\u00E0"}, Reference{"ecirc", "\u00EA"},  Reference{"ccirc", "\u0109"},
    Reference{"iexcl", "\u00A1"},  Reference{"iquest", "\u00BF"}, Reference{"ordm", "\u00BA"},
    Reference{"ordf", "\u00AA"},   Reference{"euro", "\u20AC"},   Reference{"pound", "\u00A3"},
    Reference{"half", "\u00BD"},   Reference{"frac12", "\u00BD"}, Reference{"sect", "\u00A7"},
};

/// Appends the letter of a reference ("#8211", "amp"); false when it is none.
bool append_letter(std::string_view name, std::string& out) {
  if (name.starts_with('#')) {
    const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    const bool character = error == std::errc{} && end == digits.data() + digits.size() && code >= ' ' &&
                           code < 0x110000 && (code < 0xD800 || code > 0xDFFF) &&
                           (code < 0x7F || code > 0x9F);
    if (!character) return false;
    append_code_point(out, static_cast<UChar32>(code));
    return true;
  }
  const auto found = std::ranges::find(kReferences, name, &Reference::name);
  if (found == kReferences.end()) return false;
  out += found->letter;
  return true;
}

}  // namespace

std::string without_references(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, kLongest).find(';');
    if (end != std::string_view::npos && append_letter(text.substr(1, end - 1), out)) {
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace dateline::html
