#include "common/index/article_id.h"

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>

#include "common/ascii.h"
#include "common/text/stream_safe.h"
#include "common/utf8.h"

namespace dateline {

std::string to_string(ArticleId id) { return fmt::format("{:016x}", id.value); }

std::optional<ArticleId> parse_article_id(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  ArticleId id;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

std::string slug_of(std::string_view name) {
  const std::string folded = index::fold_text(name);
  std::string slug;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(folded.data());
  const auto size = static_cast<std::int32_t>(folded.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c > 0 && (u_isalnum(c) || c == '.')) {
      slug.append(folded, static_cast<std::size_t>(start), static_cast<std::size_t>(i - start));
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug;
}

namespace index {
namespace {

bool is_blank(char c) { return (static_cast<unsigned char>(c) <= ' ') | (c == 0x7F); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::size_t kBlock = 32;

/// Whether all blanks of a block stand alone. Looks at one byte behind the block too.
bool is_even(const char* block) {
  unsigned char odd = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    odd |= static_cast<unsigned char>(static_cast<unsigned>(is_blank(block[i])) &
                                      static_cast<unsigned>(is_blank(block[i + 1])));
  }
  return odd == 0;
}

/// Letters of ASCII become lower case, every run of blanks one space, none at the ends.
void collapse_blanks(std::string_view text, std::string& out) {
  out.resize(text.size());
  char* const begin = out.data();
  char* end = begin;
  bool blank = false;  // one at least was left out
  for (std::size_t i = 0; i < text.size();) {
    const bool joins = !is_blank(text[i]) || (!blank && end != begin);
    if (joins && i + kBlock < text.size() && is_even(text.data() + i)) {
      if (blank) *end++ = ' ';
      blank = false;
      for (std::size_t k = 0; k < kBlock; ++k) end[k] = is_blank(text[i + k]) ? ' ' : lower(text[i + k]);
      end += kBlock;
      i += kBlock;
      continue;
    }
    // Byte by byte, and not only over the odd one: a long run of blanks should not be looked at block by
    // block.
    for (const std::size_t stop = std::min(text.size(), i + kBlock); i < stop; ++i) {
      if (is_blank(text[i])) {
        blank = end != begin;
        continue;
      }
      if (blank) *end++ = ' ';
      blank = false;
      *end++ = lower(text[i]);
    }
  }
  out.resize(static_cast<std::size_t>(end - begin));
}

}  // namespace

void fold_text(std::string_view text, std::string& out) {
  if (is_ascii(text)) return collapse_blanks(text, out);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  for (std::string_view rest = text; U_SUCCESS(status) && !rest.empty();) {
    const std::size_t bytes = text::stream_safe_stretch(rest);
    fold->normalizeUTF8(0, icu::StringPiece(rest.data(), static_cast<std::int32_t>(bytes)), sink, nullptr,
                        status);
    rest.remove_prefix(bytes);
  }
  collapse_blanks(U_SUCCESS(status) ? std::string_view(folded) : text, out);
}

std::string fold_text(std::string_view text) {
  std::string out;
  fold_text(text, out);
  return out;
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  if (const std::size_t port = host.find(':'); port != std::string_view::npos) host = host.substr(0, port);
  std::string out;
  for (char c : host) out += lower(c);
  if (out.starts_with("www.")) out.erase(0, 4);
  return out;
}

std::string canonical_url(std::string_view url) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') url.remove_prefix(1);
  while (!url.empty() && static_cast<unsigned char>(url.back()) <= ' ') url.remove_suffix(1);
  const std::string host = host_of(url);
  if (host.empty()) return std::string(url);
  std::string_view rest = url.substr(url.find("://") + 3);
  const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
  const std::size_t port = rest.substr(0, path).rfind(':');
  std::string out = host;
  if (port != std::string_view::npos) {
    const std::string_view number = rest.substr(port, path - port);
    if (number != ":80" && number != ":443") out += number;
  }
  return out.append(path == rest.size() ? "/" : rest.substr(path));
}

std::uint64_t text_hash(std::string_view folded) { return XXH3_64bits(folded.data(), folded.size()); }

ArticleId address_id(std::string_view url) { return {text_hash("url\n" + canonical_url(url))}; }

ArticleId article_id(const Article& article, std::string_view folded_body) {
  if (!article.url.empty()) return address_id(article.url);
  constexpr std::size_t kCharacters = 200;
  std::size_t end = 0;
  for (std::size_t n = 0; end < folded_body.size() && n < kCharacters; ++n) {
    ++end;
    while (end < folded_body.size() && is_trail_byte(folded_body[end])) ++end;
  }
  std::string text = "text\n" + article.source.slug + "\n";
  if (article.publication.confidence != dates::Confidence::kNone)
    text += dates::to_iso(article.publication.from);
  text += "\n" + fold_text(article.title) + "\n";
  text += folded_body.substr(0, end);
  return {text_hash(text)};
}

ArticleId article_id(ArticleId taken, std::uint64_t text_hash_value) {
  return {text_hash(fmt::format("{:016x}\n{:016x}", taken.value, text_hash_value))};
}

}  // namespace index
}  // namespace dateline
