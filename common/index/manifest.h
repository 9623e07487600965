#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/docid.h"
#include "common/index/index_counts.h"
#include "common/result.h"

namespace dateline::index {

/// A file as it was written.
struct FileInfo {
  std::string name;  ///< in its folder
  std::uint64_t bytes = 0;
  std::uint64_t hash = 0;  ///< XXH3-64 of the bytes
  bool operator==(const FileInfo&) const = default;
};

/// A part of an index that never changes: all articles of an interval of docids, in a folder of its own.
struct SegmentInfo {
  std::string name;  ///< of the folder: "seg-000007"
  Docid first = 0;   ///< the interval, its ends included; not every docid in it need be an article
  Docid last = 0;
  std::uint64_t articles = 0;   ///< that were written
  std::uint64_t dead = 0;       ///< of these, removed or written again in a later segment
  std::vector<FileInfo> files;  ///< in the folder of the segment

  std::uint64_t living() const { return articles - dead; }
  std::uint64_t bytes() const;
  bool operator==(const SegmentInfo&) const = default;
};

/// What an index consists of: the truth about it, in the file MANIFEST. Each change of the index is a new
/// manifest with the next generation, which replaces the old one in one rename. A plain value.
struct Manifest {
  int schema = 0;        ///< kSchemaVersion of the writer
  std::string analyzer;  ///< analyzer_tag() of the writer
  /// What the index holds (ledger::to_string of its content root): 32 hexadecimal digits; empty: not known.
  std::string content;
  std::uint64_t generation = 0;  ///< from 1, one more with each change
  Docid next_docid = 1;          ///< above all that were ever used
  std::uint64_t next_number =
      1;  ///< for the names of segments and state files: above all that were ever used
  /// Articles that were written into segments, and how often together: how often each was written on average
  /// is the write amplification.
  std::uint64_t added_articles = 0;
  std::uint64_t written_articles = 0;
  IndexCounts counts;
  std::vector<SegmentInfo> segments;  ///< one at least; their intervals ascend and do not overlap
  /// What belongs to all segments, by role ("changes", "dictionary"): files in the folder of the index. Those
  /// of one role in the order in which they were written.
  std::multimap<std::string, FileInfo> state;

  /// The first of that role; null when there is none.
  const FileInfo* state_file(std::string_view role) const;
  std::vector<FileInfo> state_files(std::string_view role) const;
  /// Of all files that it names.
  std::uint64_t bytes() const;
  /// The first digits of `content`: what exports and charts carry.
  static constexpr std::size_t kTokenDigits = 12;
  std::string token() const { return content.substr(0, kTokenDigits); }

  bool operator==(const Manifest&) const = default;
};

/// "g7-1f8fa7e68d73" of a generation and what it holds; "g7" where that is not known (empty).
std::string revision_text(std::uint64_t generation, std::string_view content);

/// Roles of state files.
inline constexpr const char* kChangesRole = "changes";        ///< index::Changes; absent when nothing changed
inline constexpr const char* kDictionaryRole = "dictionary";  ///< StoredDictionary, of all stored data
inline constexpr const char* kNamesRole = "names";            ///< text::encode of the lists of names
inline constexpr const char* kAdditionsRole = "additions";    ///< of docids, by day (additions.h)
inline constexpr const char* kCapturesRole =
    "captures";  ///< tables of what additions need to know; for writers

inline constexpr const char* kLedgerRole = "ledger";  ///< what articles said before (common/ledger)

inline constexpr std::string_view kManifestFile = "MANIFEST";

/// "seg-000007".
std::string segment_name(std::uint64_t number);
/// "changes-000007.dateline".
std::string state_file_name(std::string_view role, std::uint64_t number);
/// Whether a name is one of those.
bool is_segment_name(std::string_view name);
bool is_state_file_name(std::string_view name);

/// As it lies on disk: lines of words, the last one with the checksum of the others. Pure.
std::string to_text(const Manifest& manifest);

/// The manifest of a text, which may be damaged or hostile: what comes back holds all that is said above. An
/// Index error otherwise, and, whatever else it says, when it has another schema than `schema`. `name` is
/// that of the index in messages. Pure.
Result<Manifest> parse_manifest(std::string_view text, std::string_view name, int schema);
/// The same where schemas from `oldest` on are taken too.
Result<Manifest> parse_manifest(std::string_view text, std::string_view name, int schema, int oldest);

/// The error for an index that was made with another schema number, and how it is told from others.
Error other_schema(std::string_view name, std::string_view its_schema, int schema);
bool is_other_schema(const Error& error);
/// The same for an index whose articles were made into terms by other rules.
Error other_analyzer(std::string_view name, std::string_view its_analyzer, std::string_view analyzer);

/// Reads the file to describe it. An Index error when it is missing, a System error when it cannot be read;
/// both name it.
Result<FileInfo> describe_file(const std::filesystem::path& file);

}  // namespace dateline::index
