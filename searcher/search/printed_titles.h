#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/token_list.h"
#include "searcher/search/text_names.h"

namespace dateline::search {

/// A title or honorific that is printed beside a name.
struct PrintedTitle {
  std::string text;     ///< as printed, white space folded, without an article in front
  std::string key;      ///< the same for all ways to print it: small letters, no "the", hyphens as blanks
  bool behind = false;  ///< "Kim Yong Nam, president of …" and not "President Kim Yong Nam"
  bool operator==(const PrintedTitle&) const = default;
};

/// A byte range of a text.
struct NamePlace {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The titles beside the places of a name in a text in Latin letters, in the order of the text: words that
/// end in an office or honorific right before it ("great leader Comrade", "Vice-Premier and Foreign
/// Minister"), and those that follow it between commas, one by one ("president of the Presidium of the SPA").
/// `names` are those of the text: a title never reaches into that of another person. Only English words make
/// a title. Pure.
std::vector<PrintedTitle> english_titles(std::string_view text, const text::TokenList& tokens,
                                         std::span<const NamePlace> places,
                                         const std::vector<TextName>& names);

/// The same for Korean: what is written right behind the name ("동지", "원수님"), and the words before it
/// that end in an office ("조선로동당 중앙위원회 비서인"). The particles of both are left out.
std::vector<PrintedTitle> korean_titles(std::string_view text, std::span<const NamePlace> places);

}  // namespace dateline::search
