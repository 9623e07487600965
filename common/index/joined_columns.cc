#include <algorithm>

#include "common/index/columns.h"
#include "common/index/copies_column.h"
#include "common/index/shard_docids.h"

namespace dateline::index {
namespace {

/// What the pointers of joined columns point at.
struct JoinedBytes {
  struct Facets {
    std::vector<std::uint32_t> rows;  ///< ordinals; of kFlag the ends of the lists, then the ordinals
    std::vector<std::uint32_t> ends;  ///< of the values in `bytes`
    std::string bytes;
  };
  std::array<Facets, kFacetCount> facets;
  std::array<std::vector<std::uint32_t>, kNumberColumnCount> numbers;
};

void append_value(JoinedBytes::Facets& out, std::string_view value) {
  out.bytes += value;
  out.ends.push_back(static_cast<std::uint32_t>(out.bytes.size()));
}

/// The values of all parts in byte order; gives for each part the new ordinals of its own.
std::vector<std::vector<std::uint32_t>> join_values(std::span<const Columns> parts, Facet facet,
                                                    JoinedBytes::Facets& out) {
  std::vector<std::string_view> values;
  for (const Columns& part : parts) {
    for (std::uint32_t i = 1; i <= part.value_count(facet); ++i) values.push_back(part.value(facet, i));
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  for (const std::string_view value : values) append_value(out, value);
  std::vector<std::vector<std::uint32_t>> renumbered;
  for (const Columns& part : parts) {
    std::vector<std::uint32_t>& ordinals = renumbered.emplace_back(1);
    for (std::uint32_t i = 1; i <= part.value_count(facet); ++i) {
      const auto at = std::lower_bound(values.begin(), values.end(), part.value(facet, i));
      ordinals.push_back(static_cast<std::uint32_t>(at - values.begin()) + 1);
    }
  }
  return renumbered;
}

}  // namespace

Columns Columns::join(std::span<const Columns> parts, std::span<const std::uint32_t> left_out,
                      std::vector<std::uint32_t> groups) {
  const auto joined = std::make_shared<JoinedBytes>();
  Columns out;
  out.parts_.assign(parts.begin(), parts.end());
  if (groups.empty()) groups.resize(1);
  out.rows_ = static_cast<std::uint32_t>(groups.size());
  std::vector<bool> is_left_out(out.rows_);
  for (const std::uint32_t docid : left_out) is_left_out[docid] = true;
  /// Calls f(shard, docid within it) for each row that has values.
  const auto with_row = [&](std::uint32_t docid, auto&& f) {
    if (docid == 0 || is_left_out[docid]) return;
    const std::size_t shard = shard_of(docid, parts.size());
    f(shard, docid_within(docid, parts.size()));
  };
  const auto join_flags = [&](JoinedBytes::Facets& values) {
    const auto ordinals = join_values(parts, Facet::kFlag, values);
    std::vector<std::uint32_t> lists;
    for (std::uint32_t docid = 0; docid < out.rows_; ++docid) {
      values.rows.push_back(static_cast<std::uint32_t>(lists.size()));
      with_row(docid, [&](std::size_t shard, std::uint32_t own) {
        for (const std::uint32_t flag : parts[shard].flags(own)) {
          lists.push_back(flag < ordinals[shard].size() ? ordinals[shard][flag] : 0);
        }
      });
    }
    values.rows.push_back(static_cast<std::uint32_t>(lists.size()));
    values.rows.insert(values.rows.end(), lists.begin(), lists.end());
  };
  /// Not those of the parts: an article may have copies in another one.
  const auto make_copies = [&](JoinedBytes::Facets& values) {
    CopiesColumn copies = copies_column(groups);
    for (const std::string& value : copies.values) append_value(values, value);
    values.rows = std::move(copies.ordinals);
  };
  const auto join_facet = [&](Facet facet, JoinedBytes::Facets& values) {
    const auto ordinals = join_values(parts, facet, values);
    values.rows.resize(out.rows_);
    for (std::uint32_t docid = 0; docid < out.rows_; ++docid) {
      with_row(docid, [&](std::size_t shard, std::uint32_t own) {
        values.rows[docid] = ordinals[shard][parts[shard].ordinal(facet, own)];
      });
    }
  };

  for (std::size_t i = 0; i < kFacetCount; ++i) {
    const auto facet = static_cast<Facet>(i);
    JoinedBytes::Facets& values = joined->facets[i];
    if (facet == Facet::kFlag) {
      join_flags(values);
    } else if (facet == Facet::kCopies) {
      make_copies(values);
    } else {
      join_facet(facet, values);
    }
    Column& column = out.facets_[i];
    column.width = sizeof(std::uint32_t);
    column.data = reinterpret_cast<const std::uint8_t*>(values.rows.data());
    column.dictionary_size = static_cast<std::uint32_t>(values.ends.size());
    column.ends = values.ends.data();
    column.bytes = values.bytes.data();
  }
  for (std::size_t i = 0; i < kNumberColumnCount; ++i) {
    const auto number = static_cast<NumberColumn>(i);
    std::vector<std::uint32_t>& rows = joined->numbers[i];
    if (number == NumberColumn::kGroup) {
      rows = std::move(groups);
    } else {
      rows.resize(out.rows_);
      for (std::uint32_t docid = 0; docid < out.rows_; ++docid) {
        with_row(docid, [&](std::size_t shard, std::uint32_t own) {
          rows[docid] = parts[shard].number(number, own);
        });
      }
    }
    out.numbers_[i] = rows.data();
  }
  out.mapping_ = joined;
  return out;
}

}  // namespace dateline::index
