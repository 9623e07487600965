#include "indexer/writer/updating_builder.h"

#include <fmt/format.h>

#include <array>
#include <mutex>
#include <utility>

#include <xapian.h>

#include "common/index/files.h"
#include "common/index/xapian_wall.h"
#include "indexer/writer/xapian_builder.h"
#include "indexer/writer/xapian_document.h"

namespace dateline::indexer {
namespace {

namespace fs = std::filesystem;

class UpdatingBuilder final : public XapianBuilder {
 public:
  UpdatingBuilder(fs::path path, Xapian::WritableDatabase database)
      : XapianBuilder(std::move(path),
                      "run the command again with --way rebuild, which stores such documents readably"),
        database_(std::move(database)) {}

  Status add(int, std::uint32_t docid, const IndexDocument& document) override {
    return index::guard([&] {
      Xapian::Document made = to_xapian(document);
      const std::lock_guard lock(mutex_);
      database_.replace_document(docid, made);
      take_note(docid, document, notes_);
    });
  }

  Result<BuildCounts> finish() override {
    const std::array<const Notes*, 1> notes{&notes_};
    return complete([this] { return database_; }, notes);
  }

 private:
  Xapian::WritableDatabase database_;
  std::mutex mutex_;
  Notes notes_;
};

}  // namespace

Result<std::unique_ptr<IndexBuilder>> make_updating_builder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  const Result<std::vector<std::string>> names = index::names_in(from);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    if (error) break;
    if (name.ends_with(".glass") || name == "iamglass") fs::copy_file(from / name, to / name, error);
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
