#include "indexer/glass/version_file.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <string_view>

#include "indexer/glass/encoding.h"

namespace dateline::indexer::glass {
namespace {

constexpr std::string_view kMagic("\x0F\x0DXapian Glass", 14);
constexpr std::size_t kFormat = (2016 - 2014) << 9 | 3 << 5 | 14;  // the format of 2016-03-14
constexpr std::uint64_t kRevision = 1;
constexpr std::uint64_t kDeflateOver = 18;  // tags longer than this an updating writer may deflate
constexpr std::uint64_t kNeverDeflate = 0;

void append_root(std::string& out, const TableRoot& root, std::uint64_t deflate_over) {
  const bool fake = root.entries == 0;
  append_varint(out, root.root_block);
  append_varint(out, root.level << 2 | 1U << 1 | (fake ? 1U : 0U));  // bit 1: leaves lie in key order
  append_varint(out, root.entries);
  append_varint(out, kBlockBytes >> 11);
  append_varint(out, deflate_over);
  std::string free_list;
  if (!fake) {
    append_varint(free_list, kRevision);
    append_varint(free_list, root.blocks);  // first unused block; nothing is free below it
    free_list.append(4, '\0');              // both cursors at block 0, offset 0
  }
  append_sized(out, free_list);
}

std::string build(std::string_view uuid, std::uint64_t revision, const TableRoots& roots,
                  const DatabaseStatistics& statistics) {
  std::string out(kMagic);
  out.resize(kUuidOffset);
  put_be16(out.data() + kMagic.size(), kFormat);
  out.append(uuid);
  append_varint(out, revision);
  append_root(out, roots.postlist, kNeverDeflate);
  append_root(out, roots.docdata, kDeflateOver);
  append_root(out, roots.termlist, kDeflateOver);
  append_root(out, roots.position, kNeverDeflate);
  append_root(out, {}, kDeflateOver);  // spelling
  append_root(out, {}, kDeflateOver);  // synonyms
  append_varint(out, statistics.documents);
  append_varint(out, statistics.last_docid - statistics.documents);
  append_varint(out, statistics.length_lower_bound);
  append_varint(out, statistics.wdf_upper_bound);
  append_varint(out, statistics.length_upper_bound - statistics.wdf_upper_bound);
  append_varint(out, 0);  // oldest changeset
  append_varint(out, statistics.total_length);
  append_varint(out, 0);  // highest spelling frequency
  return out;
}

}  // namespace

std::string version_file(const TableRoots& roots, const DatabaseStatistics& statistics) {
  const std::uint64_t tables[] = {roots.postlist.content_hash, roots.docdata.content_hash,
                                  roots.termlist.content_hash, roots.position.content_hash,
                                  statistics.documents};
  const XXH128_canonical_t hash = [&] {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(tables, sizeof tables));
    return canonical;
  }();
  std::string uuid(reinterpret_cast<const char*>(hash.digest), kUuidBytes);
  // Marked as version 8 of RFC 9562, "custom", with its variant.
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x80);
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return build(uuid, kRevision, roots, statistics);
}

std::string empty_version_file() { return build(std::string(kUuidBytes, '\0'), 0, {}, {}); }

}  // namespace dateline::indexer::glass
