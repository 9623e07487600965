#include "common/index/word_forms.h"

#include <cstddef>

#include "common/text/characters.h"
#include "common/text/ranking_recipe.h"
#include "common/text/utf8.h"

namespace dateline::index {
namespace {

constexpr char kKeyPrefix = 'Z';

bool is_hangul_word(std::string_view stem) {
  std::size_t i = 0;
  return !stem.empty() && text::is_hangul(text::next_code_point(stem, i));
}

}  // namespace

std::string forms_key(std::string_view stem) { return std::string(1, kKeyPrefix).append(stem); }

std::string encode_forms(const std::set<std::string, std::less<>>& words) {
  std::string out;
  for (const std::string& word : words) {
    out.push_back(static_cast<char>(word.size()));
    out.append(word);
  }
  return out;
}

std::vector<std::string_view> decode_forms(std::string_view bytes) {
  std::vector<std::string_view> out;
  while (!bytes.empty()) {
    const auto size = static_cast<std::size_t>(static_cast<unsigned char>(bytes.front()));
    bytes.remove_prefix(1);
    if (size == 0 || size > bytes.size()) break;
    out.push_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return out;
}

std::optional<StemTerm> stem_term(std::string_view term) {
  struct Prefix {
    std::string_view of_query;
    std::string_view of_words;
  };
  constexpr Prefix kPrefixes[] = {
      {"ZS", text::kTitlePrefix}, {"Z", ""}, {text::kLeadPrefix, text::kLeadPrefix}};
  for (const Prefix& known : kPrefixes) {
    if (term.size() <= known.of_query.size() || !term.starts_with(known.of_query)) continue;
    const std::string_view stem = term.substr(known.of_query.size());
    if (is_hangul_word(stem)) return std::nullopt;
    return StemTerm{known.of_words, stem};
  }
  return std::nullopt;
}

}  // namespace dateline::index
