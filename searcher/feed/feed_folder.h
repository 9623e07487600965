#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "searcher/feed/feed_field.h"

namespace dateline::feed {

/// Bounds of a part: Quickwit takes 10 MB in a request, OpenSearch 100 MB.
inline constexpr std::uint64_t kMaxPartDocuments = 5'000;
inline constexpr std::size_t kMaxPartBytes = 8'000'000;

/// Documents between the lines that their engine wants around them:
///   solr        one array, for POST /solr/NAME/update
///   opensearch  two lines a document, for POST /NAME/_bulk
///   quickwit    one line a document, for POST /api/v1/NAME/ingest
class PartText {
 public:
  explicit PartText(Target target) : target_(target) {}

  void add(std::string_view id, std::string_view document);
  std::uint64_t documents() const { return documents_; }
  std::size_t bytes() const { return text_.size(); }
  /// The text as it is sent; the part is empty again.
  std::string take();

 private:
  Target target_;
  std::string text_;
  std::uint64_t documents_ = 0;
};

/// What the documents of a feed are: a feed goes on only where the one that stopped left off.
struct FeedIdentity {
  Target target = Target::kSolr;
  std::string index_name;
  std::string request;  ///< what the export says about itself, as JSON
  bool operator==(const FeedIdentity&) const = default;
};

/// The folder of a feed:
///   schema.json                       what the engine is told first
///   documents-0000001-0005000.json    a part, named by the ranks of its articles; it appears whole
///   feed.json                         the identity, and in the end "complete": true
/// Made again after a stop, it keeps the parts that are there. Not thread-safe.
class FeedFolder {
 public:
  /// Makes the folder where there is none. A Usage error where it holds another feed or other files, a System
  /// error where it cannot be read or written.
  static Result<FeedFolder> open(const std::filesystem::path& folder, const FeedIdentity& identity);

  /// Documents that parts hold already.
  std::uint64_t written() const { return written_; }
  /// Adds the document of the next rank.
  Status add(std::string_view id, std::string_view document);
  /// Writes the last part and says that the feed is complete.
  Status finish();

 private:
  FeedFolder(std::filesystem::path folder, FeedIdentity identity);
  Status write_part();
  Status write_state(bool complete);

  std::filesystem::path folder_;
  FeedIdentity identity_;
  PartText part_;
  std::uint64_t written_ = 0;
};

}  // namespace dateline::feed
