#pragma once

#include <filesystem>
#include <string>

#include "common/result.h"
#include "searcher/cite/citation.h"
#include "searcher/search/engine.h"

namespace dateline::search {

struct BagOptions {
  bool hashes_only = false;  ///< without the texts, where these may not be given away
};

/// Packs a citation and the articles that it found as a bag of BagIt 1.0 (RFC 8493): a folder with
/// data/citation.json, data/articles.jsonl (an export with texts) and SHA-256 of all files. The folder
/// appears whole or not at all. `request` is that of the citation. A Usage error when `folder` holds anything
/// already.
SearchResult<void> write_bag(Engine& engine, const SearchRequest& request, const Citation& citation,
                             const std::filesystem::path& folder, const BagOptions& options);

/// 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace dateline::search
