#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "indexer/sources/byte_stream.h"
#include "indexer/sources/packing.h"

namespace dateline::indexer {

/// How far packed input is followed, against bombs.
struct UnpackLimits {
  std::uint64_t bytes = std::uint64_t{1} << 40;        ///< unpacked, of one file
  std::uint64_t ratio = 300;                           ///< unpacked to packed …
  std::uint64_t ratio_from = std::uint64_t{64} << 20;  ///< … once so many bytes came out
  std::uint64_t members = 10'000'000;                  ///< of one archive
};

/// Unpacks gzip, bzip2, xz or zstd (with the dictionary that the data carry), whose parts may follow one
/// another. Errors (Input, with the offset in the packed bytes where it is known): damage, an early end, a
/// limit. After a damage of gzip reading goes on at the next member, because archives of the web are made of
/// one member a record; other packings end there.
std::unique_ptr<ByteStream> unpack_stream(std::unique_ptr<ByteStream> packed, Packing packing,
                                          const UnpackLimits& limits = {});

/// Members of a tar or zip, one after the other, in the order of the archive.
class Archive {
 public:
  struct Member {
    std::string name;   ///< as stored, "/" between folders; may be hostile: only ever shown
    bool file = false;  ///< no folder, link or device
    bool link = false;
  };

  virtual ~Archive() = default;
  /// The next member; nullopt at the end; an Input error for damage, after which there is nothing more. Bytes
  /// of the last one that were not read are passed over.
  virtual Result<std::optional<Member>> next() = 0;
  /// The bytes of the current member; lives until the next call of `next`.
  virtual std::unique_ptr<ByteStream> contents() = 0;
};

/// Over a stream.
Result<std::unique_ptr<Archive>> open_archive(std::unique_ptr<ByteStream> packed, Packing packing,
                                              const UnpackLimits& limits = {});
/// Over a zip file on disk, whose list of members stands at its end. `count` grows by what of its bytes was
/// gone through, and by all `bytes` of the file in the end; it outlives the archive.
Result<std::unique_ptr<Archive>> open_zip_file(const std::string& path, std::uint64_t bytes,
                                               std::uint64_t* count, const UnpackLimits& limits = {});

}  // namespace dateline::indexer
