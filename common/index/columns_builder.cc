#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "common/index/columns.h"
#include "common/index/columns_format.h"
#include "common/index/copies_column.h"
#include "common/index/files.h"

static_assert(std::endian::native == std::endian::little, "columns are mapped as they lie on disk");

namespace dateline::index {
namespace {

namespace format = columns_format;

void pad(std::string& out) { out.resize((out.size() + 7) / 8 * 8, '\0'); }

template <class T>
void append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_width(std::string& out, std::uint32_t value, std::uint32_t width) {
  out.append(reinterpret_cast<const char*>(&value), width);
}

/// Values in byte order, and the new ordinal for each old one.
struct SortedDictionary {
  std::vector<std::string_view> values;
  std::vector<std::uint32_t> renumber;  ///< by old ordinal; [0] = 0
};

SortedDictionary sorted(const std::unordered_map<std::string, std::uint32_t>& dictionary) {
  std::vector<std::pair<std::string_view, std::uint32_t>> pairs(dictionary.begin(), dictionary.end());
  std::sort(pairs.begin(), pairs.end());
  SortedDictionary out;
  out.renumber.resize(pairs.size() + 1);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    out.values.push_back(pairs[i].first);
    out.renumber[pairs[i].second] = static_cast<std::uint32_t>(i + 1);
  }
  return out;
}

void append_dictionary(std::string& out, format::Entry& entry, const SortedDictionary& dictionary) {
  pad(out);
  entry.dictionary = out.size();
  entry.dictionary_count = static_cast<std::uint32_t>(dictionary.values.size());
  std::uint32_t end = 0;
  for (const std::string_view value : dictionary.values) {
    end += static_cast<std::uint32_t>(value.size());
    append(out, end);
  }
  entry.dictionary_bytes = end;
  for (const std::string_view value : dictionary.values) out += value;
}

void set_name(format::Entry& entry, std::string_view name) {
  std::memset(entry.name, 0, sizeof entry.name);
  std::memcpy(entry.name, name.data(), std::min(name.size(), sizeof entry.name - 1));
}

}  // namespace

std::uint32_t ColumnsBuilder::ordinal_of(Ordinals& column, std::string_view value) {
  const auto next = static_cast<std::uint32_t>(column.dictionary.size() + 1);
  return column.dictionary.try_emplace(std::string(value), next).first->second;
}

void ColumnsBuilder::add(Facet facet, std::uint32_t docid, std::string_view value) {
  if (value.empty()) return;
  Ordinals& column = facets_[static_cast<std::size_t>(facet)];
  const std::uint32_t ordinal = ordinal_of(column, value);
  if (facet == Facet::kFlag) {
    flags_.emplace_back(docid, ordinal);
    return;
  }
  if (column.rows.size() <= docid) column.rows.resize(docid + 1);
  column.rows[docid] = ordinal;
}

void ColumnsBuilder::set(NumberColumn column, std::uint32_t docid, std::uint32_t value) {
  std::vector<std::uint32_t>& rows = numbers_[static_cast<std::size_t>(column)];
  if (rows.size() <= docid) rows.resize(docid + 1);
  rows[docid] = value;
}

void ColumnsBuilder::set_group(std::uint32_t docid, std::uint32_t group, std::uint64_t name) {
  set(NumberColumn::kGroup, docid, group);
  set(NumberColumn::kGroupNameLow, docid, static_cast<std::uint32_t>(name));
  set(NumberColumn::kGroupNameHigh, docid, static_cast<std::uint32_t>(name >> 32));
}

void ColumnsBuilder::clear(std::uint32_t docid) {
  for (Ordinals& column : facets_) {
    if (docid < column.rows.size()) column.rows[docid] = 0;
  }
  for (auto& rows : numbers_) {
    if (docid < rows.size()) rows[docid] = 0;
  }
  if (cleared_.size() <= docid) cleared_.resize(docid + 1);
  cleared_[docid] = true;
}

void ColumnsBuilder::load(const Columns& columns) {
  const std::uint32_t rows = columns.rows();
  for (std::size_t i = 0; i < kFacetCount; ++i) {
    const auto facet = static_cast<Facet>(i);
    if (facet == Facet::kCopies) continue;  // what is added or cleared changes it
    // Ordinals are 1-based in the order of the file, so they stay the same.
    for (std::uint32_t n = 1; n <= columns.value_count(facet); ++n)
      ordinal_of(facets_[i], columns.value(facet, n));
    for (std::uint32_t docid = 0; docid < rows; ++docid) {
      if (facet == Facet::kFlag) {
        for (const std::uint32_t flag : columns.flags(docid)) flags_.emplace_back(docid, flag);
      } else {
        facets_[i].rows.push_back(columns.ordinal(facet, docid));
      }
    }
  }
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
    for (std::uint32_t docid = 0; docid < rows; ++docid) {
      numbers_[i].push_back(columns.number(static_cast<NumberColumn>(i), docid));
    }
  }
}

std::map<std::string, std::uint64_t> ColumnsBuilder::count(Facet facet) const {
  const Ordinals& column = facets_[static_cast<std::size_t>(facet)];
  const std::vector<std::uint32_t>& used = facets_[static_cast<std::size_t>(Facet::kConfidence)].rows;
  std::vector<std::uint64_t> counts(column.dictionary.size() + 1);
  for (std::size_t row = 0; row < used.size(); ++row) {
    if (used[row] != 0) ++counts[row < column.rows.size() ? column.rows[row] : 0];
  }
  std::map<std::string, std::uint64_t> out;
  if (counts[0] > 0) out[""] = counts[0];
  for (const auto& [value, ordinal] : column.dictionary) {
    if (counts[ordinal] > 0) out[value] = counts[ordinal];
  }
  return out;
}

std::uint64_t ColumnsBuilder::distinct(NumberColumn column) const {
  std::vector<std::uint32_t> numbers = numbers_[static_cast<std::size_t>(column)];
  std::sort(numbers.begin(), numbers.end());
  const auto end = std::unique(numbers.begin(), numbers.end());
  const bool has_zero = !numbers.empty() && numbers.front() == 0;
  return static_cast<std::uint64_t>(end - numbers.begin()) - (has_zero ? 1 : 0);
}

std::size_t ColumnsBuilder::memory_bytes() const {
  std::size_t numbers = 0;
  for (const Ordinals& column : facets_) numbers += column.rows.capacity();
  for (const auto& rows : numbers_) numbers += rows.capacity();
  return numbers * sizeof(std::uint32_t) + flags_.capacity() * sizeof flags_.front();
}

ColumnsBuilder::Ordinals ColumnsBuilder::copies(std::uint32_t rows) const {
  std::vector<std::uint32_t> groups = numbers_[static_cast<std::size_t>(NumberColumn::kGroup)];
  groups.resize(rows);
  CopiesColumn column = copies_column(groups);
  Ordinals out;
  for (std::uint32_t i = 0; i < column.values.size(); ++i)
    out.dictionary.emplace(std::move(column.values[i]), i + 1);
  out.rows = std::move(column.ordinals);
  return out;
}

Status ColumnsBuilder::write(const std::filesystem::path& file, std::uint32_t last_docid) const {
  const std::uint32_t rows = last_docid + 1;
  std::vector<format::Entry> entries(kFacetCount + kNumberColumnCount);
  std::string out;
  out.reserve(rows * sizeof(std::uint32_t) * entries.size());
  out.resize(sizeof(format::Header) + entries.size() * sizeof(format::Entry));
  const Ordinals copies = this->copies(rows);
  for (std::size_t i = 0; i < kFacetCount; ++i) {
    const Ordinals& column = static_cast<Facet>(i) == Facet::kCopies ? copies : facets_[i];
    const SortedDictionary dictionary = sorted(column.dictionary);
    format::Entry& entry = entries[i];
    entry = {};
    set_name(entry, kFacetNames[i]);
    pad(out);
    entry.data = out.size();
    if (static_cast<Facet>(i) == Facet::kFlag) {
      entry.shape = format::kLists;
      entry.width = 4;
      std::vector<std::pair<std::uint32_t, std::uint32_t>> flags;
      for (const auto& [docid, ordinal] : flags_) {
        if (docid < cleared_.size() && cleared_[docid]) continue;
        flags.emplace_back(docid, dictionary.renumber[ordinal]);
      }
      std::sort(flags.begin(), flags.end());
      flags.erase(std::unique(flags.begin(), flags.end()), flags.end());
      std::size_t n = 0;
      for (std::uint32_t row = 0; row <= rows; ++row) {
        append(out, static_cast<std::uint32_t>(n));
        while (n < flags.size() && flags[n].first == row) ++n;
      }
      for (const auto& flag : flags) append(out, flag.second);
    } else {
      entry.shape = format::kOrdinals;
      const std::size_t count = dictionary.values.size();
      entry.width = count < 0x100 ? 1U : count < 0x10000 ? 2U : 4U;
      for (std::uint32_t row = 0; row < rows; ++row) {
        const std::uint32_t old = row < column.rows.size() ? column.rows[row] : 0;
        append_width(out, dictionary.renumber[old], entry.width);
      }
    }
    entry.data_size = out.size() - entry.data;
    append_dictionary(out, entry, dictionary);
  }
  constexpr std::array<std::string_view, kNumberColumnCount> kNames{
      "#published",    "#group", "#groupname",     "#groupname2",
      "#published_to", "#words", "#firstcaptured", "#captures"};
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
    format::Entry& entry = entries[kFacetCount + i];
    entry = {};
    set_name(entry, kNames[i]);
    pad(out);
    entry.shape = format::kNumbers;
    entry.width = 4;
    entry.data = out.size();
    for (std::uint32_t row = 0; row < rows; ++row)
      append(out, row < numbers_[i].size() ? numbers_[i][row] : 0U);
    entry.data_size = out.size() - entry.data;
  }
  std::memcpy(out.data() + sizeof(format::Header), entries.data(), entries.size() * sizeof(format::Entry));
  format::Header header{};
  std::memcpy(header.magic, format::kMagic, sizeof header.magic);
  header.rows = rows;
  header.columns = static_cast<std::uint32_t>(entries.size());
  header.size = out.size();
  header.hash = XXH3_64bits(out.data() + sizeof header, out.size() - sizeof header);
  std::memcpy(out.data(), &header, sizeof header);
  return write_file_synced(file, {out});
}

}  // namespace dateline::index
