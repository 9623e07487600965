#include "common/index/word_forms.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <xapian.h>

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

/// What stands before the stem in the term of a query, and before the words in those of the index.
struct StemTerm {
  std::string_view prefix;
  std::string_view word_prefix;
};

StemTerm stem_term(std::string_view term) {
  constexpr StemTerm kTerms[] = {
      {"ZS", text::kTitlePrefix}, {"Z", ""}, {text::kLeadPrefix, text::kLeadPrefix}};
  for (const StemTerm& known : kTerms) {
    if (term.size() > known.prefix.size() && term.starts_with(known.prefix)) return known;
  }
  return {};
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

WordForms::WordForms(const Xapian::Database& database) : WordForms(std::vector{database}) {}

WordForms::WordForms(std::vector<Xapian::Database> shards)
    : shards_(std::make_shared<const std::vector<Xapian::Database>>(std::move(shards))) {}

std::vector<std::string> WordForms::terms(const std::string& term) const {
  const StemTerm kind = stem_term(term);
  if (kind.prefix.empty()) return {term};
  const std::string_view stem = std::string_view(term).substr(kind.prefix.size());
  if (is_hangul_word(stem)) return {term};
  std::vector<std::string> out{std::string(kind.word_prefix).append(stem)};
  if (!shards_) return out;
  const std::string key = forms_key(stem);
  for (const Xapian::Database& shard : *shards_) {
    const std::string bytes = shard.get_metadata(key);
    for (const std::string_view word : decode_forms(bytes)) {
      std::string form = std::string(kind.word_prefix).append(word);
      if (std::find(out.begin(), out.end(), form) == out.end()) out.push_back(std::move(form));
    }
  }
  return out;
}

std::vector<std::string> WordForms::terms(const std::vector<std::string>& terms) const {
  std::vector<std::string> out;
  for (const std::string& term : terms) {
    for (std::string& form : this->terms(term)) {
      if (std::find(out.begin(), out.end(), form) == out.end()) out.push_back(std::move(form));
    }
  }
  return out;
}

std::uint32_t WordForms::most_articles(const Xapian::Database& database,
                                       const std::vector<std::string>& terms) {
  std::uint64_t sum = 0;
  for (const std::string& term : terms) sum += database.get_termfreq(term);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, database.get_doccount()));
}

}  // namespace dateline::index
