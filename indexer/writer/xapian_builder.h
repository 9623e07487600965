#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/word_forms.h"
#include "common/text/stemmer.h"
#include "indexer/writer/index_builder.h"

namespace dateline::indexer {

/// What the builders on Xapian's own writer have in common: what is dropped, the metadata, the forms of
/// stems, and the end, at which nothing may be lost silently.
class XapianBuilder : public IndexBuilder {
 public:
  void drop(std::uint32_t docid) override;
  void set_metadata(std::string_view key, std::string_view value) override;

 protected:
  /// What is to be remembered of documents that were added, for the end. One a thread.
  struct Notes {
    text::StemmerSet stemmers;
    index::FormsByStem forms;
    std::vector<std::uint32_t> risky;  ///< docids of documents that the library may leave unreadable
  };

  /// `remedy` is for the user when a document cannot be read back.
  XapianBuilder(std::filesystem::path database, std::string remedy)
      : path_(std::move(database)), remedy_(std::move(remedy)) {}

  const std::filesystem::path& path() const { return path_; }
  static void take_note(std::uint32_t docid, const IndexDocument& document, Notes& notes);
  /// Drops what is to be dropped, writes metadata and forms, closes the database and reads the risky
  /// documents back. `open` may throw Xapian::Error.
  Result<BuildCounts> complete(const std::function<Xapian::WritableDatabase()>& open,
                               std::span<const Notes* const> notes);

 private:
  BuildCounts write(Xapian::WritableDatabase database, std::span<const Notes* const> notes) const;
  Status read_back(std::span<const Notes* const> notes) const;

  std::filesystem::path path_;
  std::string remedy_;
  std::mutex dropping_;
  std::vector<std::uint32_t> dropped_;  ///< ascending from complete() on
  std::vector<std::pair<std::string, std::string>> metadata_;
};

}  // namespace dateline::indexer
