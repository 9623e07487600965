#include "common/text/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "common/hangul.h"
#include "common/text/ranking_recipe.h"
#include "common/text/romanisation.h"
#include "common/text/russian_stem.h"
#include "common/text/utf8.h"

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

/// Before a spelling that is also a common word.
constexpr char kCommonWord = '^';

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

/// The syllables of a text of nothing else.
std::optional<std::u32string> hangul_of(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const UChar32 c = next_code_point(text, i);
    if (!hangul::is_syllable(static_cast<char32_t>(c))) return std::nullopt;
    out += static_cast<char32_t>(c);
  }
  return out;
}

/// All ways to take one of each, written together.
std::vector<std::string> joined_spellings(std::span<const std::vector<std::string>> parts) {
  std::vector<std::string> out{""};
  for (const std::vector<std::string>& part : parts) {
    std::vector<std::string> longer;
    for (const std::string& begin : out) {
      for (const std::string& end : part) longer.push_back(begin + end);
    }
    out = std::move(longer);
  }
  return out;
}

void add_new(std::vector<std::string>& out, const std::string& spelling) {
  if (std::find(out.begin(), out.end(), spelling) == out.end()) out.push_back(spelling);
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

// What one list is read with.
struct Lexicon::Reading {
  Analyzer& analyzer;
  std::string_view name;  ///< of the list; empty for the built-in one
  std::uint8_t list = 0;
  std::size_t first_group = 0;  ///< of this list
  std::size_t number = 0;       ///< of the line
  std::size_t group = 0;        ///< that the line belongs to
  TokenList tokens = {};

  tl::unexpected<Error> fail_here(const std::string& what) const {
    return fail(ErrorKind::kInput,
                name.empty() ? fmt::format("line {} of the lexicon: {}", number, what)
                             : fmt::format("{}:{}: {}", name, number, what),
                "a line is a kind and two or more spellings, separated by tabs");
  }
};

Result<Lexicon> Lexicon::parse(std::string_view file, Analyzer& analyzer) {
  Lexicon lexicon;
  lexicon.entries_.reserve(static_cast<std::size_t>(std::count(file.begin(), file.end(), '\t')));
  if (const Status added = lexicon.add(file, {}, analyzer); !added) return fail(added.error());
  return lexicon;
}

Status Lexicon::add(std::string_view file, std::string_view name, Analyzer& analyzer) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  constexpr std::size_t kMaxLists = 255;
  if (lists_.size() > kMaxLists)
    return fail(ErrorKind::kUsage, "there are too many lists of names", "join some of them");
  Lexicon grown = *this;
  Reading reading{analyzer, name, static_cast<std::uint8_t>(lists_.size()), groups_.size()};
  grown.lists_.emplace_back(name);
  if (file.starts_with(kByteOrderMark)) file.remove_prefix(kByteOrderMark.size());
  while (!file.empty()) {
    const std::size_t end = file.find('\n');
    std::string_view line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    ++reading.number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    if (const Status added = grown.add_line(line, reading); !added) return added;
  }
  for (LexiconGroup& group : grown.groups_) {
    if (group.lists.back() == reading.list) grown.find_shape(group);
  }
  *this = std::move(grown);
  return {};
}

Status Lexicon::add_line(std::string_view line, Reading& reading) {
  const std::vector<std::string_view> fields = fields_of(line);
  const auto kind = kind_of(fields.front());
  if (!kind) return reading.fail_here(fmt::format("\"{}\" is not a kind", fields.front()));
  if (fields.size() < 3) return reading.fail_here("fewer than two spellings");
  // A group of another list that has one of the spellings is the group meant.
  std::optional<std::size_t> known;
  for (std::size_t i = 1; i < fields.size() && reading.first_group > 0; ++i) {
    AnalysisCounts counts;
    const std::string_view spelling = fields[i].starts_with(kCommonWord) ? fields[i].substr(1) : fields[i];
    reading.analyzer.analyze(spelling, {}, reading.tokens, counts);
    const auto entry = entries_.find(key_of(units_of(reading.tokens)));
    if (entry == entries_.end() || entry->second.group >= reading.first_group) continue;
    if (known && *known != entry->second.group) {
      return reading.fail_here(fmt::format("it would join the groups of \"{}\" and \"{}\"",
                                           groups_[*known].spellings.front(),
                                           groups_[entry->second.group].spellings.front()));
    }
    known = entry->second.group;
  }
  reading.group = known.value_or(groups_.size());
  if (!known) groups_.emplace_back().kind = *kind;
  for (std::size_t i = 1; i < fields.size(); ++i) {
    if (const Status added = add_spelling(fields[i], reading); !added) return added;
  }
  const LexiconGroup::Kind known_kind = groups_[reading.group].kind;
  if (known_kind == LexiconGroup::Kind::kPerson) {
    if (const Status added = add_joined(reading); !added) return added;
  }
  if (known_kind == LexiconGroup::Kind::kPerson || known_kind == LexiconGroup::Kind::kPlace)
    add_cases(reading);
  return {};
}

// The last word of a Russian name is declined: "Ким Чен Ыном".
void Lexicon::add_cases(const Reading& reading) {
  LexiconGroup& group = groups_[reading.group];
  const std::size_t phrases = group.phrases.size();
  for (std::size_t i = 0; i < phrases; ++i) {
    std::vector<std::string> phrase = group.phrases[i];
    for (std::string& last : russian_cases(phrase.back())) {
      phrase.back() = std::move(last);
      std::string key;
      for (const std::string& term : phrase) {
        if (!key.empty()) key += kBetweenUnits;
        key += term;
      }
      note_length(key);
      if (entries_.emplace(std::move(key), Entry{.group = reading.group}).second)
        group.phrases.push_back(phrase);
    }
  }
}

// Given names are also written in one word, "Kim Jongun".
Status Lexicon::add_joined(Reading& reading) {
  for (std::size_t i = 0; i < groups_[reading.group].phrases.size(); ++i) {
    LexiconGroup& group = groups_[reading.group];
    const std::vector<std::string>& phrase = group.phrases[i];
    if (phrase.size() != 3 || !is_like_korean_name(phrase[1]) || !is_like_korean_name(phrase[2])) continue;
    const std::vector<std::string> joined = {phrase[0], phrase[1] + phrase[2]};
    if (std::find(group.phrases.begin(), group.phrases.end(), joined) != group.phrases.end()) continue;
    const std::string key = joined[0] + kBetweenUnits + joined[1];
    const auto known = entries_.find(key);
    if (known != entries_.end() && known->second.group == reading.group) continue;
    if (const Status added = add_key(key, {.group = reading.group}, phrase[0], reading); !added) return added;
    group.phrases.push_back(joined);
  }
  return {};
}

Status Lexicon::add_spelling(std::string_view spelling, Reading& reading) {
  TokenList& tokens = reading.tokens;
  AnalysisCounts counts;
  Entry entry{.group = reading.group};
  LexiconGroup& group = groups_[reading.group];
  entry.surname = group.kind == LexiconGroup::Kind::kSurname;
  entry.common = spelling.starts_with(kCommonWord);
  if (entry.common) spelling.remove_prefix(1);
  reading.analyzer.analyze(spelling, {}, tokens, counts);
  if (tokens.empty()) return reading.fail_here(fmt::format("\"{}\" has no word", spelling));
  const std::vector<Unit> units = units_of(tokens);
  const std::string key = key_of(units);
  entry.abbreviation = tokens.size() == 1 && tokens[0].capitals == Capitals::kAll;
  if (const auto known = entries_.find(key);
      known != entries_.end() && known->second.group == reading.group) {
    if (reading.group < reading.first_group) return {};
    return reading.fail_here(fmt::format("\"{}\" is the same as another spelling of its group", spelling));
  }
  if (entry.surname && units.size() == 1) surnames_.emplace(key, reading.group);
  if (const Status added = add_key(key, entry, spelling, reading); !added) return added;
  group.spellings.emplace_back(spelling);
  group.lists.push_back(reading.list);
  if (entry.common) return {};
  std::vector<std::string> phrase;
  if (entry.abbreviation) {
    phrase.push_back(capitals_term(tokens[0].term));
  } else {
    const std::vector<std::string_view> terms = phrase_terms(tokens);
    phrase.assign(terms.begin(), terms.end());
  }
  group.phrases.push_back(std::move(phrase));
  return {};
}

Status Lexicon::add_key(const std::string& key, Entry entry, std::string_view spelling, Reading& reading) {
  const auto [known, added] = entries_.emplace(key, entry);
  if (added) {
    note_length(key);
    return {};
  }
  return reading.fail_here(fmt::format("\"{}\" also stands in the group of \"{}\"", spelling,
                                       groups_[known->second.group].spellings.front()));
}

void Lexicon::note_length(std::string_view key) {
  const std::string_view first = key.substr(0, key.find(kBetweenUnits));
  first_units_.add(first);
  std::size_t& longest = longest_[std::string(first)];
  const auto units = static_cast<std::size_t>(std::count(key.begin(), key.end(), kBetweenUnits)) + 1;
  longest = std::max(longest, units);
}

/// Which of its spellings is the Korean name in Hangul that others write by rule.
void Lexicon::find_shape(LexiconGroup& group) const {
  constexpr std::size_t kMaxSyllables = 4;
  group.shape.clear();
  group.hangul.clear();
  if (group.kind == LexiconGroup::Kind::kSurname) return;
  for (const std::string& spelling : group.spellings) {
    const std::optional<std::u32string> hangul = hangul_of(spelling);
    if (!hangul || hangul->size() < 2 || hangul->size() > kMaxSyllables) continue;
    for (const std::vector<std::string>& phrase : group.phrases) {
      const std::vector<std::string_view> units(phrase.begin(), phrase.end());
      const bool whole = units.size() == 1 || units.size() == hangul->size();
      if (!whole || !reads_as(units, *hangul)) continue;
      const std::vector<std::size_t> shape(units.size(), units.size() == 1 ? hangul->size() : 1);
      if (!group.shape.empty() && group.shape != shape) continue;
      group.shape = shape;
      group.hangul.push_back(*hangul);
      break;
    }
  }
}

std::vector<Lexicon::Slots> Lexicon::regular_slots(const LexiconGroup& group) const {
  if (group.shape.empty()) return {};
  const auto index = static_cast<std::size_t>(&group - groups_.data());
  Slots syllables(group.hangul.front().size());
  for (const std::u32string& hangul : group.hangul) {
    for (std::size_t i = 0; i < std::min(syllables.size(), hangul.size()); ++i) {
      for (const std::string& spelling : romanisations(hangul[i])) add_new(syllables[i], spelling);
    }
  }
  if (group.shape.size() == 1) {
    std::vector<std::string> words = joined_spellings(syllables);
    std::erase_if(words, [&](const std::string& word) {
      const auto entry = entries_.find(word);
      return entry != entries_.end() && (entry->second.common || entry->second.group != index);
    });
    return {{std::move(words)}};
  }
  const std::vector<std::string> surnames = syllables.front();
  for (const std::string& surname : surnames) {
    for (const std::string& spelling : surname_spellings(surname)) add_new(syllables.front(), spelling);
  }
  std::vector<Slots> out;
  if (syllables.size() == 3)
    out.push_back({syllables.front(), joined_spellings(std::span(syllables).subspan(1))});
  out.push_back(std::move(syllables));
  return out;
}

const LexiconGroup* Lexicon::surname_group(std::string_view term) const {
  // A surname is a spelling of one unit.
  if (!first_units_.may_have(term)) return nullptr;
  const auto found = surnames_.find(term);
  return found == surnames_.end() ? nullptr : &groups_[found->second];
}

bool Lexicon::is_surname(std::string_view term) const {
  static constexpr auto kOthers = std::to_array<std::string_view>(
      {"kim",   "gim",   "ri",    "i",     "pak",   "han",  "hwang", "song", "hong",  "nam",  "son",
       "pae",   "bae",   "ha",    "song",  "seong", "cha",  "ku",    "koo",  "gu",    "ra",   "na",
       "jin",   "ji",    "chi",   "om",    "eom",   "chae", "won",   "chon", "cheon", "pang", "bang",
       "kong",  "gong",  "ham",   "pyon",  "byon",  "byun", "yom",   "yeom", "yo",    "chu",  "to",
       "do",    "sok",   "seok",  "sun",   "sol",   "seol", "ma",    "kil",  "gil",   "yon",  "yeon",
       "wi",    "phyo",  "pyo",   "myong", "ki",    "gi",   "pan",   "ban",  "wang",  "kum",  "ok",
       "yuk",   "in",    "maeng", "je",    "mo",    "thak", "tak",   "kuk",  "guk",   "o",    "un",
       "phyon", "ryong", "thae",  "tae",   "paeng", "min",  "ryo",   "no",   "ryang", "yang", "kye",
       "pong",  "bong",  "sa",    "so",    "tong",  "ak",   "am",    "im",   "sang",  "u"});
  if (surname_group(term) != nullptr) return true;
  constexpr std::size_t kLongest = 5;  // bytes of the others
  return term.size() <= kLongest && std::find(kOthers.begin(), kOthers.end(), term) != kOthers.end();
}

std::vector<std::string> Lexicon::surname_spellings(std::string_view term) const {
  std::vector<std::string> out{std::string(term)};
  const LexiconGroup* group = surname_group(term);
  if (group == nullptr) return regular_spellings(term, Readings::kNorthern);
  for (const std::string& spelling : group->spellings) {
    std::string lower;
    for (const char c : spelling) lower += static_cast<char>(c | 0x20);
    add_new(out, lower);
  }
  return out;
}

/// The only group of a Korean name that the units can be read as; size() when there is none.
std::size_t Lexicon::regular_group(std::span<const std::string_view> units) const {
  // Most words of a query are none of a Korean name, which is soon seen.
  if (!std::all_of(units.begin(), units.end(), is_like_korean_name)) return groups_.size();
  if (units.size() > 1 && !is_surname(units.front())) return groups_.size();
  std::size_t found = groups_.size();
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const LexiconGroup& group = groups_[i];
    if (group.shape.empty() || (group.shape.size() == 1) != (units.size() == 1)) continue;
    const bool reads = std::any_of(group.hangul.begin(), group.hangul.end(),
                                   [&](const std::u32string& hangul) { return reads_as(units, hangul); });
    if (!reads) continue;
    if (found < groups_.size()) return groups_.size();
    found = i;
  }
  return found;
}

std::vector<LexiconMatch> Lexicon::find(const TokenList& tokens, LexiconReading reading) const {
  constexpr std::size_t kMaxRegular = 3;
  std::vector<LexiconMatch> matches;
  const std::vector<Unit> units = units_of(tokens);
  const std::span<const Unit> all(units);
  const bool of_query = reading == LexiconReading::kQuery;
  std::string key;
  std::vector<std::size_t> key_ends;
  for (std::size_t i = 0; i < units.size();) {
    std::size_t taken = 1;
    const bool may_begin = units[i].begins_word && first_units_.may_have(units[i].term);
    const auto known = may_begin ? longest_.find(units[i].term) : longest_.end();
    std::size_t most = known == longest_.end() ? 0 : known->second;
    if (of_query && units[i].begins_word) most = std::max(most, kMaxRegular);
    most = std::min(most, units.size() - i);
    // The key of the longest spelling begins with those of the shorter ones.
    key.clear();
    key_ends.clear();
    for (const Unit& unit : all.subspan(i, most)) {
      if (!key.empty()) key += kBetweenUnits;
      key += unit.term;
      key_ends.push_back(key.size());
    }
    for (std::size_t n = most; n > 0; --n) {
      key.resize(key_ends[n - 1]);
      const Token& first = *units[i].token;
      const Token& last = *units[i + n - 1].token;
      LexiconMatch match{groups_.size(), first.position, last.position, first.offset,
                         last.offset + last.length - first.offset};
      if (const auto entry = entries_.find(key); entry != entries_.end()) {
        if (entry->second.surname && !is_surname_place(all, i)) continue;
        if (entry->second.common && first.capitals == Capitals::kNone) continue;
        match.small = entry->second.abbreviation && first.capitals != Capitals::kAll;
        if (match.small && !of_query) continue;
        match.group = entry->second.group;
      } else if (of_query && n <= kMaxRegular) {
        std::vector<std::string_view> words;
        for (const Unit& unit : all.subspan(i, n)) words.push_back(unit.term);
        match.group = regular_group(words);
        match.regular = true;
      }
      if (match.group == groups_.size()) continue;
      matches.push_back(match);
      taken = n;
      break;
    }
    i += taken;
  }
  return matches;
}

}  // namespace dateline::text
