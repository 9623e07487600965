#include "common/index/columns.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstring>
#include <utility>

#include "common/index/columns_format.h"
#include "common/index/damaged.h"
#include "common/index/files.h"
#include "common/index/joined_columns.h"

namespace dateline::index {
namespace {

namespace format = columns_format;

template <class T>
const T* at(const std::uint8_t* base, std::uint64_t offset) {
  return reinterpret_cast<const T*>(base + offset);
}

/// True when `size` bytes at `offset` lie inside the file, aligned for u32.
bool inside(std::uint64_t offset, std::uint64_t size, std::uint64_t file_size) {
  return offset % 4 == 0 && offset <= file_size && size <= file_size - offset;
}

}  // namespace

Result<Columns> Columns::open(const std::filesystem::path& file) {
  Result<MappedFile> mapped = map_file(file);
  if (!mapped) return fail(mapped.error());
  const auto damaged = [&](std::string_view why) {
    return index::damaged(fmt::format("the facet columns {} are damaged: {}", file.string(), why));
  };
  Columns columns;
  columns.path_ = file.string();
  columns.mapping_ = mapped->owner;
  columns.size_ = mapped->bytes.size();
  const auto* base = reinterpret_cast<const std::uint8_t*>(mapped->bytes.data());
  if (columns.size_ < sizeof(format::Header)) return damaged("too short");
  format::Header header;
  std::memcpy(&header, base, sizeof header);
  if (std::memcmp(header.magic, format::kMagic, sizeof header.magic) != 0)
    return damaged("not a file of columns");
  if (header.size != columns.size_) return damaged("cut off");
  if (header.columns != kFacetCount + kNumberColumnCount ||
      columns.size_ < sizeof header + header.columns * sizeof(format::Entry)) {
    return damaged("wrong number of columns");
  }
  columns.rows_ = header.rows;
  for (std::size_t i = 0; i < header.columns; ++i) {
    format::Entry entry;
    std::memcpy(&entry, base + sizeof header + i * sizeof entry, sizeof entry);
    const std::uint64_t rows = header.rows;
    if (entry.width != 1 && entry.width != 2 && entry.width != 4) return damaged("bad width");
    if (!inside(entry.data, entry.data_size, header.size)) return damaged("a column lies outside the file");
    const bool lists = entry.shape == format::kLists;
    const std::uint64_t needed = lists ? (rows + 1) * 4 : rows * entry.width;
    if (entry.data_size < needed) return damaged("a column is too short");
    if (i >= kFacetCount) {
      if (entry.width != 4) return damaged("bad width");
      columns.numbers_[i - kFacetCount] = at<std::uint32_t>(base, entry.data);
      continue;
    }
    if (lists != (static_cast<Facet>(i) == Facet::kFlag)) return damaged("bad shape");
    if (!inside(entry.dictionary, std::uint64_t{entry.dictionary_count} * 4 + entry.dictionary_bytes,
                header.size)) {
      return damaged("a dictionary lies outside the file");
    }
    Column& column = columns.facets_[i];
    column.width = entry.width;
    column.data = base + entry.data;
    column.dictionary_size = entry.dictionary_count;
    column.ends = at<std::uint32_t>(base, entry.dictionary);
    column.bytes = at<char>(base, entry.dictionary + std::uint64_t{entry.dictionary_count} * 4);
    std::uint32_t previous = 0;
    for (std::uint32_t n = 0; n < column.dictionary_size; ++n) {
      if (column.ends[n] < previous || column.ends[n] > entry.dictionary_bytes)
        return damaged("bad dictionary");
      previous = column.ends[n];
    }
    if (lists) {
      const auto* ends = at<std::uint32_t>(base, entry.data);
      const std::uint64_t ordinals = (entry.data_size - needed) / 4;
      for (std::uint64_t row = 0; row < rows; ++row) {
        if (ends[row] > ends[row + 1] || ends[row + 1] > ordinals) return damaged("bad list");
      }
    }
  }
  return columns;
}

Columns Columns::join(std::vector<Columns> parts, std::span<const std::uint32_t> left_out,
                      std::vector<std::uint32_t> groups) {
  Columns out;
  out.joined_ = std::make_shared<const JoinedColumns>(std::move(parts), left_out, std::move(groups));
  out.rows_ = out.joined_->rows();
  return out;
}

std::span<const std::uint32_t> Columns::joined_numbers(NumberColumn column) const {
  return joined_->numbers(column);
}

std::uint32_t Columns::value_count(Facet facet) const {
  if (joined_) return joined_->value_count(facet);
  return facets_[static_cast<std::size_t>(facet)].dictionary_size;
}

std::string_view Columns::value(Facet facet, std::uint32_t ordinal) const {
  if (joined_) return joined_->value(facet, ordinal);
  const Column& column = facets_[static_cast<std::size_t>(facet)];
  if (ordinal == 0 || ordinal > column.dictionary_size) return {};
  const std::uint32_t begin = ordinal == 1 ? 0 : column.ends[ordinal - 2];
  return {column.bytes + begin, column.ends[ordinal - 1] - begin};
}

std::uint32_t Columns::find(Facet facet, std::string_view wanted) const {
  std::uint32_t low = 1;
  std::uint32_t high = value_count(facet) + 1;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (value(facet, middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low <= value_count(facet) && value(facet, low) == wanted ? low : 0;
}

std::uint32_t Columns::ordinal(Facet facet, std::uint32_t docid) const {
  if (docid >= rows_ || facet == Facet::kFlag) return 0;
  if (joined_) return joined_->ordinal(facet, docid);
  const Column& column = facets_[static_cast<std::size_t>(facet)];
  std::uint32_t out = 0;
  std::memcpy(&out, column.data + std::size_t{docid} * column.width, column.width);
  return out <= column.dictionary_size ? out : 0;
}

FlagList Columns::flags(std::uint32_t docid) const {
  if (docid >= rows_) return {};
  if (joined_) return joined_->flags(docid);
  const auto* ends =
      reinterpret_cast<const std::uint32_t*>(facets_[static_cast<std::size_t>(Facet::kFlag)].data);
  return {{ends + rows_ + 1 + ends[docid], ends[docid + 1] - ends[docid]}, {}};
}

std::uint32_t Columns::number(NumberColumn column, std::uint32_t docid) const {
  return docid < rows_ ? numbers(column)[docid] : 0;
}

std::uint64_t Columns::group_name(std::uint32_t docid) const {
  return number(NumberColumn::kGroupNameLow, docid) |
         std::uint64_t{number(NumberColumn::kGroupNameHigh, docid)} << 32;
}

void Columns::count(Facet facet, std::span<const std::uint32_t> docids,
                    std::vector<std::uint64_t>& counts) const {
  if (joined_) return joined_->count(facet, docids, counts);
  const std::uint32_t values = value_count(facet);
  counts.resize(std::size_t{values} + 1);
  if (facet == Facet::kFlag) {
    for (const std::uint32_t docid : docids) {
      const auto list = flags(docid);
      if (list.empty()) ++counts[0];
      for (const std::uint32_t ordinal : list) ++counts[ordinal <= values ? ordinal : 0];
    }
    return;
  }
  const Column& column = facets_[static_cast<std::size_t>(facet)];
  const auto count_rows = [&docids, &counts, values, end = rows_](const auto* rows) {
    // Neighbours mostly have the same value; two tables let one addition begin before the other has ended.
    std::uint64_t* even = counts.data();
    std::vector<std::uint64_t> odd(std::size_t{values} + 1);
    const auto value_of = [&](std::uint32_t docid) {
      const std::uint32_t value = docid < end ? rows[docid] : 0;
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

Status Columns::verify() const {
  if (joined_) return joined_->verify();
  const auto* base = static_cast<const char*>(mapping_.get());
  format::Header header;
  std::memcpy(&header, base, sizeof header);
  if (XXH3_64bits(base + sizeof header, size_ - sizeof header) == header.hash) return {};
  return fail(ErrorKind::kIndex, fmt::format("the facet columns {} are damaged: wrong checksum", path_),
              "rebuild the index");
}

}  // namespace dateline::index
