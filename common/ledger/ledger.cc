#include "common/ledger/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <unordered_set>

#include "common/index/damaged.h"
#include "common/index/files.h"
#include "common/ledger/compared_form.h"

namespace dateline::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBases = 1000;  // texts that one needs, one behind the other

/// Generations of the files in the folder, ascending.
Result<std::vector<std::uint64_t>> generations_in(const fs::path& folder) {
  std::vector<std::uint64_t> out;
  const Result<bool> there = index::is_there(folder);
  if (!there) return fail(there.error());
  if (!*there) return out;
  const Result<std::vector<std::string>> names = index::names_in(folder);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    if (const auto generation = generation_of_file(name)) out.push_back(*generation);
  }
  std::sort(out.begin(), out.end());
  return out;
}

Status remove_file(const fs::path& file) {
  std::error_code error;
  fs::remove(file, error);
  if (error)
    return fail(ErrorKind::kSystem, fmt::format("cannot remove {}: {}", file.string(), error.message()));
  return {};
}

}  // namespace

Result<Ledger> Ledger::open(const fs::path& index, std::uint64_t generation) {
  const fs::path folder = index / kLedgerFolder;
  Ledger out;
  const Result<std::vector<std::uint64_t>> generations = generations_in(folder);
  if (!generations) return fail(generations.error());
  for (const std::uint64_t number : *generations) {
    if (number > generation) continue;
    Result<LedgerFile> file = LedgerFile::open(folder / ledger_file_name(number));
    if (!file) return fail(file.error());
    const LedgerHead& head = file->head();
    if (head.previous == 0) out.files_.clear();  // it begins anew
    const std::uint64_t last = out.files_.empty() ? 0 : out.files_.back().head().generation;
    if (head.generation != number || head.previous != last) {
      return fail(
          ErrorKind::kIndex,
          fmt::format("the ledger of {} lacks the file {}", index.string(), ledger_file_name(head.previous)),
          "restore it from a copy, or forget the history with 'dateline-index build --forget-history'");
    }
    out.files_.push_back(std::move(*file));
  }
  return out;
}

std::uint64_t Ledger::bytes() const {
  std::uint64_t bytes = 0;
  for (const LedgerFile& file : files_) bytes += file.bytes();
  return bytes;
}

std::vector<Ledger::Entry> Ledger::entries(std::uint64_t id) const {
  std::vector<Entry> out;
  for (std::size_t file = 0; file < files_.size(); ++file) {
    const auto [first, last] = files_[file].range(id);
    for (std::size_t i = first; i < last; ++i) out.push_back({files_[file].record(i), file});
  }
  return out;
}

Result<std::optional<KeptText>> Ledger::text(std::uint64_t id, std::uint64_t version) const {
  const Result<std::optional<std::string>> bytes = text_bytes(id, version);
  if (!bytes) return fail(bytes.error());
  if (!*bytes) return std::optional<KeptText>();
  Result<KeptText> text = decode_text(**bytes);
  if (!text) return fail(text.error());
  return std::optional(std::move(*text));
}

Status Ledger::verify() const {
  for (const LedgerFile& file : files_) {
    for (std::size_t i = 0; i < file.size(); ++i) {
      const Record record = file.record(i);
      if (record.stored == 0) continue;
      const Result<std::optional<KeptText>> kept = text(record.id, record.text);
      if (!kept) return fail(kept.error());
      if (!*kept || version_hash((*kept)->title, (*kept)->body) != record.text)
        return index::damaged("a text of the ledger is not the one that its record names");
    }
  }
  return {};
}

Result<std::optional<std::string>> Ledger::text_bytes(std::uint64_t id, std::uint64_t version) const {
  return text_bytes(entries(id), version, 0);
}

Result<std::optional<std::string>> Ledger::text_bytes(const std::vector<Entry>& entries,
                                                      std::uint64_t version, std::size_t depth) const {
  const auto kept = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
    return entry.record.stored != 0 && entry.record.text == version;
  });
  if (kept == entries.end()) return std::optional<std::string>();
  if (depth > kMostBases) return index::damaged("a record of the ledger is damaged");
  const Result<LedgerFile::Frame> frame = files_[kept->file].frame(kept->record.stored);
  if (!frame) return fail(frame.error());
  std::string base;
  if (frame->base != 0) {
    Result<std::optional<std::string>> found = text_bytes(entries, frame->base, depth + 1);
    if (!found) return found;
    if (!*found) return index::damaged("a text of the ledger is missing");
    base = std::move(**found);
  }
  TextPacker packer;
  Result<std::string> bytes = packer.unpack(frame->bytes, base);
  if (!bytes) return fail(bytes.error());
  return std::optional(std::move(*bytes));
}

Status sweep_ledger(const fs::path& index, std::uint64_t live) {
  const fs::path folder = index / kLedgerFolder;
  const Result<bool> there = index::is_there(folder);
  if (!there) return fail(there.error());
  if (!*there) return {};
  const Result<std::vector<std::string>> names = index::names_in(folder);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    const auto generation = generation_of_file(name);
    const bool half_written = name.ends_with(".new") && generation_of_file(name.substr(0, name.size() - 4));
    if (!half_written && (!generation || *generation <= live)) continue;
    if (Status removed = remove_file(folder / name); !removed) return removed;
  }
  return {};
}

namespace {

/// Whether a record says more of a purged article than its id, day and hash.
bool tells(const Record& record) {
  return record.stored != 0 || record.file != 0 || record.place != 0 || record.names != 0 ||
         record.event == Event::kEdit || record.event == Event::kText;
}

/// A file without what it tells of some articles.
Status write_without(const LedgerFile& file, const std::unordered_set<std::uint64_t>& purged,
                     const fs::path& to) {
  LedgerFileWriter out;
  out.head = file.head();
  for (std::size_t i = 0; i < file.size(); ++i) {
    Record record = file.record(i);
    if (purged.contains(record.id)) {
      if (record.event == Event::kEdit || record.event == Event::kText) continue;
      record.file = record.place = record.stored = record.names = 0;
      out.add(record);
      continue;
    }
    const Result<std::string> text = file.string(record.file);
    if (!text) return fail(text.error());
    record.file = out.string(*text);
    const Result<std::vector<NameChange>> names = file.names(record.names);
    if (!names) return fail(names.error());
    record.names = out.names(*names);
    if (record.stored != 0) {
      const Result<LedgerFile::Frame> frame = file.frame(record.stored);
      if (!frame) return fail(frame.error());
      record.stored = out.text(frame->bytes, frame->base);
    }
    out.add(record);
  }
  return out.write(to);
}

}  // namespace

Result<bool> delete_purged(const fs::path& index, const Ledger& ledger) {
  bool any = false;
  std::unordered_set<std::uint64_t> purged;
  for (auto file = ledger.files().rbegin(); file != ledger.files().rend(); ++file) {
    for (std::size_t i = 0; i < file->size(); ++i) {
      if (file->event(i) == Event::kPurged) purged.insert(file->id(i));
    }
    bool found = false;
    for (const std::uint64_t id : purged) {
      const auto [first, last] = file->range(id);
      for (std::size_t i = first; i < last && !found; ++i) found = tells(file->record(i));
    }
    if (!found) continue;
    const fs::path path = index / kLedgerFolder / ledger_file_name(file->head().generation);
    if (Status written = write_without(*file, purged, path); !written) return fail(written.error());
    any = true;
  }
  return any;
}

Status forget_ledger(const fs::path& index, std::uint64_t last) {
  const fs::path folder = index / kLedgerFolder;
  const Result<std::vector<std::uint64_t>> generations = generations_in(folder);
  if (!generations) return fail(generations.error());
  for (const std::uint64_t number : *generations) {
    if (number > last) continue;
    if (Status removed = remove_file(folder / ledger_file_name(number)); !removed) return removed;
  }
  return {};
}

}  // namespace dateline::ledger
