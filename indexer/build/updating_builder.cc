#include "indexer/build/updating_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/xapian_wall.h"
#include "indexer/build/xapian_document.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

class UpdatingBuilder final : public IndexBuilder {
 public:
  UpdatingBuilder(fs::path path, Xapian::WritableDatabase database)
      : path_(std::move(path)), database_(std::move(database)) {}

  Status add(int, std::uint32_t docid, const IndexDocument& document) override {
    return index::guard([&] {
      Xapian::Document made = to_xapian(document);
      const std::lock_guard lock(mutex_);
      database_.replace_document(docid, made);
      collect_forms(document, forms_);
      if (may_be_unreadable(document)) risky_.push_back(docid);
    });
  }

  void drop(std::uint32_t docid) override {
    const std::lock_guard lock(mutex_);
    dropped_.push_back(docid);
  }

  void set_metadata(std::string_view key, std::string_view value) override {
    metadata_.emplace_back(key, value);
  }

  Result<BuildCounts> finish() override {
    Result<BuildCounts> counts = index::guard([&] {
      std::sort(dropped_.begin(), dropped_.end());
      for (const std::uint32_t docid : dropped_) database_.delete_document(docid);
      for (const auto& [key, value] : metadata_) database_.set_metadata(key, value);
      add_forms(forms_, database_);
      database_.commit();
      BuildCounts done;
      done.documents = database_.get_doccount();
      done.last_docid = database_.get_lastdocid();
      database_.close();
      for (const auto& entry : fs::directory_iterator(path_)) {
        if (entry.is_regular_file()) done.bytes += entry.file_size();
      }
      return done;
    });
    if (!counts) return counts;
    if (const Status readable = check_risky(); !readable) return fail(readable.error());
    return counts;
  }

 private:
  Status check_risky() const {
    for (const std::uint32_t docid : risky_) {
      if (std::binary_search(dropped_.begin(), dropped_.end(), docid)) continue;
      const auto read = index::guard([&] { read_back(Xapian::Database(path_.string()), docid); });
      if (read) continue;
      return fail(ErrorKind::kIndex,
                  fmt::format("Xapian cannot read back document {}: {}", docid, read.error().what),
                  "run the command again with --way rebuild, which stores such documents readably");
    }
    return {};
  }

  fs::path path_;
  Xapian::WritableDatabase database_;
  std::mutex mutex_;
  std::vector<std::uint32_t> dropped_;
  std::vector<std::uint32_t> risky_;
  index::FormsByStem forms_;
  std::vector<std::pair<std::string, std::string>> metadata_;
};

}  // namespace

Result<std::unique_ptr<IndexBuilder>> make_updating_builder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  for (const auto& entry : fs::directory_iterator(from, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".glass") && name != "iamglass") continue;
    fs::copy_file(entry.path(), to / name, error);
    if (error) break;
  }
  if (error) {
    return fail(
        ErrorKind::kSystem,
        fmt::format("cannot copy the database {} to {}: {}", from.string(), to.string(), error.message()),
        "is the disk full?");
  }
  std::unique_ptr<IndexBuilder> builder;
  const Status opened = index::guard([&] {
    builder = std::make_unique<UpdatingBuilder>(to, Xapian::WritableDatabase(to.string(), Xapian::DB_OPEN));
  });
  if (!opened) return fail(opened.error());
  return builder;
}

}  // namespace dateline::indexer
