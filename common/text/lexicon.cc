#include "common/text/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "common/text/ranking_recipe.h"

namespace dateline::text {

namespace {

// A text as the lexicon compares it: one unit per position, a word, number or single character.
struct Unit {
  std::string_view term;
  const Token* token;
  bool begins_word;  ///< no character of Hangul, Han or Kana stands directly before it
};

std::vector<Unit> units_of(const TokenList& tokens) {
  std::vector<Unit> units;
  units.reserve(tokens.size());
  std::uint32_t character_end = 0;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kBigram || token.kind == TokenKind::kHangulWord) continue;
    const bool character = token.kind == TokenKind::kCharacter;
    units.push_back({token.term, &token, !character || units.empty() || token.offset != character_end});
    character_end = character ? token.offset + token.length : 0;
  }
  return units;
}

constexpr char kBetweenUnits = ' ';

std::string key_of(std::span<const Unit> units) {
  std::string key;
  for (const Unit& unit : units) {
    if (!key.empty()) key += kBetweenUnits;
    key += unit.term;
  }
  return key;
}

std::optional<LexiconGroup::Kind> kind_of(std::string_view name) {
  using Kind = LexiconGroup::Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 5> kKinds = {{{"person", Kind::kPerson},
                                                                        {"place", Kind::kPlace},
                                                                        {"organisation", Kind::kOrganisation},
                                                                        {"word", Kind::kWord},
                                                                        {"surname", Kind::kSurname}}};
  for (const auto& [kind_name, kind] : kKinds) {
    if (kind_name == name) return kind;
  }
  return std::nullopt;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

Status fail_at(std::size_t number, const std::string& what) {
  return fail(ErrorKind::kInput, fmt::format("line {} of the lexicon: {}", number, what),
              "a line is a kind and two or more spellings, separated by tabs");
}

// Takes the longest of `parts` off the start of `rest`.
template <std::size_t N>
bool take(std::string_view& rest, const std::array<std::string_view, N>& parts) {
  std::size_t longest = 0;
  for (const std::string_view part : parts) {
    if (part.size() > longest && rest.starts_with(part)) longest = part.size();
  }
  rest.remove_prefix(longest);
  return longest > 0;
}

bool take_syllable(std::string_view& rest) {
  static constexpr auto kInitials =
      std::to_array<std::string_view>({"k", "kk", "kh", "g", "n", "t",  "tt", "th", "d",  "r",  "l", "m",
                                       "p", "pp", "ph", "b", "s", "ss", "sh", "j",  "jj", "ch", "h"});
  static constexpr auto kVowels = std::to_array<std::string_view>(
      {"a", "ae", "ya", "yae", "o",  "eo", "e",  "yo",  "yeo", "ye", "oe",  "wa", "wae",
       "u", "oo", "wo", "weo", "we", "wi", "yu", "yoo", "eu",  "ui", "eui", "i",  "ee"});
  static constexpr auto kFinals =
      std::to_array<std::string_view>({"k", "g", "n", "t", "l", "m", "p", "b", "ng"});
  take(rest, kInitials);
  if (!take(rest, kVowels)) return false;
  std::string_view with_final = rest;
  if (take(with_final, kFinals)) {
    // "jongun" is jong-un: a consonant before a vowel may begin the next syllable instead, which is tried
    // there.
    rest = with_final;
  }
  return true;
}

// Alone, or before a given name and not within one.
bool is_surname_place(std::span<const Unit> units, std::size_t i) {
  if (units.size() == 1) return true;
  return i + 1 < units.size() && is_like_korean_name(units[i + 1].term) &&
         (i == 0 || !is_like_korean_name(units[i - 1].term));
}

}  // namespace

bool is_like_korean_name(std::string_view term) {
  if (!take_syllable(term)) return false;
  return term.empty() || (take_syllable(term) && term.empty());
}

// What one spelling after the other is read with.
struct Lexicon::Reading {
  Analyzer& analyzer;
  TokenList tokens = {};
};

Result<Lexicon> Lexicon::parse(std::string_view file, Analyzer& analyzer) {
  Lexicon lexicon;
  lexicon.entries_.reserve(static_cast<std::size_t>(std::count(file.begin(), file.end(), '\t')));
  Reading reading{analyzer};
  std::size_t number = 0;
  while (!file.empty()) {
    const std::size_t end = file.find('\n');
    const std::string_view line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    ++number;
    if (line.empty() || line.starts_with('#')) continue;
    if (const Status added = lexicon.add_line(line, number, reading); !added) return fail(added.error());
  }
  return lexicon;
}

Status Lexicon::add_line(std::string_view line, std::size_t number, Reading& reading) {
  const std::vector<std::string_view> fields = fields_of(line);
  const auto kind = kind_of(fields.front());
  if (!kind) return fail_at(number, fmt::format("\"{}\" is not a kind", fields.front()));
  if (fields.size() < 3) return fail_at(number, "fewer than two spellings");
  LexiconGroup& group = groups_.emplace_back();
  group.kind = *kind;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    if (const Status added = add_spelling(fields[i], group, number, reading); !added) return added;
  }
  // Given names are also written in one word, "Kim Jongun".
  if (*kind != LexiconGroup::Kind::kPerson) return {};
  for (std::size_t i = 0; i < group.spellings.size(); ++i) {
    const std::vector<std::string>& phrase = group.phrases[i];
    if (phrase.size() != 3 || !is_like_korean_name(phrase[1]) || !is_like_korean_name(phrase[2])) continue;
    const std::vector<std::string> joined = {phrase[0], phrase[1] + phrase[2]};
    if (std::find(group.phrases.begin(), group.phrases.end(), joined) != group.phrases.end()) continue;
    if (const Status added =
            add_key(joined[0] + kBetweenUnits + joined[1], false, group.spellings[i], number);
        !added) {
      return added;
    }
    group.phrases.push_back(joined);
  }
  return {};
}

Status Lexicon::add_spelling(std::string_view spelling, LexiconGroup& group, std::size_t number,
                             Reading& reading) {
  TokenList& tokens = reading.tokens;
  AnalysisCounts counts;
  reading.analyzer.analyze(spelling, {}, tokens, counts);
  if (tokens.empty()) return fail_at(number, fmt::format("\"{}\" has no word", spelling));
  const std::vector<Unit> units = units_of(tokens);
  const std::vector<std::string_view> terms = phrase_terms(tokens);
  std::vector<std::string> phrase(terms.begin(), terms.end());
  if (std::find(group.phrases.begin(), group.phrases.end(), phrase) != group.phrases.end()) {
    return fail_at(number, fmt::format("\"{}\" is the same as another spelling of its group", spelling));
  }
  group.spellings.emplace_back(spelling);
  group.phrases.push_back(std::move(phrase));
  longest_ = std::max(longest_, units.size());
  return add_key(key_of(units), group.kind == LexiconGroup::Kind::kSurname, spelling, number);
}

Status Lexicon::add_key(const std::string& key, bool surname, std::string_view spelling, std::size_t number) {
  const auto [entry, added] = entries_.emplace(key, Entry{groups_.size() - 1, surname});
  if (!added) {
    return fail_at(number, fmt::format("\"{}\" also stands in the group of \"{}\"", spelling,
                                       groups_[entry->second.group].spellings.front()));
  }
  return {};
}

std::vector<LexiconMatch> Lexicon::find(const TokenList& tokens) const {
  std::vector<LexiconMatch> matches;
  const std::vector<Unit> units = units_of(tokens);
  const std::span<const Unit> all(units);
  for (std::size_t i = 0; i < units.size();) {
    std::size_t taken = 1;
    for (std::size_t n = units[i].begins_word ? std::min(longest_, units.size() - i) : 0; n > 0; --n) {
      const auto entry = entries_.find(key_of(all.subspan(i, n)));
      if (entry == entries_.end()) continue;
      if (entry->second.surname && !is_surname_place(all, i)) continue;
      const Token& first = *units[i].token;
      const Token& last = *units[i + n - 1].token;
      matches.push_back({entry->second.group, first.position, last.position, first.offset,
                         last.offset + last.length - first.offset});
      taken = n;
      break;
    }
    i += taken;
  }
  return matches;
}

}  // namespace dateline::text
