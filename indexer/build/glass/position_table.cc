#include "indexer/build/glass/encoding.h"
#include "indexer/build/glass/tables.h"

namespace dateline::indexer::glass {

Result<std::uint64_t> write_positions(RunMerger& runs, TableWriter& table) {
  std::uint64_t entries = 0;
  std::string key;
  while (runs.next_key()) {
    key.clear();
    append_escaped(key, runs.key(), true);
    const std::size_t term_bytes = key.size();
    while (runs.next_record()) {
      key.resize(term_bytes);
      append_sortable(key, runs.record().docid);
      table.add(key, runs.record().bytes);
      ++entries;
    }
  }
  if (const Status read = runs.status(); !read) return fail(read.error());
  return entries;
}

}  // namespace dateline::indexer::glass
