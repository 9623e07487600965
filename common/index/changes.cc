#include "common/index/changes.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

static_assert(std::endian::native == std::endian::little, "changes are copied as they lie on disk");

namespace dateline::index {
namespace {

constexpr std::string_view kMagic = "DLCHNG02";
constexpr std::size_t kHeaderBytes = 16;  ///< magic, XXH3-64 of the rest

static_assert(sizeof(Change) == 24 && std::is_trivially_copyable_v<Change>);

bool precedes(const Change& change, Docid docid) { return change.docid < docid; }

}  // namespace

const Change* Changes::find(Docid docid) const {
  const auto found = std::lower_bound(records_.begin(), records_.end(), docid, precedes);
  return found != records_.end() && found->docid == docid ? &*found : nullptr;
}

std::uint64_t Changes::count_dead(Docid first, Docid last) const {
  std::uint64_t dead = 0;
  for (auto at = std::lower_bound(records_.begin(), records_.end(), first, precedes);
       at != records_.end() && at->docid <= last; ++at) {
    if (at->is_dead()) ++dead;
  }
  return dead;
}

void Changes::apply(std::span<const Change> later) {
  std::vector<Change> all;
  all.reserve(records_.size() + later.size());
  auto old = records_.begin();
  for (const Change& change : later) {
    for (; old != records_.end() && old->docid < change.docid; ++old) all.push_back(*old);
    const bool is_known = old != records_.end() && old->docid == change.docid;
    all.push_back(is_known && old->is_dead() ? *old : change);
    if (is_known) ++old;
  }
  all.insert(all.end(), old, records_.end());
  records_ = std::move(all);
}

void Changes::forget(Docid first, Docid last) {
  std::erase_if(records_,
                [&](const Change& change) { return change.docid >= first && change.docid <= last; });
}

std::string to_bytes(const Changes& changes) {
  const std::vector<Change>& records = changes.records();
  std::string out(kMagic);
  out.resize(kHeaderBytes);
  out.append(reinterpret_cast<const char*>(records.data()), records.size() * sizeof(Change));
  const std::uint64_t hash = XXH3_64bits(out.data() + kHeaderBytes, out.size() - kHeaderBytes);
  std::memcpy(out.data() + kMagic.size(), &hash, sizeof hash);
  return out;
}

Result<Changes> parse_changes(std::string_view bytes, std::string_view name) {
  const auto damaged = [&] {
    return fail(ErrorKind::kIndex, fmt::format("the changes {} are damaged", name), "rebuild the index");
  };
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) return damaged();
  std::uint64_t hash = 0;
  std::memcpy(&hash, bytes.data() + kMagic.size(), sizeof hash);
  bytes.remove_prefix(kHeaderBytes);
  if (bytes.size() % sizeof(Change) != 0 || XXH3_64bits(bytes.data(), bytes.size()) != hash) return damaged();
  Changes out;
  out.records_.resize(bytes.size() / sizeof(Change));
  if (!bytes.empty()) std::memcpy(out.records_.data(), bytes.data(), bytes.size());
  Docid last = 0;
  for (const Change& change : out.records_) {
    if (change.docid <= last) return damaged();
    last = change.docid;
  }
  return out;
}

}  // namespace dateline::index
