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

template <class Number>
void append(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// Puts a table together, kind by kind in their order.
class TableBytes {
 public:
  TableBytes() { out_.resize(sizeof(format::Header)); }

  void begin(FactKind kind, std::uint32_t count) {
    kind_ = kind;
    section_ = {};
    section_.count = count;
    section_.bits = std::bit_width(count / format::kFactsOfAPart);
    section_.entries = out_.size();
    starts_.assign(1, 0);
    places_ = 0;
  }
  void add(const Fact& fact) {
    const std::uint64_t part = section_.bits == 0 ? 0 : fact.key >> (format::key_bits(kind_) - section_.bits);
    while (starts_.size() <= part) starts_.push_back(places_);
    if (shape_of(kind_).is_wide) {
      append(out_, fact.key);
    } else {
      append(out_, static_cast<std::uint32_t>(fact.key));
    }
    append(out_, fact.value);
    ++places_;
  }
  void end(std::string_view blobs) {
    starts_.resize((std::size_t{1} << section_.bits) + 1, places_);
    section_.directory = out_.size();
    for (const std::uint32_t start : starts_) append(out_, start);
    section_.blobs = out_.size();
    section_.blob_bytes = blobs.size();
    out_ += blobs;
    header_.sections[static_cast<std::size_t>(kind_)] = section_;
  }
  std::string take() {
    std::memcpy(header_.magic, format::kMagic, sizeof header_.magic);
    header_.data_bytes = out_.size();
    std::memcpy(out_.data(), &header_, sizeof header_);
    std::string hashes;
    for (std::uint64_t at = 0; at < header_.data_bytes; at += format::kBlockBytes) {
      const std::string_view block = std::string_view(out_).substr(at, format::kBlockBytes);
      append(hashes, std::uint64_t{XXH3_64bits(block.data(), block.size())});
    }
    append(hashes, std::uint64_t{XXH3_64bits(hashes.data(), hashes.size())});
    return std::move(out_) + hashes;
  }

 private:
  std::string out_;
  format::Header header_{};
  FactKind kind_{};
  format::Section section_{};
  std::vector<std::uint32_t> starts_;
  std::uint32_t places_ = 0;
};

bool precedes(const Fact& a, const Fact& b) { return std::pair(a.key, a.value) < std::pair(b.key, b.value); }

/// All facts of one kind of several tables, in the order of their keys; of one key the newest, or each value
/// once. Calls `visit(fact, table)`.
template <class Visit>
void for_each_merged(const std::vector<FactTable>& tables, FactKind kind, Visit visit) {
  std::vector<std::uint32_t> places(tables.size());
  const bool is_many = shape_of(kind).is_many;
  for (;;) {
    const FactTable* from = nullptr;
    Fact next;
    for (std::size_t i = tables.size(); i-- > 0;) {  // the newest first
      if (places[i] >= tables[i].size(kind)) continue;
      const Fact fact = tables[i].at(kind, places[i]);
      if (from == nullptr || (is_many ? precedes(fact, next) : fact.key < next.key)) {
        next = fact;
        from = &tables[i];
      }
    }
    if (from == nullptr || from->is_damaged()) return;
    visit(next, *from);
    for (std::size_t i = 0; i < tables.size(); ++i) {
      while (places[i] < tables[i].size(kind)) {
        const Fact fact = tables[i].at(kind, places[i]);
        if (fact.key != next.key || (is_many && fact.value != next.value)) break;
        ++places[i];
      }
    }
  }
}

void append_blob(std::string& blobs, std::string_view bytes) {
  index::ByteWriter length;
  length.number(bytes.size());
  blobs += length.str();
  blobs += bytes;
}

/// Bytes with their length before them.
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
  append_blob(facts.blobs, bytes);
}

std::uint64_t FactCollector::size() const {
  std::uint64_t all = 0;
  for (const Facts& facts : kinds_) all += facts.facts.size();
  return all;
}

std::string FactCollector::table() {
  TableBytes out;
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
    const std::string old_blobs = std::move(kinds_[i].blobs);
    std::string blobs;
    if (shape_of(kind).has_blob) {
      blobs.reserve(old_blobs.size());
      for (Fact& fact : facts) {
        const std::string_view blob = blob_at(old_blobs, fact.value);
        fact.value = static_cast<std::uint32_t>(blobs.size());
        blobs += blob;
      }
    }
    out.begin(kind, static_cast<std::uint32_t>(facts.size()));
    for (const Fact& fact : facts) out.add(fact);
    out.end(blobs);
    facts = {};
  }
  return out.take();
}

void for_each_blob(const FactTables& tables, FactKind kind,
                   const std::function<void(std::string_view)>& visit) {
  for_each_merged(tables.tables(), kind, [&](const Fact& fact, const FactTable& table) {
    if (const std::string_view bytes = table.blob(kind, fact.value); !bytes.empty()) visit(bytes);
  });
}

Result<std::string> merge_facts(const FactTables& tables, bool is_whole, const IsWanted& is_wanted) {
  TableBytes out;
  for (std::size_t i = 0; i < kFactKinds; ++i) {
    const auto kind = static_cast<FactKind>(i);
    const bool has_blob = shape_of(kind).has_blob;
    std::vector<Fact> facts;
    std::string blobs;
    for_each_merged(tables.tables(), kind, [&](Fact fact, const FactTable& table) {
      const std::string_view bytes = has_blob ? table.blob(kind, fact.value) : std::string_view();
      if (is_whole && has_blob && bytes.empty()) return;
      if (is_whole && !has_blob && is_wanted && !is_wanted(kind, fact.value)) return;
      if (has_blob) {
        fact.value = static_cast<std::uint32_t>(blobs.size());
        append_blob(blobs, bytes);
      }
      facts.push_back(fact);
    });
    out.begin(kind, static_cast<std::uint32_t>(facts.size()));
    for (const Fact& fact : facts) out.add(fact);
    out.end(blobs);
  }
  if (const Status sound = tables.sound(); !sound) return fail(sound.error());
  return out.take();
}

}  // namespace dateline::indexer
