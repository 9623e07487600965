#include "indexer/identity/fact_table.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "common/index/bytes.h"
#include "indexer/identity/fact_format.h"

static_assert(std::endian::native == std::endian::little, "facts are mapped as they lie on disk");

namespace dateline::indexer {
namespace {

namespace format = fact_format;

template <class Number>
Number number_at(std::string_view bytes) {
  Number out{};
  if (bytes.size() >= sizeof out) std::memcpy(&out, bytes.data(), sizeof out);
  return out;
}

bool is_inside(std::uint64_t offset, std::uint64_t size, std::uint64_t all) {
  return offset <= all && size <= all - offset;
}

}  // namespace

Result<FactTable> FactTable::open(const std::filesystem::path& file) {
  Result<index::MappedFile> mapped = index::map_file(file);
  if (!mapped) return fail(mapped.error());
  return of(std::move(*mapped), file.string());
}

Result<FactTable> FactTable::of(std::string bytes, std::string name) {
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  return of(index::MappedFile{owner, *owner}, std::move(name));
}

Result<FactTable> FactTable::of(index::MappedFile file, std::string name) {
  const auto damaged = [&] {
    return fail(ErrorKind::kIndex, name + " is damaged or of another version", "rebuild the index");
  };
  const std::string_view all = file.bytes;
  format::Header header;
  if (all.size() < sizeof header) return damaged();
  std::memcpy(&header, all.data(), sizeof header);
  const bool is_one = std::memcmp(header.magic, format::kMagic, sizeof header.magic) == 0;
  if (!is_one || header.data_bytes < sizeof header || header.data_bytes > all.size()) return damaged();
  const std::uint64_t hash_bytes = 8 * format::blocks(header.data_bytes);
  if (all.size() - header.data_bytes != hash_bytes + 8) return damaged();
  const std::string_view hashes = all.substr(header.data_bytes, hash_bytes);
  if (number_at<std::uint64_t>(all.substr(header.data_bytes + hash_bytes)) !=
      XXH3_64bits(hashes.data(), hashes.size())) {
    return damaged();
  }
  FactTable out;
  out.state_ = std::make_shared<State>();
  out.state_->file = std::move(file);
  out.state_->name = name;
  out.state_->read.resize(format::blocks(header.data_bytes));
  out.data_bytes_ = header.data_bytes;
  if (out.bytes(0, sizeof header).empty()) return damaged();
  out.sections_ = header.sections;
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    if (!out.is_sound(out.sections_[i], static_cast<FactKind>(i))) return damaged();
  }
  return out;
}

bool FactTable::is_sound(const format::Section& section, FactKind kind) const {
  return section.bits <= 28 &&
         is_inside(section.entries, std::uint64_t{section.count} * format::entry_bytes(kind), data_bytes_) &&
         is_inside(section.directory, ((std::uint64_t{1} << section.bits) + 1) * 4, data_bytes_) &&
         is_inside(section.blobs, section.blob_bytes, data_bytes_);
}

std::uint64_t FactTable::size() const {
  std::uint64_t all = 0;
  for (const format::Section& section : sections_) all += section.count;
  return all;
}

std::string_view FactTable::bytes(std::uint64_t offset, std::uint64_t size) const {
  State& state = *state_;
  if (state.damaged || size == 0) return {};
  const std::string_view all = state.file.bytes;
  for (std::uint64_t block = offset / format::kBlockBytes; block <= (offset + size - 1) / format::kBlockBytes;
       ++block) {
    if (state.read[block]) continue;
    const std::uint64_t begin = block * format::kBlockBytes;
    const std::string_view content =
        all.substr(begin, std::min<std::uint64_t>(format::kBlockBytes, data_bytes_ - begin));
    if (XXH3_64bits(content.data(), content.size()) !=
        number_at<std::uint64_t>(all.substr(data_bytes_ + 8 * block))) {
      state.damaged = true;
      return {};
    }
    state.read[block] = true;
  }
  return all.substr(offset, size);
}

Fact FactTable::at(FactKind kind, std::uint32_t place) const {
  const format::Section& section = sections_[static_cast<std::size_t>(kind)];
  const std::size_t each = format::entry_bytes(kind);
  const std::string_view entry = bytes(section.entries + std::uint64_t{place} * each, each);
  if (entry.empty()) return {};
  Fact out;
  out.key = each == 12 ? number_at<std::uint64_t>(entry) : number_at<std::uint32_t>(entry);
  out.value = number_at<std::uint32_t>(entry.substr(each - 4));
  return out;
}

std::uint32_t FactTable::lower_bound(FactKind kind, std::uint64_t key) const {
  const format::Section& section = sections_[static_cast<std::size_t>(kind)];
  if (section.count == 0) return 0;
  const std::uint64_t part = section.bits == 0 ? 0 : key >> (format::key_bits(kind) - section.bits);
  const std::string_view range = bytes(section.directory + part * 4, 8);
  std::uint32_t low = number_at<std::uint32_t>(range);
  std::uint32_t high = range.empty() ? 0 : number_at<std::uint32_t>(range.substr(4));
  if (high > section.count || low > high) {
    state_->damaged = true;
    return section.count;
  }
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (at(kind, middle).key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string_view FactTable::blob(FactKind kind, std::uint32_t value) const {
  constexpr std::uint64_t kMaxLengthBytes = 5;
  const format::Section& section = sections_[static_cast<std::size_t>(kind)];
  if (value >= section.blob_bytes) return {};
  const std::uint64_t begin = section.blobs + value;
  const std::uint64_t left = section.blob_bytes - value;
  const std::string_view head = bytes(begin, std::min(kMaxLengthBytes, left));
  std::uint64_t length = 0;
  std::size_t at = 0;
  for (unsigned shift = 0; at < head.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(head[at++]);
    length |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  if (length > left - at) {
    state_->damaged = true;
    return {};
  }
  return bytes(begin + at, length);
}

std::optional<std::uint32_t> FactTables::value(FactKind kind, std::uint64_t key) const {
  const std::uint64_t scattered_key = scattered(kind, key);
  for (auto table = tables_.rbegin(); table != tables_.rend(); ++table) {
    const std::uint32_t place = table->lower_bound(kind, scattered_key);
    if (place >= table->size(kind)) continue;
    const Fact fact = table->at(kind, place);
    if (fact.key == scattered_key && !table->is_damaged()) return fact.value;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> FactTables::values(FactKind kind, std::uint64_t key) const {
  std::vector<std::uint32_t> out;
  const std::uint64_t scattered_key = scattered(kind, key);
  for (const FactTable& table : tables_) {
    for (std::uint32_t place = table.lower_bound(kind, scattered_key); place < table.size(kind); ++place) {
      const Fact fact = table.at(kind, place);
      if (fact.key != scattered_key || table.is_damaged()) break;
      out.push_back(fact.value);
    }
  }
  if (tables_.size() > 1) {
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }
  return out;
}

std::optional<std::string_view> FactTables::bytes(FactKind kind, std::uint64_t key) const {
  const std::uint64_t scattered_key = scattered(kind, key);
  for (auto table = tables_.rbegin(); table != tables_.rend(); ++table) {
    const std::uint32_t place = table->lower_bound(kind, scattered_key);
    if (place >= table->size(kind)) continue;
    const Fact fact = table->at(kind, place);
    if (fact.key != scattered_key || table->is_damaged()) continue;
    const std::string_view bytes = table->blob(kind, fact.value);
    if (bytes.empty()) return std::nullopt;
    return bytes;
  }
  return std::nullopt;
}

Status FactTables::sound() const {
  for (const FactTable& table : tables_) {
    if (table.is_damaged()) return fail(ErrorKind::kIndex, table.name() + " is damaged", "rebuild the index");
  }
  return {};
}

}  // namespace dateline::indexer
