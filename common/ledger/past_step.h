#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "common/index/changes.h"
#include "common/index/docid.h"
#include "common/index/index_counts.h"
#include "common/index/write_file.h"
#include "common/ledger/text_packer.h"
#include "common/result.h"

namespace dateline::ledger {

/// The role of the files that hold steps among the state files of an index.
inline constexpr const char* kPastRole = "past";

/// What an index was after a commit, its articles apart.
struct PastState {
  std::uint64_t generation = 0;
  std::int64_t written = 0;  ///< seconds since 1970-01-01 UTC; 0: not known
  std::string content;       ///< content root, as Manifest::content
  index::Docid next_docid = 1;
  std::uint64_t added_articles = 0;
  std::uint64_t written_articles = 0;
  std::uint64_t ledger_commits = 0;  ///< so many of which the ledger told
  index::IndexCounts counts;
  bool operator==(const PastState&) const = default;
};

/// An article that a commit took out, or wrote again under another docid, as it was before.
struct PastArticle {
  index::Docid docid = 0;
  std::uint32_t captures = 0;
  std::uint32_t first_captured = 0;  ///< as index::Change has it
  std::uint32_t group = 0;
  std::uint64_t group_name = 0;
  std::uint64_t id = 0;       ///< of the article
  std::uint64_t text = 0;     ///< its version_hash
  bool text_is_kept = false;  ///< title and body stand in the ledger, under `id` and `text`
  std::string article;        ///< index::encode_article, without title and body where these are kept;
                              ///< empty: it was purged
  bool is_purged() const { return article.empty(); }
  bool operator==(const PastArticle&) const = default;
};

/// The lists of names that a commit replaced, as their state file had them; may be empty.
struct PastNames {
  std::string names;
  bool operator==(const PastNames&) const = default;
};

/// One thing that was otherwise before a commit: captures of an article that lived on (never dead), an
/// article that went, the lists of names.
using PastRecord = std::variant<index::Change, PastArticle, PastNames>;

/// Writes what one commit did, so that it can be undone: the state after it, and what was otherwise before. A
/// commit that begins anew has nothing before it. The format is described in docs/index-layout.md. Memory: a
/// block of about a megabyte. Not thread-safe.
class PastStepWriter {
 public:
  /// `sink` must outlive this.
  explicit PastStepWriter(const index::Sink& sink) : sink_(&sink) {}
  /// Writes the head.
  Status begin(const PastState& after, bool begins);
  Status add(const PastRecord& record);
  Status end();

 private:
  Status write_frame(std::string_view bytes);
  Status flush();

  const index::Sink* sink_;
  TextPacker packer_;
  std::string block_;
};

/// A step as it lies in a file.
struct PastStep {
  PastState after;
  bool begins = false;
  std::string_view bytes;   ///< all of it
  std::string_view blocks;  ///< what is behind the head

  /// Calls `visit` for each record, in the order of writing; ends with its first error. An Index error when
  /// the bytes are damaged.
  Status each(const std::function<Status(PastRecord)>& visit) const;
};

/// Takes the first step off `bytes`, of which it is a view. An Index error when they are damaged.
Result<PastStep> take_step(std::string_view& bytes);

}  // namespace dateline::ledger
