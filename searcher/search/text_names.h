#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "common/text/lexicon.h"
#include "common/text/token_list.h"

namespace dateline::search {

/// A name in a text.
struct TextName {
  std::uint32_t first_position = 0;  ///< of the tokens that it covers
  std::uint32_t last_position = 0;
  std::uint32_t begin = 0;  ///< byte range in the text
  std::uint32_t end = 0;
  std::optional<std::size_t> group = {};  ///< of the lexicon; none: known by its form alone
  bool person = true;                     ///< and no organisation or place
  bool operator==(const TextName&) const = default;
};

/// The persons, organisations and places of the lexicon that a text names, and in Latin letters what is
/// written like the name of a Korean: a surname and a given name of two syllables, all with capitals ("Ro Tu
/// Chol", "Pak Pongju"). In the order of the text, without overlap.
std::vector<TextName> names_in(const text::TokenList& tokens, const text::Lexicon& lexicon);

}  // namespace dateline::search
