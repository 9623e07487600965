#pragma once

#include <memory>

#include "indexer/sources/byte_stream.h"

namespace dateline::indexer {

/// Unpacks the members of gzip data one after the other, checksums included (libarchive does not check them).
/// After a damage, which is an Input error with its offset, reading goes on at the next member; after 1,000
/// of them it ends.
std::unique_ptr<ByteStream> make_gzip_stream(std::unique_ptr<ByteStream> packed);

}  // namespace dateline::indexer
