#include "searcher/search/text_names.h"

#include <algorithm>

#include "common/text/romanisation.h"

namespace dateline::search {
namespace {

using text::Capitals;
using text::Token;
using text::TokenKind;

/// Bytes between the words of a name: a blank or a hyphen.
constexpr std::uint32_t kMostBetween = 1;

bool has_capital(const Token& token) {
  return token.kind == TokenKind::kWord && token.capitals == Capitals::kInitial;
}

/// Whether a token is written like one or two syllables of a given name, with a capital.
bool is_given_name(const Token& token) { return has_capital(token) && text::is_like_korean_name(token.term); }

bool follows(const Token& before, const Token& token) {
  return token.position == before.position + 1 &&
         token.offset <= before.offset + before.length + kMostBetween;
}

/// The last token of the name of a Korean that begins with token `i`; nullopt when none does.
std::optional<std::size_t> korean_name_end(const text::TokenList& tokens, std::size_t i,
                                           const text::Lexicon& lexicon) {
  if (i + 1 >= tokens.size() || !has_capital(tokens[i])) return std::nullopt;
  const Token& given = tokens[i + 1];
  // Cheap questions first: most words with a capital stand beside none.
  if (!has_capital(given) || !follows(tokens[i], given) || !lexicon.is_surname(tokens[i].term) ||
      !is_given_name(given))
    return std::nullopt;
  if (i + 2 < tokens.size() && is_given_name(tokens[i + 2]) && follows(given, tokens[i + 2])) return i + 2;
  if (!text::split_syllables(given.term).empty()) return i + 1;
  return std::nullopt;
}

bool is_name(text::LexiconGroup::Kind kind) {
  switch (kind) {
    case text::LexiconGroup::Kind::kPerson:
    case text::LexiconGroup::Kind::kPlace:
    case text::LexiconGroup::Kind::kOrganisation:
      return true;
    case text::LexiconGroup::Kind::kWord:
    case text::LexiconGroup::Kind::kSurname:
      return false;
  }
  return false;
}

}  // namespace

std::vector<TextName> names_in(const text::TokenList& tokens, const text::Lexicon& lexicon) {
  std::vector<TextName> known;
  for (const text::LexiconMatch& match : lexicon.find(tokens)) {
    if (!is_name(lexicon.group(match.group).kind)) continue;
    known.push_back({match.first_position, match.last_position, match.offset, match.offset + match.length,
                     match.group, lexicon.group(match.group).kind == text::LexiconGroup::Kind::kPerson});
  }
  std::vector<TextName> out;
  auto next = known.begin();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    while (next != known.end() && next->last_position < token.position) out.push_back(*next++);
    if (next != known.end() && token.position >= next->first_position) continue;
    const auto end = korean_name_end(tokens, i, lexicon);
    if (!end || (next != known.end() && next->first_position <= tokens[*end].position)) continue;
    out.push_back({token.position, tokens[*end].position, token.offset,
                   tokens[*end].offset + tokens[*end].length, std::nullopt});
    i = *end;
  }
  out.insert(out.end(), next, known.end());
  return out;
}

}  // namespace dateline::search
