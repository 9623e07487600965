#include "indexer/writer/xapian_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/index/xapian_wall.h"
#include "indexer/writer/xapian_document.h"

namespace dateline::indexer {

void XapianBuilder::drop(std::uint32_t docid) {
  const std::lock_guard lock(dropping_);
  dropped_.push_back(docid);
}

void XapianBuilder::set_metadata(std::string_view key, std::string_view value) {
  metadata_.emplace_back(key, value);
}

void XapianBuilder::take_note(std::uint32_t docid, const IndexDocument& document, Notes& notes) {
  collect_forms(document, notes.stemmers, notes.forms);
  if (may_be_unreadable(document)) notes.risky.push_back(docid);
}

Result<BuildCounts> XapianBuilder::complete(const std::function<Xapian::WritableDatabase()>& open,
                                            std::span<const Notes* const> notes) {
  std::sort(dropped_.begin(), dropped_.end());
  Result<BuildCounts> counts = index::guard([&] { return write(open(), notes); });
  if (!counts) return counts;
  if (const Status readable = read_back(notes); !readable) return fail(readable.error());
  return counts;
}

BuildCounts XapianBuilder::write(Xapian::WritableDatabase database,
                                 std::span<const Notes* const> notes) const {
  for (const std::uint32_t docid : dropped_) database.delete_document(docid);
  for (const auto& [key, value] : metadata_) database.set_metadata(key, value);
  for (const Notes* each : notes) add_forms(each->forms, database);
  database.commit();
  BuildCounts counts;
  counts.documents = database.get_doccount();
  counts.last_docid = static_cast<std::uint32_t>(database.get_lastdocid());
  database.close();
  // Only for the summary: what cannot be counted is left out.
  std::error_code error;
  for (std::filesystem::directory_iterator entry(path_, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code uncounted;
    const std::uint64_t bytes = entry->is_regular_file(uncounted) ? entry->file_size(uncounted) : 0;
    if (!uncounted) counts.bytes += bytes;
  }
  return counts;
}

/// See may_be_unreadable.
Status XapianBuilder::read_back(std::span<const Notes* const> notes) const {
  for (const Notes* each : notes) {
    for (const std::uint32_t docid : each->risky) {
      if (std::binary_search(dropped_.begin(), dropped_.end(), docid)) continue;
      const auto read = index::guard([&] { indexer::read_back(Xapian::Database(path_.string()), docid); });
      if (read) continue;
      return fail(ErrorKind::kIndex,
                  fmt::format("Xapian cannot read back document {}: {}", docid, read.error().what), remedy_);
    }
  }
  return {};
}

}  // namespace dateline::indexer
