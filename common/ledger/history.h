#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/ledger/ledger.h"
#include "common/ledger/record.h"
#include "common/result.h"

namespace dateline::ledger {

/// A text that an article has had.
struct Version {
  std::uint64_t text = 0;           ///< version_hash
  std::optional<dates::Day> first;  ///< day of its oldest capture
  std::optional<dates::Day> last;   ///< of its newest
  std::uint32_t captures = 0;       ///< on different days
  std::uint8_t extractor = 0;       ///< number of the rules that took it out last
  std::uint64_t generation = 0;     ///< that brought it
  std::string file;                 ///< from which it was first read
  std::uint32_t place = 0;          ///< of the record in the file
  bool kept = false;                ///< its text is in the ledger
};

/// What was edited between two versions that follow one another.
struct Edit {
  std::size_t older = 0;  ///< in `versions`
  std::size_t newer = 0;
  std::optional<dates::Day> before;  ///< the last capture of the older
  std::optional<dates::Day> after;   ///< the first one of the newer behind it
  bool known = false;                ///< the texts were compared
  bool comparable = true;            ///< they were made by the same extractor; else they never are
  EditKinds kinds;
  std::vector<NameChange> names;
};

/// A look at the address that did not give the article.
struct Evidence {
  Missing missing = Missing::kGone;
  std::optional<dates::Day> day;
  std::uint16_t status = 0;
  std::string address;
};

/// How sure it is that an article is not there.
enum class Removal : std::uint8_t { kGone, kSoftGone, kDelisted, kUnseen };
std::string_view name(Removal removal);

/// A time in which the article was not to be had.
struct Absence {
  Removal kind = Removal::kGone;
  std::optional<dates::Day> last_seen;
  std::optional<dates::Day> first_missing;
  std::optional<dates::Day> last_missing;
  std::optional<dates::Day> restored;  ///< the first capture afterwards
  std::size_t looks = 0;               ///< that found it missing
  bool two_kinds = false;              ///< evidence of two kinds agrees
};

enum class Fate : std::uint8_t { kKept, kEdited, kRemoved, kRestored, kUnknown };
inline constexpr std::array<std::string_view, 5> kFateNames{"kept", "edited", "removed", "restored",
                                                            "unknown"};
constexpr std::string_view name(Fate fate) { return kFateNames[static_cast<std::size_t>(fate)]; }
std::optional<Fate> find_fate(std::string_view name);

/// All that is known of an article. A plain value.
struct History {
  std::vector<Version> versions;  ///< in the order of their first captures
  std::vector<Edit> edits;        ///< in order; a text that came back gives an edit too
  std::vector<Evidence> missing;  ///< in the order of their days
  std::vector<Absence> absences;
  std::optional<Withdrawn> withdrawn;  ///< not in the index any more, and why
  bool purged = false;

  bool empty() const { return versions.empty() && missing.empty() && !withdrawn && !purged; }
  /// Captures on different days and looks that found nothing: with two of them an edit or removal could have
  /// been seen.
  std::size_t sightings() const;
  /// kUnknown where it was looked at but once.
  Fate fate() const;
};

/// The history of an article that has these ids, from one or several ledgers. An Index error when one is
/// damaged.
Result<History> history_of(std::span<const Ledger> ledgers, std::span<const std::uint64_t> ids);

/// One text after another as the captures show them: days ascend, equal neighbours are one.
struct SeenText {
  std::uint64_t text = 0;
  std::int32_t first = Record::kNoDay;
  std::int32_t last = Record::kNoDay;
};
/// `sightings` are days and texts in any order; of one day the order stays.
std::vector<SeenText> states_of(std::vector<std::pair<std::int32_t, std::uint64_t>> sightings);

}  // namespace dateline::ledger
