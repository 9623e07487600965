#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "common/article.h"
#include "common/result.h"
#include "searcher/search/engine.h"

namespace dateline::search {

using ArticlesByDocid = std::map<std::uint32_t, Article>;

/// The stored articles of some docids of the open index. An Index error when one cannot be read.
Result<ArticlesByDocid> read_articles(const Engine& engine, std::span<const std::uint32_t> docids);

}  // namespace dateline::search
