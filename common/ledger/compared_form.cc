#include "common/ledger/compared_form.h"

#define XXH_INLINE_ALL
#include <unicode/uchar.h>
#include <xxhash.h>

#include "common/ascii.h"
#include "common/index/article_id.h"
#include "common/utf8.h"

namespace dateline::ledger {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether a character says something. Of ASCII the table alone decides.
bool says_something(UChar32 c) {
  if (c < 0x80) {
    const auto byte = static_cast<char>(c);
    return is_alpha(byte) || is_digit(byte) || byte == '$' || byte == '%' || byte == '&' || byte == '+' ||
           byte == '=';
  }
  if (c == 0xFFFD) return false;
  return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_SC_MASK)) != 0 || c == 0x2030 ||
         c == 0xB0;
}

/// What stays of `between` two digits; `after` begins with the second.
std::string_view between_digits(std::string_view between, std::string_view after) {
  if (between.empty()) return {};
  if (between == ".") return ".";
  if (between != ",") return " ";
  const bool three = after.size() >= 3 && is_digit(after[1]) && is_digit(after[2]);
  return three && (after.size() == 3 || !is_digit(after[3])) ? "" : ",";
}

}  // namespace

std::size_t entity_bytes(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  if (text.size() < 3 || text[0] != '&') return 0;
  const std::size_t end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 3) return 0;
  const bool numeric = text[1] == '#';
  for (std::size_t i = numeric ? 2 : 1; i < end; ++i) {
    if (!is_alpha(text[i]) && !is_digit(text[i])) return 0;
  }
  return !numeric && !is_alpha(text[1]) ? 0 : end + 1;
}

std::string compared_form(std::string_view text) {
  const std::string folded = index::fold_text(text);
  const std::string_view in = folded;
  std::string out;
  out.reserve(in.size());
  std::size_t said = 0;  // end of the last character that was kept
  for (std::size_t i = 0; i < in.size();) {
    if (const std::size_t entity = in[i] == '&' ? entity_bytes(in.substr(i)) : 0; entity > 0) {
      i += entity;
      continue;
    }
    const std::size_t begin = i;
    const UChar32 c = next_code_point(in, i);
    if (c < 0 || !says_something(c)) continue;
    if (is_digit(in[begin]) && !out.empty() && is_digit(out.back()))
      out += between_digits(in.substr(said, begin - said), in.substr(begin));
    out.append(in, begin, i - begin);
    said = i;
  }
  return out;
}

std::uint64_t version_hash(std::string_view title, std::uint64_t body_hash) {
  const std::uint64_t both[2] = {index::text_hash(index::fold_text(title)), body_hash};
  return XXH3_64bits(both, sizeof both);
}

std::uint64_t version_hash(std::string_view title, std::string_view body) {
  return version_hash(title, index::text_hash(index::fold_text(body)));
}

std::uint64_t version_hash(const Article& article) { return version_hash(article.title, article.body_hash); }

std::uint64_t compared_hash(std::string_view title, std::string_view body) {
  return index::text_hash(compared_form(title) + "\n" + compared_form(body));
}

}  // namespace dateline::ledger
