#pragma once

#include <memory>

#include "indexer/sources/byte_stream.h"

namespace dateline::indexer {

/// Unpacks the frames of zstd data one after the other, with the dictionary that a .warc.zst file carries in
/// its first frame (magic 0x184D2A5D), plain or itself compressed. At most 128 MiB of window and 16 MiB of
/// dictionary. After a damage, which is an Input error with its offset, there is nothing more.
std::unique_ptr<ByteStream> make_zstd_stream(std::unique_ptr<ByteStream> packed);

}  // namespace dateline::indexer
