#include "common/index/segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include <xapian.h>

#include "common/index/damaged.h"
#include "common/index/index_folder.h"
#include "common/index/verify_files.h"
#include "common/index/xapian_wall.h"

namespace dateline::index {
namespace {

/// Xapian takes a table that is not there as empty, and answers as if no article had text or words. Of small
/// files the content is compared too: where the tables begin stands in one of a hundred bytes, and the
/// library may crash when that is damaged.
Status check_files(const std::filesystem::path& path, const SegmentInfo& info) {
  constexpr std::uint64_t kSmall = 4096;
  for (const FileInfo& file : info.files) {
    const std::filesystem::path whole = path / file.name;
    const Result<bool> there = is_there(whole);
    if (!there) return fail(there.error());
    if (!*there) return missing(whole);
    if (file.bytes <= kSmall) {
      if (Status same = verify_file(path, file); !same) return same;
    }
    std::error_code failed;
    const std::uint64_t bytes = std::filesystem::file_size(whole, failed);
    if (failed || bytes != file.bytes)
      return damaged(fmt::format("{} has {} bytes instead of {}", whole.string(), bytes, file.bytes));
  }
  return {};
}

}  // namespace

Segment::Segment() = default;
Segment::~Segment() = default;

Result<std::shared_ptr<const Segment>> Segment::open(const std::filesystem::path& folder,
                                                     const SegmentInfo& info) {
  const std::shared_ptr<Segment> out(new Segment);
  out->name_ = info.name;
  out->path_ = folder / info.name;
  out->first_ = info.first;
  out->last_ = info.last;
  Result<FileLock> in_use = FileLock::try_lock(out->path_ / kInUseFile, FileLock::Mode::kShared);
  if (in_use) out->in_use_ = std::move(*in_use);  // a read-only medium has no writer to wait for
  if (const Status whole = check_files(out->path_, info); !whole) return fail(whole.error());
  const Status opened =
      guard([&] { out->database_ = std::make_unique<const Xapian::Database>(out->path_.string()); });
  if (!opened) return fail(opened.error());
  const Result<std::uint64_t> stored = guard([&] { return std::uint64_t{out->database_->get_doccount()}; });
  if (!stored) return fail(stored.error());
  const auto listed = std::ranges::find(info.files, kColumnsFile, &FileInfo::name);
  Result<std::shared_ptr<const ColumnsFile>> columns = ColumnsFile::open(
      out->path_ / kColumnsFile,
      listed == info.files.end() ? std::nullopt : std::optional<std::uint64_t>(listed->hash));
  if (!columns) return fail(columns.error());
  out->columns_ = std::move(*columns);
  const bool fits = *stored == info.articles && out->columns_->first() == info.first &&
                    out->columns_->rows() == info.last - info.first + 1;
  if (!fits)
    return damaged(fmt::format("the segment {} is not the one of its manifest", out->path_.string()));
  return std::shared_ptr<const Segment>(out);
}

}  // namespace dateline::index
