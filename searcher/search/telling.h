#pragma once

#include <string_view>

namespace dateline::search {

/// Whether a term of the index is a word that may tell what an article is about: no field, no number, no stop
/// word, of three letters at least.
bool is_telling(std::string_view term);

/// Whether a term is of Hangul, Han or Kana.
bool is_cjk(std::string_view term);

}  // namespace dateline::search
