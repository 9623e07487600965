#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/result.h"
#include "common/text/analyzer.h"

namespace dateline::text {

/// Spellings of one name or word that count as the same in a query.
struct LexiconGroup {
  enum class Kind : std::uint8_t { kPerson, kPlace, kOrganisation, kWord, kSurname };
  Kind kind = Kind::kWord;
  std::vector<std::string> spellings;  ///< as written in the file
  /// For each spelling the terms of its exact phrase (see phrase_terms); no two are equal, the first are
  /// those of `spellings`, joined forms of given names ("Kim Jongun") follow.
  std::vector<std::vector<std::string>> phrases;
};

struct LexiconMatch {
  std::size_t group = 0;             ///< index for Lexicon::group
  std::uint32_t first_position = 0;  ///< positions of the tokens that it covers
  std::uint32_t last_position = 0;
  std::uint32_t offset = 0;  ///< byte range in the text
  std::uint32_t length = 0;
  bool operator==(const LexiconMatch&) const = default;
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

  std::size_t size() const { return groups_.size(); }
  const LexiconGroup& group(std::size_t i) const { return groups_[i]; }

  /// The groups of which a spelling stands in a text, from left to right, the longest first, without overlap.
  /// A spelling in Hangul begins where a word does and may be followed by particles. A surname counts alone
  /// in a text or before something like a Korean given name ("Lee Jong Hyok", not "amusement park opened").
  std::vector<LexiconMatch> find(const TokenList& tokens) const;

 private:
  struct Entry {
    std::size_t group;
    bool surname;
  };

  struct Reading;
  Status add_line(std::string_view line, std::size_t number, Reading& reading);
  Status add_spelling(std::string_view spelling, LexiconGroup& group, std::size_t number, Reading& reading);
  Status add_key(const std::string& key, bool surname, std::string_view spelling, std::size_t number);

  std::vector<LexiconGroup> groups_;
  std::unordered_map<std::string, Entry> entries_;  ///< by the spelling's units
  std::size_t longest_ = 0;                         ///< units of the longest spelling
};

/// Whether a normal form could be one or two syllables of a romanised Korean name ("jong", "jongun", "hyok").
bool is_like_korean_name(std::string_view term);

}  // namespace dateline::text
