#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::text {

/// How a syllable of Hangul (U+AC00 to U+D7A3) is written in Latin letters by the regular systems: northern,
/// McCune-Reischauer without its marks, and Revised; each once, the northern first. Empty for anything else.
std::vector<std::string> romanisations(char32_t syllable);

/// Whether the units of a Latin name (normal forms: "jang", "seong", "thaek" or "jang", "songtaek") can be
/// read as these syllables, in any of the systems, in the spellings of newspapers ("Jung", "Chul", "Sung"),
/// and in a mixture of them. Every unit ends where a syllable does.
bool reads_as(std::span<const std::string_view> units, std::u32string_view syllables);

enum class Readings : std::uint8_t {
  /// Where the syllable is a northern spelling, as such, and no spelling that in the north is another
  /// syllable:
  /// for "jong" also "jeong", but not "chong".
  kNorthern,
  kAll,  ///< whatever it stands for in any system: for "jong" also "chong" and "jeong"
};

/// The regular spellings of a syllable in Latin letters. The syllable itself comes first; it is alone when it
/// is none of Korean.
std::vector<std::string> regular_spellings(std::string_view syllable, Readings readings);

/// The regular spellings of all syllables that `syllable` may be meant for, in newspapers too: for "hee" also
/// "hui".
std::vector<std::string> likely_spellings(std::string_view syllable);

/// The ways in which a word is two such syllables: "jongun" is "jong" and "un".
std::vector<std::pair<std::string, std::string>> split_syllables(std::string_view word);

}  // namespace dateline::text
