#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::indexer {

/// How bytes are packed, told by their first bytes, never by a name.
enum class Packing : std::uint8_t { kNone, kGzip, kBzip2, kXz, kZstd, kZip, kTar };

/// Bytes that `packing_of` wants to see; fewer when there are no more.
inline constexpr std::size_t kPackingHead = 512;

Packing packing_of(std::string_view head);

/// True for those that hold members: zip and tar.
bool is_archive(Packing packing);

/// "gzip", "zip" …, as messages name it; empty for kNone.
std::string_view name(Packing packing);

/// "page.html.gz" -> "page.html", "list.tar.xz" -> "list": endings of packings cut off, case aside.
std::string_view without_packing_endings(std::string_view file_name);

/// True for names such as x.tar, x.tgz, x.zip, x.wacz: files that hold members.
bool has_archive_ending(std::string_view file_name);
/// True for names such as x.gz and x.tar.zst.
bool has_packing_ending(std::string_view file_name);

}  // namespace dateline::indexer
