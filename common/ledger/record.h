#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dates/day.h"
#include "common/ledger/compare.h"
#include "common/ledger/content_root.h"
#include "common/ledger/edit_kind.h"
#include "common/ledger/missing.h"

namespace dateline::ledger {

/// The rules by which text is taken out of captures. To be raised with every change of a reader that makes
/// another text of the same bytes: versions of different numbers are never compared.
inline constexpr std::uint8_t kExtractor = 1;

/// What a record says of an article.
enum class Event : std::uint8_t {
  kVersion,    ///< it has a text that it did not have before
  kSeen,       ///< a text that it has had was captured again
  kText,       ///< the text of a known version is kept here
  kEdit,       ///< what differs between two versions that follow one another
  kMissing,    ///< its address did not give it
  kWithdrawn,  ///< it is not in the index any more
  kPurged,     ///< its texts were deleted for good
  kList,     ///< of a list page, not of an article: what it named, as a text (indexer/ledger/list_history.h)
  kCapture,  ///< what a version was read from is kept here, in place of a text
};
inline constexpr std::uint8_t kEventCount = 9;
/// Whether it tells that a text was captured.
constexpr bool is_sighting(Event event) { return event == Event::kVersion || event == Event::kSeen; }

/// Why an article is not in the index any more.
enum class Withdrawn : std::uint8_t {
  kRemoved,  ///< by `remove`
  kChanged,  ///< the file that it was from has it no more
  kRebuilt,  ///< the index was built anew from inputs that do not have it
};
inline constexpr std::uint8_t kWithdrawnCount = 3;

/// One line of the ledger. Strings, texts and names stand in the file that it is from.
struct Record {
  static constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();

  std::uint64_t id = 0;  ///< of the article
  /// version_hash of the text that it speaks of; 0 where of none. kMissing: of what stood there instead.
  std::uint64_t text = 0;
  /// kEdit: that of the version before. kVersion, kSeen, kCapture: hash of what it was read from, 0 unknown.
  /// kText: the version of which this is the text as other rules took it out anew, 0 of none.
  std::uint64_t other = 0;
  std::int32_t day = kNoDay;  ///< of the capture, days since 1970-01-01
  std::uint32_t file = 0;     ///< string: the file that was read, or the address that was tried
  std::uint32_t place = 0;    ///< of the record in the file
  std::uint32_t stored = 0;   ///< 1 + number of the text or capture, 0 without one
  std::uint32_t names = 0;    ///< kEdit: 1 + number of the list of names, 0 without one
  std::uint16_t kinds = 0;    ///< kEdit: EditKinds
  std::uint16_t status = 0;   ///< kMissing: of HTTP; 0 unknown
  Event event = Event::kVersion;
  std::uint8_t extractor = kExtractor;
  std::uint8_t how = 0;  ///< kMissing: Missing; kWithdrawn: Withdrawn; kEdit: extractor of the version before
  std::uint32_t age = 0;  ///< of its commit: so many later ones have records in the same file

  bool operator==(const Record&) const = default;

  std::optional<dates::Day> captured() const;
  /// Of a kEdit: whether both texts were made by the same extractor.
  bool comparable() const { return extractor == how; }
};

inline std::int32_t day_number(const std::optional<dates::Day>& day) {
  return day ? static_cast<std::int32_t>(day->time_since_epoch().count()) : Record::kNoDay;
}
/// Back from there.
inline std::optional<dates::Day> day_of(std::int32_t number) {
  if (number == Record::kNoDay) return std::nullopt;
  return dates::Day{std::chrono::days{number}};
}
inline std::optional<dates::Day> Record::captured() const { return day_of(day); }

/// The text of a version, with what is needed to show and cite it.
struct KeptText {
  std::string title;
  std::string body;
  std::string url;
  std::string language;
  bool operator==(const KeptText&) const = default;
};

/// What a ledger file says about the commit that wrote it.
struct LedgerHead {
  std::uint64_t generation = 0;     ///< of the index
  std::int64_t written = 0;         ///< seconds since 1970-01-01 UTC
  std::uint64_t articles = 0;       ///< in the index after the commit
  std::optional<ContentRoot> root;  ///< of the index after the commit, where it is known
  std::string program;              ///< version
  std::string analyzer;
  bool operator==(const LedgerHead&) const = default;
};

}  // namespace dateline::ledger
