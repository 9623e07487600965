#include "common/ledger/ledger.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/index/article_id.h"
#include "common/index/damaged.h"
#include "common/index/files.h"
#include "common/ledger/compared_form.h"

namespace dateline::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostCaptureBytes = std::uint64_t{1} << 30;
constexpr std::size_t kMostBases = 1000;  // texts that one needs, one behind the other

tl::unexpected<Error> another_file(const fs::path& file) {
  return fail(ErrorKind::kIndex,
              fmt::format("the ledger file {} is not the one that was written", file.string()),
              kRestoreLedger);
}

}  // namespace

Result<Ledger> Ledger::open(const index::Snapshot& snapshot, LedgerChecks checks) {
  return compared(
      open(snapshot.folder, snapshot.manifest.state_files(index::kLedgerRole), snapshot.ledger, checks),
      snapshot.folder, snapshot.manifest);
}

Result<Ledger> Ledger::open(const fs::path& index, const index::Manifest& manifest, LedgerChecks checks) {
  return compared(open(index, manifest.state_files(index::kLedgerRole), {}, checks), index, manifest);
}

Result<Ledger> Ledger::open(const fs::path& index, std::span<const index::FileInfo> files,
                            LedgerChecks checks) {
  return open(index, files, {}, checks);
}

Result<Ledger> Ledger::open(const fs::path& index, std::span<const index::FileInfo> files,
                            std::span<const index::MappedFile> mapped, LedgerChecks checks) {
  Ledger out;
  out.folder_ = index;
  out.infos_.assign(files.begin(), files.end());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const fs::path path = index / files[i].name;
    const bool is_mapped = i < mapped.size() && mapped[i].owner != nullptr;
    if (!is_mapped) {
      const Result<bool> there = index::is_there(path);
      if (!there) return fail(there.error());
      if (!*there) {
        return fail(ErrorKind::kIndex, fmt::format("the ledger file {} is missing", path.string()),
                    kRestoreLedger);
      }
    }
    Result<LedgerFile> file =
        is_mapped ? LedgerFile::open(mapped[i], path, checks) : LedgerFile::open(path, checks);
    if (!file) return fail(file.error());
    if (file->bytes() != files[i].bytes) return another_file(path);
    out.files_.push_back(std::move(*file));
  }
  return out;
}

/// The last file and the manifest were written by the last commit that changed what the index holds.
Result<Ledger> Ledger::compared(Result<Ledger> ledger, const fs::path& index,
                                const index::Manifest& manifest) {
  if (!ledger || ledger->empty()) return ledger;
  const std::optional<ContentRoot>& root = ledger->files_.back().head().root;
  if (manifest.content == (root ? to_string(*root) : std::string())) return ledger;
  return fail(ErrorKind::kIndex,
              fmt::format("the last ledger file of {} is not that of its articles", index.string()),
              kRestoreLedger);
}

std::size_t Ledger::commits() const {
  std::size_t commits = 0;
  for (const LedgerFile& file : files_) commits += file.heads().size();
  return commits;
}

Status Ledger::sound() const {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (!files_[i].is_damaged()) continue;
    return fail(ErrorKind::kIndex,
                fmt::format("the ledger file {} is damaged", (folder_ / infos_[i].name).string()),
                kRestoreLedger);
  }
  return {};
}

Status Ledger::compare(std::size_t file) const {
  if (files_[file].hash() == infos_[file].hash) return {};
  return another_file(folder_ / infos_[file].name);
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
      if (record.event == Event::kCapture) {
        const Result<std::optional<std::string>> kept = capture(record.id, record.text);
        if (!kept) return fail(kept.error());
        continue;
      }
      const Result<std::optional<KeptText>> kept = text(record.id, record.text);
      if (!kept) return fail(kept.error());
      if (!*kept || version_hash((*kept)->title, (*kept)->body) != record.text)
        return index::damaged("a text of the ledger is not the one that its record names");
    }
  }
  return {};
}

Result<std::optional<std::string>> Ledger::capture(std::uint64_t id, std::uint64_t version) const {
  for (const Entry& entry : entries(id)) {
    const Record& record = entry.record;
    if (record.event != Event::kCapture || record.text != version || record.stored == 0) continue;
    const Result<LedgerFile::Frame> frame = files_[entry.file].frame(record.stored);
    if (!frame) return fail(frame.error());
    TextPacker packer;
    Result<std::string> bytes = packer.unpack(frame->bytes, {}, kMostCaptureBytes);
    if (!bytes) return fail(bytes.error());
    return std::optional(std::move(*bytes));
  }
  if (Status whole = sound(); !whole) return fail(whole.error());
  return std::optional<std::string>();
}

Result<std::optional<KeptText>> Ledger::text_anew(std::uint64_t id, std::uint64_t version,
                                                  std::uint8_t extractor) const {
  for (const Entry& entry : entries(id)) {
    const Record& record = entry.record;
    if (record.event == Event::kText && record.other == version && record.extractor == extractor)
      return text(id, record.text);
  }
  if (Status whole = sound(); !whole) return fail(whole.error());
  return std::optional<KeptText>();
}

Result<Ledger::Captures> Ledger::captures() const {
  Captures out;
  for (const LedgerFile& file : files_) {
    for (std::size_t i = 0; i < file.size(); ++i) {
      if (file.event(i) != Event::kCapture) continue;
      const Record record = file.record(i);
      if (record.stored == 0) continue;
      const Result<LedgerFile::Frame> frame = file.frame(record.stored);
      if (!frame) return fail(frame.error());
      ++out.count;
      out.bytes += frame->bytes.size();
    }
  }
  if (Status whole = sound(); !whole) return fail(whole.error());
  return out;
}

Result<std::optional<std::string>> Ledger::text_bytes(std::uint64_t id, std::uint64_t version) const {
  Result<std::optional<std::string>> bytes = text_bytes(entries(id), version, 0);
  if (Status whole = sound(); !whole) return fail(whole.error());
  return bytes;
}

Result<std::optional<std::string>> Ledger::text_bytes(const std::vector<Entry>& entries,
                                                      std::uint64_t version, std::size_t depth) const {
  const auto kept = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
    return entry.record.stored != 0 && entry.record.event != Event::kCapture && entry.record.text == version;
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

std::vector<std::uint64_t> ids_of(const Article& article) {
  std::vector<std::uint64_t> ids{article.id.value};
  // A second text under an address has an id of its own, and nothing to do with the first.
  for (const std::string& url : article.other_urls) {
    const std::uint64_t id = index::address_id(url).value;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

}  // namespace dateline::ledger
