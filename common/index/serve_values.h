#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/article.h"
#include "common/index/schema.h"

/// What `--serve-values` adds to a database, so that the stock servers of Xapian, which know nothing of the
/// facet columns, can filter, sort and count for the searcher: a value in a slot for each facet, keys to sort
/// by, and in the metadata what else an answer needs. Beside kPublishedSlot.
namespace dateline::index {

/// The month of publication, "2013-12", or where only the year is known this behind a kYearMark, "~2013", so
/// that such values stand beyond all months.
inline constexpr std::uint32_t kMonthSlot = 3;
inline constexpr char kYearMark = '~';
/// The name of the group of copies: 8 bytes.
inline constexpr std::uint32_t kGroupSlot = 11;
std::string group_value(std::uint64_t name);
/// A SortKey for "newest first", which is also the order of articles among equals, and one for "oldest
/// first".
inline constexpr std::uint32_t kNewestSlot = 9;
inline constexpr std::uint32_t kOldestSlot = 10;

/// The slot whose values tell a facet; nullopt for copies and what the ledger tells, which follow from the
/// whole index. Flags stand in one value, kFlagEnd behind each.
constexpr std::optional<std::uint32_t> serve_slot(Facet facet) {
  switch (facet) {
    case Facet::kSource:
      return 1;
    case Facet::kLanguage:
      return 2;
    case Facet::kYear:
    case Facet::kMonth:
      return kMonthSlot;
    case Facet::kJucheYear:
      return 4;
    case Facet::kTopic:
      return 5;
    case Facet::kHost:
      return 6;
    case Facet::kConfidence:
      return 7;
    case Facet::kFlag:
      return 8;
    case Facet::kCopies:
    case Facet::kFate:
    case Facet::kEdit:
      return std::nullopt;
  }
  return std::nullopt;
}
inline constexpr char kFlagEnd = ' ';

/// A Juche year in its slot: digits as many as all, so that their order is that of the numbers.
std::string juche_value(std::string_view year);
/// Back; empty where there is none.
std::string_view juche_year(std::string_view value);

/// What a hit tells of an article before it is read: 20 bytes whose order is that of the hits.
struct SortKey {
  static constexpr std::size_t kBytes = 20;

  std::uint32_t day = 0;  ///< of publication, YYYYMMDD; 0: undated, which comes last in either order
  ArticleId id;
  std::uint64_t group = 0;  ///< the name of its group of copies, the same in every index

  std::string newest_first() const;
  std::string oldest_first() const;
  /// nullopt when the bytes are none.
  static std::optional<SortKey> of_newest(std::string_view bytes);
  static std::optional<SortKey> of_oldest(std::string_view bytes);
  bool operator==(const SortKey&) const = default;
};

/// Which part an index is of one that was built in several. A plain value.
struct ShardName {
  std::uint64_t set = 0;  ///< of all parts the same, of another build another; 0: an index on its own
  unsigned number = 0;    ///< 1..count
  unsigned count = 0;
  bool operator==(const ShardName&) const = default;
};
inline constexpr unsigned kMaxShards = 256;

/// As metadata and in the state file kServeRole.
std::string to_text(const ShardName& shard);
/// nullopt for text that is none, which may be hostile.
std::optional<ShardName> parse_shard_name(std::string_view text);

/// Metadata of a database with these values: its ShardName. kMetaBuild then has the manifest, without files,
/// and kMetaDictionary and kMetaNames what the state files of these names have.
inline constexpr std::string_view kMetaServe = "dateline.serve";

/// Role of the state file of an index whose segments have the values.
inline constexpr const char* kServeRole = "serve";

}  // namespace dateline::index
