#pragma once

#include <string>
#include <string_view>

#include "common/article.h"
#include "common/index/stored_data.h"
#include "common/result.h"

namespace dateline::index {

/// All of an Article, so that hits need no source file, as a compact byte string with a version in front.
/// The stored data of a document are these bytes, packed (DataPacker) where that makes them shorter.
void encode_article(const Article& article, std::string& out);

/// From stored data, packed or not; `dictionary` is that of the index, null when it has none. An Index error
/// when the data are damaged, of another version, or longer than `most` bytes when unpacked.
Result<Article> decode_article(std::string_view data, const StoredDictionary* dictionary = nullptr,
                               std::size_t most = kMaxUnpacked);

}  // namespace dateline::index
