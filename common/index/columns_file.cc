#include "common/index/columns_file.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>
#include <utility>

#include "common/index/columns_format.h"
#include "common/index/damaged.h"
#include "common/index/files.h"

namespace dateline::index {
namespace {

namespace format = columns_format;

template <class T>
const T* at(const std::uint8_t* base, std::uint64_t offset) {
  return reinterpret_cast<const T*>(base + offset);
}

/// True when `size` bytes at `offset` lie between `begin` and `end`, aligned for u32.
bool inside(std::uint64_t offset, std::uint64_t size, std::uint64_t begin, std::uint64_t end) {
  return offset % 4 == 0 && offset >= begin && offset <= end && size <= end - offset;
}

}  // namespace

Result<std::shared_ptr<const ColumnsFile>> ColumnsFile::open(const std::filesystem::path& file,
                                                             std::optional<std::uint64_t> hash) {
  Result<MappedFile> mapped = map_file(file);
  if (!mapped) return fail(mapped.error());
  const auto damaged = [&](std::string_view why) {
    return index::damaged(fmt::format("the facet columns {} are damaged: {}", file.string(), why));
  };
  auto out = std::make_shared<ColumnsFile>();
  out->path_ = file;
  out->mapping_ = mapped->owner;
  out->size_ = mapped->bytes.size();
  const auto* base = reinterpret_cast<const std::uint8_t*>(mapped->bytes.data());
  if (out->size_ < sizeof(format::Header)) return damaged("too short");
  format::Header header;
  std::memcpy(&header, base, sizeof header);
  if (std::memcmp(header.magic, format::kMagic, sizeof header.magic) != 0)
    return damaged("not a file of columns");
  if (header.size != out->size_) return damaged("cut off");
  const std::uint64_t entries_end = sizeof header + std::uint64_t{header.columns} * sizeof(format::Entry);
  if (header.columns != kStoredFacetCount + kNumberColumnCount + 1 || header.head < entries_end ||
      header.head > header.size) {
    return damaged("wrong number of columns");
  }
  if (XXH3_64bits(base + sizeof header, header.head - sizeof header) != header.head_hash)
    return damaged("wrong checksum");
  if (header.first == 0 || header.rows > UINT32_MAX - header.first) return damaged("bad docids");
  out->first_ = header.first;
  out->rows_ = header.rows;
  const std::uint64_t rows = header.rows;
  for (std::size_t i = 0; i < header.columns; ++i) {
    format::Entry entry;
    std::memcpy(&entry, base + sizeof header + i * sizeof entry, sizeof entry);
    if (!inside(entry.data, entry.data_size, header.head, header.size))
      return damaged("a column lies outside the file");
    if (i == kStoredFacetCount + kNumberColumnCount) {
      if (entry.shape != format::kPairs) return damaged("bad shape");
      out->other_ids_ = {at<std::uint32_t>(base, entry.data), entry.data_size / 4 / 3 * 3};
      continue;
    }
    if (entry.width != 1 && entry.width != 2 && entry.width != 4) return damaged("bad width");
    const bool lists = entry.shape == format::kLists;
    const std::uint64_t needed = lists ? (rows + 1) * 4 : rows * entry.width;
    if (entry.data_size < needed) return damaged("a column is too short");
    if (i >= kStoredFacetCount) {
      if (entry.width != 4) return damaged("bad width");
      out->numbers_[i - kStoredFacetCount] = at<std::uint32_t>(base, entry.data);
      continue;
    }
    if (lists != (static_cast<Facet>(i) == Facet::kFlag)) return damaged("bad shape");
    if (!inside(entry.dictionary, std::uint64_t{entry.dictionary_count} * 8 + entry.dictionary_bytes,
                entries_end, header.head)) {
      return damaged("a dictionary lies outside the file");
    }
    Column& column = out->facets_[i];
    column.width = entry.width;
    column.data = base + entry.data;
    column.list_size = lists ? (entry.data_size - needed) / 4 : 0;
    column.dictionary_size = entry.dictionary_count;
    column.ends = at<std::uint32_t>(base, entry.dictionary);
    column.articles = column.ends + column.dictionary_size;
    column.bytes = at<char>(base, entry.dictionary + std::uint64_t{entry.dictionary_count} * 8);
    std::uint32_t previous = 0;
    for (std::uint32_t n = 0; n < column.dictionary_size; ++n) {
      if (column.ends[n] < previous || column.ends[n] > entry.dictionary_bytes)
        return damaged("bad dictionary");
      previous = column.ends[n];
    }
  }
  out->hash_ = hash;
  return std::shared_ptr<const ColumnsFile>(std::move(out));
}

std::string_view ColumnsFile::value(Facet facet, std::uint32_t ordinal) const {
  const Column& column = this->column(facet);
  if (ordinal == 0 || ordinal > column.dictionary_size) return {};
  const std::uint32_t begin = ordinal == 1 ? 0 : column.ends[ordinal - 2];
  return {column.bytes + begin, column.ends[ordinal - 1] - begin};
}

std::uint32_t ColumnsFile::articles(Facet facet, std::uint32_t ordinal) const {
  const Column& column = this->column(facet);
  return ordinal == 0 || ordinal > column.dictionary_size ? 0 : column.articles[ordinal - 1];
}

std::uint32_t ColumnsFile::ordinal(Facet facet, std::uint32_t row) const {
  if (row >= rows_ || facet == Facet::kFlag) return 0;
  const Column& column = this->column(facet);
  std::uint32_t out = 0;
  std::memcpy(&out, column.data + std::size_t{row} * column.width, column.width);
  return out <= column.dictionary_size ? out : 0;
}

std::span<const std::uint32_t> ColumnsFile::flags(std::uint32_t row) const {
  if (row >= rows_) return {};
  const Column& column = this->column(Facet::kFlag);
  const auto* ends = reinterpret_cast<const std::uint32_t*>(column.data);
  const std::uint32_t begin = ends[row];
  const std::uint32_t end = ends[row + 1];
  if (begin > end || end > column.list_size) return {};  // damaged
  return {ends + rows_ + 1 + begin, end - begin};
}

std::vector<ColumnsFile::OtherId> ColumnsFile::other_ids() const {
  std::vector<OtherId> out;
  for (std::size_t i = 0; i + 2 < other_ids_.size(); i += 3)
    out.push_back({other_ids_[i], ArticleId{other_ids_[i + 1] | std::uint64_t{other_ids_[i + 2]} << 32}});
  return out;
}

void ColumnsFile::count(Facet facet, std::span<const Docid> docids, Docid shift,
                        std::vector<std::uint64_t>& counts) const {
  const Column& column = this->column(facet);
  const std::uint32_t values = column.dictionary_size;
  if (facet == Facet::kFlag) {
    for (const Docid docid : docids) {
      const std::span<const std::uint32_t> list = flags(docid - shift);
      if (list.empty()) ++counts[0];
      for (const std::uint32_t ordinal : list) ++counts[ordinal <= values ? ordinal : 0];
    }
    return;
  }
  const auto count_rows = [&docids, &counts, values, shift, end = rows_](const auto* rows) {
    // Neighbours mostly have the same value; two tables let one addition begin before the other has ended.
    std::uint64_t* even = counts.data();
    std::vector<std::uint64_t> odd(std::size_t{values} + 1);
    const auto value_of = [&](Docid docid) {
      const std::uint32_t row = docid - shift;
      const std::uint32_t value = row < end ? rows[row] : 0;
      return value <= values ? value : 0;
    };
    std::size_t i = 0;
    for (; i + 1 < docids.size(); i += 2) {
      ++even[value_of(docids[i])];
      ++odd[value_of(docids[i + 1])];
    }
    if (i < docids.size()) ++even[value_of(docids[i])];
    for (std::size_t value = 0; value < odd.size(); ++value) even[value] += odd[value];
  };
  switch (column.width) {
    case 1:
      return count_rows(column.data);
    case 2:
      return count_rows(reinterpret_cast<const std::uint16_t*>(column.data));
    default:
      return count_rows(reinterpret_cast<const std::uint32_t*>(column.data));
  }
}

Status ColumnsFile::verify() const {
  if (verified_.load(std::memory_order_relaxed)) return {};
  const auto* base = static_cast<const char*>(mapping_.get());
  format::Header header;
  std::memcpy(&header, base, sizeof header);
  const bool same = hash_ ? XXH3_64bits(base, size_) == *hash_
                          : XXH3_64bits(base + sizeof header, size_ - sizeof header) == header.hash;
  if (!same) return damaged(fmt::format("the facet columns {} are damaged: wrong checksum", path_.string()));
  verified_.store(true, std::memory_order_relaxed);
  return {};
}

Result<ColumnsFile::Changeable> ColumnsFile::changeable() const {
  Result<ChangeableFile> mapped = map_changeable(path_);
  if (!mapped) return fail(mapped.error());
  if (mapped->size != size_) return damaged(fmt::format("{} has changed", path_.string()));
  Changeable out;
  auto* base = static_cast<std::uint8_t*>(mapped->owner.get());
  const auto* own = static_cast<const std::uint8_t*>(mapping_.get());
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
    const auto* numbers = reinterpret_cast<const std::uint8_t*>(numbers_[i]);
    out.numbers[i] = reinterpret_cast<std::uint32_t*>(base + (numbers - own));
  }
  out.owner = std::move(mapped->owner);
  return out;
}

}  // namespace dateline::index
