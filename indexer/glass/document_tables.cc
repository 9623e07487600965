#include "indexer/glass/encoding.h"
#include "indexer/glass/tables.h"

namespace dateline::indexer::glass {
namespace {

/// Splits off the flag that leads every record.
StoredAs take_flag(std::string_view& bytes) {
  const auto flag = static_cast<StoredAs>(bytes.front());
  bytes.remove_prefix(1);
  return flag;
}

std::string_view take_sized(std::string_view& bytes) {
  std::uint64_t size = 0;
  const char* begin = get_varint(bytes.data(), bytes.data() + bytes.size(), size);
  const std::string_view taken(begin, static_cast<std::size_t>(size));
  bytes.remove_prefix(static_cast<std::size_t>(begin - bytes.data()) + taken.size());
  return taken;
}

}  // namespace

Status write_termlist(RunMerger& runs, TableWriter& table) {
  std::string key;
  while (runs.next_key()) {
    while (runs.next_record()) {
      std::string_view bytes = runs.record().bytes;
      const bool deflated = take_flag(bytes) == StoredAs::kDeflated;
      const std::string_view slots = take_sized(bytes);
      key.clear();
      append_sortable(key, runs.record().docid);
      table.add(key, bytes, deflated);
      if (slots.empty()) continue;
      key.push_back('\0');
      table.add(key, slots);
    }
  }
  return runs.status();
}

Status write_docdata(RunMerger& runs, TableWriter& table) {
  std::string key;
  while (runs.next_key()) {
    while (runs.next_record()) {
      std::string_view bytes = runs.record().bytes;
      const bool deflated = take_flag(bytes) == StoredAs::kDeflated;
      key.clear();
      append_sortable(key, runs.record().docid);
      table.add(key, bytes, deflated);
    }
  }
  return runs.status();
}

}  // namespace dateline::indexer::glass
