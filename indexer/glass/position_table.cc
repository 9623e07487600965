#include "indexer/glass/encoding.h"
#include "indexer/glass/tables.h"

namespace dateline::indexer::glass {

Status write_positions(RunMerger& runs, TableWriter& table) {
  std::string key;
  while (runs.next_key()) {
    key.clear();
    append_escaped(key, runs.key(), true);
    const std::size_t term_bytes = key.size();
    while (runs.next_record()) {
      key.resize(term_bytes);
      append_sortable(key, runs.record().docid);
      table.add(key, runs.record().bytes);
    }
  }
  return runs.status();
}

}  // namespace dateline::indexer::glass
