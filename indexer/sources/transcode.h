#pragma once

#include <memory>
#include <string>

#include "indexer/sources/byte_stream.h"

namespace dateline::indexer {

/// A stream in UTF-8 from one in `encoding` (a name that `find_encoding` gives), without byte order mark;
/// what cannot be decoded is U+FFFD. Its damages come through at their places.
std::unique_ptr<ByteStream> transcode(std::unique_ptr<ByteStream> stream, const std::string& encoding);

}  // namespace dateline::indexer
