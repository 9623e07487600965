#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

#include "common/index/columns_builder.h"
#include "common/index/columns_format.h"
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

/// `articles` by ordinal.
void append_dictionary(std::string& out, format::Entry& entry, const SortedDictionary& dictionary,
                       const std::vector<std::uint32_t>& articles) {
  pad(out);
  entry.dictionary = out.size();
  entry.dictionary_count = static_cast<std::uint32_t>(dictionary.values.size());
  std::uint32_t end = 0;
  for (const std::string_view value : dictionary.values) {
    end += static_cast<std::uint32_t>(value.size());
    append(out, end);
  }
  for (std::size_t i = 1; i <= dictionary.values.size(); ++i) append(out, articles[i]);
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

void ColumnsBuilder::add(Facet facet, Docid docid, std::string_view value) {
  if (value.empty()) return;
  Ordinals& column = facets_[static_cast<std::size_t>(facet)];
  const std::uint32_t ordinal = ordinal_of(column, value);
  const std::uint32_t row = row_of(docid);
  if (facet == Facet::kFlag) {
    flags_.emplace_back(row, ordinal);
    return;
  }
  if (column.rows.size() <= row) column.rows.resize(row + 1);
  column.rows[row] = ordinal;
}

void ColumnsBuilder::set(NumberColumn column, Docid docid, std::uint32_t value) {
  std::vector<std::uint32_t>& rows = numbers_[static_cast<std::size_t>(column)];
  const std::uint32_t row = row_of(docid);
  if (rows.size() <= row) rows.resize(row + 1);
  rows[row] = value;
}

void ColumnsBuilder::set_group(Docid docid, GroupNumber group, std::uint64_t name) {
  set(NumberColumn::kGroup, docid, group);
  set(NumberColumn::kGroupNameLow, docid, static_cast<std::uint32_t>(name));
  set(NumberColumn::kGroupNameHigh, docid, static_cast<std::uint32_t>(name >> 32));
}

void ColumnsBuilder::set_id(Docid docid, ArticleId id) {
  set(NumberColumn::kIdLow, docid, static_cast<std::uint32_t>(id.value));
  set(NumberColumn::kIdHigh, docid, static_cast<std::uint32_t>(id.value >> 32));
}

void ColumnsBuilder::add_other_id(Docid docid, ArticleId id) { other_ids_.emplace_back(row_of(docid), id); }

void ColumnsBuilder::clear(Docid docid) {
  const std::uint32_t row = row_of(docid);
  for (Ordinals& column : facets_) {
    if (row < column.rows.size()) column.rows[row] = 0;
  }
  for (auto& rows : numbers_) {
    if (row < rows.size()) rows[row] = 0;
  }
  if (cleared_.size() <= row) cleared_.resize(row + 1);
  cleared_[row] = true;
}

void ColumnsBuilder::load(const Columns& columns, Docid first, Docid last) {
  for (Docid docid = first; docid <= std::min(last, columns.last_docid()); ++docid) {
    if (!columns.is_living(docid)) continue;
    for (std::size_t i = 0; i < kStoredFacetCount; ++i) {
      const auto facet = static_cast<Facet>(i);
      if (facet == Facet::kFlag) {
        for (const std::uint32_t flag : columns.flags(docid)) add(facet, docid, columns.value(facet, flag));
      } else {
        add(facet, docid, columns.value(facet, columns.ordinal(facet, docid)));
      }
    }
    for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
      const auto column = static_cast<NumberColumn>(i);
      set(column, docid, columns.number(column, docid));
    }
  }
  for (const Columns::OtherId& other : columns.other_ids()) {
    if (other.docid >= first && other.docid <= last) add_other_id(other.docid, other.id);
  }
}

void ColumnsBuilder::take(const ColumnsBuilder& from, std::span<const Docid> docids) {
  const auto docid_of = [&](std::size_t row) { return row < docids.size() ? docids[row] : Docid{0}; };
  for (std::size_t i = 0; i < kStoredFacetCount; ++i) {
    const auto facet = static_cast<Facet>(i);
    const Ordinals& column = from.facets_[i];
    std::vector<std::string_view> values(column.dictionary.size() + 1);
    for (const auto& [value, ordinal] : column.dictionary) values[ordinal] = value;
    for (std::size_t row = 0; row < column.rows.size(); ++row) {
      if (docid_of(row) != 0) add(facet, docid_of(row), values[column.rows[row]]);
    }
    if (facet != Facet::kFlag) continue;
    for (const auto& [row, ordinal] : from.flags_) {
      if (docid_of(row) != 0 && !from.is_cleared(row)) add(facet, docid_of(row), values[ordinal]);
    }
  }
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
    const auto column = static_cast<NumberColumn>(i);
    for (std::size_t row = 0; row < from.numbers_[i].size(); ++row) {
      std::uint32_t number = from.numbers_[i][row];
      if (docid_of(row) == 0 || number == 0) continue;
      if (column == NumberColumn::kGroup) {
        number = docid_of(from.row_of(number));
        if (number == 0) number = docid_of(row);  // its first article stays behind
      }
      set(column, docid_of(row), number);
    }
  }
  for (const auto& [row, id] : from.other_ids_) {
    if (docid_of(row) != 0 && !from.is_cleared(row)) add_other_id(docid_of(row), id);
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

std::uint64_t ColumnsBuilder::sum(NumberColumn column) const {
  const std::vector<std::uint32_t>& numbers = numbers_[static_cast<std::size_t>(column)];
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
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
  return numbers * sizeof(std::uint32_t) + flags_.capacity() * sizeof flags_.front() +
         other_ids_.capacity() * sizeof other_ids_.front();
}

Status ColumnsBuilder::write(const std::filesystem::path& file, Docid last) const {
  const std::uint32_t rows = last + 1 - first_;
  std::vector<format::Entry> entries(kStoredFacetCount + kNumberColumnCount + 1);
  std::string out;
  out.reserve(std::size_t{rows} * sizeof(std::uint32_t) * entries.size());
  out.resize(sizeof(format::Header) + entries.size() * sizeof(format::Entry));

  const std::vector<std::uint32_t> flag_order =
      sorted(facets_[static_cast<std::size_t>(Facet::kFlag)].dictionary).renumber;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> flags;
  for (const auto& [row, ordinal] : flags_) {
    if (!is_cleared(row)) flags.emplace_back(row, flag_order[ordinal]);
  }
  std::sort(flags.begin(), flags.end());
  flags.erase(std::unique(flags.begin(), flags.end()), flags.end());

  // Dictionaries first: they are what a reader looks at when it opens the file.
  std::vector<SortedDictionary> dictionaries;
  for (std::size_t i = 0; i < kStoredFacetCount; ++i) {
    const Ordinals& column = facets_[i];
    const bool lists = static_cast<Facet>(i) == Facet::kFlag;
    dictionaries.push_back(sorted(column.dictionary));
    const SortedDictionary& dictionary = dictionaries.back();
    std::vector<std::uint32_t> articles(dictionary.values.size() + 1);
    if (lists) {
      for (const auto& [row, ordinal] : flags) ++articles[ordinal];
    } else {
      for (const std::uint32_t ordinal : column.rows) ++articles[dictionary.renumber[ordinal]];
    }
    format::Entry& entry = entries[i];
    entry = {};
    set_name(entry, kFacetNames[i]);
    entry.shape = lists ? format::kLists : format::kOrdinals;
    const std::size_t count = dictionary.values.size();
    entry.width = lists ? 4U : count < 0x100 ? 1U : count < 0x10000 ? 2U : 4U;
    append_dictionary(out, entry, dictionary, articles);
  }
  pad(out);
  const std::uint64_t head = out.size();

  for (std::size_t i = 0; i < kStoredFacetCount; ++i) {
    const std::vector<std::uint32_t>& renumber = dictionaries[i].renumber;
    format::Entry& entry = entries[i];
    pad(out);
    entry.data = out.size();
    if (entry.shape == format::kLists) {
      std::size_t n = 0;
      for (std::uint32_t row = 0; row < rows; ++row) {
        append(out, static_cast<std::uint32_t>(n));
        while (n < flags.size() && flags[n].first == row) ++n;
      }
      append(out, static_cast<std::uint32_t>(n));
      for (std::size_t f = 0; f < n; ++f) append(out, flags[f].second);
    } else {
      const std::vector<std::uint32_t>& ordinals = facets_[i].rows;
      for (std::uint32_t row = 0; row < rows; ++row)
        append_width(out, renumber[row < ordinals.size() ? ordinals[row] : 0], entry.width);
    }
    entry.data_size = out.size() - entry.data;
  }
  constexpr std::array<std::string_view, kNumberColumnCount> kNames{
      "#published", "#group",         "#groupname", "#groupname2", "#published_to",
      "#words",     "#firstcaptured", "#captures",  "#id",         "#id2"};
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
    format::Entry& entry = entries[kStoredFacetCount + i];
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
  format::Entry& others = entries.back();
  others = {};
  set_name(others, "#other_ids");
  pad(out);
  others.shape = format::kPairs;
  others.width = 4;
  others.data = out.size();
  std::vector<std::pair<std::uint32_t, ArticleId>> other_ids = other_ids_;
  std::sort(other_ids.begin(), other_ids.end());
  for (const auto& [row, id] : other_ids) {
    if (is_cleared(row)) continue;
    append(out, row);
    append(out, id.value);
  }
  others.data_size = out.size() - others.data;

  std::memcpy(out.data() + sizeof(format::Header), entries.data(), entries.size() * sizeof(format::Entry));
  format::Header header{};
  std::memcpy(header.magic, format::kMagic, sizeof header.magic);
  header.first = first_;
  header.rows = rows;
  header.columns = static_cast<std::uint32_t>(entries.size());
  header.head = head;
  header.size = out.size();
  header.head_hash = XXH3_64bits(out.data() + sizeof header, head - sizeof header);
  header.hash = XXH3_64bits(out.data() + sizeof header, out.size() - sizeof header);
  std::memcpy(out.data(), &header, sizeof header);
  return write_file_synced(file, {out});
}

}  // namespace dateline::index
