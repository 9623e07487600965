#include "common/ledger/ledger_copy.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline::ledger {

Status copy_record(const LedgerFile& file, Record record, LedgerFileWriter& out) {
  const Result<std::string> text = file.string(record.file);
  if (!text) return fail(text.error());
  record.file = out.string(*text);
  const Result<std::vector<NameChange>> names = file.names(record.names);
  if (!names) return fail(names.error());
  record.names = out.names(*names);
  if (record.stored != 0) {
    const Result<LedgerFile::Frame> frame = file.frame(record.stored);
    if (!frame) return fail(frame.error());
    record.stored = out.text_there(frame->bytes, frame->base);
  }
  out.add(record);
  return {};
}

Status put_before(const LedgerFile& file, LedgerFileWriter& out) {
  const auto later = static_cast<std::uint32_t>(1 + out.before.size());
  for (std::size_t i = 0; i < file.size(); ++i) {
    Record record = file.record(i);
    record.age += later;
    if (Status done = copy_record(file, record, out); !done) return done;
  }
  out.before.insert(out.before.end(), file.heads().begin(), file.heads().end());
  return {};
}

Status write_first(const LedgerFile& file, std::size_t commits, const index::Sink& sink) {
  const std::vector<LedgerHead>& heads = file.heads();
  const std::size_t left_out = heads.size() - std::clamp<std::size_t>(commits, 1, heads.size());
  const auto newest = heads.begin() + static_cast<std::ptrdiff_t>(left_out);
  LedgerFileWriter out;
  out.head = *newest;
  out.before.assign(newest + 1, heads.end());
  for (std::size_t i = 0; i < file.size(); ++i) {
    Record record = file.record(i);
    if (record.age < left_out) continue;
    record.age -= static_cast<std::uint32_t>(left_out);
    if (Status done = copy_record(file, record, out); !done) return done;
  }
  return out.write(sink);
}

}  // namespace dateline::ledger
