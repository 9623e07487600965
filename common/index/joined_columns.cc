#include "common/index/joined_columns.h"

#include <algorithm>
#include <utility>

#include "common/index/copies_column.h"

namespace dateline::index {

JoinedColumns::JoinedColumns(std::vector<Columns> parts, std::span<const Docid> left_out,
                             std::vector<GroupNumber> groups)
    : left_out_(left_out.begin(), left_out.end()), groups_(std::move(groups)) {
  Docid base = 0;
  for (Columns& columns : parts) {
    const Docid last = base + (columns.rows() > 0 ? columns.rows() - 1 : 0);
    parts_.push_back({std::move(columns), base, last});
    base = last;
  }
  rows_ = base + 1;
  groups_.resize(rows_);
}

bool JoinedColumns::is_left_out(Docid docid) const {
  return std::binary_search(left_out_.begin(), left_out_.end(), docid);
}

/// Null for docids that are not used.
const JoinedColumns::Part* JoinedColumns::part_of(Docid docid) const {
  if (docid == 0) return nullptr;
  for (const Part& part : parts_) {
    if (docid <= part.last) return is_left_out(docid) ? nullptr : &part;
  }
  return nullptr;
}

const JoinedColumns::Values& JoinedColumns::values(Facet facet) const {
  Values& values = facets_[static_cast<std::size_t>(facet)];
  std::call_once(values.made, [&] {
    if (facet == Facet::kCopies) {
      join_copies(values);
    } else {
      join_values(facet, values);
    }
  });
  return values;
}

void JoinedColumns::join_values(Facet facet, Values& out) const {
  for (const Part& part : parts_) {
    for (std::uint32_t i = 1; i <= part.columns.value_count(facet); ++i)
      out.values.push_back(part.columns.value(facet, i));
  }
  std::sort(out.values.begin(), out.values.end());
  out.values.erase(std::unique(out.values.begin(), out.values.end()), out.values.end());
  for (const Part& part : parts_) {
    std::vector<std::uint32_t>& ordinals = out.ordinals.emplace_back(1);
    for (std::uint32_t i = 1; i <= part.columns.value_count(facet); ++i) {
      const auto at = std::lower_bound(out.values.begin(), out.values.end(), part.columns.value(facet, i));
      ordinals.push_back(static_cast<std::uint32_t>(at - out.values.begin()) + 1);
    }
  }
}

/// Not those of the parts: an article may have copies in another one.
void JoinedColumns::join_copies(Values& out) const {
  CopiesColumn copies = copies_column(groups_);
  out.copies = std::move(copies.values);
  out.values.assign(out.copies.begin(), out.copies.end());
  out.ordinals.push_back(std::move(copies.ordinals));
}

std::uint32_t JoinedColumns::value_count(Facet facet) const {
  return static_cast<std::uint32_t>(values(facet).values.size());
}

std::string_view JoinedColumns::value(Facet facet, std::uint32_t ordinal) const {
  const std::vector<std::string_view>& all = values(facet).values;
  return ordinal == 0 || ordinal > all.size() ? std::string_view() : all[ordinal - 1];
}

std::uint32_t JoinedColumns::ordinal(Facet facet, Docid docid) const {
  const Part* part = part_of(docid);
  if (part == nullptr) return 0;
  const Values& joined = values(facet);
  if (facet == Facet::kCopies) return joined.ordinals.front()[docid];
  const std::vector<std::uint32_t>& ordinals =
      joined.ordinals[static_cast<std::size_t>(part - parts_.data())];
  return ordinals[part->columns.ordinal(facet, docid - part->base)];
}

FlagList JoinedColumns::flags(Docid docid) const {
  const Part* part = part_of(docid);
  if (part == nullptr) return {};
  const std::vector<std::uint32_t>& ordinals =
      values(Facet::kFlag).ordinals[static_cast<std::size_t>(part - parts_.data())];
  return part->columns.flags(docid - part->base).renumbered(ordinals);
}

std::span<const std::uint32_t> JoinedColumns::numbers(NumberColumn column) const {
  if (column == NumberColumn::kGroup) return groups_;
  Numbers& numbers = numbers_[static_cast<std::size_t>(column)];
  std::call_once(numbers.made, [&] {
    numbers.rows.reserve(rows_);
    numbers.rows.push_back(0);
    for (const Part& part : parts_) {
      const std::span<const std::uint32_t> own = part.columns.numbers(column);
      if (part.last > part.base) numbers.rows.insert(numbers.rows.end(), own.begin() + 1, own.end());
    }
    for (const Docid docid : left_out_) numbers.rows[docid] = 0;
  });
  return numbers.rows;
}

void JoinedColumns::count(Facet facet, std::span<const Docid> docids,
                          std::vector<std::uint64_t>& counts) const {
  const Values& joined = values(facet);
  counts.resize(joined.values.size() + 1);
  if (facet == Facet::kCopies) {
    for (const Docid docid : docids) ++counts[ordinal(facet, docid)];
    return;
  }
  std::vector<Docid> own;
  std::vector<std::uint64_t> own_counts;
  // Neighbours mostly lie in the same part.
  for (std::size_t i = 0; i < docids.size();) {
    const Part* part = part_of(docids[i]);
    if (part == nullptr) {
      ++counts[0];
      ++i;
      continue;
    }
    own.clear();
    for (; i < docids.size() && docids[i] > part->base && docids[i] <= part->last; ++i) {
      if (!left_out_.empty() && is_left_out(docids[i])) break;
      own.push_back(docids[i] - part->base);
    }
    const std::vector<std::uint32_t>& ordinals =
        joined.ordinals[static_cast<std::size_t>(part - parts_.data())];
    own_counts.assign(ordinals.size(), 0);
    part->columns.count(facet, own, own_counts);
    for (std::size_t n = 0; n < ordinals.size(); ++n) counts[ordinals[n]] += own_counts[n];
  }
}

Status JoinedColumns::verify() const {
  for (const Part& part : parts_) {
    if (const Status verified = part.columns.verify(); !verified) return verified;
  }
  return {};
}

}  // namespace dateline::index
