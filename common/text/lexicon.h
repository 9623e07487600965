#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "common/text/analyzer.h"
#include "common/text/term_sieve.h"

namespace dateline::text {

/// Spellings of one name or word that count as the same in a query.
struct LexiconGroup {
  enum class Kind : std::uint8_t { kPerson, kPlace, kOrganisation, kWord, kSurname };
  Kind kind = Kind::kWord;
  std::vector<std::string> spellings;  ///< as written in the file
  std::vector<std::uint8_t> lists;     ///< of each spelling: Lexicon::list
  /// The terms of the exact phrase (see phrase_terms) of each spelling by which a text is searched; no two
  /// are equal; joined forms of given names ("Kim Jongun") are among them. An abbreviation is its
  /// capitals_term; a spelling that is also a common word has none.
  std::vector<std::vector<std::string>> phrases;
  /// Where a spelling in Hangul is the Korean name of which the Latin ones are the regular spellings: its
  /// syllables, and how many of them each word of the Latin spelling has.
  std::vector<std::u32string> hangul;
  std::vector<std::size_t> shape;
};

struct LexiconMatch {
  std::size_t group = 0;             ///< index for Lexicon::group
  std::uint32_t first_position = 0;  ///< positions of the tokens that it covers
  std::uint32_t last_position = 0;
  std::uint32_t offset = 0;  ///< byte range in the text
  std::uint32_t length = 0;
  bool small = false;    ///< an abbreviation in small letters
  bool regular = false;  ///< not in the list, but a spelling that is read alike
  bool operator==(const LexiconMatch&) const = default;
};

/// What find() takes for a name.
enum class LexiconReading : std::uint8_t {
  kText,   ///< spellings of the lexicon, as they make a name
  kQuery,  ///< also abbreviations in small letters, and other romanisations of its Korean names
};

/// Groups of spellings, read from a file of lines "kind TAB spelling TAB spelling ..." (docs/text.md).
/// Immutable once made, so it may be shared between threads.
class Lexicon {
 public:
  /// An error (kInput) names the line: an unknown kind, fewer than two spellings, a spelling without a term,
  /// or one that stands in two groups (surnames apart).
  static Result<Lexicon> parse(std::string_view file, Analyzer& analyzer);
  /// The project's own lexicon, which is part of the program.
  static Result<Lexicon> built_in(Analyzer& analyzer) { return parse(built_in_file(), analyzer); }
  static std::string_view built_in_file();

  /// Adds the groups of another list, in the same format. A group with a spelling that is known already joins
  /// its group. The error names `name` and the line; the lexicon is then as it was.
  Status add(std::string_view file, std::string_view name, Analyzer& analyzer);
  /// The name of a list; that of the first is empty.
  const std::string& list(std::uint8_t i) const { return lists_[i]; }

  std::size_t size() const { return groups_.size(); }
  const LexiconGroup& group(std::size_t i) const { return groups_[i]; }

  /// The groups of which a spelling stands in a text, from left to right, the longest first, without overlap.
  /// A spelling in Hangul begins where a word does and may be followed by particles. A surname counts alone
  /// in a text or before something like a Korean given name ("Lee Jong Hyok", not "amusement park opened").
  std::vector<LexiconMatch> find(const TokenList& tokens,
                                 LexiconReading reading = LexiconReading::kText) const;

  /// The spellings of a Korean name by rule (see romanisation.h): one alternative of each slot, one after the
  /// other.
  using Slots = std::vector<std::vector<std::string>>;
  std::vector<Slots> regular_slots(const LexiconGroup& group) const;

  /// Whether a normal form is a surname of a Korean, in some spelling, and the spellings of the same one,
  /// itself first.
  bool is_surname(std::string_view term) const;
  std::vector<std::string> surname_spellings(std::string_view term) const;

 private:
  struct Entry {
    std::size_t group;
    bool surname = false;
    bool abbreviation = false;  ///< in capitals or with dots
    bool common = false;        ///< also a common word: a name with a capital alone
  };

  struct UnitHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  void note_length(std::string_view key);
  struct Reading;
  Status add_line(std::string_view line, Reading& reading);
  Status add_spelling(std::string_view spelling, Reading& reading);
  Status add_joined(Reading& reading);
  Status add_key(const std::string& key, Entry entry, std::string_view spelling, Reading& reading);
  void find_shape(LexiconGroup& group) const;
  void add_cases(const Reading& reading);
  const LexiconGroup* surname_group(std::string_view term) const;
  std::size_t regular_group(std::span<const std::string_view> units) const;

  std::vector<LexiconGroup> groups_;
  std::vector<std::string> lists_;
  std::unordered_map<std::string, Entry> entries_;  ///< by the spelling's units
  std::unordered_map<std::string, std::size_t, UnitHash, std::equal_to<>> surnames_;
  /// Units of the longest spelling that begins with a unit: most words of a text begin none, and do not get
  /// through `first_units_`.
  std::unordered_map<std::string, std::size_t, UnitHash, std::equal_to<>> longest_;
  TermSieve first_units_;
};

/// Whether a normal form could be one or two syllables of a romanised Korean name ("jong", "jongun", "hyok").
bool is_like_korean_name(std::string_view term);

}  // namespace dateline::text
