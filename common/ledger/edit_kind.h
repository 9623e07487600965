#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::ledger {

/// What differs between two texts of one article. The first two are how a text is set, not what it says.
enum class EditKind : std::uint8_t {
  kTypography,       ///< case, quotation marks, hyphens, punctuation, characters lost by a wrong encoding
  kLayout,           ///< white space, line ends, soft hyphens
  kDate,             ///< only dates, the dateline or the stamp
  kTitle,            ///< the headline
  kNumber,           ///< a number, in figures or as a word
  kNameRemoved,      ///< a name is said less often than before, or not any more
  kNameAdded,        ///< a name is said more often than before
  kOffice,           ///< an office or honorific, as "vice-chairman"
  kSentenceAdded,    ///< a sentence that was not there
  kSentenceRemoved,  ///< a sentence that is no more
  kSentenceChanged,  ///< other words within a sentence
  kSentenceMoved,    ///< a sentence that stands elsewhere
};
inline constexpr std::size_t kEditKindCount = 12;
inline constexpr std::array<std::string_view, kEditKindCount> kEditKindNames{
    "typography",       "layout",        "date",   "title",          "number",
    "name-removed",     "name-added",    "office", "sentence-added", "sentence-removed",
    "sentence-changed", "sentence-moved"};

constexpr std::string_view name(EditKind kind) { return kEditKindNames[static_cast<std::size_t>(kind)]; }
std::optional<EditKind> find_edit_kind(std::string_view name);

/// A set of kinds.
class EditKinds {
 public:
  constexpr EditKinds() = default;
  constexpr EditKinds(std::initializer_list<EditKind> kinds) {
    for (const EditKind kind : kinds) add(kind);
  }
  static constexpr EditKinds of_bits(std::uint16_t bits) {
    EditKinds kinds;
    kinds.bits_ = bits & kAllBits;
    return kinds;
  }
  constexpr std::uint16_t bits() const { return bits_; }
  constexpr void add(EditKind kind) { bits_ = static_cast<std::uint16_t>(bits_ | bit(kind)); }
  constexpr EditKinds& operator|=(EditKinds other) {
    bits_ = static_cast<std::uint16_t>(bits_ | other.bits_);
    return *this;
  }
  constexpr bool has(EditKind kind) const { return (bits_ & bit(kind)) != 0; }
  constexpr bool has_any(EditKinds other) const { return (bits_ & other.bits_) != 0; }
  constexpr EditKinds without(EditKinds other) const {
    return of_bits(static_cast<std::uint16_t>(bits_ & ~other.bits_));
  }
  constexpr bool empty() const { return bits_ == 0; }
  /// Whether the texts say something else, and are not only set otherwise.
  constexpr bool is_edit() const {
    return (bits_ & ~(bit(EditKind::kTypography) | bit(EditKind::kLayout))) != 0;
  }
  constexpr bool operator==(const EditKinds&) const = default;

 private:
  static constexpr std::uint16_t kAllBits = (1U << kEditKindCount) - 1;
  static constexpr std::uint16_t bit(EditKind kind) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
  }
  std::uint16_t bits_ = 0;
};

/// The names of the kinds in a set, in the order of the enumeration.
std::vector<std::string_view> names(EditKinds kinds);
/// The same with ", " between; "none" for the empty set.
std::string text_of(EditKinds kinds);

}  // namespace dateline::ledger
