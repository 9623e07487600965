#include "searcher/query/name_units.h"

#include <algorithm>
#include <array>

#include "common/text/romanisation.h"
#include "common/text/stop_words.h"

namespace dateline::query {
namespace {

using text::Capitals;
using Kind = text::LexiconGroup::Kind;

/// A question or a pasted headline of so many parts is not expected to stand in an article whole.
constexpr std::size_t kLongQuery = 5;
/// A Korean name has no more syllables.
constexpr std::size_t kMaxSyllables = 3;

/// Surnames and beginnings of names that are words of English or Spanish.
bool is_common_word(std::string_view term) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"a",   "an",    "ban",  "do",   "ha",   "han",  "he",   "ho",   "in",   "jo",  "king", "ma",
       "man", "me",    "mi",   "mo",   "moon", "no",   "o",    "oh",   "ok",   "on",  "pan",  "park",
       "sa",  "se",    "sea",  "sin",  "so",   "sol",  "son",  "song", "su",   "sun", "tan",  "tin",
       "to",  "too",   "tu",   "u",    "un",   "una",  "wan",  "we",   "win",  "won", "ya",   "yo",
       "you", "young", "chin", "gang", "pack", "pang", "pong", "min",  "sang", "sung"});
  return text::is_stop_word(term) || std::find(kWords.begin(), kWords.end(), term) != kWords.end();
}

bool has_capital(const QueryPart& part) {
  return !part.capitals.empty() && part.capitals.front() != Capitals::kNone;
}

bool is_letters(const std::string& term) {
  return !term.empty() && std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Finder {
 public:
  Finder(std::span<const QueryPart> parts, std::span<const text::LexiconMatch> matches,
         const text::Lexicon& lexicon, const NameEvidence* evidence)
      : parts_(parts),
        matches_(matches),
        lexicon_(lexicon),
        evidence_(evidence),
        is_long_(is_surely_long()) {}

  std::vector<NameUnit> run() {
    std::vector<NameUnit> units;
    for (std::size_t i = 0; i < parts_.size();) {
      const std::optional<NameUnit> known = known_at(i);
      const std::optional<NameUnit> korean = korean_at(i);
      std::optional<NameUnit> unit = known;
      if (korean && (!known || korean->end > known->end)) unit = korean;
      if (!unit && !is_long_) unit = capitals_at(i);
      if (unit) units.push_back(*unit);
      i = unit ? unit->end : i + 1;
    }
    return units;
  }

 private:
  /// Whether the query is a headline by its length, whatever stands side by side in the index: then that
  /// need not be asked, which costs more than the rest of the plan.
  bool is_surely_long() const {
    std::size_t blocks = 0;
    for (std::size_t i = 0; i < parts_.size();) {
      std::size_t end = i + 1;
      for (std::size_t k = i; k < end; ++k) end = std::max(end, longest_unit(k));
      const bool is_word = !parts_[i].terms.empty() && !parts_[i].stop_word;
      if (is_word || end - i > 1) ++blocks;
      i = end;
    }
    return blocks >= kLongQuery;
  }
  /// The end of the longest unit that may begin at a part.
  std::size_t longest_unit(std::size_t i) const {
    std::size_t end = i + 1;
    while (end < parts_.size() && has_capital(parts_[end - 1]) && has_capital(parts_[end])) ++end;
    if (parts_[i].terms.empty()) return end;
    if (const auto match = match_at(i); match != matches_.end()) {
      while (end < parts_.size() && parts_[end].first_position <= match->last_position) ++end;
    }
    const std::size_t last = std::min(parts_.size(), i + kMaxSyllables);
    for (std::size_t to = last; to > end; --to) {
      if (is_korean(terms(i, to))) end = to;
    }
    return end;
  }
  std::span<const text::LexiconMatch>::iterator match_at(std::size_t i) const {
    return std::find_if(matches_.begin(), matches_.end(), [&](const text::LexiconMatch& one) {
      return one.first_position == parts_[i].first_position;
    });
  }

  std::vector<std::string> terms(std::size_t begin, std::size_t end) const {
    std::vector<std::string> out;
    for (std::size_t i = begin; i < end; ++i)
      out.insert(out.end(), parts_[i].terms.begin(), parts_[i].terms.end());
    return out;
  }
  bool usually_together(std::size_t begin, std::size_t end) const {
    return evidence_ != nullptr && evidence_->usually_together(terms(begin, end));
  }
  /// Begins with a surname, goes on with syllables of Korean.
  bool is_korean(std::span<const std::string> words) const {
    if (words.size() < 2 || words.size() > kMaxSyllables || !lexicon_.is_surname(words.front())) return false;
    return std::all_of(words.begin() + 1, words.end(),
                       [](const std::string& word) { return text::is_like_korean_name(word); });
  }

  /// A name of the lexicon; it must end where a part does ("Pyongyang-based" is not Pyongyang).
  std::optional<NameUnit> known_at(std::size_t i) const {
    if (parts_[i].terms.empty()) return std::nullopt;
    const auto match = match_at(i);
    if (match == matches_.end()) return std::nullopt;
    NameUnit unit{.begin = i, .end = i, .match = *match};
    while (unit.end < parts_.size() && !parts_[unit.end].terms.empty() &&
           parts_[unit.end].last_position <= match->last_position) {
      ++unit.end;
    }
    const bool ends_within = unit.end < parts_.size() && !parts_[unit.end].terms.empty() &&
                             parts_[unit.end].first_position <= match->last_position;
    if (unit.end == i || ends_within || !is_meant(*match, i)) return std::nullopt;
    if (match->regular && is_cut_short(unit)) return std::nullopt;
    const bool is_one = unit.end - i == 1 && parts_[i].terms.size() == 1;
    unit.together = !is_long_ && (is_one || stands_together(unit));
    return unit;
  }

  /// "ri chun" of "ri chun hui": a Korean name in small letters whose last syllable would be left over.
  bool is_cut_short(const NameUnit& unit) const {
    return unit.end < parts_.size() && !has_capital(parts_[unit.begin]) &&
           is_korean(terms(unit.begin, unit.end + 1));
  }

  /// Whether a reading that the lexicon does not list as it is written is likely.
  bool is_meant(const text::LexiconMatch& match, std::size_t i) const {
    const std::string& term = parts_[i].terms.front();
    if (match.regular && match.first_position == match.last_position)
      return evidence_ != nullptr && evidence_->articles(term) == 0;
    if (!match.small) return true;
    // "dprk" is the DPRK, "who" is not the WHO: in the articles it mostly has small letters.
    if (evidence_ == nullptr) return false;
    constexpr std::uint64_t kFew = 50;
    const std::uint64_t all = evidence_->articles(term);
    const std::uint64_t marked = evidence_->articles(text::capitals_term(term));
    return all == marked || (all - marked) * kFew <= all;
  }

  bool stands_together(const NameUnit& unit) const {
    const Kind kind = lexicon_.group(unit.match.group).kind;
    const QueryPart& first = parts_[unit.begin];
    const bool is_name = kind == Kind::kPerson || kind == Kind::kPlace || kind == Kind::kOrganisation;
    const bool has_case = is_letters(first.terms.front());
    if (is_name && (has_capital(first) || !has_case)) return true;
    const std::vector<std::string> words = terms(unit.begin, unit.end);
    if (is_name && is_korean(words) && !is_common_word(words.front())) return true;
    return usually_together(unit.begin, unit.end);
  }

  /// "Ri Chun Hui", "Ri Chun-hui", "Ri Chunhui"; in small letters where it is usual in the index.
  std::optional<NameUnit> korean_at(std::size_t i) const {
    std::size_t end = i;
    std::size_t words = 0;
    const bool small = !has_capital(parts_[i]);
    for (; end < parts_.size() && has_capital(parts_[end]) != small; ++end) {
      const QueryPart& part = parts_[end];
      if (part.terms.empty() || words + part.terms.size() > kMaxSyllables) break;
      if (!std::all_of(part.terms.begin(), part.terms.end(), is_letters)) break;
      if (end > i && !std::all_of(part.terms.begin(), part.terms.end(), text::is_like_korean_name)) break;
      words += part.terms.size();
      // A given name in one word ends the name.
      if (end > i && part.terms.size() == 1 && !is_syllable(part.terms.front())) {
        ++end;
        break;
      }
    }
    if (end == i || !is_korean(terms(i, end))) return std::nullopt;
    NameUnit unit{.kind = NameUnit::Kind::kKorean, .begin = i, .end = end};
    if (!small) return unit;
    const bool is_plain = !is_common_word(parts_[i].terms.front()) && usually_together(i, end);
    return is_plain ? std::optional(unit) : std::nullopt;
  }

  static bool is_syllable(const std::string& term) {
    return text::regular_spellings(term, text::Readings::kAll).size() > 1 || term.size() <= 3;
  }

  /// Words with capitals, where others have none.
  std::optional<NameUnit> capitals_at(std::size_t i) const {
    const bool has_small = std::any_of(parts_.begin(), parts_.end(), [](const QueryPart& part) {
      return !part.stop_word && !part.terms.empty() && is_letters(part.terms.front()) && !has_capital(part);
    });
    std::size_t end = i;
    while (has_small && end < parts_.size() && has_capital(parts_[end])) ++end;
    if (end - i < 2 || !usually_together(i, end)) return std::nullopt;
    return NameUnit{.kind = NameUnit::Kind::kCapitals, .begin = i, .end = end};
  }

  std::span<const QueryPart> parts_;
  std::span<const text::LexiconMatch> matches_;
  const text::Lexicon& lexicon_;
  const NameEvidence* evidence_;
  bool is_long_;
};

}  // namespace

std::vector<NameUnit> find_name_units(std::span<const QueryPart> parts,
                                      std::span<const text::LexiconMatch> matches,
                                      const text::Lexicon& lexicon, const NameEvidence* evidence) {
  std::vector<NameUnit> units = Finder(parts, matches, lexicon, evidence).run();
  if (!is_headline(parts, units)) return units;
  std::erase_if(units, [](const NameUnit& unit) { return unit.kind == NameUnit::Kind::kCapitals; });
  for (NameUnit& unit : units) unit.together = false;
  return units;
}

bool is_headline(std::span<const QueryPart> parts, std::span<const NameUnit> units) {
  std::size_t count = units.size();
  bool all_capitals = true;
  std::size_t others = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    while (next < units.size() && units[next].end <= i) ++next;
    if (next < units.size() && units[next].begin <= i) continue;
    if (parts[i].terms.empty() || parts[i].stop_word) continue;
    ++count;
    if (!is_letters(parts[i].terms.front())) continue;
    ++others;
    all_capitals = all_capitals && has_capital(parts[i]);
  }
  const bool small_names = std::any_of(units.begin(), units.end(), [&](const NameUnit& unit) {
    return is_letters(parts[unit.begin].terms.front()) && !has_capital(parts[unit.begin]);
  });
  return count >= kLongQuery || (others > 0 && all_capitals && !small_names);
}

bool is_abbreviation(const std::string& term, bool dotted, const NameEvidence& evidence) {
  constexpr std::uint64_t kOften = 10;
  const std::uint64_t marked = evidence.articles(text::capitals_term(term));
  if (marked == 0) return false;
  return dotted || text::is_stop_word(term) || marked * kOften >= evidence.articles(term);
}

}  // namespace dateline::query
