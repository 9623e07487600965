#include "indexer/readers/raw_capture.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

#include "common/index/bytes.h"
#include "common/index/damaged.h"

namespace dateline::indexer {
namespace {

constexpr std::uint8_t kRawFormat = 1;

}  // namespace

std::string fields_of(const FieldMap& map) {
  std::string out;
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    const auto target = static_cast<Target>(i);
    index::ByteWriter names;
    names.byte(map.usual(target) ? 1 : 0);
    names.number(map.names(target).size());
    for (const std::string& name : map.names(target)) names.string(name);
    out += names.take();
  }
  return out;
}

Result<FieldMap> map_of_fields(std::string_view fields) {
  if (fields.empty()) return FieldMap();
  index::ByteReader in(fields);
  std::array<std::vector<std::string>, kTargetCount> names;
  std::array<bool, kTargetCount> usual{};
  for (std::size_t i = 0; i < kTargetCount; ++i) {
    usual[i] = in.byte() != 0;
    for (std::uint64_t n = in.number(); n > 0 && in.ok(); --n) names[i].emplace_back(in.string());
  }
  if (!in.ok() || !in.at_end()) return index::damaged("a capture of the ledger is damaged");
  return FieldMap::of(std::move(names), usual);
}

std::uint64_t hash_of(const RawRecord& record) {
  std::uint64_t seed = XXH3_64bits(record.kind.data(), record.kind.size());
  for (const std::string_view part : {record.header, record.map})
    seed = XXH3_64bits_withSeed(part.data(), part.size(), seed);
  return std::max<std::uint64_t>(XXH3_64bits_withSeed(record.bytes.data(), record.bytes.size(), seed), 1);
}

std::string encode_raw(const RawRecord& record) {
  index::ByteWriter out;
  out.byte(kRawFormat);
  for (const std::string_view part : {record.kind, record.header, record.map, record.bytes}) out.string(part);
  return out.take();
}

Result<RawRecord> decode_raw(std::string_view kept) {
  index::ByteReader in(kept);
  RawRecord out;
  const bool known = in.byte() == kRawFormat;
  for (std::string_view* part : {&out.kind, &out.header, &out.map, &out.bytes}) *part = in.string();
  if (!known || !in.ok() || !in.at_end()) return index::damaged("a capture of the ledger is damaged");
  return out;
}

void note_raw(PageSink& sink, std::size_t first, const RawRecord& record) {
  if (first >= sink.pages.size()) return;
  RawCapture raw{hash_of(record), nullptr};
  if (sink.keep_captures) raw.kept = std::make_shared<const std::string>(encode_raw(record));
  for (std::size_t i = first; i < sink.pages.size(); ++i) sink.pages[i].raw = raw;
}

}  // namespace dateline::indexer
