#include "indexer/ledger/purge.h"

#include <algorithm>
#include <vector>

#include "common/ledger/ledger_copy.h"

namespace dateline::indexer {
namespace {

using ledger::Event;
using ledger::LedgerFile;
using ledger::Record;

/// Whether a record says more than an id, a day and a hash.
bool tells(const Record& record) {
  return record.stored != 0 || record.file != 0 || record.place != 0 || record.names != 0 ||
         record.event == Event::kEdit || record.event == Event::kText || record.event == Event::kCapture;
}

bool tells_of(const LedgerFile& file, std::uint64_t id) {
  const auto [first, last] = file.range(id);
  for (std::size_t i = first; i < last; ++i) {
    if (tells(file.record(i))) return true;
  }
  return false;
}

}  // namespace

std::size_t first_that_tells(const ledger::Ledger& ledger, const std::set<std::uint64_t>& purged) {
  const std::vector<LedgerFile>& files = ledger.files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const LedgerFile& file) {
    return std::any_of(purged.begin(), purged.end(), [&](std::uint64_t id) { return tells_of(file, id); });
  });
  return static_cast<std::size_t>(found - files.begin());
}

Status write_without(const LedgerFile& file, const std::set<std::uint64_t>& purged, const index::Sink& sink) {
  ledger::LedgerFileWriter out;
  out.head = file.head();
  out.before.assign(file.heads().begin() + 1, file.heads().end());
  for (std::size_t i = 0; i < file.size(); ++i) {
    Record record = file.record(i);
    if (purged.contains(record.id)) {
      if (record.event == Event::kEdit || record.event == Event::kText || record.event == Event::kCapture)
        continue;
      record.file = record.place = record.stored = record.names = 0;
      out.add(record);
      continue;
    }
    if (Status done = ledger::copy_record(file, record, out); !done) return done;
  }
  return out.write(sink);
}

}  // namespace dateline::indexer
