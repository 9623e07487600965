#include "indexer/identity/fact_writer.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "common/index/bytes.h"
#include "indexer/identity/fact_format.h"

namespace dateline::indexer {
namespace {

namespace format = fact_format;

constexpr std::uint64_t kBlocksAtOnce = 16;

template <class Number>
void append(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// So many facts of each kind, with so many bytes.
struct Sizes {
  std::array<std::uint32_t, kFactKinds> facts{};
  std::array<std::uint64_t, kFactKinds> blob_bytes{};
};

/// Where everything will lie.
format::Header header_of(const Sizes& sizes) {
  format::Header header{};
  std::memcpy(header.magic, format::kMagic, sizeof header.magic);
  std::uint64_t at = sizeof header;
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    format::Section& section = header.sections[i];
    section.count = sizes.facts[i];
    section.bits = std::bit_width(section.count / format::kFactsOfAPart);
    section.entries = at;
    at += std::uint64_t{section.count} * format::entry_bytes(static_cast<FactKind>(i));
    section.directory = at;
    at += ((std::uint64_t{1} << section.bits) + 1) * sizeof(std::uint32_t);
    section.blobs = at;
    section.blob_bytes = sizes.blob_bytes[i];
    at += section.blob_bytes;
  }
  header.data_bytes = at;
  return header;
}

/// Writes a table from its beginning to its end: for each kind in their order `begin`, `add` for each fact,
/// `end_facts`, then their bytes.
class TableWriter {
 public:
  TableWriter(const format::Header& header, const index::Sink& sink) : header_(header), sink_(sink) {
    put({reinterpret_cast<const char*>(&header), sizeof header});
  }

  void begin(FactKind kind) {
    kind_ = kind;
    starts_.assign(1, 0);
    places_ = 0;
  }
  void add(const Fact& fact) {
    const unsigned bits = section().bits;
    const std::uint64_t part = bits == 0 ? 0 : fact.key >> (format::key_bits(kind_) - bits);
    while (starts_.size() <= part) starts_.push_back(places_);
    if (shape_of(kind_).is_wide) {
      append(buffer_, fact.key);
    } else {
      append(buffer_, static_cast<std::uint32_t>(fact.key));
    }
    append(buffer_, fact.value);
    ++places_;
    give_blocks();
  }
  void end_facts() {
    starts_.resize((std::size_t{1} << section().bits) + 1, places_);
    for (const std::uint32_t start : starts_) append(buffer_, start);
    give_blocks();
  }
  void put(std::string_view bytes) {
    buffer_ += bytes;
    give_blocks();
  }
  Status finish() {
    give(buffer_.size());
    append(hashes_, std::uint64_t{XXH3_64bits(hashes_.data(), hashes_.size())});
    if (status_) status_ = sink_(hashes_);
    return status_;
  }

 private:
  const format::Section& section() const { return header_.sections[static_cast<std::size_t>(kind_)]; }
  void give_blocks() {
    if (buffer_.size() >= kBlocksAtOnce * format::kBlockBytes)
      give(buffer_.size() / format::kBlockBytes * format::kBlockBytes);
  }
  /// The first bytes of the buffer: whole blocks, but at the end.
  void give(std::size_t size) {
    const std::string_view bytes = std::string_view(buffer_).substr(0, size);
    for (std::size_t at = 0; at < size; at += format::kBlockBytes) {
      const std::string_view block = bytes.substr(at, format::kBlockBytes);
      append(hashes_, std::uint64_t{XXH3_64bits(block.data(), block.size())});
    }
    if (status_) status_ = sink_(bytes);
    buffer_.erase(0, size);
  }

  const format::Header header_;
  const index::Sink& sink_;
  std::string buffer_;
  std::string hashes_;
  FactKind kind_{};
  std::vector<std::uint32_t> starts_;
  std::uint32_t places_ = 0;
  Status status_;
};

bool precedes(const Fact& a, const Fact& b) { return std::pair(a.key, a.value) < std::pair(b.key, b.value); }

/// All facts of one kind of several tables, in the order of their keys; of one key the newest, or each value
/// once. Calls `visit(fact, table)`. Ends early when a table is damaged.
template <class Visit>
void for_each_merged(const std::vector<FactTable>& tables, FactKind kind, Visit visit) {
  struct Head {
    const FactTable* table;
    std::uint32_t place;
    Fact fact;
  };
  const bool is_many = shape_of(kind).is_many;
  const auto is_ended = [kind](const Head& head) { return head.place == head.table->size(kind); };
  std::vector<Head> heads;  // the newest first
  for (std::size_t i = tables.size(); i-- > 0;) {
    if (tables[i].size(kind) > 0) heads.push_back({&tables[i], 0, tables[i].at(kind, 0)});
  }
  while (!heads.empty()) {
    const Head* first = &heads.front();
    for (const Head& head : heads) {
      if (is_many ? precedes(head.fact, first->fact) : head.fact.key < first->fact.key) first = &head;
    }
    if (first->table->is_damaged()) return;
    const Fact next = first->fact;
    visit(next, *first->table);
    for (Head& head : heads) {
      while (!is_ended(head) && head.fact.key == next.key && (!is_many || head.fact.value == next.value)) {
        if (++head.place < head.table->size(kind)) head.fact = head.table->at(kind, head.place);
      }
    }
    std::erase_if(heads, is_ended);
  }
}

/// Bytes with their length before them.
std::string with_length(std::string_view bytes) {
  index::ByteWriter length;
  length.number(bytes.size());
  return std::string(length.str()) + std::string(bytes);
}
std::uint32_t size_with_length(std::string_view bytes) {
  index::ByteWriter length;
  length.number(bytes.size());
  return static_cast<std::uint32_t>(length.str().size() + bytes.size());
}

/// What with_length gave, at its place.
std::string_view blob_at(std::string_view blobs, std::uint32_t begin) {
  index::ByteReader in(blobs.substr(begin));
  const std::string_view bytes = in.string();
  return blobs.substr(begin, static_cast<std::size_t>(bytes.data() + bytes.size() - blobs.data()) - begin);
}

}  // namespace

void FactCollector::add(FactKind kind, std::uint64_t key, std::uint32_t value) {
  kinds_[static_cast<std::size_t>(kind)].facts.push_back({scattered(kind, key), value});
}

void FactCollector::add(FactKind kind, std::uint64_t key, std::string_view bytes) {
  Facts& facts = kinds_[static_cast<std::size_t>(kind)];
  facts.facts.push_back({scattered(kind, key), static_cast<std::uint32_t>(facts.blobs.size())});
  facts.blobs += with_length(bytes);
}

std::uint64_t FactCollector::size() const {
  std::uint64_t all = 0;
  for (const Facts& facts : kinds_) all += facts.facts.size();
  return all;
}

std::string FactCollector::table() {
  Sizes sizes;
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    const auto kind = static_cast<FactKind>(i);
    std::vector<Fact>& facts = kinds_[i].facts;
    if (shape_of(kind).is_many) {
      std::sort(facts.begin(), facts.end(), precedes);
      const auto same = [](const Fact& a, const Fact& b) { return a.key == b.key && a.value == b.value; };
      facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
    } else {
      std::stable_sort(facts.begin(), facts.end(),
                       [](const Fact& a, const Fact& b) { return a.key < b.key; });
      // Of equal keys the last.
      std::size_t kept = 0;
      for (std::size_t n = 0; n < facts.size(); ++n) {
        if (n + 1 < facts.size() && facts[n + 1].key == facts[n].key) continue;
        facts[kept++] = facts[n];
      }
      facts.resize(kept);
    }
    sizes.facts[i] = static_cast<std::uint32_t>(facts.size());
    if (!shape_of(kind).has_blob) continue;
    for (const Fact& fact : facts) sizes.blob_bytes[i] += blob_at(kinds_[i].blobs, fact.value).size();
  }
  const format::Header header = header_of(sizes);
  std::string out;
  out.reserve(header.data_bytes + (format::blocks(header.data_bytes) + 1) * sizeof(std::uint64_t));
  const index::Sink sink = [&out](std::string_view bytes) -> Status {
    out += bytes;
    return {};
  };
  TableWriter writer(header, sink);
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    const auto kind = static_cast<FactKind>(i);
    const Facts facts = std::exchange(kinds_[i], {});
    writer.begin(kind);
    std::uint32_t place = 0;
    for (Fact fact : facts.facts) {
      if (shape_of(kind).has_blob) {
        const std::size_t size = blob_at(facts.blobs, fact.value).size();
        fact.value = std::exchange(place, place + static_cast<std::uint32_t>(size));
      }
      writer.add(fact);
    }
    writer.end_facts();
    if (!shape_of(kind).has_blob) continue;
    for (const Fact& fact : facts.facts) writer.put(blob_at(facts.blobs, fact.value));
  }
  (void)writer.finish();
  return out;
}

void for_each_blob(const FactTables& tables, FactKind kind,
                   const std::function<void(std::string_view)>& visit) {
  for_each_merged(tables.tables(), kind, [&](const Fact& fact, const FactTable& table) {
    if (const std::string_view bytes = table.blob(kind, fact.value); !bytes.empty()) visit(bytes);
  });
}

Result<FactMerge> FactMerge::plan(FactTables tables, bool is_whole, const IsWanted& is_wanted) {
  FactMerge out(std::move(tables));
  Sizes sizes;
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    const auto kind = static_cast<FactKind>(i);
    const bool has_blob = shape_of(kind).has_blob;
    for_each_merged(out.tables_.tables(), kind, [&](const Fact& fact, const FactTable& table) {
      const std::string_view bytes = has_blob ? table.blob(kind, fact.value) : std::string_view();
      const bool wanted =
          !is_whole || (has_blob ? !bytes.empty() : !is_wanted || is_wanted(kind, fact.value));
      out.wanted_[i].push_back(wanted);
      if (!wanted) return;
      ++sizes.facts[i];
      if (has_blob) sizes.blob_bytes[i] += size_with_length(bytes);
    });
  }
  if (const Status sound = out.tables_.sound(); !sound) return fail(sound.error());
  out.header_ = header_of(sizes);
  return out;
}

/// The tables are walked through again: first for the facts of a kind, then for their bytes.
Status FactMerge::write(const index::Sink& sink) const {
  TableWriter writer(header_, sink);
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    const auto kind = static_cast<FactKind>(i);
    const bool has_blob = shape_of(kind).has_blob;
    const auto for_each_wanted = [&](auto visit) {
      auto wanted = wanted_[i].begin();
      for_each_merged(tables_.tables(), kind, [&](const Fact& fact, const FactTable& table) {
        if (*wanted++) visit(fact, has_blob ? table.blob(kind, fact.value) : std::string_view());
      });
    };
    writer.begin(kind);
    std::uint32_t place = 0;
    for_each_wanted([&](Fact fact, std::string_view bytes) {
      if (has_blob) fact.value = std::exchange(place, place + size_with_length(bytes));
      writer.add(fact);
    });
    writer.end_facts();
    if (has_blob)
      for_each_wanted([&](const Fact&, std::string_view bytes) { writer.put(with_length(bytes)); });
  }
  if (const Status sound = tables_.sound(); !sound) return sound;
  return writer.finish();
}

}  // namespace dateline::indexer
